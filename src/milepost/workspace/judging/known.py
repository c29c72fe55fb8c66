"""What is known of a brand on a day, as the judgements want it, and one judgement of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from milepost.amount import Unit, Unknown
from milepost.facts.batches import FactFiles
from milepost.goals.goal import Goal
from milepost.judgement.attainability import silent
from milepost.judgement.days import last_known_end
from milepost.judgement.verdict import Verdict, cannot_tell
from milepost.knowledge import table
from milepost.kpis.as_series import series_by, series_of
from milepost.kpis.ask import Ask
from milepost.kpis.kpi import Kpi
from milepost.period import Grain, Period
from milepost.series import Series
from milepost.subject import Subject
from milepost.workspace.framework import Measured
from milepost.workspace.measurable import HISTORY
from milepost.workspace.place import Brand, Workspace

WEEK, MOST_DAYS = 7, 0.6
"""A rate of sendings is known on the days with one; unless most days are known, its weeks tell more."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One thing judged: `part` is the judgement (change, lead ...), `about` the name in its sentence.

    `known` is False where nothing can be told; `goal` is the id of the goal that it serves; `of` are the
    things that its sentence speaks of.
    """

    part: str
    about: str
    verdict: Verdict
    known: bool = True
    goal: str | None = None
    of: tuple[Subject, ...] = ()


@dataclass(frozen=True, eq=False)
class Known:
    """A brand's facts, its measured KPIs with their weeks, and its goals, as of `today`."""

    workspace: Workspace
    brand: Brand
    files: FactFiles
    today: date
    measured: tuple[Measured, ...]
    goals: tuple[Goal, ...]

    def of(self, kpi: str) -> Measured | None:
        """What is measured of one KPI; None where its data are not there."""
        return next((one for one in self.measured if one.kpi.id == kpi), None)

    def first_of(self, kpis: Sequence[str]) -> Measured | None:
        """The first of these KPIs that is measured."""
        return next((found for kpi in kpis if (found := self.of(kpi)) is not None), None)

    def silent(self, one: Measured) -> Unknown | None:
        """Why nothing can be told of a KPI any more: its figures ended more than a month ago."""
        told = last_known_end(one.weekly)
        return None if told is None else silent(one.weekly, told, self.today)

    def by_day(self, one: Measured) -> Series:
        """The days of a measured KPI; its weeks where days are not told, or too few of them to make weeks."""
        money = one.kpi.unit is Unit.MONEY
        alike = [found.kpi for found in self.measured if (found.kpi.unit is Unit.MONEY) == money]
        days = series_of(alike, self.files, self._ask(one.kpi, Grain.DAY))[one.kpi.id]
        told, weeks = last_known_end(days), last_known_end(one.weekly)
        if told is None or weeks is None or (weeks - told).days >= WEEK:
            return one.weekly
        if np.mean(np.isfinite(days.values)) < MOST_DAYS:
            return one.weekly
        return replace(days, breaks=one.weekly.breaks)

    def by(self, kpi: Kpi, split: str) -> dict[str, Series]:
        """The weeks of one KPI by channel, campaign, format or source."""
        return series_by(kpi, self.files, self._ask(kpi, Grain.WEEK), split)

    def _ask(self, kpi: Kpi, grain: Grain) -> Ask:
        return Ask(
            Period(self.today - HISTORY, self.today),
            grain,
            as_of=self.today,
            week_starts=self.workspace.week_start,
            currency=self.brand.currency if kpi.unit is Unit.MONEY else None,
            own_currency=self.brand.currency,
        )


def channel_title(channel: str) -> str:
    """A channel by its name; one of the user's own as it was written."""
    return str(channel_name(channel))


def channel_name(channel: str) -> str:
    """The same for judgements, which are told in the language of whoever reads them later."""
    named = table("channels")
    name: str = named["titles"].get(channel) or named["said"].get(channel, channel)
    return name


def untold(
    part: str, about: str, unknown: Unknown, goal: str | None = None, of: tuple[Subject, ...] = ()
) -> Judged:
    """A judgement that has nothing to go by, with its reason."""
    return Judged(part, about, cannot_tell(unknown), known=False, goal=goal, of=of)
