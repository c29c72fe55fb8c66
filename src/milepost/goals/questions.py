"""What has to be asked before a sentence can be kept: never more than it leaves open."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from milepost.goals.deadlines import EVENTS, Deadline
from milepost.goals.metrics import metric_title, metrics
from milepost.goals.reading import Guard
from milepost.goals.scene import Scene
from milepost.goals.several import Read
from milepost.knowledge.reader import table
from milepost.language import ENGLISH, decimal, gettext, gettext_lazy, quoted, spoken

_A_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4}


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Any]:
    """The English of the questions, by code."""
    return table("goal_questions")


def questions_of(
    scene: Scene,
    read: Read,
    deadline: Deadline | None,
    problems: Sequence[str],
    guards: Sequence[Guard] = (),
    *,
    cut: bool,
) -> tuple[str, ...]:
    """The questions, most important first, as sentences."""
    values: dict[str, object] = {
        "amount": _figure(read.asked.amount) if read.asked is not None else "",
        "metric": _name(read.metric),
        "per": str(_PERIODS.get(read.per or "", "")),
    }
    foreign = ["not_our_language"] if not scene.is_ours() and read.metric is None else []
    first = [*(["too_long"] if cut else []), *foreign]
    values["limit"] = gettext(" and ").join(str(quoted(guard.text)) for guard in guards)
    doubts = [*_by_doubt(scene, read, deadline), *_by_word(scene, read)]
    codes = first if foreign else [*first, *_by_problem(read, problems, guards), *doubts]
    if read.asked is not None and read.asked.kind == "relative" and read.per in _A_YEAR:
        growth = (1 + read.asked.amount / 100) ** _A_YEAR[read.per]
        values["times"] = decimal(growth, 1) if growth < 1e6 else decimal(1e6)
    said = catalogue()
    return tuple(said[code].format(**values) for code in dict.fromkeys(codes))


def _by_problem(read: Read, problems: Sequence[str], guards: Sequence[Guard]) -> list[str]:
    codes = ["guard"] if guards else []
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
        elif problem == "multiple_goals" and not guards:
            codes.append("multiple_goals")
    return codes


def _by_word(scene: Scene, read: Read) -> list[str]:
    """Words of the trade that are said of two things; what was taken is asked about."""
    if read.named is None:
        return []
    said = {token.norm for token in scene.tokens[read.named.start : read.named.end]}
    metric, asked = read.metric, read.asked
    rate = asked is not None and asked.kind == "rate"
    codes = []
    if metric == "engagements" and len(said) == 1 and not rate:
        codes.append("which_engagement")
    if metric == "revenue" and said <= _SALES and (asked is None or asked.figure.kind == "percent"):
        codes.append("money_or_orders")
    if metric == "reach" and said & _REACHES and asked is not None and asked.figure.kind == "count":
        codes.append("people_or_times")
    if metric in {"conversions", "conversion_rate"} and said <= _CONVERSIONS:
        codes.append("which_event")
    if metric == "response_rate" and any(f.kind == "duration" for f in scene.figures):
        codes.append("rate_or_time")
    if metric == "email_subscribers" and said <= _SUBSCRIBERS:
        codes.append("subscribers_of_what")
    if read.named.start == read.named.end and metric == "followers":
        codes.append("followers_taken")
    return codes


# The bare words, folded: with a second word beside them (“sales revenue”) they are clear.
_SALES = frozenset(
    (
        "sales",
        "sale",
        "ventas",
        "venta",
        "ventes",
        "vente",
        "verkaufe",
        "verkaufen",
        "verkauf",
        "verkaufszahlen",
    )
)
_REACHES = frozenset(
    (
        "reach",
        "reichweite",
        "alcance",
        "portee",
    )
)
_CONVERSIONS = frozenset(
    (
        "conversion",
        "conversions",
        "conversiones",
        "rate",
        "rates",
        "conversionrate",
        "taux",
        "tasa",
        "de",
    )
)
_SUBSCRIBERS = frozenset(
    (
        "subscribers",
        "subscriber",
        "subs",
        "suscriptores",
        "abonnenten",
        "abonnent",
        "inscrits",
        "suscripciones",
    )
)


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
        if asked.figure.ranged:
            codes.append("lower_end")
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
    return decimal(amount) if amount == int(amount) else decimal(float(f"{amount:.6g}"), 5)


def _name(metric: str | None) -> str:
    """What is asked about: small letters in English, in other languages as its KPI is called."""
    if spoken() == ENGLISH or metric is None:
        return (metric or "it").replace("_", " ")
    return str(metric_title(metric))


_PERIODS = {
    "day": gettext_lazy("day"),
    "week": gettext_lazy("week"),
    "month": gettext_lazy("month"),
    "quarter": gettext_lazy("quarter"),
    "year": gettext_lazy("year"),
}
