"""The manifest: which batches and which current files count. It changes in one transaction or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from milepost.facts.batches import Batch, Current
from milepost.journal import Entry
from milepost.store.entries import add_entries
from milepost.store.models import BatchRow, BrandRow, CurrentRow

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Publication:
    """All that becomes true of one brand in one instant.

    The live batches of the files `replaced` (by hash) and the current files of the `tables` stop counting;
    the entries, `batches` and `currents` begin to.
    """

    brand: str
    at: datetime
    entries: Sequence[Entry]
    replaced: Sequence[str]
    batches: Sequence[Batch]
    tables: Sequence[str]
    currents: Sequence[Current]


def live_batches(brand: str) -> tuple[Batch, ...]:
    """The batches of a brand that count."""
    rows = BatchRow.objects.filter(brand__name=brand, superseded_at__isnull=True).order_by("id")
    return tuple(Batch(**_values(row, Batch, brand)) for row in rows.iterator())


def live_currents(brand: str | None = None) -> tuple[tuple[int, Current], ...]:
    """The current files that count, of one brand or of all, each with its brand's generation, in one read."""
    rows = CurrentRow.objects.filter(superseded_at__isnull=True).select_related("brand")
    if brand is not None:
        rows = rows.filter(brand__name=brand)
    return tuple(
        (row.brand.generation, Current(**_values(row, Current, row.brand.name)))
        for row in rows.order_by("brand__name", "table")
    )


def generation(brand: str) -> int:
    """How often something was published for a brand."""
    row = BrandRow.objects.filter(name=brand).first()
    return row.generation if row else 0


def fingerprints() -> dict[str, tuple[tuple[str, int, str], ...]]:
    """By brand, what its facts are known by: each table with the generation and the hash of its rows."""
    rows = CurrentRow.objects.filter(superseded_at__isnull=True).order_by("brand__name", "table")
    found: dict[str, list[tuple[str, int, str]]] = {}
    for brand, number, name, hash_ in rows.values_list("brand__name", "brand__generation", "table", "hash"):
        found.setdefault(brand, []).append((name, number, hash_))
    return {brand: tuple(tables) for brand, tables in found.items()}


def publish(what: Publication) -> None:
    """Make it all true at once. Raises Conflict, and changes nothing, when an entry's number is taken."""
    with transaction.atomic():
        add_entries(what.entries)
        brand, _ = BrandRow.objects.get_or_create(name=what.brand)
        BrandRow.objects.filter(pk=brand.pk).update(generation=F("generation") + 1)
        for some in _slices(what.replaced):
            live = BatchRow.objects.filter(brand=brand, superseded_at__isnull=True, sha256__in=some)
            live.update(superseded_at=what.at)
        stale = CurrentRow.objects.filter(brand=brand, superseded_at__isnull=True, table__in=what.tables)
        stale.update(superseded_at=what.at)
        BatchRow.objects.bulk_create([BatchRow(**_columns(one, brand)) for one in what.batches])
        CurrentRow.objects.bulk_create([CurrentRow(**_columns(one, brand)) for one in what.currents])


def superseded(before: datetime) -> tuple[str, ...]:
    """The paths of the files that stopped counting before that instant."""
    return tuple(_paths(Q(superseded_at__lt=before)))


def forget(before: datetime) -> None:
    """Drop the rows of files that stopped counting before that instant; for after the files are gone."""
    with transaction.atomic():
        BatchRow.objects.filter(superseded_at__lt=before).delete()
        CurrentRow.objects.filter(superseded_at__lt=before).delete()


def known_paths() -> frozenset[str]:
    """Every path the manifest names, whether it counts or awaits its removal."""
    return frozenset(_paths(Q()))


def _paths(which: Q) -> Iterable[str]:
    yield from BatchRow.objects.filter(which).values_list("path", flat=True)
    names = CurrentRow.objects.filter(which).values_list("rows_path", "rollup_path", "restated_path")
    for paths in names:
        yield from (path for path in paths if path)


def _columns(value: Batch | Current, brand: BrandRow) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)} | {"brand": brand}


def _values(row: BatchRow | CurrentRow, kind: type[Batch] | type[Current], brand: str) -> dict[str, Any]:
    return {f.name: getattr(row, f.name) for f in fields(kind) if f.name != "brand"} | {"brand": brand}


def _slices(names: Sequence[str]) -> Iterable[Sequence[str]]:
    return (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE))
