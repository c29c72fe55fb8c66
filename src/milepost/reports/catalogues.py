"""What Milepost knows, for a person: formats and what they give, KPIs and what they say."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from milepost.kpis.catalogue import catalogue
from milepost.sources.format import SourceFormat, source_formats

DESCRIBING = {"source_name", "medium", "channel", "account", "currency", "as_of", "post_id", "customer"}


@dataclass(frozen=True, slots=True)
class FormatEntry:
    """One format: its name, the source it belongs to, the measures it gives, or why it is refused.

    `seen` counts the real exports it was tried on; `variants` are the kinds of file that its examples hold.
    """

    id: str
    title: str
    source: str
    gives: tuple[str, ...]
    refuses: str
    remedy: str
    seen: int
    variants: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KpiEntry:
    """One KPI of the catalogue."""

    id: str
    title: str
    says: str
    form: str
    unit: str
    better: str
    stage: str
    timing: str
    cadence: str
    objectives: tuple[str, ...]
    definitions: tuple[str, ...]
    claims: tuple[str, ...]
    asides: tuple[str, ...]
    vanity: str | None
    beware: str | None
    guards: Mapping[str, str]
    """What must not get worse while this one is pushed, and why."""
    led_by: tuple[str, ...]


def format_entries(overlay: Path | None = None) -> tuple[FormatEntry, ...]:
    """Every format, ours and those in the user's own folder `overlay`, by source and title."""
    entries = (
        FormatEntry(
            f.id,
            f.title,
            f.source,
            _gives(f),
            f.refuse,
            f.remedy,
            f.seen,
            tuple(str(example["name"]) for example in f.examples),
            tuple(dict.fromkeys(drop.because for drop in f.drops)),
        )
        for f in source_formats(overlay).values()
    )
    return tuple(sorted(entries, key=lambda entry: (entry.source, entry.title)))


def kpi_entries(overlay: Path | None = None) -> tuple[KpiEntry, ...]:
    """Every KPI, ours and those in the user's own folder `overlay`, by id."""
    return tuple(
        KpiEntry(
            kpi.id,
            kpi.title,
            kpi.says,
            kpi.form.value,
            kpi.unit.value,
            kpi.better,
            kpi.stage,
            kpi.timing,
            kpi.cadence,
            kpi.objectives,
            tuple(kpi.definition(basis.name) for basis in kpi.bases),
            tuple(kpi.definition(basis.name) for basis in kpi.claims),
            tuple(f"{kpi.definition(way.name)} (--basis {way.name})" for way in kpi.asides),
            kpi.vanity,
            kpi.beware,
            {guard.kpi: guard.says for guard in kpi.guards},
            kpi.led_by,
        )
        for _, kpi in sorted(catalogue(overlay).items())
    )


def _gives(found: SourceFormat) -> tuple[str, ...]:
    from milepost.facts.schema import TABLES

    given: dict[str, None] = {}
    for rule in found.facts:
        measures = {column.name for column in TABLES[rule.table].measures}
        metric = rule.set.get("metric")
        if isinstance(metric, Mapping) and "value" in metric:
            given[str(metric["value"])] = None
            continue
        given.update(dict.fromkeys(name for name in rule.set if name in measures))
    for title in found.titles.values():
        given.update(dict.fromkeys(title.set))
    return tuple(given) or tuple(dict.fromkeys(rule.table for rule in found.facts))
