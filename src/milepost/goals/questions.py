"""What has to be asked before a sentence can be kept: never more than it leaves open."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from milepost.goals.deadlines import EVENTS, Deadline
from milepost.goals.metrics import metrics
from milepost.goals.problems import Read
from milepost.goals.scene import Scene
from milepost.knowledge.reader import table

_A_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4}


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Any]:
    """The English of the questions, by code."""
    return table("goal_questions")


def questions_of(
    scene: Scene, read: Read, deadline: Deadline | None, problems: Sequence[str], *, cut: bool
) -> tuple[str, ...]:
    """The questions, most important first, as sentences."""
    values: dict[str, object] = {
        "amount": _figure(read.asked.amount) if read.asked is not None else "",
        "metric": (read.metric or "it").replace("_", " "),
        "per": read.per or "",
    }
    codes = [*(["too_long"] if cut else []), *_by_problem(read, problems), *_by_doubt(scene, read, deadline)]
    if read.asked is not None and read.asked.kind == "relative" and read.per in _A_YEAR:
        growth = (1 + read.asked.amount / 100) ** _A_YEAR[read.per]
        values["times"] = f"{growth:,.1f}" if growth < 1e6 else "a million"
    said = catalogue()
    return tuple(said[code].format(**values) for code in dict.fromkeys(codes))


def _by_problem(read: Read, problems: Sequence[str]) -> list[str]:
    codes = []
    for problem in problems:
        if problem == "not_specific":
            platform = read.metric is not None and metrics()[read.metric].platform
            codes.append("which_platform" if platform else "of_what")
        elif problem in {
            "not_measurable",
            "no_amount",
            "no_deadline",
            "metric_as_goal",
            "activity_not_outcome",
        }:
            codes.append(problem)
        elif problem == "multiple_goals":
            codes.append("multiple_goals")
    return codes


def _by_doubt(scene: Scene, read: Read, deadline: Deadline | None) -> list[str]:
    codes = []
    asked = read.asked
    metric = metrics()[read.metric] if read.metric is not None else None
    if asked is not None:
        verbs = {mention.id for mention in scene.words["direction"].find(scene.tokens)}
        if asked.figure.minus and verbs & {"increase", "reach"}:
            codes.append("minus")
        if asked.ambiguous:
            codes.append("percent_or_points")
        if asked.role == "level" and read.per is not None and deadline is None:
            codes.append("until_when")
        if (
            asked.unit is None
            and asked.kind == "absolute"
            and metric is not None
            and metric.form in {"money", "price"}
        ):
            codes.append("which_currency")
        stock = metric is not None and metric.is_stock and asked.kind == "absolute" and asked.role == "level"
        led = scene.has("towards", asked.figure.start - 3, asked.figure.start)
        verb = scene.has("direction", 0, asked.figure.start)
        if stock and led is None and verb is None and asked.baseline is None:
            codes.append("total_or_gain")
        if asked.kind == "relative" and read.per in _A_YEAR:
            codes.append("compounds")
    if deadline is not None:
        if deadline.question:
            codes.append(deadline.question)
        if deadline.value in EVENTS:
            codes.append("which_day")
    return codes


def _figure(amount: float) -> str:
    return f"{amount:,.0f}" if amount == int(amount) else f"{amount:,g}"
