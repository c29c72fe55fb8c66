"""A bare `date,value` file, read for the commands that judge a series without any workspace."""

import math
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import numpy as np

from milepost.errors import NotFound, Refused
from milepost.judgement.bare import series_from_rows
from milepost.series import Series
from milepost.workspace.bare_text import bare_rows


def read_series(path: Path, *, until: date | None = None) -> Series:
    """The series in a CSV of two columns: an ISO day (or day and hour) and a figure; blank is unknown.

    Hours are added up to whole days. Raises NotFound, or Refused with the line that cannot be read.
    """
    if not path.is_file():
        raise NotFound("file", str(path), remedy="Give the path of a CSV with the columns date,value.")
    rows = list(_rows(path))
    if any(stamp.hour or stamp.minute for stamp, _ in rows):
        rows = list(_whole_days(rows))
    days = [(stamp.date(), value) for stamp, value in rows]
    days = [(day, value) for day, value in days if until is None or day < until]
    if not days:  # an empty but valid file: whoever judges it says that there is nothing to tell
        return Series(path.stem, (), np.array([], dtype=np.int64), np.array([], dtype=np.float64))
    return series_from_rows(path.stem, days)


def _rows(path: Path) -> Iterator[tuple[datetime, float | None]]:
    for number, cells in bare_rows(path):
        if not cells or not cells[0].strip():
            continue
        try:
            yield datetime.fromisoformat(cells[0].strip()).replace(tzinfo=None), _figure(cells[1])
        except (ValueError, IndexError):
            if number == 1:
                continue
            raise Refused(
                f"{path.name}, line {number}: “{','.join(cells)[:80]}” is not a day and a figure.",
                "Each line needs an ISO day and a number, for example 2026-03-31,120 (blank if unknown).",
            ) from None


def _figure(text: str) -> float | None:
    if not text.strip():
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def _whole_days(rows: list[tuple[datetime, float | None]]) -> Iterator[tuple[datetime, float | None]]:
    """Hours become days; the first and the last day count only if their outermost hour is there."""
    sums: dict[date, float] = {}
    hours: dict[date, set[int]] = {}
    for stamp, value in rows:
        if value is not None:
            sums[stamp.date()] = sums.get(stamp.date(), 0.0) + value
        hours.setdefault(stamp.date(), set()).add(stamp.hour)
    ordered = sorted(hours)
    for day in ordered:
        cut_short = (day == ordered[0] and 0 not in hours[day]) or (
            day == ordered[-1] and 23 not in hours[day]
        )
        if not cut_short:
            yield datetime(day.year, day.month, day.day), sums.get(day)  # noqa: DTZ001 - days have no zone here
