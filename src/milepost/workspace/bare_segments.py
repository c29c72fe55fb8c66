"""A bare `date,segment,figure...` file, read for the commands that explain a change without any workspace."""

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from milepost.errors import NotFound, Refused
from milepost.judgement.bare import series_from_rows
from milepost.series import Series
from milepost.workspace.bare_text import bare_rows

EXAMPLE = "Each line needs an ISO day, a segment and a figure, for example 2026-03-31,instagram,12,480."


@dataclass(frozen=True, slots=True)
class Segments:
    """The series of each column (by its header), by segment, in the order in which segments come."""

    columns: tuple[str, ...]
    series: dict[str, tuple[Series, ...]]


def read_segments(path: Path, *, until: date | None = None) -> Segments:
    """All segments over the same calendar. Rows of one day and segment are added up.

    A segment without a row on a day that has rows of others had nothing that day; a blank figure, and a day
    without any row, is unknown. Raises NotFound, or Refused with the line that cannot be read.
    """
    if not path.is_file():
        raise NotFound("file", str(path), remedy="Give the path of a CSV with date,segment,over,under.")
    columns: tuple[str, ...] = ()
    sums: dict[tuple[date, str], list[float | None]] = {}
    segments: dict[str, None] = {}
    for number, cells in bare_rows(path):
        if not cells or not cells[0].strip():
            continue
        try:
            day, segment, figures = _row(cells)
        except (ValueError, IndexError):
            if number == 1:
                columns = tuple(cell.strip() for cell in cells[2:])
                continue
            raise Refused(
                f"{path.name}, line {number}: “{','.join(cells)[:80]}” is no day, segment and figure.",
                EXAMPLE,
            ) from None
        if until is not None and day >= until:
            continue
        columns = columns or tuple(f"figure {at + 1}" for at in range(len(figures)))
        if len(figures) != len(columns):
            raise Refused(f"{path.name}, line {number}: {len(columns)} figures are expected.", EXAMPLE)
        segments.setdefault(segment)
        before = sums.get((day, segment))
        sums[day, segment] = figures if before is None else _added(before, figures)
    return Segments(columns, _series(tuple(segments), columns, sums))


def _row(cells: list[str]) -> tuple[date, str, list[float | None]]:
    figures = [_figure(cell) for cell in cells[2:]]
    if not figures:
        raise ValueError("no figure")
    return date.fromisoformat(cells[0].strip()[:10]), cells[1].strip(), figures


def _figure(text: str) -> float | None:
    value = float(text) if text.strip() else math.nan
    return value if math.isfinite(value) else None


def _added(one: list[float | None], other: list[float | None]) -> list[float | None]:
    return [None if a is None or b is None else a + b for a, b in zip(one, other, strict=True)]


def _series(
    segments: tuple[str, ...], columns: tuple[str, ...], sums: dict[tuple[date, str], list[float | None]]
) -> dict[str, tuple[Series, ...]]:
    """One series a segment and column, all over the days that any segment has."""
    days = sorted({day for day, _ in sums})
    nothing: list[float | None] = [0.0] * len(columns)
    found: dict[str, list[Series]] = defaultdict(list)
    for segment in segments:
        for at in range(len(columns)):
            rows = [(day, sums.get((day, segment), nothing)[at]) for day in days]
            found[segment].append(series_from_rows(segment, rows))
    return {segment: tuple(series) for segment, series in found.items()}
