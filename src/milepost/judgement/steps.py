"""A series as steps of equal length (weeks, or average months): what the models are fitted to."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from milepost.amount import Unknown, Why
from milepost.judgement.days import Days, by_day, cut_at_break, known
from milepost.language import gettext_lazy, together
from milepost.period import Grain, spoken
from milepost.series import Floats, Series

WEEK = 7
MONTH_DAYS = 30.4375
LEAST_STEPS = 4
LEAST_DAYS_IN_WEEK = 4
RECENT = 13
MEMORY = 156
"""Steps that the models look at; a level forgets what is older."""

PROFILE_DAYS = 7 * 13
WHOLE_MONTH = 28


@dataclass(frozen=True, eq=False)
class Steps:
    """Amounts of equal steps, oldest first, up to `end`; NaN is unknown.

    `over` holds totals a step, means (levels) or upper sums; `last` the last known level of each step.
    `profile` is the weight of Monday to Sunday (mean 1). `days` is the length of one step in days.
    """

    over: Floats
    under: Floats | None
    last: Floats
    days: float
    end: date
    profile: Floats
    history_days: int
    notes: tuple[str, ...]

    @property
    def values(self) -> Floats:
        """The figures: totals or levels, or over / under (NaN where there is nothing to divide by)."""
        if self.under is None:
            return self.over
        safe = np.where(self.under > 0, self.under, np.nan)
        return np.asarray(self.over / safe, dtype=np.float64)

    @property
    def usual_day(self) -> float:
        """The mean amount a day over the last known 13 steps."""
        told = self.over[np.isfinite(self.over)]
        return float(told[-RECENT:].mean()) / self.days

    def ends(self, end: date) -> tuple[date, ...]:
        """The last day (exclusive) of each coming step, none beyond `end`."""
        count = int(np.ceil((end - self.end).days / self.days - 1e-9))
        return tuple(min(self.end + timedelta(days=round((at + 1) * self.days)), end) for at in range(count))

    def shares(self, start: date, end: date) -> Floats:
        """How much of each coming step falls into the days from `start` to `end`, by weekday weights."""
        skip, stop = (start - self.end).days, (end - self.end).days
        count = int(np.ceil(stop / self.days - 1e-9))
        if self.days == WEEK:
            weight = np.tile(np.roll(self.profile, -self.end.weekday()), count) / WEEK
            weight[:skip] = 0.0
            weight[stop:] = 0.0
            return np.asarray(weight.reshape(count, WEEK).sum(axis=1), dtype=np.float64)
        edges = np.arange(count + 1) * self.days
        overlap = np.minimum(edges[1:], stop) - np.maximum(edges[:-1], skip)
        return np.asarray(np.clip(overlap, 0, None) / self.days, dtype=np.float64)


def steps_of(series: Series) -> Steps | Unknown:
    """`series` since its last break as steps. Unknown when fewer than four whole steps can be told."""
    days = by_day(series)
    if days is None:
        _, broken = cut_at_break(series)
        if not (broken and known(series).any()):
            return Unknown(gettext_lazy("“{name}” has no known figures.", name=series.name), Why.NO_DATA)
        because = gettext_lazy(
            "“{name}” has no known figures since {day}, when it changed its meaning.",
            name=series.name,
            day=spoken(broken),
        )
        return Unknown(because, Why.TOO_LITTLE)
    steps = _months(series, days) if series.grain is Grain.MONTH else _weeks(series, days)
    told = int(np.isfinite(steps.values[-MEMORY:]).sum())
    if told < LEAST_STEPS:
        few = _FEW[steps.days == WEEK][min(told, 2)].format(count=told, needed=LEAST_STEPS)
        return Unknown(together(few, *steps.notes), Why.TOO_LITTLE)
    return steps


_FEW = {
    True: (
        gettext_lazy("Not one whole week is known; {needed} are needed."),
        gettext_lazy("Only one whole week is known; {needed} are needed."),
        gettext_lazy("Only {count} whole weeks are known; {needed} are needed."),
    ),
    False: (
        gettext_lazy("Not one whole month is known; {needed} are needed."),
        gettext_lazy("Only one whole month is known; {needed} are needed."),
        gettext_lazy("Only {count} whole months are known; {needed} are needed."),
    ),
}
"""How few steps are known: weeks or months, of which there is none, one, or more."""


def _weeks(series: Series, days: Days) -> Steps:
    """Blocks of seven days, the last of which ends with the last known (whole) period."""
    end = days.end if series.grain is Grain.DAY else _end_of_whole(series, WEEK) or days.end
    length = (end - days.first).days
    skipped = length % WEEK
    over = days.over[skipped:length].reshape(-1, WEEK)
    under = None if days.under is None else days.under[skipped:length].reshape(-1, WEEK)
    start = days.first + timedelta(days=skipped)
    profile = (
        weekday_profile(over, start.weekday()) if series.grain is Grain.DAY and series.adds else np.ones(WEEK)
    )
    weights = np.roll(profile, -start.weekday())
    return Steps(
        over=_block_totals(over, weights) if series.adds else _block_sums(over, under),
        under=None if under is None else _block_sums(under, over),
        last=_last_in_block(over),
        days=WEEK,
        end=end,
        profile=profile,
        history_days=len(days),
        notes=days.notes,
    )


def _end_of_whole(series: Series, length: int) -> date | None:
    """The end of the last known period that is not cut short."""
    where = np.flatnonzero(known(series) & (series.days >= length))
    if not where.size:
        return None
    last = int(where[-1])
    return series.starts[last] + timedelta(days=int(series.days[last]))


def _block_totals(block: Floats, weights: Floats) -> Floats:
    """Totals of weeks; a few unknown days are made up for by weekday, too many make the week unknown."""
    told = np.isfinite(block)
    weight = np.where(told, np.maximum(weights, 1e-9), 0.0).sum(axis=1)
    total = np.where(told, block, 0.0).sum(axis=1)
    enough = told.sum(axis=1) >= LEAST_DAYS_IN_WEEK
    scale = WEEK / np.where(enough, weight, 1.0)
    return np.where(enough, total * scale, np.nan)


def _block_sums(block: Floats, partner: Floats | None) -> Floats:
    """Upper or lower sums of the days on which both are known; for levels the mean of the known days."""
    told = np.isfinite(block) if partner is None else np.isfinite(block) & np.isfinite(partner)
    count = told.sum(axis=1)
    total = np.where(told, block, 0.0).sum(axis=1)
    if partner is None:
        total = total / np.maximum(count, 1)
    return np.where(count >= (1 if partner is None else LEAST_DAYS_IN_WEEK), total, np.nan)


def _last_in_block(block: Floats) -> Floats:
    told = np.isfinite(block)
    position = WEEK - 1 - np.argmax(told[:, ::-1], axis=1)
    return np.where(told.any(axis=1), block[np.arange(len(block)), position], np.nan)


def _months(series: Series, days: Days) -> Steps:
    """Whole months as steps of average length; a month cut short is unknown."""
    recent, _ = cut_at_break(series)
    whole = recent.days >= WHOLE_MONTH
    told = np.flatnonzero(known(recent) & whole)
    until = int(told[-1]) + 1 if told.size else 0
    scale = MONTH_DAYS / np.maximum(recent.days[:until], 1) if series.adds else np.ones(until)
    over = np.where(whole[:until] & np.isfinite(recent.over[:until]), recent.over[:until] * scale, np.nan)
    under = None
    if recent.under is not None:
        under = np.where(np.isfinite(over) & np.isfinite(recent.under[:until]), recent.under[:until], np.nan)
    end = _end_of_whole(recent, WHOLE_MONTH) or days.end
    return Steps(over, under, over, MONTH_DAYS, end, np.ones(WEEK), len(days), days.notes)


def weekday_profile(block: Floats, first_weekday: int) -> Floats:
    """The weights of Monday to Sunday (mean 1) from the last 13 weeks, drawn a little towards even days.

    `block` has shape (weeks, 7) and begins on `first_weekday`. Single spikes are cut at three times the
    usual day, and figures that go below zero have no profile.
    """
    recent = block[-PROFILE_DAYS // WEEK :]
    told = recent[np.isfinite(recent)]
    if told.size < 2 * WEEK or told.min() < 0 or told.sum() <= 0:
        return np.ones(WEEK)
    mean = float(told.mean())
    cut = np.minimum(recent, 3 * max(mean, float(np.median(told))))
    seen = np.isfinite(cut)
    even = float(cut[seen].mean())
    # The wilder the days, the more weeks of even days are put beside them.
    held = 0.4 + 0.5 * float(cut[seen].var()) / even**2
    weight = (np.where(seen, cut, 0.0).sum(axis=0) + held * even) / (seen.sum(axis=0) + held)
    return np.asarray(np.roll(weight / weight.mean(), first_weekday), dtype=np.float64)
