"""One export file, read: its tables recognised, its rows turned into facts, everything left out said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from milepost.errors import NotFound, Problem
from milepost.facts.engine import connect, literal, quote
from milepost.facts.schema import Table
from milepost.knowledge.reader import table as knowledge_table
from milepost.language import Lazy, all_quoted, gettext_lazy
from milepost.period import Period
from milepost.sources.channel_rules import channel_rules
from milepost.sources.convert import convert
from milepost.sources.cutting import RawTable, cut
from milepost.sources.described import without_descriptions
from milepost.sources.files import Sheet, Unreadable, looks_like, marked_sheets, text_sheet
from milepost.sources.format import SourceFormat
from milepost.sources.gathered import gathered_tables, place_of
from milepost.sources.heads import Index, index_of, is_header
from milepost.sources.limits import columns_fault, tables_fault, text_fault
from milepost.sources.pages import page_of
from milepost.sources.personal import Covered, covered, holds_addresses, write_redacted
from milepost.sources.recognise import Match, NoMatch, known_by, recognise
from milepost.sources.report import EMPTY, QUESTION, REFUSED, Answers, FactPart, LeftOut, Reading, TableReport
from milepost.sources.search_filters import filter_of
from milepost.sources.side_by_side import one_by_one
from milepost.sources.spans import period_of
from milepost.sources.spreadsheets import made_long
from milepost.sources.straight import read_straight
from milepost.sources.transposed import audience_tables, was_made
from milepost.sources.words import clean
from milepost.sources.work import Context
from milepost.sources.workbooks import workbook_sheets, zip_sheets

if TYPE_CHECKING:
    import duckdb

_ENGINE: Final = "180MB"
"""Memory of the engine, which goes on disk beyond it: the rows of the file stand in memory beside it."""
_MANY_ROWS: Final = 20_000
"""More rows are worth two threads; for fewer, handing the work over costs more than it saves."""


def read_export(
    path: Path,
    answers: Answers,
    *,
    brand: str,
    zone: str | None,
    secret: bytes,
    staging: Path,
    formats: Mapping[str, SourceFormat],
    already_redacted: bool = False,
    knowledge: Path | None = None,
) -> Reading:
    """Read one export. The same bytes and answers give the same facts; whatever is wrong with it is in the
    reports.

    `secret` keys the hashes of people, `zone` is the brand's own (answers.zone goes before it), `staging` a
    folder for the Parquet files, `knowledge` the user's own folder that lies over ours. Raises NotFound
    when there is no such file.
    """
    if not path.is_file():
        raise NotFound("file", str(path))
    if (zone_fault := _zone_fault(answers.zone or zone)) is not None:
        return _nothing(zone_fault)
    words = knowledge_table("channels")["words"]
    context = Context(
        answers,
        brand,
        answers.zone or zone,
        secret,
        staging,
        already_redacted,
        words,
        channel_rules(knowledge),
    )
    staging.mkdir(parents=True, exist_ok=True)
    if (straight := read_straight(path, context, formats)) is not None:
        return straight
    try:
        sheets = open_sheets(path, already_redacted)
    except Unreadable as unreadable:
        return _nothing(unreadable.problem)
    index = index_of(formats)
    width = max((len(cells) for sheet in sheets for _, cells in sheet.records), default=0)
    if (fault := columns_fault(path.name, width)) is not None:
        return _nothing(fault)
    tables = [t for sheet in sheets for t in _tables(sheet, index)]
    if (fault := tables_fault(path.name, len(tables))) is not None:
        return _nothing(fault)
    tables = [
        replace(table, number=number, title=_named(table, len(tables))) for number, table in enumerate(tables)
    ]
    if not tables:
        return Reading((TableReport("", EMPTY, None, gettext_lazy("the file is empty")),), (), None, None)
    return _read_tables(tables, sheets, context, index)


def _nothing(problem: Problem) -> Reading:
    report = TableReport("", REFUSED, None, problem.what, problems=(problem,))
    return Reading((report,), (), None, None)


def _zone_fault(zone: str | None) -> Problem | None:
    try:
        ZoneInfo(zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        what = gettext_lazy("There is no time zone “{zone}”.", zone=zone)
        return Problem("--zone", what, gettext_lazy("Write it as in Europe/Berlin."))
    return None


def open_sheets(path: Path, already_redacted: bool = False) -> list[Sheet]:
    """The grids of a file. Raises Unreadable."""
    kind = looks_like(path)
    if kind == "text":
        if not already_redacted and (fault := text_fault(path)) is not None:
            raise Unreadable(fault)
        data = path.read_bytes()
        return marked_sheets(data) if already_redacted else [text_sheet("", data)]
    if kind == "zip":
        return zip_sheets(path)
    return workbook_sheets(path)


def tables_of(path: Path, formats: Mapping[str, SourceFormat]) -> list[RawTable]:
    """The tables of a file, whether or not anybody knows them; none of a file that cannot be read."""
    try:
        index = index_of(formats)
        return [table for sheet in open_sheets(path) for table in _tables(sheet, index)]
    except Unreadable:
        return []


def _tables(sheet: Sheet, index: Index) -> list[RawTable]:
    if (page := page_of(sheet)) is not None:
        return [page]
    cuts = cut(sheet, lambda cells: is_header(cells, index))
    parts = [part for table in cuts for part in one_by_one(table)]
    found = [card for table in parts for card in audience_tables(without_descriptions(table))]
    return [replace(table, notes=(*sheet.notes, *table.notes)) for table in found]


def _named(table: RawTable, tables: int) -> str:
    """The title of a table; one of several that has none is named by its first headers."""
    if table.title or table.sheet or tables == 1:
        return table.title
    return " / ".join(clean(cell) for cell in table.header[:2])


def _read_tables(tables: list[RawTable], sheets: list[Sheet], context: Context, index: Index) -> Reading:
    context = replace(
        context,
        filtered=filter_of((table.header, table.rows) for table in tables),
        file_period=_period_told(tables),
    )
    found = [_recognised(table, context, index) for table in tables]
    personal = [item for before, now in zip(tables, found, strict=True) if (item := _covered(before, *now))]
    tables, matches = [table for table, _ in found], [match for _, match in found]
    redacted = None
    if not context.already_redacted and (personal or holds_addresses(sheets)):
        redacted = write_redacted(sheets, personal, context.secret, context.staging / "redacted.csv")
    threads = 2 if sum(len(table.rows) for table in tables) > _MANY_ROWS else 1
    con = connect(threads=threads, memory_limit=_ENGINE, temp_directory=str(context.staging))
    try:
        reports: dict[int, TableReport] = {}
        for number in sorted(range(len(tables)), key=lambda at: (_dated_by_others(matches[at]), at)):
            table, match = tables[number], matches[number]
            if (of := _compared_with(tables[:number], matches[:number], table, match)) is not None:
                reports[number] = _comparison(table, match, of)
            elif isinstance(match, NoMatch):
                reports[number] = _unknown(table, match)
            else:
                known = replace(context, file_day=_last_day(reports.values()))
                reports[number] = convert(con, table, match, known)
        parts = tuple(p for table in gathered_tables(con) if (p := _write(con, table, context.staging)))
    finally:
        con.close()
    in_order = tuple(reports[number] for number in sorted(reports))
    return Reading(in_order, parts, _last_day(in_order), redacted)


def _dated_by_others(match: Match | NoMatch) -> bool:
    """Whether a table may take its day from the other tables of its file, which must then be read before."""
    return isinstance(match, Match) and "of_file" in match.format.time


def _last_day(reports: Iterable[TableReport]) -> date | None:
    return max((report.last_day for report in reports if report.last_day is not None), default=None)


def _period_told(tables: Sequence[RawTable]) -> Period | None:
    """The period on a sheet that holds nothing but lines of words, such as a summary."""
    told = (period_of(table.preamble) for table in tables if not table.header)
    return next((period for period in told if period is not None), None)


def _recognised(table: RawTable, context: Context, index: Index) -> tuple[RawTable, Match | NoMatch]:
    """A table and its format; a table of no format may be one that people keep themselves."""
    match = recognise(table, index, context.answers.named, context.answers.channel)
    if isinstance(match, Match) and was_made(table):
        lies = gettext_lazy("the way its names and figures lie")
        shown = gettext_lazy("the title “{title}”", title=table.title) if table.title else lies
        match = replace(match, because=known_by(match.format, shown))
    if (
        isinstance(match, Match)
        or match.rivals
        or any(line.lstrip().startswith("#") for line in table.preamble)
    ):
        return table, match
    words = index.formats["spreadsheet"].words if "spreadsheet" in index.formats else {}
    answers = context.answers
    long = made_long(table, context.channel_words, answers.year, words, answers.named)
    if long is None:
        return table, match
    found = recognise(long, index)
    if isinstance(found, Match):
        headers = all_quoted(clean(head) for head in table.header[:5] if head.strip())
        shown = gettext_lazy("the headers {headers}", headers=headers)
        found = replace(found, because=known_by(found.format, shown))
    return long, found


def _covered(before: RawTable, table: RawTable, match: Match | NoMatch) -> Covered | None:
    """What is personal in a table as it stands in the file; one that was made long has other columns."""
    return covered(table, match) if table.header == before.header else covered(before, NoMatch(""))


def _compared_with(
    earlier: list[RawTable], matches: Sequence[Match | NoMatch], table: RawTable, match: Match | NoMatch
) -> Period | None:
    """The period of an earlier table that is the same but for its period: the file compares two periods."""
    period = period_of(table.preamble)
    if period is None:
        return None
    for other, its in zip(earlier, matches, strict=True):
        if (
            other.sheet == table.sheet
            and other.header == table.header
            and type(its) is type(match)
            and (before := period_of(other.preamble)) is not None
        ):
            return before if before != period else None
    return None


def _comparison(table: RawTable, match: Match | NoMatch, of: Period) -> TableReport:
    rows = len(table.rows)
    because = gettext_lazy(
        "the same table stands above for {first} to {last}; this is the period it is compared with",
        first=of.start,
        last=of.last,
    )
    fmt = match.format if isinstance(match, Match) else None
    return TableReport(
        table.title or table.sheet,
        REFUSED,
        fmt.id if fmt else None,
        because,
        fmt.source if fmt else None,
        rows_read=rows,
        left_out=(LeftOut(gettext_lazy("the period of a comparison"), rows),) if rows else (),
        problems=(
            Problem(
                table.title or gettext_lazy("the file"),
                because,
                gettext_lazy("Export that period by itself if you want it."),
            ),
        ),
    )


def _unknown(table: RawTable, none: NoMatch) -> TableReport:
    rows = len(table.rows)
    commented = any(line.lstrip().startswith("#") for line in table.preamble)
    if commented and period_of(table.preamble) is not None and not none.rivals:
        heads = all_quoted(table.header[:4])
        because = gettext_lazy("it holds nothing that Milepost measures ({headers})", headers=heads)
        none = replace(none, because=because, nearest=())
    if not table.header:
        told = period_of(table.preamble)
        because = gettext_lazy("it holds no table, only lines of words")
        if told is not None:
            because = gettext_lazy(
                "it holds no table, only lines of words; its period holds for the other tables of the file"
            )
        none = replace(none, because=because, nearest=())
    left = (LeftOut(gettext_lazy("its table was not recognised"), rows),) if rows else ()
    if not rows and len(table.header) > 1 and not none.rivals:
        because = gettext_lazy("it has a header and no row")
        return TableReport(table.title or table.sheet, EMPTY, None, because)
    status = QUESTION if none.rivals else REFUSED
    said: str = Lazy("{because}.", {"because": none.because})
    if none.nearest:
        said = gettext_lazy(
            "{because}. Nearest formats: {names}.", because=none.because, names=", ".join(none.nearest)
        )
    remedy = gettext_lazy(
        "Say once what its columns are (`milepost map FILE`), or export a known report (`milepost formats`)."
    )
    problem = Problem(table.title or table.sheet or gettext_lazy("the file"), said, remedy)
    return TableReport(
        table.title or table.sheet,
        status,
        None,
        said if none.nearest else none.because,
        rows_read=rows,
        left_out=left,
        problems=(problem,),
        asks=("columns",) if rows and len(table.header) > 1 else (),
    )


def _write(con: "duckdb.DuckDBPyConnection", table: Table, staging: Path) -> FactPart | None:
    """One Parquet of a table of facts; rows of one key from several tables of the file become one."""
    source = place_of(table)
    span = con.execute(
        f"SELECT count(*), min(day), max(day + CAST(days - 1 AS INTEGER)) FROM {source}"
    ).fetchone()
    if span is None or not span[0]:
        return None
    keys = {"brand", *table.key}
    outer = ", ".join(
        quote(c.name) if c.name in keys else f"arg_min({quote(c.name)}, _table) AS {quote(c.name)}"
        for c in table.all_columns
    )
    group = ", ".join(quote(c.name) for c in table.all_columns if c.name in keys)
    path = staging / f"{table.name}.parquet"
    con.execute(
        f"COPY (SELECT {outer} FROM {source} GROUP BY {group} ORDER BY {group}) "
        f"TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)"
    )
    rows = con.execute(f"SELECT count(*) FROM read_parquet({literal(str(path))})").fetchone()
    assert rows is not None  # noqa: S101  # an aggregate without GROUP BY gives one row
    return FactPart(table.name, path, int(rows[0]), span[1], span[2])
