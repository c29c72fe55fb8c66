"""Bytes to rows of text: encodings by rule, delimiters by the evidence of the lines, never a guess."""

import codecs
import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from milepost.errors import Problem
from milepost.language import gettext_lazy
from milepost.sources.limits import LONGEST_LINE
from milepost.sources.packed import Packed, Record

csv.field_size_limit(LONGEST_LINE)

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DELIMITERS = (",", ";", "\t", "|")
_SEP_LINE = re.compile(r'^"?sep=(.)?"?[;,\t ]*$')

_SAMPLE = 20_000
_PIECE = 1 << 20
_LARGE = 30_000_000
"""Bytes of a text from which its records are packed: that takes a third of the memory, and some time."""
_SHORT = 24
_MOST_KNOWN = 100_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One grid of text cells: a text file, a sheet of a workbook, or a file inside a zip."""

    name: str
    records: Sequence[Record]
    delimiter: str = ","
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable(Exception):  # a value that travels inside this package only
    """A file that holds no table we can reach, and why."""

    problem: Problem


def decoded(data: bytes) -> tuple[io.TextIOWrapper, str]:
    """The text of a file, all ends of lines alike, and its encoding: by its byte order mark, else strict
    UTF-8, else CP1252. It is decoded piece by piece: the whole text takes up to four times the file.
    """
    mark, encoding = next((pair for pair in _BOMS if data.startswith(pair[0])), (b"", ""))
    if not encoding:
        encoding = "utf-8" if _is_utf8(data) else "cp1252"
    text = io.TextIOWrapper(io.BytesIO(data), encoding, errors="replace", newline=None)
    if mark:
        text.read(1)
    return text, encoding


def _is_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _PIECE):
            decoder.decode(data[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def text_sheet(name: str, data: bytes) -> Sheet:
    """The grid of a text file."""
    text, encoding = decoded(data)
    start = text.tell()
    sample = text.read(_SAMPLE)
    text.seek(start)
    if "\x00" in sample[:4096]:
        raise Unreadable(
            Problem(
                name,
                gettext_lazy("This is not a text file, a workbook or a zip."),
                gettext_lazy("Export the report again as CSV."),
            )
        )
    delimiter = find_delimiter(sample)
    records: Sequence[Record]
    try:
        found = read_records(text, delimiter)
        records = tuple(found) if len(data) < _LARGE else Packed.of(found)
    except csv.Error as error:
        raise Unreadable(
            Problem(
                name,
                gettext_lazy("It cannot be cut into rows ({error}).", error=error),
                gettext_lazy("A quote was opened and never closed."),
            )
        ) from error
    notes: list[str] = []
    if encoding == "cp1252":
        notes.append(gettext_lazy("read as Windows-1252: the file is not UTF-8"))
    nested = unwrapped(records)
    if nested is not None:
        delimiter = find_delimiter("\n".join(",".join(cells) for _, cells in records[:50]))
        records = nested
        notes.append(gettext_lazy("each line had been quoted again by a spreadsheet program; undone"))
    return Sheet(name, records, delimiter, encoding, tuple(notes))


def find_delimiter(text: str) -> str:
    """The delimiter: as `sep=` says, else the one that cuts the most lines into the same number of cells."""
    first = text.lstrip("\n").split("\n", 1)[0]
    named = _SEP_LINE.match(first)
    if named is not None and named.group(1):
        return named.group(1)
    if first.startswith("sep="):
        return "\t"
    sample = text[:_SAMPLE]
    return max(
        _DELIMITERS, key=lambda delimiter: (_evenness(sample, delimiter), -_DELIMITERS.index(delimiter))
    )


def _evenness(sample: str, delimiter: str) -> int:
    """How many cells stand in records that are as wide as the record before or after them."""
    widths = [len(cells) for _, cells in read_records(sample, delimiter)][:60]
    paired = sum(a * 2 for a, b in itertools.pairwise(widths) if a == b and a > 1)
    return paired + sum(width for width in widths if width > 1)


def read_records(text: str | Iterable[str], delimiter: str) -> Iterator[Record]:
    """The records of delimited text, or of its lines, with the line each begins on; blank lines give a
    record without cells.
    """
    lines = io.StringIO(text, newline="") if isinstance(text, str) else text
    reader = csv.reader(lines, delimiter=delimiter)
    line = 1
    known: dict[str, str] = {}
    for cells in reader:
        # Most cells of an export are said before: one text for all of them is a third of the memory.
        yield line, [known.setdefault(cell, cell) if len(cell) < _SHORT else cell for cell in cells]
        if len(known) > _MOST_KNOWN:
            known.clear()
        line = reader.line_num + 1


def unwrapped(records: Sequence[Record]) -> tuple[Record, ...] | None:
    """The records of a CSV whose lines were quoted once more (CSV inside CSV), or None when it is not one."""
    filled = [cells for _, cells in records[:40] if any(cells)]
    if len(filled) < 2 or any(sum(1 for cell in cells if cell) != 1 for cells in filled):
        return None
    if sum("," in cells[0] and '"' in cells[0] for cells in filled) < 1 or filled[0][0].count(",") < 2:
        return None
    inner = "\n".join(",".join(cells).rstrip(",") if any(cells) else "" for _, cells in records)
    again = tuple(read_records(inner, find_delimiter(inner)))
    width = len(again[0][1])
    even = sum(len(cells) == width for _, cells in again if any(cells))
    return again if width > 2 and even >= 0.8 * sum(1 for _, cells in again if any(cells)) else None


SHEET_MARK = "#milepost-sheet:"
"""Begins a sheet in a redacted copy of a file that had several; its delimiter and its name follow."""


def marked_sheets(data: bytes) -> list[Sheet]:
    """The sheets of a redacted copy."""
    text = data.decode("utf-8")
    if not text.startswith(SHEET_MARK):
        return [text_sheet("", data)]
    sheets = []
    for part in text.split(SHEET_MARK)[1:]:
        head, _, body = part.partition("\n")
        sheets.append(Sheet(head[1:], tuple(read_records(body, head[0])), head[0]))
    return sheets


def looks_like(path: Path) -> str:
    """`zip` (also xlsx), `xls`, `xml` or `text`, by the first bytes."""
    with path.open("rb") as file:
        head = file.read(512)
    if head.startswith(b"PK"):
        return "zip"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<?xml"):
        return "xml"
    return "text"
