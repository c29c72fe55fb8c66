"""Which period a review is about, and which KPIs belong to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from milepost.errors import InvalidValue
from milepost.knowledge import table
from milepost.kpis.kpi import Kpi
from milepost.period import Period, WeekStart, add_months, month_of, week_of


class Kind(StrEnum):
    """How often a review is held."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a review: its KPIs in their order, and the stages whose unnamed KPIs it takes in."""

    title: str
    kpis: tuple[str, ...]
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cadence:
    """One kind of review. `worse_too`: what became worse is told, though it belongs to the other kind."""

    kind: Kind
    title: str
    sections: tuple[Section, ...]
    worse_too: bool

    def place_of(self, kpi: Kpi) -> tuple[int, int] | None:
        """The section of a KPI and its place there; None where it belongs to the other kind."""
        for at, section in enumerate(self.sections):
            if kpi.id in section.kpis:
                return at, section.kpis.index(kpi.id)
        if kpi.cadence != self.kind or kpi.id in _named_elsewhere(self.kind):
            return None
        for at, section in enumerate(self.sections):
            if kpi.stage in section.stages:
                return at, len(section.kpis)
        return len(self.sections) - 1, len(self.sections[-1].kpis)


def period_of(kind: Kind, today: date, week_start: WeekStart = WeekStart.MONDAY) -> Period:
    """The last whole week, or calendar month, before `today`."""
    if kind is Kind.WEEKLY:
        return Period.of_days(week_of(today, week_start).start, 7).before()
    return month_of(add_months(today.replace(day=1), -1))


def cadence_of(kind: Kind, overlay: Path | None = None) -> Cadence:
    """What belongs to one kind of review. Raises InvalidValue for a `cadence.toml` of the user's own."""
    body = table("cadence", overlay).get(kind.value)
    if not isinstance(body, Mapping) or not body.get("section"):
        raise InvalidValue(
            f"cadence.toml: [{kind.value}] needs at least one [[{kind.value}.section]].",
            "Compare it with milepost/knowledge/cadence.toml.",
        )
    return Cadence(
        kind,
        body.get("title", f"{kind.value.capitalize()} review"),
        tuple(_section(one) for one in body["section"]),
        bool(body.get("worse_too", True)),
    )


def _section(body: Mapping[str, Any]) -> Section:
    return Section(body.get("title", ""), tuple(body.get("kpis", ())), tuple(body.get("stages", ())))


def _named_elsewhere(kind: Kind) -> frozenset[str]:
    """The KPIs that the other kind of review names; of ours, which a user's own file may not repeat."""
    other = Kind.MONTHLY if kind is Kind.WEEKLY else Kind.WEEKLY
    found = table("cadence").get(other.value, {}).get("section", ())
    return frozenset(kpi for section in found for kpi in section.get("kpis", ()))
