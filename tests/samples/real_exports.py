"""The real exports beside the checkout, if they are there: reading one, and asking what was stored of it."""

import os
from pathlib import Path
from typing import Any

import duckdb
import pytest

from milepost.sources import Answers, Reading, read_export, source_formats

SHARED = Path(os.environ.get("MILEPOST_SHARED", Path(__file__).parents[3] / "shared")) / "exports"
needs_exports = pytest.mark.skipif(not SHARED.is_dir(), reason="no real exports here")
FORMATS = source_formats()


def read_real(path: Path, staging: Path, *, zone: str | None = "Europe/Berlin", **answers: Any) -> Reading:
    """One of them, read; its reports must balance."""
    reading = read_export(
        path,
        Answers(named=path.name, **answers),
        brand="b",
        zone=zone,
        secret=b"k",
        staging=staging,
        formats=FORMATS,
    )
    for report in reading.reports:
        assert report.rows_read == report.rows_kept + sum(item.rows for item in report.left_out)
    return reading


def asked(reading: Reading, table: str, sql: str, where: str = "true") -> Any:
    """What an SQL expression over the stored facts of one table says."""
    (part,) = [part for part in reading.parts if part.table == table]
    with duckdb.connect() as con:
        row = con.execute(f"SELECT {sql} FROM read_parquet(?) WHERE {where}", [str(part.path)]).fetchone()
    return row[0] if row else None
