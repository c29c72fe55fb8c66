"""Tables of outside figures as CSV: read in our columns or in a known layout, and written in ours."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from milepost.amount import Unit
from milepost.errors import InvalidValue, Problem
from milepost.judgement.benchmark import Benchmark
from milepost.judgement.benchmark_checks import COLUMNS, Wrong, checked
from milepost.judgement.benchmark_layouts import LeftOut, is_long_layout, ours_of_long
from milepost.knowledge import table

NEEDED: Final = ("kpi", "over", "unit", "publisher", "published")
SECONDARY: Final = "restated by somebody without enough to check it (--include-secondary keeps them)"
TWICE: Final = "the same row twice"


@dataclass(frozen=True, slots=True)
class Read:
    """What a table held: rows = len(kept) + len(problems) + the sum of `left_out`, which says why."""

    rows: int
    kept: tuple[Benchmark, ...]
    problems: tuple[Problem, ...] = ()
    left_out: Mapping[str, int] | None = None


def released() -> date:
    """The day of this release; on it no row of ours is older than 18 months."""
    return cast("date", table("benchmark_terms")["released"])


def read_table(text: str, name: str, kpis: Mapping[str, Unit], *, secondary: bool = True) -> Read:
    """All rows of one table, each checked. `name` is the file's, `kpis` those there are with their units.

    `secondary`: keep rows that are only restated. Raises InvalidValue when it is no such table at all.
    """
    lines = _cells(text, name)
    kept: dict[Benchmark, None] = {}
    problems: list[Problem] = []
    left: Counter[str] = Counter()
    for number, row in lines:
        try:
            found = checked(ours_of_long(row) if is_long_layout(row) else _ours(row), kpis)
        except LeftOut as out:
            left[out.because] += 1
        except Wrong as wrong:
            problems.append(Problem(f"{name}, line {number}", wrong.what, wrong.remedy))
        else:
            if found.trust == "secondary" and not secondary:
                left[SECONDARY] += 1
            elif found in kept:
                left[TWICE] += 1
            else:
                kept[found] = None
    return Read(len(lines), tuple(kept), tuple(problems), dict(left))


def written(figures: Iterable[Benchmark]) -> str:
    """The figures as a CSV in our columns; reading it again gives the same figures."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(one) for one in figures)
    return out.getvalue()


def _row(one: Benchmark) -> list[str]:
    low, high = one.followers or (None, None)
    said = {
        "kpi": one.kpi,
        "over": one.definition.over,
        "under": one.definition.under,
        "per": one.definition.per,
        "followers_from": low,
        "followers_to": high,
        "unit": "fraction" if one.unit is Unit.SHARE else one.unit.value,
        "address": one.url,
        "published": one.printed,
        **{name: getattr(one, name) for name in _SAME},
    }
    return ["" if said[name] is None else str(said[name]) for name in COLUMNS]


_SAME: Final = (
    *("platform", "industry", "region", "of_kind", "statistic", "low", "mid", "high", "currency", "n"),
    *("of_what", "publisher", "title", "data_until", "trust", "note"),
)


def _cells(text: str, name: str) -> list[tuple[int, dict[str, str]]]:
    """Each row with its line, by the names of the columns."""
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        if not (set(NEEDED) <= set(header) or is_long_layout(dict.fromkeys(header, ""))):
            missing = ", ".join(column for column in NEEDED if column not in header)
            raise InvalidValue(
                f"{name} is no table of outside figures: it lacks {missing}.",
                "docs/benchmarks.md says which columns there are.",
            )
        found = []
        for cells in reader:
            if any(cell.strip() for cell in cells):
                padded = [cell.strip() for cell in cells] + [""] * len(header)
                found.append((reader.line_num, dict(zip(header, padded, strict=False))))
    except csv.Error as error:
        raise InvalidValue(f"{name} is no CSV: {error}.", "Save it again as CSV UTF-8.") from error
    return found


def _ours(row: Mapping[str, str]) -> dict[str, str]:
    return {name: row.get(name) or "" for name in COLUMNS}
