"""How each figure stands, in the words that rules wait for.

The thresholds are those of the judgement. Here its answers become words, each KPI and channel for itself:

    rising, falling    a lasting change is claimed (judgement/change)
    began, ended       the same, from or to next to nothing: tracking or a channel started or stopped
    high, low          no claim, but the last four weeks lie well beyond their usual range (standing)
    usual              within it, and the range is narrow enough that a change would have been seen
    spike              beside these: a week or day of the last four weeks stood far above its neighbours;
                       a month that is high with such a week in it is only that, and not called high
    as_last_year       beside high, rising, low or falling: the same weeks a year ago stood on the same side
    carries            beside these: the channel gave most of the brand's total of the last 13 weeks
    present            whatever else can be said: in the last four weeks figures above zero came in

A figure of which none of the first seven can be said (too few weeks, so restless that nothing would show, or
fewer than ten events a month to go by) is unknown, and satisfies no condition but that it is present.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

import numpy as np

from milepost.amount import Amount, Unit, Unknown
from milepost.judgement.change import Change
from milepost.judgement.spikes import AROUND, spikes
from milepost.judgement.standing import NOW_WEEKS, Place, Standing, standing
from milepost.judgement.verdict import Verdict, rounded
from milepost.series import Floats, Series

STEADY: Final = 0.2
"""A usual range of more than its middle and a fifth either way hides changes: then nobody can say “usual”."""

FEW: Final = 10
"""Events in four weeks: where neither now nor before so many are counted, a single one makes the change."""

CLEAR: Final = 0.125
"""Of the usual range: a month that lies beyond its end by less would look usual to anybody who sees both."""

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
"""Of these a figure has at most one."""

SIGNALS: Final = frozenset({State.RISING, State.FALLING, State.BEGAN, State.ENDED, State.SPIKE})
"""What is more than a high or low month, which one of twelve months without any change shows."""

_UP: Final = frozenset({Place.HIGH, Place.RISING})
_DOWN: Final = frozenset({Place.LOW, Place.FALLING})


@dataclass(frozen=True, slots=True)
class Stand:
    """How a KPI stands, of one channel or of the whole brand (None); `told` has a verdict with the numbers
    for those of its states that have numbers."""

    kpi: str
    channel: str | None
    states: frozenset[State]
    told: tuple[tuple[State, Verdict], ...] = ()

    def verdict(self, state: State) -> Verdict | None:
        """What tells that it stands so."""
        return dict(self.told).get(state)


def stand_of(
    kpi: str, channel: str | None, series: Series, *, as_of: date, share: float | None = None
) -> Stand | None:
    """How `series` stands before `as_of`; None where nobody can tell anything.

    `share` is what the channel gave of the brand's total, where that is known.
    """
    past = series.until(as_of)
    told: dict[State, Verdict] = {}
    if _comes_in(past, as_of):
        told[State.PRESENT] = Verdict("playbook.present")
    found = standing(series, as_of=as_of)
    state = None if isinstance(found, Unknown) or _too_few(past) else _state(found)
    if state is not None and not isinstance(found, Unknown):
        told[state] = _usual(found) if state is State.USUAL else found.verdict
        if state not in {State.BEGAN, State.ENDED}:
            told |= _beside(found, past, series, as_of)
        if share is not None and share >= MOST:
            given = Amount(round(share, 2), Unit.SHARE)
            told[State.CARRIES] = Verdict("playbook.carries", {"share": given, "weeks": SHARE_WEEKS})
    if State.SPIKE in told:
        told.pop(State.HIGH, None)
    return Stand(kpi, channel, frozenset(told), tuple(sorted(told.items()))) if told else None


def shares(channels: Mapping[str, Series], *, as_of: date) -> dict[str, float]:
    """What each channel gave of the total of the last 13 weeks; {} for one channel, and what does not add."""
    totals = {name: _total(series, as_of) for name, series in channels.items() if series.adds}
    whole = sum(totals.values())
    if len(totals) < 2 or whole <= 0:
        return {}
    return {name: total / whole for name, total in totals.items()}


def by_place(stands: Iterable[Stand]) -> dict[tuple[str, str | None], Stand]:
    """The standings by KPI and channel."""
    return {(one.kpi, one.channel): one for one in stands}


def _state(found: Standing) -> State | None:
    moved = found.change
    if isinstance(moved, Change) and moved.from_nothing:
        return State.BEGAN if found.place is Place.RISING else State.ENDED
    if found.place is Place.USUAL and not _steady(found):
        return None
    if found.place in {Place.HIGH, Place.LOW} and not _clear(found):
        return None
    return None if found.place is Place.UNKNOWN else State(found.place.value)


def _comes_in(past: Series, as_of: date) -> bool:
    recent = past.since(as_of - RECENT - timedelta(days=7))
    return bool(len(recent)) and float(np.nansum(recent.over)) > 0


def _too_few(past: Series) -> bool:
    """Whether a count, or what a rate is made of, has been so small all along that single events decide."""
    counted = [] if past.under is None else [past.under]
    if past.unit is Unit.SHARE or (past.unit is Unit.COUNT and past.adds):
        counted.append(past.over)
    return any(_in_four_weeks(values, past) < FEW for values in counted)


def _in_four_weeks(values: Floats, past: Series) -> float:
    """What four weeks hold: the last four, or four like those before, whichever is more."""
    days = np.where(np.isfinite(values), past.days, 0)
    recent = np.cumsum(days[::-1])[::-1] <= RECENT.days
    now, before = float(np.nansum(values[recent])), values[~recent]
    weeks = float(days[~recent].sum()) / RECENT.days
    return max(now, float(np.nansum(before)) / weeks if weeks else 0.0)


def _steady(found: Standing) -> bool:
    """Whether the usual range is narrow enough for “usual” to mean unchanged."""
    return found.low > 0 and found.high - found.low <= STEADY * (found.high + found.low)


def _clear(found: Standing) -> bool:
    """Whether the month lies so far beyond its usual range that the two ends do not look alike."""
    beyond = max(found.level - found.high, found.low - found.level)
    return beyond >= CLEAR * (found.high - found.low)


def _usual(found: Standing) -> Verdict:
    """The same figures without the advice to leave it alone, which is the rule's to give."""
    return Verdict(f"playbook.{found.verdict.code.partition('.')[2]}", found.verdict.values)


def _beside(found: Standing, past: Series, series: Series, as_of: date) -> dict[State, Verdict]:
    """What can be said beside its place: a spike, and a year ago."""
    told: dict[State, Verdict] = {}
    jump = _jump(past, as_of)
    if jump is not None:
        told[State.SPIKE] = jump
    if _as_last_year(found.place, series, as_of):
        told[State.AS_LAST_YEAR] = Verdict("playbook.as_last_year")
    return told


def _jump(past: Series, as_of: date) -> Verdict | None:
    """The last period of the last four weeks that stood far above those around it."""
    values = past.values
    for day in reversed(spikes(past)):
        at = past.starts.index(day) if day in past.starts else -1
        if at < 0 or day < as_of - RECENT:
            continue
        usual = float(np.nanmedian(values[max(0, at - AROUND) : at + AROUND + 1]))
        if values[at] > usual:
            level, around = (
                Amount(rounded(value), past.unit, past.currency) for value in (float(values[at]), usual)
            )
            return Verdict(f"playbook.spike_{past.grain}", {"day": day, "level": level, "usual": around})
    return None


def _as_last_year(place: Place, series: Series, as_of: date) -> bool:
    side = _UP if place in _UP else _DOWN if place in _DOWN else frozenset()
    if not side or not series.starts or series.starts[0] > as_of - YEAR:
        return False
    before = standing(series, as_of=as_of - YEAR)
    return not isinstance(before, Unknown) and before.place in side


def _total(series: Series, as_of: date) -> float:
    recent = series.until(as_of).since(as_of - timedelta(weeks=SHARE_WEEKS))
    return float(np.nansum(recent.over)) if len(recent) else 0.0
