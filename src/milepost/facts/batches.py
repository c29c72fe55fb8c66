"""Batches (what one import gave to one table) and current files (what holds of one brand and table).

Both are immutable Parquet files. Their paths are relative to the workspace, and a file counts only while the
manifest names it.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Batch:
    """What the `part`-th table of one import (the `seq`-th entry of that file) gave to `table`."""

    brand: str
    table: str
    sha256: str
    seq: int
    part: int
    path: str
    rows: int
    content_date: date
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Current:
    """What holds of a brand's table: rows, their day roll-up, what was restated, and the hash of the rows."""

    brand: str
    table: str
    rows_path: str
    rollup_path: str | None
    restated_path: str | None
    hash: str
    rows: int
    restated: int


@dataclass(frozen=True, slots=True)
class TableFiles:
    """Where to read one table: one row a key, sorted; a roll-up to days; the values that were restated."""

    rows: Path
    rollup: Path | None = None
    restated: Path | None = None


@dataclass(frozen=True, slots=True)
class FactFiles:
    """Where to read one brand's facts, table by table; a table that is not in it has no rows.

    `generation` grows by one with each publication, so that what was computed from these files can be kept
    until it changes.
    """

    brand: str
    tables: Mapping[str, TableFiles]
    generation: int = 0


def by_authority(batches: Iterable[Batch]) -> tuple[Batch, ...]:
    """The batches of a table from the one that gives way to the one that holds.

    The export with the later content date holds, whatever the order of the imports; of the same date, the
    higher hash, so that every machine decides alike; inside one file, the later table.
    """
    return tuple(sorted(batches, key=lambda b: (b.content_date, b.sha256, b.part)))


def brand_folder(brand: str) -> str:
    """The folder of a brand's facts: readable, safe on every file system, and different for every name."""
    readable = re.sub(r"[^a-z0-9]+", "-", brand.lower()).strip("-")[:40] or "brand"
    return f"{readable}-{hashlib.sha256(brand.encode()).hexdigest()[:8]}"


def batch_path(brand: str, table: str, *, sha256: str, seq: int, part: int, generation: int) -> str:
    """Where a batch lies in the workspace. The generation keeps a path from ever being used twice."""
    return f"facts/batches/{brand_folder(brand)}/{sha256}-{seq}-{part}-{table}-{generation}.parquet"


def current_path(brand: str, table: str, what: str, generation: int) -> str:
    """Where a current file (`what`: rows, rollup or restated) lies in the workspace."""
    return f"facts/current/{brand_folder(brand)}/{table}-{what}-{generation}.parquet"
