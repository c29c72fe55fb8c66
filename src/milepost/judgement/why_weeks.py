"""The weeks of two periods, and those before them, of several columns side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from milepost.amount import Unknown
from milepost.amount import Why as Reason
from milepost.judgement.days import known_days
from milepost.judgement.steps import LEAST_DAYS_IN_WEEK, WEEK
from milepost.language import gettext_lazy
from milepost.period import Period, spoken
from milepost.series import Floats, Series

MEMORY_WEEKS = 52


@dataclass(frozen=True, eq=False)
class Compared:
    """Weekly figures of columns, shape (columns, weeks), of the two periods; NaN is unknown.

    `history` holds up to a year before the first period, and the first period itself: by it one sees how
    far such periods differ when nothing in particular happens.
    """

    before: Floats
    after: Floats
    history: Floats

    @property
    def counts(self) -> tuple[int, int]:
        """Weeks in both periods."""
        return self.before.shape[1], self.after.shape[1]

    def only(self, columns: Sequence[int]) -> "Compared":
        """Some of the columns, in that order."""
        at = np.array(columns, dtype=np.int64)
        return Compared(self.before[at], self.after[at], self.history[at])

    def known(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which columns tell something of both periods."""
        return np.asarray(np.isfinite(self.before).any(axis=1) & np.isfinite(self.after).any(axis=1))

    def sums(self) -> tuple[Floats, Floats]:
        """Totals of both periods at the length of the later; known weeks stand for unknown ones."""
        length = self.after.shape[1]
        return (
            np.asarray(length * np.nanmean(self.before, axis=1), dtype=np.float64),
            np.asarray(length * np.nanmean(self.after, axis=1), dtype=np.float64),
        )


def unfit(segments: Sequence[Series], before: Period, after: Period) -> Unknown | None:
    """Why these segments cannot be compared over these periods, if so."""
    if not segments:
        return Unknown(gettext_lazy("No segment was given."), Reason.NO_DATA)
    if before.end > after.start:
        return Unknown(
            gettext_lazy("The earlier period must end before the later one starts."), Reason.WRONG_GRAIN
        )
    if before.days < WEEK or after.days < WEEK:
        return Unknown(gettext_lazy("Each period needs a whole week or more."), Reason.TOO_LITTLE)
    first = segments[0]
    for series in segments:
        if series.under is None and not series.adds:
            return Unknown(
                gettext_lazy("“{name}” does not add up over days.", name=series.name), Reason.DOES_NOT_ADD
            )
        if (series.under is None) != (first.under is None):
            return Unknown(gettext_lazy("Some segments are ratios and some are totals."), Reason.WRONG_GRAIN)
        if (series.unit, series.currency) != (first.unit, first.currency):
            return Unknown(
                gettext_lazy("The segments are not in one unit and currency."), Reason.MIXED_CURRENCY
            )
        broken = [day for day in series.breaks if before.start < day < after.end]
        if broken:
            return Unknown(
                gettext_lazy(
                    "“{name}” changed its meaning on {day}, between or in the periods.",
                    name=series.name,
                    day=spoken(max(broken)),
                ),
                Reason.TOO_LITTLE,
            )
    return None


def compared(columns: Sequence[tuple[Series, Floats]], before: Period, after: Period) -> Compared:
    """The weeks of all columns (a series, and which of its sums); periods are cut to whole weeks."""
    earlier = Period(before.end - timedelta(days=MEMORY_WEEKS * WEEK), before.end)
    history, first, second = (
        np.array([_weekly(series, column, period) for series, column in columns])
        for period in (earlier, before, after)
    )
    for at, (series, _) in enumerate(columns):
        broken = [day for day in series.breaks if earlier.start < day < earlier.end]
        if broken:
            history[at, : -(-(max(broken) - earlier.start).days // WEEK)] = np.nan
    return Compared(first, second, history)


def notes_on(before: Period, after: Period) -> list[str]:
    """What the reader must know of how the periods were brought beside each other."""
    notes: list[str] = []
    if before.days % WEEK or after.days % WEEK:
        notes.append(gettext_lazy("The periods are cut to whole weeks, from their ends."))
    if before.days // WEEK != after.days // WEEK:
        notes.append(gettext_lazy("The earlier figures are brought to the length of the later period."))
    return notes


def _weekly(series: Series, column: Floats, period: Period) -> Floats:
    """Totals of whole weeks up to the period's end; a week with too few known days is unknown."""
    one = Series(series.name, series.starts, series.days, column, grain=series.grain)
    days = known_days(one, period).over
    block = days[len(days) % WEEK :].reshape(-1, WEEK)
    told = np.isfinite(block)
    total = np.where(told, block, 0.0).sum(axis=1) * WEEK / np.maximum(told.sum(axis=1), 1)
    return np.asarray(np.where(told.sum(axis=1) >= LEAST_DAYS_IN_WEEK, total, np.nan), dtype=np.float64)
