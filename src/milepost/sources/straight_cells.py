"""Cells of a big flat file into typed columns: in one pass where its figures are plainly written."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Final

from milepost.errors import Problem
from milepost.facts.engine import literal, quote
from milepost.language import all_quoted, gettext_lazy
from milepost.sources.conventions import conventions_seen
from milepost.sources.files import read_records
from milepost.sources.format import SourceColumn
from milepost.sources.loading import Loaded, no_row
from milepost.sources.places_said import of_column
from milepost.sources.recognise import Match
from milepost.sources.values import NULLS, Conventions, unread, value
from milepost.sources.work import Question, Work

if TYPE_CHECKING:
    import duckdb

_TRIMMED: Final = " \t\n\r\u00a0\u200e\ufeff"
_PLAIN: Final = {"count": "BIGINT", "decimal": "DOUBLE", "day": "DATE"}
"""The casts of plainly written cells. A DOUBLE holds fifteen digits, so that its rounded micros are exact."""

_SHAPES: Final = {
    "count": r"-?\d{1,12}",
    "decimal": r"\d{1,9}(\.\d{1,6})?",
    "day": r"(199|20\d)\d-\d\d-\d\d",
    "id": r"[^ +|]*[0-9][^ +|]*",
}
"""What a plainly written cell looks like; other cells, and other kinds, are read with care."""

_BUFFER: Final = 16 * 1024 * 1024
_SAMPLE: Final = 1000
_MOST_MENDED: Final = 50_000


def cells_of(match: Match) -> tuple[SourceColumn, ...]:
    """The columns of the format that stand in the file."""
    return tuple(match.format.columns[name] for name in match.places)


def raw_cells(
    con: "duckdb.DuckDBPyConnection", path: Path, width: int, delimiter: str, skip: int, name: str = "cells"
) -> None:
    """The view `cells` of a file: columns c0, c1 ... as text; records of another width are put aside."""
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(width))
    rejects = ", store_rejects = true, rejects_limit = 0" if name == "cells" else ""
    con.execute(
        f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_csv({literal(str(path))}, "
        f"columns = {{{columns}}}, header = false, skip = {skip}, delim = {literal(delimiter)}, "
        f"quote = '\"', escape = '\"', auto_detect = false, buffer_size = {_BUFFER}, "
        f"max_line_size = {_BUFFER // 8}{rejects})"
    )


def plain_sql(columns: tuple[SourceColumn, ...], match: Match, view: str) -> str:
    """SQL for typed columns of plainly written cells: whole figures and ISO days that look like their casts.

    `_odd` marks rows with another cell, which need the careful way, `_dot` rows with a decimal point.
    """
    typed, odd, dot = plain_terms(columns, match)
    cells = ", ".join(f"c{match.places[column.name]}" for column in columns if column.kind != "text")
    names = ", ".join(quote(column.name) for column in columns)
    flags = f"coalesce({odd}, false) AS _odd, coalesce({dot}, false) AS _dot"
    return f"SELECT {names}, false AS _bad, {flags} FROM (SELECT {', '.join(typed)}, {cells} FROM {view})"


def odd_cells(con: "duckdb.DuckDBPyConnection", columns: tuple[SourceColumn, ...], match: Match) -> None:
    """Make the views `odd_cells`, the raw cells of rows that are not plainly written, and `dot_cells`."""
    typed, odd, dot = plain_terms(columns, match)
    cells = ", ".join(dict.fromkeys(f"c{match.places[column.name]}" for column in columns))
    inner = f"SELECT {', '.join(typed)}, {cells} FROM cells"
    con.execute(f"CREATE OR REPLACE VIEW odd_cells AS SELECT {cells} FROM ({inner}) WHERE {odd}")
    con.execute(f"CREATE OR REPLACE VIEW dot_cells AS SELECT {cells} FROM cells WHERE {dot} LIMIT {_SAMPLE}")


def plain_terms(columns: tuple[SourceColumn, ...], match: Match) -> tuple[list[str], str, str]:
    """SQL for the typed columns, for a row being odd, and for its having a decimal point.

    One pattern over all cells of a row, joined by bars, costs a third of looking at each cell for itself.
    """
    typed, cells, shapes, odd, dot = [], [], [], ["false"], ["false"]
    for column in columns:
        cell, name = f"c{match.places[column.name]}", quote(column.name)
        if column.kind == "text":
            typed.append(f"nullif(trim({cell}), '') AS {name}")
            continue
        if column.kind == "id":
            typed.append(f"{cell} AS {name}")
        elif column.kind in _PLAIN:
            typed.append(f"TRY_CAST({cell} AS {_PLAIN[column.kind]}) AS {name}")
        else:
            typed.append(f"NULL AS {name}")
        cells.append(cell)
        shapes.append(f"({_SHAPES.get(column.kind, '')})?")
        if column.kind == "day":
            odd.append(f"({name} IS NULL AND {cell} IS NOT NULL)")
        elif column.kind == "decimal":
            dot.append(f"contains({cell}, '.')")
    if cells:
        joined, shape = ", '|', ".join(cells), r"\|".join(shapes)
        odd.append(f"NOT regexp_full_match(concat({joined}), '{shape}')")  # concat takes NULL for ''
    return typed, " OR ".join(odd), " OR ".join(dot)


def careful_sql(columns: tuple[SourceColumn, ...], match: Match, conventions: Conventions, view: str) -> str:
    """SQL for typed columns as the careful way has them; `_bad` marks rows with an unreadable cell."""
    cleaned = ", ".join(f"{cleaned_cell(match, column)} AS {quote(column.name)}" for column in columns)
    values = ", ".join(
        f"{value(c, quote(c.name), conventions)} AS {quote('v_' + c.name)}"
        for c in columns
        if c.kind != "text"
    )
    typed, bad = [], []
    for column in columns:
        name, read = quote(column.name), quote("v_" + column.name)
        if column.kind == "text":
            typed.append(name)
            continue
        if column.kind == "count":
            read = f"CASE WHEN {read} = floor({read}) THEN {read} END"
        typed.append(f"{read} AS {name}")
        bad.append(f"({name} IS NOT NULL AND {read} IS NULL)")
    inner = f"SELECT *, {values} FROM (SELECT {cleaned} FROM {view})"
    flag = f"coalesce({' OR '.join(bad) or 'false'}, false) AS _bad"
    return f"SELECT {', '.join(typed)}, {flag}, false AS _odd, false AS _dot FROM ({inner})"


def cleaned_cell(match: Match, column: SourceColumn) -> str:
    """SQL for the trimmed text of a cell, NULL where it is a word for nothing."""
    clean = f"trim(c{match.places[column.name]}, {literal(_TRIMMED)})"
    if column.kind == "text":
        return f"nullif({clean}, '')"
    nulls = ", ".join(literal(word) for word in (*NULLS, *match.format.nulls))
    return f"CASE WHEN lower({clean}) NOT IN ({nulls}) THEN {clean} END"


def conventions_of(
    con: "duckdb.DuckDBPyConnection", columns: tuple[SourceColumn, ...], work: Work
) -> tuple[Conventions, str]:
    """The conventions of the file, and the view of the cells that must be read carefully ('' when none must).

    Raises Question where the cells can be read in two ways.
    """
    row = con.execute("SELECT count(*) FILTER (_odd), count(*) FILTER (_dot) FROM typed").fetchone()
    assert row is not None  # noqa: S101  # an aggregate without GROUP BY gives one row
    if not row[0] and (not row[1] or decides(con, columns, work.match)):
        return Conventions(), ""
    odd_cells(con, columns, work.match)
    views = ", ".join(f"{cleaned_cell(work.match, column)} AS {quote(column.name)}" for column in columns)
    seen = "(FROM odd_cells UNION ALL FROM dot_cells)"
    con.execute(f"CREATE OR REPLACE VIEW raw AS SELECT {views} FROM {seen}")
    found = conventions_seen(con, work, Loaded(columns, 0, {}, ()))
    return found, "odd_cells" if found.numbers == "point" else "cells"


def decides(con: "duckdb.DuckDBPyConnection", columns: tuple[SourceColumn, ...], match: Match) -> bool:
    """Whether some figure has a point that cannot part thousands: 1.5 and 1.2345, but not 1.234."""
    cells = [f"c{match.places[column.name]}" for column in columns if column.kind == "decimal"]
    where = " OR ".join(f"regexp_full_match({cell}, '\\d+\\.(\\d{{1,2}}|\\d{{4,}})')" for cell in cells)
    return con.execute(f"SELECT 1 FROM cells WHERE {where} LIMIT 1").fetchone() is not None


def mended(con: "duckdb.DuckDBPyConnection", work: Work, path: Path) -> dict[str, int]:
    """Write to `path` the records put aside that are rows after all; the others, counted by reason."""
    found = con.execute("SELECT DISTINCT line, csv_line FROM reject_errors ORDER BY line").fetchall()
    if len(found) > _MOST_MENDED:
        raise Question(
            gettext_lazy("{n} records do not have the width of the header", n=len(found)),
            gettext_lazy("Export the file again; texts that hold the delimiter must be quoted."),
        )
    header, left, short = work.table.header, dict[str, int](), 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for _, line in found:
            cells = next((cells for _, cells in read_records(line, _delimiter(con))), [])
            because = no_row(header, cells)
            if because:
                left[because] = left.get(because, 0) + 1
                continue
            short += len(cells) < len(header)
            writer.writerow((cells + [""] * len(header))[: len(header)])
    if short:
        what = gettext_lazy(
            "{n} rows have fewer cells than the header; the missing cells are taken as empty.", n=short
        )
        remedy = gettext_lazy("Nothing needs to be done unless their last columns matter.")
        work.problems.append(Problem(work.where, what, remedy))
    return left


def _delimiter(con: "duckdb.DuckDBPyConnection") -> str:
    row = con.execute("SELECT delimiter FROM reject_scans LIMIT 1").fetchone()
    return str(row[0]) if row else ","


def unreadable(
    con: "duckdb.DuckDBPyConnection", work: Work, columns: tuple[SourceColumn, ...], view: str
) -> list[Problem]:
    """One Problem a column whose cells could not be read; `view` is searched only when there are some."""
    problems = []
    for column in columns:
        name = quote(column.name)
        row = con.execute(f"SELECT count(*) FROM typed WHERE _bad AND {name} IS NULL").fetchone()
        if column.kind == "text" or row is None or not row[0]:
            continue
        text = cleaned_cell(work.match, column)
        read = value(column, text, work.conventions)
        if column.kind == "count":
            read = f"CASE WHEN ({read}) = floor({read}) THEN {read} END"
        count, samples = con.execute(
            f"SELECT count(*), list(DISTINCT ({text})[:40])[:3] FROM {view} "
            f"WHERE {text} IS NOT NULL AND {read} IS NULL"
        ).fetchone() or (0, [])
        if count:
            header = work.table.header[work.match.places[column.name]]
            shown = all_quoted(sorted(samples))
            what = unread(count, column.kind, shown)
            remedy = gettext_lazy("These cells are left empty; mend them in the file if they matter.")
            problems.append(Problem(of_column(work, header), what, remedy))
    return problems
