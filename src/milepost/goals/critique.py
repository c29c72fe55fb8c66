"""What is wrong with a goal, before it is kept: findings that explain and may block, never a score.

Rules with a number in them are named here; everything else follows from the reading, the baseline, the odds
and the goals that stand beside it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from milepost.goals.findings import ADVICE, QUESTION, REFUSE, Finding
from milepost.goals.goal import BaselineFigures, Goal, in_points, resolve_target
from milepost.goals.metrics import metrics
from milepost.goals.portfolio import beside_others, of_versions
from milepost.goals.progress import meets
from milepost.goals.reading import GoalReading
from milepost.goals.scene import scene_of
from milepost.goals.serving import Served
from milepost.knowledge.reader import table
from milepost.language import gettext_lazy
from milepost.period import spoken

__all__ = ["Finding", "critique"]

UNLIKELY = 0.2
"""Below this probability a target is said to be unlikely, with the target that would have even odds."""
ABOUT = 0.1
"""A tenth more or less is about the same: no forecast is sharper than that."""
SURE = 0.95
"""Above this probability nothing has to change for it: it is a forecast, not a goal."""

_REFUSED = {"not_measurable", "no_amount", "no_deadline", "metric_as_goal", "activity_not_outcome"}
_ADVISED = {"vanity_metric", "no_business_link"}


def critique(
    what: GoalReading | Goal,
    *,
    goal: Goal | None = None,
    baseline: BaselineFigures | float | None = None,
    odds: float | None = None,
    even_odds_target: float | None = None,
    live_goals: Sequence[Goal] = (),
    versions: Sequence[Goal] = (),
    serves: Served | None = None,
    deadline: date | None = None,
) -> tuple[Finding, ...]:
    """Everything to be said about a goal, what blocks it first.

    `what` is a sentence as it was read (with the `goal` made of it, once there is one) or a goal that stands.
    `baseline` is the usual figure, in the KPI's unit; `odds` the probability of the target and
    `even_odds_target` the one with even odds; `live_goals` the brand's other goals; `versions` this goal's
    own earlier ones.
    `serves` is the business objective that the user named or that the goal hangs on, `deadline` what was
    given beside the sentence.
    """
    usual = baseline.value if isinstance(baseline, BaselineFigures) else baseline
    found: list[Finding] = []
    if isinstance(what, GoalReading):
        found += _of_the_sentence(what, dated=deadline is not None, served=serves is not None)
        found += _of_the_baseline(what, goal, usual)
        found += _of_the_purpose(what, serves)
        found += _of_the_direction(what, goal, baseline)
    else:
        goal = what
    if goal is not None:
        found += _of_the_measure(goal, serves)
        found += _of_the_target(goal, baseline, odds, even_odds_target)
        found += beside_others(goal, live_goals)
        found += of_versions(goal, versions)
    keeps = isinstance(what, GoalReading) and what.direction == "maintain"
    if keeps or any(finding.code == "against_direction" for finding in found):  # the very goal; said already
        found = [finding for finding in found if finding.code != "already_met"]
    rank = {REFUSE: 0, QUESTION: 1, ADVICE: 2}
    unique: dict[str, Finding] = {}
    for finding in found:
        unique.setdefault(finding.code, finding)
    return tuple(sorted(unique.values(), key=lambda f: rank[f.severity]))


def _of_the_sentence(reading: GoalReading, *, dated: bool, served: bool) -> list[Finding]:
    values: Mapping[str, object] = {"metric": _name(reading.metric)}
    if reading.metric is None and not scene_of(reading.text[:2_000], reading.lang).is_ours():
        return [Finding("not_our_language", REFUSE, {})]
    found = []
    for code in reading.problems:
        if (code == "no_deadline" and dated) or (code == "no_business_link" and served):
            continue
        if code == "not_measurable" and reading.metric is None:
            found.append(Finding("no_metric", REFUSE, values))
        elif code in _REFUSED:
            found.append(Finding(code, REFUSE, values))
        elif code in _ADVISED:
            found.append(Finding(code, ADVICE, values))
        elif code == "not_specific" and reading.metric not in {None, "brand_awareness"}:
            found.append(Finding(code, QUESTION, values))
        elif code == "multiple_goals" and (reading.offered or not reading.guards):
            goals = tuple(_name(other.metric) for other in reading.offered)
            found.append(
                Finding(
                    code, QUESTION, {"count": len(goals) or 2, "goals": goals or (_name(reading.metric),)}
                )
            )
    return found


def _of_the_baseline(reading: GoalReading, goal: Goal | None, usual: float | None) -> list[Finding]:
    """A change needs something to be a change of; of a rate it can be meant in two ways."""
    if reading.amount is None or reading.metric is None:
        return []
    if usual is None:
        if reading.amount_kind == "relative" or (reading.amount_role == "change" and not reading.counts_new):
            because = gettext_lazy("no earlier figures are known")
            return [Finding("no_baseline", REFUSE, {"kpi": _name(reading.metric), "because": because})]
        return []
    if usual == 0 and reading.amount_kind == "relative":
        return [Finding("zero_baseline", REFUSE, {"metric": _name(reading.metric)})]
    points = in_points(reading, usual)
    if points is None:
        return []
    target = goal.target if goal is not None else resolve_target(reading, baseline=usual)
    values = {
        "amount": reading.amount,
        "baseline": usual,
        "target": target,
        "target_in_points": points,
        "unit": "share",
    }
    return [Finding("ambiguous_percent", QUESTION, values)]


def _of_the_purpose(reading: GoalReading, serves: Served | None) -> list[Finding]:
    """The sentence says one thing is wanted, and measures another."""
    metric = metrics().get(reading.metric or "")
    if metric is None or metric.form == "none":
        return []
    named = scene_of(reading.text[:2_000], reading.lang).named if reading.text else ()
    ids = {n.id for n in named}
    wanted = {metrics()[i].stage for i in ids if i in metrics()} - {metric.stage}
    aware = serves.stage == "awareness" if serves else "brand_awareness" in ids
    later = metric.form in {"money", "price"} or metric.id in _not_by("awareness")
    if aware and later and metric.stage != "awareness":
        return [_stopped("awareness_in_revenue", metric.id, "awareness")]
    converting = serves.stage == "conversion" if serves else "conversion" in wanted
    if converting and metric.id in _not_by("conversion"):
        return [_stopped("conversion_on_impressions", metric.id, "conversion")]
    return []


def _of_the_direction(
    reading: GoalReading, goal: Goal | None, baseline: BaselineFigures | float | None
) -> list[Finding]:
    """“Increase leads to 50” where 80 are usual: the verb and the number contradict each other."""
    if goal is None or not isinstance(baseline, BaselineFigures) or reading.amount_role != "level":
        return []
    upward = reading.direction == "increase" and goal.target < baseline.low
    downward = reading.direction == "decrease" and goal.target > baseline.high
    if reading.counts_new or not (upward or downward):
        return []
    values = {
        "direction": reading.direction,
        "baseline": baseline.value,
        "target": goal.target,
        "unit": goal.unit,
    }
    return [Finding("against_direction", REFUSE, values)]


def _stopped(code: str, metric: str, stage: str) -> Finding:
    """What is wanted and what is measured are of different stages: it is stopped, a better KPI is named."""
    instead = tuple(_name(kpi) for kpi in table("stages")[stage]["measured_by"] if kpi != metric)[:4]
    return Finding(code, REFUSE, {"metric": _name(metric), "instead": instead})


def _of_the_measure(goal: Goal, serves: Served | None) -> list[Finding]:
    """An objective that is decided at one stage must not be measured by what another stage does."""
    stage = serves.stage if serves else table("objectives").get(goal.objective or "", {}).get("stage")
    if stage is None or goal.kpi not in _not_by(stage):
        return []
    own = {"awareness": "awareness_in_revenue", "conversion": "conversion_on_impressions"}
    if stage in own:
        return [_stopped(own[stage], goal.kpi, stage)]
    known = table("stages")[stage]
    values = {
        "stage": stage,
        "metric": _name(goal.kpi),
        "because": known["because"],
        "instead": tuple(_name(kpi) for kpi in known["measured_by"][:4]),
    }
    return [Finding("measure_of_another_stage", QUESTION, values)]


def _not_by(stage: str) -> Sequence[str]:
    known: Mapping[str, Any] = table("stages").get(stage, {})
    return tuple(known.get("not_by", ()))


def _of_the_target(
    goal: Goal, baseline: BaselineFigures | float | None, odds: float | None, even_odds: float | None
) -> list[Finding]:
    found = []
    usual = baseline.value if isinstance(baseline, BaselineFigures) else baseline
    if goal.deadline is not None and goal.deadline < goal.start:
        found.append(Finding("deadline_passed", REFUSE, {"deadline": spoken(goal.deadline)}))
    if usual is not None and goal.target != usual and meets(usual, goal.target, goal.better):
        found.append(
            Finding("already_met", QUESTION, {"baseline": usual, "target": goal.target, "unit": goal.unit})
        )
    elif odds is not None and odds < UNLIKELY:
        values = {"baseline": usual, "target": goal.target, "probability": odds, "even_odds": even_odds}
        code = _how_unlikely(goal, baseline, even_odds)
        found.append(Finding(code, QUESTION, {**_said(values), "unit": goal.unit}))
    elif odds is not None and odds > SURE:
        found.append(Finding("too_easy", ADVICE, _said({"probability": odds, "target": goal.target})))
    return found


def _how_unlikely(goal: Goal, baseline: BaselineFigures | float | None, even_odds: float | None) -> str:
    """Whether what is coming is better than the baseline, within its noise, or worse than that.

    A target worse than the baseline is never proposed.
    """
    if baseline is None or even_odds is None:
        return "unlikely"
    usual = baseline.value if isinstance(baseline, BaselineFigures) else baseline
    low, high = usual * (1 - ABOUT), usual * (1 + ABOUT)
    if isinstance(baseline, BaselineFigures):
        low, high = min(low, baseline.low), max(high, baseline.high)
    edge = low if goal.better == "higher" else high
    if meets(even_odds, usual, goal.better):
        return "unlikely"
    return "unlikely_by_itself" if meets(even_odds, edge, goal.better) else "unlikely_and_falling"


def _said(values: Mapping[str, float | None]) -> dict[str, object]:
    """Only the values that are known; the probability also as people say it."""
    known: dict[str, object] = {name: value for name, value in values.items() if value is not None}
    odds = values.get("probability")
    if odds is not None:
        share = f"{min(odds, 0.99):.0%}".replace("%", " %")
        known["probability"] = gettext_lazy("less than 1 %") if odds < 0.01 else share
    return known


def _name(metric: str | None) -> str:
    return (metric or "it").replace("_", " ")
