"""Why a figure changed between two periods: which segments, by mix or by rate, or which step of a chain.

The parts add up to the change exactly; each has an interval, and those that span zero are noise.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from milepost.amount import Unit, Unknown
from milepost.amount import Why as Reason
from milepost.judgement.why_noise import Parts, intervals
from milepost.judgement.why_parts import of_product, of_ratio, of_total
from milepost.judgement.why_result import Kind, Part, Why
from milepost.judgement.why_weeks import Compared, compared, notes_on, unfit
from milepost.language import Lazy, gettext_lazy
from milepost.period import Grain, Period
from milepost.series import Floats, Series


@dataclass(frozen=True, slots=True)
class Chain:
    """A segment whose outcome comes in steps: reach, clicks, orders. The last stage is what changed."""

    name: str
    stages: tuple[Series, ...]


# One week may hold all there is: without it nothing can be divided, and the part has no interval.
UNDIVIDED = np.errstate(all="ignore")


@UNDIVIDED
def why(segments: Sequence[Series], *, before: Period, after: Period) -> Why | Unknown:
    """Why the sum of `segments` (or their ratio of sums) changed from `before` to `after`.

    A segment that did not exist in a period must say so with zeros; one that is unknown in all weeks of a
    period is left out of both. Periods are cut to whole weeks from their ends. Weeks before them, if the
    series hold any, teach how far such periods differ by themselves.
    """
    refused = unfit(segments, before, after)
    if refused is not None:
        return refused
    lower = [(series, series.under) for series in segments if series.under is not None]
    weeks = compared([*((series, series.over) for series in segments), *lower], before, after)
    notes, count = notes_on(before, after), len(segments)
    known = weeks.known()
    if lower:
        _as_one(weeks, count)
        known = weeks.known()[:count] & weeks.known()[count:]
    kept = [int(at) for at in np.flatnonzero(known[:count])]
    if not kept:
        return Unknown(gettext_lazy("No segment is known in both periods."), Reason.NO_DATA)
    notes += [
        gettext_lazy("“{name}” is not known in both periods and is left out.", name=segments[at].name)
        for at in range(count)
        if at not in kept
    ]
    weeks = weeks.only([*kept, *(at + count for at in kept)] if lower else kept)
    names = [segments[at].name for at in kept]
    return (_ratio if lower else _total)(segments[0], names, weeks, notes)


@UNDIVIDED
def why_chain(chains: Sequence[Chain], *, before: Period, after: Period) -> Why | Unknown:
    """Why the sum of the chains' last stages changed: by which step (reach, clicks by reach) of which."""
    lengths = {len(chain.stages) for chain in chains}
    if not lengths or min(lengths) < 2 or len(lengths) > 1:
        return Unknown(gettext_lazy("Chains need two stages or more, and as many each."), Reason.NO_DATA)
    length = lengths.pop()
    stages = [series for chain in chains for series in chain.stages]
    if any(series.under is not None for series in stages):
        return Unknown(gettext_lazy("The stages of a chain are totals, not ratios."), Reason.DOES_NOT_ADD)
    for at in range(length):  # stages may differ in unit (clicks, money), chains may not
        refused = unfit([chain.stages[at] for chain in chains], before, after)
        if refused is not None:
            return refused
    weeks = compared([(series, series.over) for series in stages], before, after)
    if not weeks.known().all():
        return Unknown(gettext_lazy("A stage is not known in both periods."), Reason.NO_DATA)

    def parts(first: Floats, second: Floats) -> Floats:
        form = (*first.shape[:-1], len(chains), length)
        return of_product(first.reshape(form), second.reshape(form)).reshape(first.shape)

    start, end = weeks.sums()
    last = slice(length - 1, None, length)
    names = [_step(chain, at, alone=len(chains) == 1) for chain in chains for at in range(length)]
    own = [_rates(one.reshape(len(chains), length)).ravel() for one in (start, end)]
    ends = float(start[last].sum()), float(end[last].sum())
    units = [_unit_of(chain.stages, at) for chain in chains for at in range(length)]
    told = _Told(names, [Kind.STEP] * len(names), own[0], own[1], ends, units)
    return _answer(chains[0].stages[-1], told, weeks, parts, notes_on(before, after))


@dataclass(frozen=True, eq=False)
class _Told:
    """What the parts are of: names, kinds, each segment's own figures and their units, and the whole's."""

    names: Sequence[str]
    kinds: Sequence[Kind]
    before: Floats
    after: Floats
    ends: tuple[float, float]
    units: Sequence[tuple[Unit, str | None]]


def _total(like: Series, names: list[str], weeks: Compared, notes: list[str]) -> Why | Unknown:
    start, end = weeks.sums()
    ends = float(start.sum()), float(end.sum())
    units = [(like.unit, like.currency)] * len(names)
    told = _Told(names, [Kind.CHANGE] * len(names), start, end, ends, units)
    return _answer(like, told, weeks, of_total, notes)


def _ratio(like: Series, names: list[str], weeks: Compared, notes: list[str]) -> Why | Unknown:
    count = len(names)
    start, end = weeks.sums()
    if start[count:].sum() == 0 or end[count:].sum() == 0:
        return Unknown(
            gettext_lazy("There is nothing to divide by in one of the periods."), Reason.ZERO_UNDER
        )

    def parts(first: Floats, second: Floats) -> Floats:
        both = of_ratio(first[..., :count], first[..., count:], second[..., :count], second[..., count:])
        return np.concatenate(both, axis=-1)

    own = [
        np.concatenate([one[count:] / one[count:].sum(), _over(one[:count], one[count:])])
        for one in (start, end)
    ]
    before, after = (float(one[:count].sum() / one[count:].sum()) for one in (start, end))
    kinds = [Kind.MIX] * count + [Kind.RATE] * count
    units: list[tuple[Unit, str | None]] = [(Unit.SHARE, None)] * count
    units += [(like.unit, like.currency)] * count
    told = _Told([*names, *names], kinds, own[0], own[1], (before, after), units)
    return _answer(like, told, weeks, parts, notes)


def _answer(like: Series, told: _Told, weeks: Compared, parts: Parts, notes: list[str]) -> Why | Unknown:
    """The parts with their intervals, largest first, and the whole with its own."""

    def parts_and_whole(first: Floats, second: Floats) -> Floats:
        each = parts(first, second)
        return np.concatenate([each, each.sum(axis=-1, keepdims=True)], axis=-1)

    value, low, high = intervals(weeks, parts_and_whole)
    if not np.isfinite(value).all():
        return Unknown(gettext_lazy("The figures are too far apart to be divided."), Reason.ZERO_UNDER)
    if like.grain is Grain.MONTH:
        notes.append(gettext_lazy("Months do not tell how weeks differ: there are no intervals."))
        low, high = np.full_like(low, np.nan), np.full_like(high, np.nan)
    unknown = int(np.isnan(weeks.before).any(axis=0).sum() + np.isnan(weeks.after).any(axis=0).sum())
    if unknown:
        notes.append(
            gettext_lazy("{count} weeks are not known in full; the known ones stand for them.", count=unknown)
        )
    found = [
        Part(
            told.names[at],
            told.kinds[at],
            float(value[at]),
            _known(low[at]),
            _known(high[at]),
            _known(told.before[at]),
            _known(told.after[at]),
            float(value[at] / told.ends[0]) if told.ends[0] != 0 else None,
            like.unit,
            like.currency,
            *told.units[at],
        )
        for at in range(len(told.names))
    ]
    found.sort(key=lambda part: -abs(part.value))
    ends = _known(low[-1]), _known(high[-1])
    return Why(*told.ends, *ends, tuple(found), weeks.counts, like.unit, like.currency, tuple(notes))


def _as_one(weeks: Compared, count: int) -> None:
    """Weeks unknown on one side of a ratio are unknown on both."""
    for half in (weeks.before, weeks.after, weeks.history):
        unknown = np.isnan(half[:count]) | np.isnan(half[count:])
        half[:count][unknown] = np.nan
        half[count:][unknown] = np.nan


def _step(chain: Chain, at: int, *, alone: bool) -> str:
    name = (
        chain.stages[at].name
        if at == 0
        else gettext_lazy(
            "{stage} by {before}", stage=chain.stages[at].name, before=chain.stages[at - 1].name
        )
    )
    return name if alone else Lazy("{chain}: {step}", {"chain": chain.name, "step": name})


def _unit_of(stages: Sequence[Series], at: int) -> tuple[Unit, str | None]:
    """The unit of a stage by the one before it: counts make shares, money by a count is money."""
    here = stages[at].unit, stages[at].currency
    if at == 0 or stages[at - 1].unit is Unit.COUNT:
        return (Unit.SHARE, None) if at and here[0] is Unit.COUNT else here
    return Unit.RATIO, None


def _rates(stages: Floats) -> Floats:
    """The first stage, then each by the one before it; NaN where there is nothing to divide by."""
    return np.concatenate([stages[:, :1], _over(stages[:, 1:], stages[:, :-1])], axis=1)


def _over(over: Floats, under: Floats) -> Floats:
    return np.asarray(over / np.where(under == 0, np.nan, under), dtype=np.float64)


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
