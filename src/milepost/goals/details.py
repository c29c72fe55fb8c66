"""What a goal carries besides its sentence: whom it serves, who works on it, with what, what guards it."""

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from milepost.errors import InvalidValue, NotFound
from milepost.goals.goal import Goal, Guard
from milepost.goals.metrics import metric_title
from milepost.knowledge.reader import table
from milepost.language import gettext_lazy

_LIMIT = re.compile(r"\s*([\w-]+)\s*(?:(>=|<=)\s*([\d.,_]+)\s*(%?))?\s*")


@dataclass(frozen=True, slots=True)
class Details:
    """What is to be set; None leaves a thing as it is. `Goal` says what each means."""

    owner: str | None = None
    objective: str | None = None
    role: str | None = None
    leads: tuple[str, ...] | None = None
    guards: tuple[Guard, ...] | None = None
    segment: str | None = None
    worked_on: tuple[str, ...] | None = None
    budget: float | None = None
    hours: float | None = None
    audience: str | None = None
    after: str | None = None


NOTHING = Details()


@dataclass(frozen=True, slots=True)
class Known:
    """What a detail may name: ids of KPIs, objectives, roles, audience profiles and goals of the brand."""

    kpis: Collection[str]
    objectives: Collection[str]
    roles: Collection[str]
    audiences: Collection[str] = ()
    goals: Collection[str] = ()


def with_details(goal: Goal, details: Details, clear: Collection[str] = ()) -> Goal:
    """The goal with what `details` set, and without what `clear` names. Raises InvalidValue, NotFound."""
    given = {f.name: getattr(details, f.name) for f in fields(Details)}
    unknown = sorted(set(clear) - set(given))
    if unknown:
        raise NotFound("detail of a goal", unknown[0], given, f"There are {', '.join(given)}.")
    values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    lists = {"leads", "guards", "worked_on"}
    cleared: dict[str, Any] = {name: () if name in lists else None for name in clear}
    return replace(goal, **cleared, **values)


def checked(details: Details, known: Known) -> Details:
    """The details themselves. Raises NotFound for what nobody knows, InvalidValue for impossible numbers."""
    named: list[tuple[str, Collection[str], tuple[str, ...]]] = [
        ("KPI", known.kpis, (*(details.leads or ()), *(guard.kpi for guard in details.guards or ()))),
        ("business objective", known.objectives, _one(details.objective)),
        ("role of social media", known.roles, _one(details.role)),
        ("segment", table("segments"), _one(details.segment)),
        ("audience profile", known.audiences, _one(details.audience)),
        ("goal", known.goals, _one(details.after)),
    ]
    for kind, there, names in named:
        for name in names:
            if name not in there:
                raise NotFound(kind, name, there, _listed(there) if len(there) < 20 else "See: milepost kpis")
    for what, value in (("budget", details.budget), ("hours", details.hours)):
        if value is not None and not (math.isfinite(value) and value >= 0):
            raise InvalidValue(f"The {what} of a goal cannot be {value:g}.", "Give nought or more.")
    return details


def read_guard(text: str, units: Mapping[str, str]) -> Guard:
    """“bounce_rate<=55%”, “email_open_rate>=0.4”, or only “aov”: a guard. Raises InvalidValue.

    `units` gives the unit of each KPI; a limit on a share may be written in percent.
    """
    match = _LIMIT.fullmatch(text)
    if match is None:
        raise InvalidValue(
            gettext_lazy(
                "“{text}” is no guard: a KPI, then >= or <= and a limit, or the KPI alone.", text=text
            ),
            gettext_lazy("Write for example bounce_rate<=55% or aov."),
        )
    kpi, sign, figure, percent = match.groups()
    if sign is None:
        return Guard(kpi)
    try:
        limit = float(_plain(figure))
    except ValueError as error:
        raise InvalidValue(
            gettext_lazy("“{figure}” is no number.", figure=figure),
            gettext_lazy("Write 55, 0.55 or 1,200."),
        ) from error
    if percent:
        limit /= 100
    elif units.get(kpi) == "share" and limit > 1:
        raise InvalidValue(
            gettext_lazy(
                "“{kpi}” is a share; “{figure}” can be meant as {figure} % or {figure} times everything.",
                kpi=metric_title(kpi),
                figure=figure,
            ),
            gettext_lazy("Write {figure}% or a fraction below 1.", figure=figure),
        )
    return Guard(kpi, limit, None) if sign == ">=" else Guard(kpi, None, limit)


def _plain(figure: str) -> str:
    """A comma before exactly three digits parts thousands; any other is a decimal comma."""
    return re.sub(r",(?=\d{3}(?!\d))", "", figure.replace("_", "")).replace(",", ".")


def _one(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)


def _listed(names: Collection[str]) -> str:
    return f"There are {', '.join(names)}." if names else "None has been written yet."
