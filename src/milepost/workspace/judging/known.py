"""What is known of a brand on a day, as the judgements want it, and one judgement of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from milepost.amount import Unit, Unknown
from milepost.facts.batches import FactFiles
from milepost.goals.goal import Goal
from milepost.judgement.verdict import Verdict, cannot_tell
from milepost.kpis.as_series import series_by
from milepost.kpis.ask import Ask
from milepost.kpis.kpi import Kpi
from milepost.period import Grain, Period
from milepost.series import Series
from milepost.workspace.framework import Measured
from milepost.workspace.measurable import HISTORY
from milepost.workspace.place import Brand, Workspace


@dataclass(frozen=True, slots=True)
class Judged:
    """One thing judged: `part` is the judgement (change, lead ...), `about` the name in its sentence.

    `known` is False where nothing can be told; `goal` is the id of the goal that it serves.
    """

    part: str
    about: str
    verdict: Verdict
    known: bool = True
    goal: str | None = None


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

    def by(self, kpi: Kpi, split: str) -> dict[str, Series]:
        """The weeks of one KPI by channel, campaign, format or source."""
        money = self.brand.currency if kpi.unit is Unit.MONEY else None
        ask = Ask(
            Period(self.today - HISTORY, self.today),
            Grain.WEEK,
            as_of=self.today,
            week_starts=self.workspace.week_start,
            currency=money,
            own_currency=self.brand.currency,
        )
        return series_by(kpi, self.files, ask, split)


def untold(part: str, about: str, unknown: Unknown, goal: str | None = None) -> Judged:
    """A judgement that has nothing to go by, with its reason."""
    return Judged(part, about, cannot_tell(unknown), known=False, goal=goal)
