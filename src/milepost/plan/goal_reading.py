"""What a goal of a file says all in all: its sentence, and the fields beside it, which win."""

from dataclasses import replace

from milepost.amount import Unit
from milepost.errors import InvalidValue
from milepost.goals.metrics import metrics
from milepost.goals.problems import WEAKENING
from milepost.goals.questions import catalogue
from milepost.goals.reading import GoalReading
from milepost.goals.sentence import read_sentence
from milepost.knowledge.reader import table
from milepost.language import gettext_lazy
from milepost.period import spoken
from milepost.plan.document import GoalText
from milepost.plan.names import Names
from milepost.plan.plain_goal import target_of

_SETTLED = frozenset({"no_amount", "not_measurable", "metric_as_goal", "not_specific"})
"""Faults of a sentence that are none any more where KPI and target stand beside it."""
_ABOUT_AMOUNT = ("no_amount", "percent_or_points", "total_or_gain", "compounds", "minus")
_ABOUT_TIME = ("no_deadline", "until_when", "no_such_day", "date_order", "which_day")


def reading_of(goal: GoalText, names: Names, currency: str | None) -> GoalReading:
    """The sentence as it was read, with what the fields beside it say instead.

    Raises InvalidValue for a figure that cannot be read, or a goal without sentence, KPI and target.
    """
    said = read_sentence(goal.sentence, goal.lang) if goal.sentence else GoalReading(_sentence(goal), "en")
    problems = set(said.problems)
    if goal.kpi is not None:
        metric = metrics().get(goal.kpi)
        said = replace(said, metric=goal.kpi, objective=metric.objective if metric else said.objective)
        problems -= {"not_measurable"}
    if goal.channel:
        said = replace(said, channel=goal.channel)
    target = target_of(goal, names.units, currency)
    if target is not None:
        said = replace(said, **_amount(target, goal, said, names))  # type: ignore[arg-type]
        problems -= {"no_amount"}
    if goal.per is not None:
        said = replace(said, per=goal.per)
    if goal.deadline is not None:
        last = goal.deadline.isoformat()
        said = replace(said, deadline_kind="date", deadline=last, until=True)
        problems -= {"no_deadline"}
    if goal.kpi is not None and target is not None:
        problems -= _SETTLED
    kept = tuple(code for code in said.problems if code in problems)
    answered = (*(_ABOUT_AMOUNT if target is not None else ()), *(_ABOUT_TIME if goal.deadline else ()))
    open_yet = tuple(text for text in said.questions if not any(_asks(text, code) for code in answered))
    if goal.kpi is not None and target is not None:
        open_yet = tuple(text for text in open_yet if not any(_asks(text, code) for code in _SETTLED))
    return replace(said, problems=kept, weak=any(code in WEAKENING for code in kept), questions=open_yet)


def _asks(text: str, code: str) -> bool:
    """Whether a question is the one of that code: it begins with the same words."""
    template = str(catalogue().get(code, ""))
    return bool(template) and text.startswith(template.split("{", maxsplit=1)[0])


def _amount(target: float, goal: GoalText, said: GoalReading, names: Names) -> dict[str, object]:
    unit = names.units.get(goal.kpi or said.metric or "", "count")
    metric = metrics().get(goal.kpi or said.metric or "")
    lower = metric is not None and metric.better == "lower"
    share = unit == Unit.SHARE
    return {
        "amount": target * 100 if share else target,
        "amount_kind": "rate" if share else "absolute",
        "amount_role": "level",
        "unit": "percent" if share else None,
        "counts_new": False,
        "direction": said.direction or ("decrease" if lower else "reach"),
    }


def _sentence(goal: GoalText) -> str:
    """A sentence for a goal that was given by its figures alone."""
    if goal.kpi is None or goal.target is None:
        raise InvalidValue(
            gettext_lazy("A goal needs a sentence, or a KPI and a target."),
            gettext_lazy("Write one of them."),
        )
    says = table("plan_fields")["drafts"]
    time = says["until"].format(day=spoken(goal.deadline)) if goal.deadline else ""
    every = says["every"].format(per=goal.per) if goal.per else ""
    where = " ".join((*(f"({c})" for c in goal.channel), every, time))
    written = says["sentence"].format(target=goal.target, kpi=goal.kpi.replace("_", " "), time=where.strip())
    return " ".join(written.split()).replace(" .", ".")
