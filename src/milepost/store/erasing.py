"""All rows of a brand, in whatever table they stand, and the pages of the file that held them."""

import re
from collections.abc import Iterable
from graphlib import TopologicalSorter

from django.apps import apps
from django.db import connection, models, transaction

from milepost.errors import Conflict
from milepost.journal import Entry
from milepost.store.database import APP, empty_log
from milepost.store.entries import add_entries
from milepost.store.models import BrandRow, JobRow

_FOLDER = re.compile(r"[0-9a-f]{32}")
_NAMED = "brand"
"""The column in which a row names its brand where it does not point to it."""


def store_models() -> tuple[type[models.Model], ...]:
    """Every model of the store."""
    return tuple(apps.get_app_config(APP).get_models(include_auto_created=True))


def brand_models(among: Iterable[type[models.Model]] | None = None) -> dict[type[models.Model], str]:
    """Every model (of the store, unless others are given) whose rows are a brand's: those that have a field
    `brand`, or point to the table of brands. With each, the filter that finds the rows by the brand's name.

    Those come first whose rows point to rows of the later ones.
    """
    every = store_models() if among is None else among
    found = {model: lookup for model in every if (lookup := _lookup(model)) is not None}
    order: TopologicalSorter[type[models.Model]] = TopologicalSorter(dict.fromkeys(found, ()))
    for model in found:
        for target in _targets(model):
            if target in found and target is not model:
                order.add(target, model)
    return {model: found[model] for model in order.static_order()}


def rows_of(brand: str) -> dict[str, int]:
    """How many rows a brand has, by table; tables without any are left out."""
    counted = {
        model._meta.db_table: model._base_manager.filter(**{lookup: brand}).count()  # noqa: SLF001
        for model, lookup in brand_models().items()
    }
    return {table: number for table, number in sorted(counted.items()) if number}


def upload_folders(brand: str) -> tuple[str, ...]:
    """The names of the folders in which files of a brand's imports wait to be read or answered."""
    asked = JobRow.objects.filter(brand=brand).values_list("asked", flat=True)
    names = {str(one.get("folder", "")) for one in asked if isinstance(one, dict)}
    return tuple(sorted(name for name in names if _FOLDER.fullmatch(name)))


def erase_rows(brand: str, note: Iterable[Entry]) -> dict[str, int]:
    """Delete every row of a brand and add the `note`, all in one transaction; how many went, by table.

    A model whose lines hold each other (`emptied`) keeps its lines, without what they say of the brand.
    Where there is no row, nothing is noted.
    """
    _overwrite_what_goes()
    with transaction.atomic():
        gone = rows_of(brand)
        for model, lookup in brand_models().items():
            rows = model._base_manager.filter(**{lookup: brand})  # noqa: SLF001
            emptied: tuple[str, ...] = getattr(model, "emptied", ())
            if emptied:
                rows.update(**dict.fromkeys(emptied, ""))
            else:
                rows.delete()
        if gone:
            add_entries(note)
    return gone


def scrub() -> None:
    """Write the database file anew without the pages that deleted rows lay on, and empty its log.

    Raises Conflict when another process reads it all the while. PostgreSQL does so by itself, later.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    if not empty_log():
        raise Conflict(
            "Another process reads the database all the while, so that its log could not be emptied.",
            "Stop it (a running site, a long import), then repeat: the rest is done by then.",
        )


def texts_with(words: str) -> dict[tuple[str, str], int]:
    """How many journal entries of which brand and kind hold these words, in any case of letters."""
    from milepost.store.models import EntryRow

    sought, found = words.casefold(), dict[tuple[str, str], int]()
    for row in EntryRow.objects.order_by("id").iterator():
        if any(sought in text.casefold() for text in (row.key, row.who, row.why, *_texts(row.body))):
            found[row.brand, row.kind] = found.get((row.brand, row.kind), 0) + 1
    return found


def _texts(body: object) -> Iterable[str]:
    if isinstance(body, str):
        yield body
    elif isinstance(body, dict):
        for key, value in body.items():
            yield key
            yield from _texts(value)
    elif isinstance(body, list):
        for value in body:
            yield from _texts(value)


def _lookup(model: type[models.Model]) -> str | None:
    if model is BrandRow:
        return "name"
    fields = [field for field in model._meta.get_fields() if isinstance(field, models.Field)]  # noqa: SLF001
    for field in fields:
        if field.is_relation and field.related_model is BrandRow and not field.many_to_many:
            return f"{field.name}__name"
    return next((_NAMED for field in fields if field.name == _NAMED and not field.is_relation), None)


def _targets(model: type[models.Model]) -> Iterable[type[models.Model]]:
    for field in model._meta.get_fields():  # noqa: SLF001
        if isinstance(field, models.ForeignKey) and isinstance(field.related_model, type):
            yield field.related_model


def _overwrite_what_goes() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
