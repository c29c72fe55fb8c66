"""Journal entries, in and out of the database."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import IntegrityError, transaction

from milepost.errors import Conflict
from milepost.journal import Entry
from milepost.language import gettext_lazy
from milepost.store.models import EntryRow

_supposed: ContextVar[tuple[Entry, ...]] = ContextVar("supposed", default=())


@contextmanager
def supposing(entries: Iterable[Entry]) -> Iterator[None]:
    """Read the journal as if these entries stood at its end; nothing is stored.

    For things that are worked out upon each other before all of them, or none, are added.
    """
    token = _supposed.set((*_supposed.get(), *entries))
    try:
        yield
    finally:
        _supposed.reset(token)


def load_entries(
    brand: str | None = None, kind: str | None = None, key: str | None = None
) -> tuple[Entry, ...]:
    """The entries asked for (None = of any), in the order in which they were added."""
    asked: dict[str, Any] = {"brand": brand, "kind": kind, "key": key}
    rows = EntryRow.objects.filter(**{name: value for name, value in asked.items() if value is not None})
    stored = tuple(
        Entry(row.brand, row.kind, row.key, row.seq, row.at, row.who, row.why, row.body)
        for row in rows.order_by("id").iterator()
    )
    supposed = (
        entry
        for entry in _supposed.get()
        if brand in {None, entry.brand} and kind in {None, entry.kind} and key in {None, entry.key}
    )
    return (*stored, *supposed)


def last_numbers(without: Iterable[str] = ()) -> dict[str, tuple[int, int]]:
    """By brand, the place of its last entry among all entries and how many it has, `without` these kinds.

    They change whenever something is added, and cost no look at what the entries say.
    """
    from django.db.models import Count, Max

    rows = EntryRow.objects.exclude(kind__in=tuple(without)).order_by().values("brand")
    found = rows.annotate(last=Max("id"), many=Count("id")).values_list("brand", "last", "many")
    return {brand: (last, many) for brand, last, many in found}


def add_entries(entries: Iterable[Entry]) -> None:
    """Add entries, all or none. Raises Conflict when somebody else has used one of their numbers first."""
    rows = [
        EntryRow(
            brand=entry.brand,
            kind=entry.kind,
            key=entry.key,
            seq=entry.seq,
            at=entry.at,
            who=entry.who,
            why=entry.why,
            body=dict(entry.body),
        )
        for entry in entries
    ]
    try:
        with transaction.atomic():
            EntryRow.objects.bulk_create(rows)
    except IntegrityError as error:
        what = ", ".join(f"{row.kind} {row.key}" for row in rows[:3])
        raise Conflict(
            gettext_lazy(
                "Somebody else has just changed the same thing ({what}); theirs was first and stands.",
                what=what,
            ),
            gettext_lazy("Look at it again, then repeat what you wanted."),
        ) from error
