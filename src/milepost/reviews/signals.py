"""Which KPIs have lastingly moved, which are quiet, and of which nothing can be told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from milepost.amount import Unknown
from milepost.judgement.change import Change
from milepost.judgement.verdict import Movement
from milepost.language import gettext_lazy
from milepost.period import Grain, Period, spoken
from milepost.reviews.case import Case, Measure
from milepost.reviews.held import Held
from milepost.reviews.review import Gone, Signal, Untold

SAME = timedelta(days=21)
"""The first week of a change is told within three: nearer than that it is the same change."""

LOOKED_BACK = timedelta(days=56)
REMEMBERED = timedelta(days=70)
"""A change is looked for in eight weeks; what was told longer ago is another one."""

INPUTS = frozenset({"activity"})
"""Stages at which more is neither good nor bad: it was decided so."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """The KPIs of a review by what is to be told of them."""

    signals: tuple[Signal, ...]
    standing: tuple[Signal, ...]
    gone: tuple[Gone, ...]
    quiet: int
    vanity: int
    unknown: tuple[Untold, ...]


def sorted_by_signal(case: Case) -> Sorted:
    """New signals first by the goals that rest on them, then in the order of the sections."""
    goals = _goals_of(case)
    found: list[Signal] = []
    quiet = vanity = 0
    untold: dict[str, list[Measure]] = {}
    late: dict[str, list[Measure]] = {}
    for one in _in_order(case, goals):
        place = case.cadence.place_of(one.kpi)
        idle = bool(one.kpi.vanity) and one.kpi.id not in goals  # it decides nothing
        if is_late(one, case.period):
            if place is not None and one.told is not None and not idle:
                because = _stopped(one, one.told, case.period)
                where = late if because is None else untold
                where.setdefault(because or _ended(one.told), []).append(one)
        elif (because := _untold(one, case.period)) is not None:
            if place is not None and not idle:
                untold.setdefault(because, []).append(one)
        elif isinstance(one.moved, Unknown) or one.moved.effect is None:
            quiet += place is not None
        elif idle:
            vanity += place is not None
        else:
            signal = _signal(case, one, one.moved, place, goals.get(one.kpi.id, ()))
            if place is not None or (case.cadence.worse_too and signal.good is False):
                found.append(signal)
    earlier = [one for one in case.held if one.kind is not case.cadence.kind or one.start < case.period.start]
    told = [_with_told(signal, earlier, case.period) for signal in _twins(found, case.measures)]
    return Sorted(
        signals=tuple(signal for signal in told if signal.told is None),
        standing=tuple(signal for signal in told if signal.told is not None),
        gone=tuple(_gone(case)),
        quiet=quiet,
        vanity=vanity,
        unknown=(*_reasons(late, late=True), *_reasons(untold, late=False)),
    )


def _untold(one: Measure, period: Period) -> str | None:
    """Why nothing can be told of a KPI whose figures go on; None where something can."""
    if is_gap(one, period):
        return gettext_lazy(
            "no figure of this period is known, or of less than half of it, though later ones are"
        )
    return one.moved.because if isinstance(one.moved, Unknown) else None


def is_late(one: Measure, period: Period) -> bool:
    """Whether half of the period or more is missing: what is older is no news of it."""
    if one.told is None or one.weekly.grain is Grain.MONTH:
        return False
    return one.told < _half(period)


def is_gap(one: Measure, period: Period) -> bool:
    """Whether half of the period or more is missing, though later days are known: a file was left out."""
    if one.weekly.grain is Grain.MONTH:
        return False
    # a rate has days without anything to divide by; that is no missing file
    series = one.weekly if one.daily is None or one.daily.under is not None else one.daily
    inside = [
        bool(known)
        for start, known in zip(series.starts, np.isfinite(series.over), strict=True)
        if period.start <= start < period.end
    ]
    return bool(inside) and 2 * sum(inside) < len(inside)


def _half(period: Period) -> date:
    return period.start + timedelta(days=(period.days + 1) // 2)


def _stopped(one: Measure, told: date, period: Period) -> str | None:
    """Why its figures end though nothing is missing; None where the export that goes on is missing."""
    if one.waits is not None and told >= period.end - timedelta(days=one.waits + period.days):
        last = spoken(told - timedelta(days=1))
        return gettext_lazy("it is known only {n} days later; so far up to {day}", n=one.waits, day=last)
    if one.below is not None and one.below >= _half(period):
        return gettext_lazy("there has been nothing to divide by since {day}", day=spoken(told))
    return None


def _ended(told: date) -> str:
    last = spoken(told - timedelta(days=1))
    return gettext_lazy("the figures end on {day}; import the export that goes on", day=last)


def _reasons(by_reason: dict[str, list[Measure]], *, late: bool) -> Iterable[Untold]:
    for because, some in by_reason.items():
        titles, ids = tuple(one.kpi.title for one in some), tuple(one.kpi.id for one in some)
        yield Untold(because, titles, late, ids)


def _goals_of(case: Case) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for state in case.goals:
        found[state.goal.kpi] = (*found.get(state.goal.kpi, ()), state.goal.id)
    return found


def _in_order(case: Case, goals: dict[str, tuple[str, ...]]) -> list[Measure]:
    """Goals' KPIs, then the sections in their order, then what belongs elsewhere."""
    elsewhere = (len(case.cadence.sections), 0)

    def rank(one: Measure) -> tuple[bool, tuple[int, int]]:
        return one.kpi.id not in goals, case.cadence.place_of(one.kpi) or elsewhere

    return sorted(case.measures, key=rank)


def _signal(
    case: Case, one: Measure, moved: Change, place: tuple[int, int] | None, goals: tuple[str, ...]
) -> Signal:
    up = moved.movement is Movement.RISE
    good = None if one.kpi.stage in INPUTS else up is (one.kpi.better == "higher")
    section = None if place is None else case.cadence.sections[place[0]].title
    return Signal(one.kpi, moved, good, section, one.why, one.weeks, goals=goals)


def _gone(case: Case) -> Iterator[Gone]:
    """What the last review of the kind told as a change, of KPIs in which none is found any more.

    A change older than the weeks in which one is looked for has become what is usual, and is not gone.
    """
    last = last_of(case)
    by_id = {one.kpi.id: one for one in case.measures}
    for told in () if last is None else last.signals:
        one = by_id.get(told.kpi)
        if one is None or isinstance(one.moved, Unknown) or one.moved.effect is not None:
            continue
        if told.since > case.as_of - LOOKED_BACK and not is_late(one, case.period):
            yield Gone(one.kpi, told.since, last.as_of if last else case.as_of)


def last_of(case: Case) -> Held | None:
    """The latest review of the same kind that was about an earlier period."""
    earlier = [one for one in case.held if one.kind is case.cadence.kind and one.start < case.period.start]
    return max(earlier, key=lambda one: (one.start, one.as_of), default=None)


def _twins(signals: Sequence[Signal], measures: Sequence[Measure]) -> list[Signal]:
    """One signal of KPIs that count the very same: the first one, with the names of the others."""
    series = {one.kpi.id: one.weekly for one in measures}
    kept: list[Signal] = []
    for signal in signals:
        mine = series[signal.kpi.id]
        for at, other in enumerate(kept):
            theirs = series[other.kpi.id]
            same = mine.starts == theirs.starts and mine.unit == theirs.unit
            if same and np.array_equal(mine.values, theirs.values, equal_nan=True):
                goals = tuple(dict.fromkeys((*other.goals, *signal.goals)))
                twins, ids = (*other.twins, signal.kpi.title), (*other.twin_ids, signal.kpi.id)
                kept[at] = replace(other, twins=twins, twin_ids=ids, goals=goals)
                break
        else:
            kept.append(signal)
    return kept


def _with_told(signal: Signal, held: Sequence[Held], period: Period) -> Signal:
    """The signal with the day of the first review that told it, if it is still the same change."""
    since = signal.change.since
    for one in held:
        if one.as_of < period.end - REMEMBERED or since is None:
            continue
        for before in one.signals:
            alike = before.kpi == signal.kpi.id and before.movement == signal.change.movement.value
            if alike and abs(before.since - since) <= SAME:
                return replace(signal, told=one.as_of)
    return signal
