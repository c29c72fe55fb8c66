"""A goal of a file with all its figures read: what two ways of writing the same become."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from milepost.errors import InvalidValue
from milepost.goals.details import read_guard
from milepost.goals.goal import Guard
from milepost.goals.sentence import read_sentence
from milepost.language import gettext_lazy
from milepost.plan.document import Figure, GoalText, GuardText
from milepost.plan.figures import read_figure, write_figure

_LONGEST = 100
Told = Callable[[str, InvalidValue], None]
"""Called with the field of a figure that cannot be read, and why."""


def unit_of(goal: GoalText, units: Mapping[str, str]) -> str | None:
    """The unit of its KPI, as far as the file tells which that is."""
    kpi = goal.kpi or (read_sentence(goal.sentence, goal.lang).metric if goal.sentence else None)
    return units.get(kpi or "")


def plain_goal(goal: GoalText, units: Mapping[str, str], currency: str | None, told: Told) -> GoalText:
    """The goal with each figure in one form of writing; what cannot be read is left out and told."""

    def figure(name: str, value: Figure | None, unit: str | None) -> Figure | None:
        if value is None:
            return None
        try:
            return write_figure(read_figure(value, unit or "count", currency), unit or "count", currency)
        except InvalidValue as error:
            told(name, error)
            return None

    def guard(number: int, one: GuardText | str) -> GuardText | None:
        place = f"guards[{number}]"
        if isinstance(one, str):
            try:
                read = _guard(one, units)
            except InvalidValue as error:
                told(place, error)
                return None
            one = GuardText(read.kpi, read.at_least, read.at_most)
        unit = units.get(one.kpi, "count")
        return replace(
            one,
            at_least=figure(f"{place}.at_least", one.at_least, unit),
            at_most=figure(f"{place}.at_most", one.at_most, unit),
        )

    guards = tuple(guard(n, one) for n, one in enumerate(goal.guards))
    return replace(
        goal,
        target=figure("target", goal.target, unit_of(goal, units)),
        guards=tuple(one for one in guards if one is not None),
        budget=figure("budget", goal.budget, "money"),
        sentence=" ".join(goal.sentence.split()) if goal.sentence else None,
    )


def target_of(goal: GoalText, units: Mapping[str, str], currency: str | None) -> float | None:
    """The target in the KPI's unit; None where none is written. Raises InvalidValue."""
    return (
        None if goal.target is None else read_figure(goal.target, unit_of(goal, units) or "count", currency)
    )


def _guard(text: str, units: Mapping[str, str]) -> Guard:
    """A guard in its short form. Raises InvalidValue."""
    if len(text) > _LONGEST:
        raise InvalidValue(
            gettext_lazy("“{text}…” is no guard.", text=text[:_LONGEST]),
            gettext_lazy("Write for example bounce_rate<=55% or aov."),
        )
    return read_guard(text, units)


def guards_of(goal: GoalText, units: Mapping[str, str], currency: str | None) -> tuple[Guard, ...]:
    """The guards as goals keep them. Raises InvalidValue."""
    found = []
    for one in goal.guards:
        if isinstance(one, str):
            found.append(_guard(one, units))
            continue
        unit = units.get(one.kpi, "count")
        low, high = (
            None if limit is None else read_figure(limit, unit, currency)
            for limit in (one.at_least, one.at_most)
        )
        found.append(Guard(one.kpi, low, high, one.says))
    return tuple(found)
