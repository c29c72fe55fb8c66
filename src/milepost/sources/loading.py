"""A table's cells into DuckDB: cleaned text, one column for each that the format knows, nothing personal."""

import csv
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.facts.engine import literal
from milepost.language import gettext_lazy
from milepost.sources.cutting import RawTable
from milepost.sources.format import SourceColumn
from milepost.sources.recognise import Match
from milepost.sources.scrubbing import scrubbed
from milepost.sources.values import NULLS

if TYPE_CHECKING:
    import duckdb

HASHED = "h:"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the table `raw` holds, and the rows that never reached it (reason -> lines)."""

    columns: tuple[SourceColumn, ...]
    rows_read: int
    left_out: Mapping[str, tuple[int, ...]]
    short: tuple[int, ...]


def keyed_hash(text: str, secret: bytes) -> str:
    """A person's identity as a keyed hash, so that one person stays one and nobody is found out.

    A number of zeros, such as `(00) 0000-0000`, names nobody.
    """
    if not any(letter.isalpha() or letter in "123456789" for letter in text):
        return ""
    plain = text.strip().casefold().encode()
    return HASHED + hmac.new(secret, plain, hashlib.sha256).hexdigest()


def load(
    con: "duckdb.DuckDBPyConnection",
    table: RawTable,
    match: Match,
    secret: bytes,
    staging: Path,
    redacted: bool,
) -> Loaded:
    """Fill `raw(_row, <columns>)` with the table's rows; absent cells are NULL."""
    columns = tuple(match.format.columns[name] for name in match.places)
    left: dict[str, list[int]] = {}
    short: list[int] = []
    nulls = frozenset((*NULLS, *match.format.nulls))
    path = staging / "cells.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for line, cells in table.rows:
            because = no_row(table.header, cells)
            if because:
                left.setdefault(because, []).append(line)
                continue
            if len(cells) < len(table.header):
                short.append(line)
            writer.writerow(
                [line, *_picked(cells, columns, match.places, nulls, None if redacted else secret)]
            )
    fields = ", ".join(f"{literal(column.name)}: 'VARCHAR'" for column in columns)
    con.execute("DROP TABLE IF EXISTS raw")
    con.execute(
        f"CREATE TABLE raw AS SELECT * FROM read_csv({literal(str(path))}, "
        f"columns = {{'_row': 'BIGINT', {fields}}}, header = false, delim = ',', quote = '\"', escape "
        f"= '\"', "
        f"auto_detect = false, nullstr = '', new_line = '\\n', strict_mode = false, max_line_size = "
        f"67108864, parallel = false)"
    )
    path.unlink()
    return Loaded(columns, len(table.rows), {b: tuple(lines) for b, lines in left.items()}, tuple(short))


def no_row(header: Sequence[str], cells: Sequence[str]) -> str:
    """Why a record is no row of its table, or ''."""
    if cells[0] == header[0] and list(cells[: len(header)]) == list(header):
        return gettext_lazy("the header again")
    if len(cells) == len(header) and cells[-1] and cells[0]:
        return ""
    extra = [cell for cell in cells[len(header) :] if cell.strip()]
    if extra and extra[-1].strip().casefold() in {
        "grand total",
        "total",
        "gesamt",
        "total general",
        "total geral",
    }:
        return gettext_lazy("a total row")
    if extra:
        return gettext_lazy("more cells than the header has")
    if len(header) >= 4 and sum(1 for cell in cells if cell.strip()) == 1 and cells[0].strip():
        return gettext_lazy("a note, not a row")
    return ""


def _without_addresses(cell: str, column: SourceColumn, secret: bytes | None) -> str:
    """Free text with addresses masked; an id that is one becomes a keyed hash, so that it stays one."""
    if column.kind == "id" and secret is not None and scrubbed(cell) != cell:
        return keyed_hash(cell, secret)
    return scrubbed(cell) if column.kind == "text" else cell


def _picked(
    cells: Sequence[str],
    columns: Sequence[SourceColumn],
    places: Mapping[str, int],
    nulls: frozenset[str],
    secret: bytes | None,
) -> list[str]:
    picked = []
    for column in columns:
        place = places[column.name]
        cell = cells[place].strip(" \t\n\r\u00a0\u200e\ufeff") if place < len(cells) else ""
        if column.personal == "drop":
            cell = ""
        elif column.personal == "hash" and cell and not cell.startswith(HASHED):
            # In a redacted copy, what is no hash is only the mark of a removed cell and names nobody.
            cell = keyed_hash(cell, secret) if secret is not None else ""
        elif column.kind != "text" and cell.casefold() in nulls:
            cell = ""
        elif "@" in cell or "+" in cell:
            cell = _without_addresses(cell, column, secret)
        picked.append(cell)
    return picked
