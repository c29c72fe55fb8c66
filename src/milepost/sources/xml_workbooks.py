"""The XML spreadsheets of 2003 to grids of text: streamed, forgiving of bad bytes, deaf to entities.

Facebook gave its page insights so, with the ending .xls. Runs in the limited process of `workbook_child`.
"""

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

_NAMESPACE: Final = "urn:schemas-microsoft-com:office:spreadsheet"
_CHUNK: Final = 1 << 18
_LONGEST_TAIL: Final = 16
MOST_COLUMNS: Final = 16_384
MOST_ROWS: Final = 1_048_576
MOST_CELLS: Final = 10_000_000
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE: Final = re.compile(r"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}));")
_CUT_REFERENCE: Final = re.compile(r"&[#0-9a-zA-Z]{0,12}$")


@dataclass(slots=True)
class _Book:
    """What has been read so far, and where the parser stands."""

    sheets: list[dict[str, Any]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    skip: int = 0
    cells: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        parent = self.path[-1] if self.path else ""
        self.path.append(name)
        if name == _tag("Worksheet"):
            self.rows = []
            self.sheets.append({"name": attributes.get(_tag("Name"), ""), "first": 1, "rows": self.rows})
        elif name == _tag("Row"):
            _pad(self.rows, _index(attributes, MOST_ROWS), [])
            self.row = []
        elif name == _tag("Cell"):
            _pad(self.row, _index(attributes, MOST_COLUMNS), "")
            self.text = []
            self.skip = min(_count(attributes.get(_tag("MergeAcross"))), MOST_COLUMNS)
        elif name == _tag("Data") and parent == _tag("Comment"):
            self.path[-1] = "comment"

    def end(self, name: str) -> None:
        """An element ends."""
        self.path.pop()
        if name == _tag("Row"):
            self.rows.append(self.row)
            self.cells += len(self.row)
            if self.cells > MOST_CELLS:
                raise ValueError(f"it has more than {MOST_CELLS:,} cells")
        elif name == _tag("Cell"):
            self.row.append("".join(self.text))
            self.row.extend([""] * self.skip)

    def said(self, text: str) -> None:
        """Text of a cell, also where it is marked up inside; the comment on a cell is none."""
        if _tag("Data") in self.path:
            self.text.append(text)


def xml_sheets(path: Path) -> list[dict[str, Any]]:
    """The sheets of an XML spreadsheet, each with its name, the number of its first row, and its rows.

    Raises ValueError with the reason in words.
    """
    book = _Book()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = book.start
    parser.EndElementHandler = book.end
    parser.CharacterDataHandler = book.said
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        _feed(parser, path)
    except expat.ExpatError as error:
        raise ValueError(f"its XML is damaged ({error})") from error
    if not book.sheets:
        raise ValueError("it has no sheet")
    return book.sheets


def _feed(parser: "expat.XMLParserType", path: Path) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    rest = ""
    with path.open("rb") as file:
        if (mark := file.read(3)) != b"\xef\xbb\xbf":
            file.seek(-len(mark), 1)
        while chunk := file.read(_CHUNK):
            text = rest + _ILLEGAL.sub("", decoder.decode(chunk))
            cut = _CUT_REFERENCE.search(text, max(0, len(text) - _LONGEST_TAIL))
            rest = text[cut.start() :] if cut else ""
            parser.Parse(_legal(text[: len(text) - len(rest)]))
    parser.Parse(_legal(rest + decoder.decode(b"", final=True)), True)  # noqa: FBT003  # by position only


def _legal(text: str) -> str:
    """The text without references to letters that XML forbids."""
    return _REFERENCE.sub(lambda match: match[0] if _allowed(match) else "", text)


def _allowed(match: re.Match[str]) -> bool:
    number = int(match[1], 16) if match[1] else int(match[2])
    return number in {9, 10, 13} or (
        0x20 <= number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF and (number not in {0xFFFE, 0xFFFF})
    )


def _refuse(*_: Any) -> None:
    raise ValueError("it declares a document type or entities, which an export never does")


def _tag(name: str) -> str:
    return f"{_NAMESPACE} {name}"


def _index(attributes: dict[str, str], most: int) -> int:
    """The place (1 is the first) that an element says it stands in, 0 where it says none."""
    said = attributes.get(_tag("Index"))
    if said is None:
        return 0
    if not 0 < _count(said) <= most:
        raise ValueError(f"it has a cell in row or column {said[:20]}")
    return _count(said)


def _count(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 9 else 0


def _pad(items: list[Any], index: int, empty: Any) -> None:
    """Fill up to the place before `index`."""
    items.extend([empty] * (index - 1 - len(items)))
