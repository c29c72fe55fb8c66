"""Outcome and inputs side by side, in weeks that all end on the same weekday."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from milepost.amount import Unknown, Why
from milepost.judgement.days import known_days, last_known_end
from milepost.judgement.steps import LEAST_DAYS_IN_WEEK, WEEK, steps_of
from milepost.language import gettext_lazy
from milepost.period import Period, spoken
from milepost.series import Floats, Series

MEMORY = 156
LATE_WEEKS = 8
"""A channel whose figures end this many weeks before the outcome's is left out; a shorter gap is cut off."""

PRESENT_WEEKS = 13


@dataclass(frozen=True, eq=False)
class Weeks:
    """`outcome` (weeks,) and `inputs` (weeks, channels) up to `end`; `known` says which weeks tell all.

    Unknown inputs are drawn straight between their neighbours, for what they carry over, and those weeks
    are not known. `present` is the mean input of the last 13 known weeks. `claimed` is what platforms claim
    a week on average (NaN: nothing), None without claims.
    """

    channels: tuple[Series, ...]
    outcome: Floats
    inputs: Floats
    known: np.ndarray[tuple[int], np.dtype[np.bool_]]
    claimed: Floats | None
    end: date
    notes: tuple[str, ...]

    @property
    def present(self) -> Floats:
        """What each channel gets in a usual week now: the mean of the last 13 known weeks."""
        return np.asarray(self.inputs[self.known][-PRESENT_WEEKS:].mean(axis=0), dtype=np.float64)

    @property
    def variation(self) -> Floats:
        """Sd by mean of each channel's weekly input; 0 for one that never got any."""
        told = self.inputs[self.known]
        mean = told.mean(axis=0)
        return np.asarray(told.std(axis=0) / np.where(mean > 0, mean, np.inf), dtype=np.float64)


def weeks_of(outcome: Series, inputs: Sequence[Series], claims: Sequence[Series]) -> Weeks | Unknown:
    """The common weeks, at most the last three years. Unknown when no common week can be told."""
    unfit = _unfit(outcome, inputs)
    if unfit is not None:
        return unfit
    steps = steps_of(outcome)
    if isinstance(steps, Unknown):
        return steps
    if steps.days != WEEK:
        return Unknown(
            gettext_lazy("“{name}” is given by month; weeks are needed.", name=outcome.name), Why.WRONG_GRAIN
        )
    notes, channels, end = list(steps.notes), [], steps.end
    for series in inputs:
        last = last_known_end(series)
        if last is None or (steps.end - last).days > LATE_WEEKS * WEEK:
            notes.append(_left_out(series.name, last))
            continue
        channels.append(series)
        end = min(end, last)
    if not channels:
        return Unknown(gettext_lazy("No channel has figures up to now."), Why.NO_DATA)
    count = min(len(steps.over), MEMORY)
    cut = -(-(steps.end - end).days // WEEK)  # whole weeks that some channel no longer tells
    end, count = steps.end - timedelta(days=cut * WEEK), min(count, len(steps.over) - cut)
    if count < 1:
        return Unknown(gettext_lazy("The outcome and the channels have no week in common."), Why.NO_DATA)
    values = steps.over[len(steps.over) - cut - count : len(steps.over) - cut]
    period = Period(end - timedelta(days=count * WEEK), end)
    given = np.column_stack([_weekly(series, period) for series in channels])
    known = np.isfinite(values) & np.isfinite(given).all(axis=1)
    if not known.any():
        return Unknown(
            gettext_lazy("The outcome and the channels have no known week in common."), Why.NO_DATA
        )
    first = int(np.argmax(known))
    if (given < 0).any():
        notes.append(gettext_lazy("Negative inputs (refunds) are taken as nothing put in."))
    missing = int((~known[first:]).sum())
    if missing:
        notes.append(gettext_lazy("{count} weeks are not known in full and left out.", count=missing))
    same = [claim for claim in claims if (claim.unit, claim.currency) == (outcome.unit, outcome.currency)]
    notes += [
        gettext_lazy("The claim “{name}” is not in the outcome’s unit.", name=one.name)
        for one in claims
        if one not in same
    ]
    claimed = _claimed(channels, same, period, known, notes)
    filled = np.column_stack([_filled(column) for column in np.clip(given[first:], 0, None).T])
    return Weeks(tuple(channels), values[first:], filled, known[first:], claimed, end, tuple(notes))


def _left_out(name: str, last: date | None) -> str:
    if last is None:
        return gettext_lazy("“{name}” has no known figures and is left out.", name=name)
    return gettext_lazy("“{name}” ends on {day} and is left out.", name=name, day=spoken(last))


def _unfit(outcome: Series, inputs: Sequence[Series]) -> Unknown | None:
    """Why these figures cannot be held against one another at all, if so."""
    for series in (outcome, *inputs):
        if not series.adds or series.under is not None:
            return Unknown(
                gettext_lazy("“{name}” does not add up over days.", name=series.name), Why.DOES_NOT_ADD
            )
    if not inputs:
        return Unknown(gettext_lazy("No channel was given."), Why.NO_DATA)
    if len({(series.unit, series.currency) for series in inputs}) > 1:
        return Unknown(
            gettext_lazy("The channels' inputs are not in one unit and currency."), Why.MIXED_CURRENCY
        )
    names = [series.name for series in inputs]
    if len(set(names)) < len(names):
        return Unknown(gettext_lazy("Two channels have the same name."), Why.NO_DATA)
    return None


def _weekly(series: Series, period: Period) -> Floats:
    """Totals of the weeks of `period`; a week with too few known days is unknown."""
    begins = [day for day in series.breaks if period.start < day < period.end]
    block = known_days(series, period).over.reshape(-1, WEEK)
    told = np.isfinite(block)
    total = np.where(told, block, 0.0).sum(axis=1) * WEEK / np.maximum(told.sum(axis=1), 1)
    weekly = np.where(told.sum(axis=1) >= LEAST_DAYS_IN_WEEK, total, np.nan)
    if begins:
        weekly[: -(-(max(begins) - period.start).days // WEEK)] = np.nan
    return np.asarray(weekly, dtype=np.float64)


def _filled(column: Floats) -> Floats:
    place, told = np.arange(len(column)), np.isfinite(column)
    return np.asarray(np.interp(place, place[told], column[told]), dtype=np.float64)


def _claimed(
    channels: Sequence[Series],
    claims: Sequence[Series],
    period: Period,
    known: np.ndarray[tuple[int], np.dtype[np.bool_]],
    notes: list[str],
) -> Floats | None:
    """Mean claim a week of each channel over the known weeks, by the channel's name."""
    if not claims:
        return None
    by_name = {series.name: series for series in claims}
    homeless = sorted(by_name.keys() - {series.name for series in channels})
    notes += [
        gettext_lazy("The claim “{name}” belongs to no channel and is left out.", name=name)
        for name in homeless
    ]
    found = np.full(len(channels), np.nan)
    for at, series in enumerate(channels):
        if series.name in by_name:
            weekly = _weekly(by_name[series.name], period)[known]
            told = weekly[np.isfinite(weekly)]
            if told.size >= min(LATE_WEEKS, int(known.sum())) and told.mean() > 0:
                found[at] = float(told.mean())
    return found
