"""Cases for reviews of an invented brand: KPIs that moved or did not, in the week of 2 to 8 March 2026."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from milepost.amount import Unknown, Why
from milepost.judgement.change import Change, Effect
from milepost.judgement.verdict import Movement
from milepost.kpis.catalogue import catalogue
from milepost.period import Grain, Period
from milepost.reviews.cadence import Kind, cadence_of, period_of
from milepost.reviews.case import Case, Measure
from milepost.series import Series

AS_OF = date(2026, 3, 9)
WEEK = Period(date(2026, 3, 2), date(2026, 3, 9))
SINCE = date(2026, 2, 2)
QUIET = Change(Movement.NO_CHANGE, None, (), 0.2, None)
RISE = Change(Movement.RISE, Effect(0.1, 0.2, 0.3), (), 0.2, SINCE, weeks=14)
FALL = Change(Movement.FALL, Effect(-0.4, -0.3, -0.2), (), 0.2, SINCE, weeks=14)
UNTOLD = Unknown("Only 3 weeks are known; 14 are needed.", Why.TOO_LITTLE)


def weeks(level: float = 100.0, count: int = 30, end: date = AS_OF, **more: Any) -> Series:
    """Weeks up to `end`, each a little off the level."""
    starts = tuple(end - timedelta(days=7 * (count - at)) for at in range(count))
    values = np.array([level + at % 3 for at in range(count)], dtype=np.float64)
    return Series("figures", starts, np.full(count, 7), values, grain=Grain.WEEK, **more)


def days(values: list[float], end: date = AS_OF, **more: Any) -> Series:
    """Days up to `end`."""
    starts = tuple(end - timedelta(days=len(values) - at) for at in range(len(values)))
    return Series(
        "figures", starts, np.ones(len(values), dtype=np.int64), np.array(values, dtype=float), **more
    )


def measure(kpi: str, moved: Change | Unknown = QUIET, level: float | None = None, **more: Any) -> Measure:
    """One KPI; its level is its own unless given, so that no two are twins by chance."""
    found = catalogue()[kpi]
    series = weeks(level or float(100 + sum(map(ord, kpi))))
    given: dict[str, Any] = {"weekly": series, "moved": moved, "told": AS_OF}
    return Measure(found, **(given | more))


def case(*measures: Measure, kind: Kind = Kind.WEEKLY, as_of: date = AS_OF, **more: Any) -> Case:
    """A case of the invented brand."""
    return Case("Tin & Twine", cadence_of(kind), period_of(kind, as_of), as_of, tuple(measures), **more)


def later(before: Case, days_on: int = 7, **more: Any) -> Case:
    """The same brand some days on; figures go on to the new day."""
    as_of = before.as_of + timedelta(days=days_on)
    measures = tuple(replace(one, told=as_of) for one in before.measures)
    changed: dict[str, Any] = {"measures": measures} | more
    return replace(before, as_of=as_of, period=period_of(before.cadence.kind, as_of), **changed)
