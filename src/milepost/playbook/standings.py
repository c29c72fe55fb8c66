"""How each figure stands, in the words that rules wait for.

The thresholds are those of the judgement. Here its answers become words, each KPI and channel for itself:

    rising, falling    a lasting change is claimed (judgement/change)
    began, ended       the same, from or to next to nothing: tracking or a channel started or stopped
    high, low          no claim, but the last four weeks lie beyond their usual range (judgement/standing)
    usual              within it, and the range is narrow enough that a change would have been seen
    spike              beside these: a week or day of the last four weeks stood far above its neighbours
    as_last_year       beside high, rising, low or falling: the same weeks a year ago stood on the same side
    carries            beside these: the channel gave most of the brand's total of the last 13 weeks
    present            whatever else can be said: in the last four weeks figures above zero came in

A figure of which none of the first seven can be said (too few weeks, or so restless that nothing would show)
is unknown, and satisfies no condition but that it is present.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

import numpy as np

from milepost.amount import Unknown
from milepost.judgement.change import Change
from milepost.judgement.spikes import AROUND, spikes
from milepost.judgement.standing import NOW_WEEKS, Place, Standing, standing
from milepost.judgement.verdict import Verdict
from milepost.series import Series

STEADY: Final = 0.2
"""A usual range of more than its middle and a fifth either way hides changes: then nobody can say “usual”."""

YEAR: Final = timedelta(days=364)
RECENT: Final = timedelta(weeks=NOW_WEEKS)
SHARE_WEEKS: Final = 13
MOST: Final = 2 / 3
"""Of a total: a channel that gives so much carries it."""


class State(StrEnum):
    """What a condition of a rule can wait for; see the top of this module."""

    LOW = "low"
    USUAL = "usual"
    HIGH = "high"
    RISING = "rising"
    FALLING = "falling"
    BEGAN = "began"
    ENDED = "ended"
    SPIKE = "spike"
    AS_LAST_YEAR = "as_last_year"
    CARRIES = "carries"
    PRESENT = "present"


PLACES: Final = frozenset(
    {State.LOW, State.USUAL, State.HIGH, State.RISING, State.FALLING, State.BEGAN, State.ENDED}
)
"""Of these every figure that can be judged has exactly one."""

SIGNALS: Final = frozenset({State.RISING, State.FALLING, State.BEGAN, State.ENDED, State.SPIKE})
"""What is more than a high or low month, which one of twelve months without any change shows."""

_UP: Final = frozenset({Place.HIGH, Place.RISING})
_DOWN: Final = frozenset({Place.LOW, Place.FALLING})


@dataclass(frozen=True, slots=True)
class Stand:
    """How a KPI stands, of one channel or of the whole brand (None), with the judgement's own verdict."""

    kpi: str
    channel: str | None
    states: frozenset[State]
    told: Verdict | None = None


def stand_of(
    kpi: str, channel: str | None, series: Series, *, as_of: date, carries: bool = False
) -> Stand | None:
    """How `series` stands before `as_of`; None where nobody can tell anything."""
    past = series.until(as_of)
    present = {State.PRESENT} if _comes_in(past, as_of) else set()
    found = standing(series, as_of=as_of)
    state = None if isinstance(found, Unknown) else _state(found)
    if state is None or isinstance(found, Unknown):
        return Stand(kpi, channel, frozenset(present)) if present else None
    states = {state} | present
    if state not in {State.BEGAN, State.ENDED}:
        if _jumped(past, as_of):
            states.add(State.SPIKE)
        if _as_last_year(found.place, series, as_of):
            states.add(State.AS_LAST_YEAR)
    if carries:
        states.add(State.CARRIES)
    return Stand(kpi, channel, frozenset(states), found.verdict)


def carrier(channels: Mapping[str, Series], *, as_of: date) -> str | None:
    """The channel that gave most of the total of the last 13 weeks; None where none of several did."""
    totals = {name: _total(series, as_of) for name, series in channels.items() if series.adds}
    whole = sum(totals.values())
    if len(totals) < 2 or whole <= 0:
        return None
    first = max(sorted(totals), key=lambda name: totals[name])
    return first if totals[first] >= MOST * whole else None


def by_place(stands: Iterable[Stand]) -> dict[tuple[str, str | None], Stand]:
    """The standings by KPI and channel."""
    return {(one.kpi, one.channel): one for one in stands}


def _state(found: Standing) -> State | None:
    moved = found.change
    if isinstance(moved, Change) and moved.from_nothing:
        return State.BEGAN if found.place is Place.RISING else State.ENDED
    if found.place is Place.USUAL and not _steady(found):
        return None
    return None if found.place is Place.UNKNOWN else State(found.place.value)


def _comes_in(past: Series, as_of: date) -> bool:
    recent = past.since(as_of - RECENT - timedelta(days=7))
    return bool(len(recent)) and float(np.nansum(recent.over)) > 0


def _steady(found: Standing) -> bool:
    """Whether the usual range is narrow enough for “usual” to mean unchanged."""
    return found.low > 0 and found.high - found.low <= STEADY * (found.high + found.low)


def _jumped(past: Series, as_of: date) -> bool:
    """Whether a period of the last four weeks stood far above those around it."""
    values = past.values
    for day in spikes(past):
        at = past.starts.index(day) if day in past.starts else -1
        if at < 0 or day < as_of - RECENT:
            continue
        around = values[max(0, at - AROUND) : at + AROUND + 1]
        if values[at] > float(np.nanmedian(around)):
            return True
    return False


def _as_last_year(place: Place, series: Series, as_of: date) -> bool:
    side = _UP if place in _UP else _DOWN if place in _DOWN else frozenset()
    if not side or not series.starts or series.starts[0] > as_of - YEAR:
        return False
    before = standing(series, as_of=as_of - YEAR)
    return not isinstance(before, Unknown) and before.place in side


def _total(series: Series, as_of: date) -> float:
    recent = series.until(as_of).since(as_of - timedelta(weeks=SHARE_WEEKS))
    return float(np.nansum(recent.over)) if len(recent) else 0.0
