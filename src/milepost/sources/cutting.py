"""A grid of cells cut into tables: preamble, title, header, rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from milepost.sources.files import Sheet
from milepost.sources.heads import LONGEST
from milepost.sources.limits import MOST_PREAMBLE, MOST_TABLES
from milepost.sources.packed import Packed, Record
from milepost.sources.search_filters import is_filters
from milepost.sources.words import clean

_LOOK_AHEAD = 4
_FIGURES = frozenset("0123456789+-.$€£")


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table as it stands in the file. `preamble` are the lines above it, nearest last; `first` those of
    the file.

    A table that was made long has several rows for each of its `lines`: their numbers are line * `per_line`
    + n.
    """

    sheet: str
    title: str
    preamble: tuple[str, ...]
    first: tuple[str, ...]
    header: tuple[str, ...]
    header_line: int
    rows: Sequence[Record]
    number: int = 0
    notes: tuple[str, ...] = ()
    lines: int | None = None
    per_line: int = 1
    asks: str = ""


@dataclass(slots=True)
class _Cut:
    """The cutter's state while it walks down a grid."""

    sheet: str
    first: list[str] = field(default_factory=list)
    preamble: list[str] = field(default_factory=list)
    header: Record | None = None
    rows: list[Record] | Packed = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)

    def close(self) -> None:
        """End the table that is open, if one is."""
        if self.header is not None:
            line, cells = self.header
            header, rows = _without_empty_tail(cells, self.rows)
            self.tables.append(
                RawTable(
                    self.sheet,
                    _title_of(self.preamble),
                    tuple(self.preamble),
                    tuple(self.first),
                    header,
                    line,
                    rows,
                )
            )
            self.first = self.first or self.preamble
            self.preamble, self.header = [], None
            self.rows = self.rows.none() if isinstance(self.rows, Packed) else []

    def keep(self, records: Sequence[Record], place: int) -> None:
        """Add a row to the table that is open."""
        if isinstance(self.rows, Packed):
            self.rows.take(place)
        else:
            self.rows.append(records[place])

    def above(self, line: str) -> None:
        """Keep a line that stands above a table; of too many, the first and the last ones."""
        self.preamble.append(line[:LONGEST])
        if len(self.preamble) > MOST_PREAMBLE:
            del self.preamble[MOST_PREAMBLE // 2]

    def open(self, record: Record) -> None:
        """Begin a table with this header."""
        self.close()
        self.header = record


def cut(sheet: Sheet, is_header: Callable[[Sequence[str]], bool]) -> list[RawTable]:
    """The tables of a grid; `is_header` says whether a record has the header words of a format we know."""
    records = sheet.records
    state = _Cut(sheet.name, rows=records.none() if isinstance(records, Packed) else [])
    gap = False
    for place, record in enumerate(records):
        cells = record[1]
        if _is_separator_line(record):
            continue
        if not any(cell.strip() for cell in cells):
            gap = True
            continue
        if gap or not _plain_row(state, cells):
            _step(state, records, place, gap, is_header)
        else:
            state.keep(records, place)
        gap = False
        if len(state.tables) > MOST_TABLES:
            break  # the file will be refused
    leftover = tuple(state.preamble) if state.header is None else ()
    state.close()
    tables = [replace(table, number=number) for number, table in enumerate(state.tables)]
    if leftover and not tables:
        return [RawTable(sheet.name, "", leftover, leftover, (), 0, ())]
    return tables


def _plain_row(state: _Cut, cells: list[str]) -> bool:
    """Whether a record is a row beyond doubt: as wide as the header, with a figure in it. Nearly all rows
    are.
    """
    if (
        state.header is None
        or len(cells) != len(state.header[1])
        or len(cells) < 2
        or (cells[0].lstrip()[:1] == "#" and _is_comment(cells, state.header[1]))
    ):
        return False
    return not is_wordy(cells)


def _step(
    state: _Cut, records: Sequence[Record], place: int, gap: bool, is_header: Callable[[Sequence[str]], bool]
) -> None:
    """Give one filled record its place: preamble, header or row."""
    record = records[place]
    cells = record[1]
    if _is_comment(cells, state.header[1] if state.header is not None else None):
        state.close()
        state.above(_line(cells))
    elif state.header is None:
        if is_header(cells) or not (_filled(cells) == 1 or _header_ahead(records, place, is_header)):
            state.open(record)
        else:
            state.above(_line(cells))
    elif (
        _filled(cells) == 1
        and len(state.header[1]) > 1
        and (gap or not _like_the_last(state, cells))
        and (gap or _header_ahead(records, place, is_header, 2))
    ):
        if _header_ahead(records, place, is_header) or (gap and _title_ahead(records, place)):
            state.close()
            state.above(_line(cells))
        else:
            state.keep(records, place)
    elif (
        cells != state.header[1]
        and (((gap or is_wordy(cells)) and is_header(cells)) or (gap and not _goes_on(state, cells)))
        and not is_filters(state.header[1])
    ):
        state.open(record)
    else:
        state.keep(records, place)


def _like_the_last(state: _Cut, cells: list[str]) -> bool:
    """Whether a record is filled as the row right above it is: with one cell, in the same place."""
    if not state.rows or len(state.rows[-1][1]) != len(cells) or len(cells) < 2:
        return False
    return [bool(cell.strip()) for cell in state.rows[-1][1]] == [bool(cell.strip()) for cell in cells]


def _is_comment(cells: Sequence[str], header: Sequence[str] | None) -> bool:
    """`# Start date: ...` is a comment; `#1001` is an order, and so is a full row whose text begins with `#
    `; a column may be headed `#`.
    """
    start = cells[0].lstrip()
    if start == "#" and _filled(cells) > 1:
        return False
    if not (start.startswith(("# ", "#\u00a0")) or start == "#"):
        return False
    return header is None or _filled(cells) == 1 or len(cells) != len(header)


def is_wordy(cells: Sequence[str]) -> bool:
    """Whether no cell begins as a figure does; a quick look before the thorough one, which every row would
    get.
    """
    return not any(cell[:1] in _FIGURES for cell in cells if cell)


def _goes_on(state: _Cut, cells: list[str]) -> bool:
    """Whether a record after a blank line is still a row of the open table: same width, figures in the same
    places.
    """
    assert state.header is not None  # noqa: S101  # only called while a table is open
    if len(cells) != len(state.header[1]):
        return False
    if not state.rows:
        return any(any(letter.isdigit() for letter in cell) for cell in cells)
    before = next((row for _, row in reversed(state.rows) if row != state.header[1]), cells)
    return any(_is_figure(a) and _is_figure(b) for a, b in zip(before, cells, strict=False))


def _is_figure(cell: str) -> bool:
    return bool(cell) and cell.strip()[:1] in "0123456789-+.$€£" and any(letter.isdigit() for letter in cell)


def _header_ahead(
    records: Sequence[Record], place: int, is_header: Callable[[Sequence[str]], bool], most: int = _LOOK_AHEAD
) -> bool:
    ahead = [cells for _, cells in records[place + 1 : place + 1 + 2 * most] if any(cells)][:most]
    return any(is_header(cells) for cells in ahead)


def _title_ahead(records: Sequence[Record], place: int) -> bool:
    """Whether the next record is wider than one cell, as a header under a title is."""
    after = (records[at][1] for at in range(place + 1, len(records)))
    following: list[str] = next((cells for cells in after if any(cells)), [])
    return _filled(following) > 1 and not any(_is_figure(cell) for cell in following)


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _line(cells: Sequence[str]) -> str:
    return ",".join(cells).rstrip(", \t")


def _title_of(preamble: Sequence[str]) -> str:
    """The first of the comment lines that is a title (segments follow it), else the line nearest to the
    header.
    """
    comments = [text for line in preamble if line.lstrip().startswith("#") and (text := _title(line))]
    plain = [text for line in preamble if not line.lstrip().startswith("#") and (text := _title(line))]
    return plain[-1] if plain else comments[0] if comments else ""


def _title(line: str) -> str:
    """The title a preamble line may be: no rule of dashes, no `key: value`."""
    text = clean(line.lstrip("# ")).strip()
    return "" if not text.strip("-") or _is_setting(text) else text


def _is_setting(text: str) -> bool:
    key, colon, value = text.partition(": ")
    return bool(colon) and len(key) < 32 and value.strip().isdigit()


def _is_separator_line(record: Record) -> bool:
    return record[0] <= 2 and bool(record[1]) and record[1][0].startswith("sep=")


def _without_empty_tail(
    cells: list[str], rows: list[Record] | Packed
) -> tuple[tuple[str, ...], Sequence[Record]]:
    """Header and rows without the empty columns that spreadsheets add at the right."""
    width = len(cells)
    while width and not cells[width - 1].strip() and not any(any(r[width - 1 :]) for _, r in rows):
        width -= 1
    if width == len(cells):
        return tuple(cells), rows if isinstance(rows, Packed) else tuple(rows)
    short = ((line, row[:width]) for line, row in rows)
    return tuple(cells[:width]), Packed.of(short) if isinstance(rows, Packed) else tuple(short)
