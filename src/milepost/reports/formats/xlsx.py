"""A document as a workbook: its words on the first sheet, then one sheet a table or chart.

Text is text: nothing in it becomes a formula or a link. Figures are numbers in their unit; an unknown one is
an empty cell, with the reason in a column of its own.
"""

import re
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from milepost.language import gettext
from milepost.reports.document import Bullets, Chart, Document, Heading, Paragraph, Table
from milepost.reports.formats.captions import as_of
from milepost.reports.formats.cells import NOT_KNOWN, is_figure, tables_of, unknowns, value_at
from milepost.reports.formats.harmless import harmless_document
from milepost.reports.formats.labelled import labelled
from milepost.reports.formats.sheet_numbers import number_format, unit_format
from milepost.reports.formats.tones import SIGNS

MOST_TEXT = 32_000
"""A cell holds 32,767 characters."""

LONGEST_NAME = 28
WIDEST, NARROWEST = 60, 8


def render(document: Document) -> bytes:
    """The workbook. The same document gives the same bytes."""
    import xlsxwriter

    clean = harmless_document(document)
    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        made = datetime.combine(clean.as_of, time(), UTC).replace(tzinfo=None)
        book.set_properties({"title": clean.title, "author": clean.brand, "created": made})
        style = _Styles(book, labelled(clean.label).accent)
        _words(book, clean, style)
        names = {"report"}
        for block in clean.blocks:
            if isinstance(block, Table):
                _sheet(book, block, _name(block.caption, names), style, {})
            elif isinstance(block, Chart):
                table = tables_of(block)
                unit = unit_format(block.unit, block.currency)
                _sheet(
                    book,
                    table,
                    _name(block.title.partition(":")[0], names),
                    style,
                    dict.fromkeys(range(1, 99), unit),
                )
    return out.getvalue()


class _Styles:
    """The few looks of a sheet's cells."""

    def __init__(self, book: Any, accent: str) -> None:
        self._book = book
        self._numbers: dict[str, Any] = {}
        self.title = book.add_format({"bold": True, "font_size": 16, "text_wrap": True, "valign": "top"})
        self.part = book.add_format({"bold": True, "font_size": 13, "font_color": accent})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.soft = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#59626f"})
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 2, "bottom_color": accent}
        )

    def number(self, written: str) -> Any:
        """A format of numbers."""
        if written not in self._numbers:
            self._numbers[written] = self._book.add_format({"num_format": written, "valign": "top"})
        return self._numbers[written]


def _words(book: Any, document: Document, style: _Styles) -> None:
    """Everything that is said, in order, on the first sheet."""
    sheet = book.add_worksheet(gettext("Report"))
    sheet.set_column(0, 0, 100)
    sheet.hide_gridlines(2)
    lines: list[tuple[str, Any]] = [
        (document.headline, style.title),
        (f"{document.brand} · {as_of(document)}", style.soft),
    ]
    for block in document.blocks:
        match block:
            case Heading(text=text):
                lines += [("", style.text), (text, style.part)]
            case Paragraph(text=text, tone=tone, small=small):
                sign = SIGNS.get(tone)
                lines.append((f"{sign} {text}" if sign else text, style.text))
                lines += [(small, style.soft)] if small else []
            case Bullets(items=items):
                lines += [(f"• {item}", style.text) for item in items]
            case Chart(caption=caption):
                lines.append((caption, style.soft))
    lines.append(("", style.text))
    lines += [(note, style.soft) for note in (*document.notes, document.label.footer) if note]
    for row, (text, how) in enumerate(lines):
        sheet.write_string(row, 0, text[:MOST_TEXT], how)


def _sheet(book: Any, table: Table, name: str, style: _Styles, units: dict[int, str]) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    reasons = [unknowns(table, row) for row in range(len(table.rows))]
    heads = [*table.heads, *([NOT_KNOWN] if any(reasons) else [])]
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head[:MOST_TEXT], style.head)
        sheet.set_column(column, column, _width(table, column, head, reasons))
    for row in range(len(table.rows)):
        for column in range(len(table.heads)):
            _cell(sheet, table, row, column, style, units)
        if reasons[row]:
            sheet.write_string(row + 1, len(table.heads), reasons[row][:MOST_TEXT], style.soft)


def _cell(sheet: Any, table: Table, row: int, column: int, style: _Styles, units: dict[int, str]) -> None:
    text = table.rows[row][column] if column < len(table.rows[row]) else ""
    value = value_at(table, row, column)
    if column == 0 and units:
        day = date.fromisoformat(text)
        sheet.write_datetime(row + 1, column, datetime.combine(day, time()), style.number("d mmm yyyy"))
    elif value is not None:
        sheet.write_number(
            row + 1, column, value, style.number(units.get(column) or number_format(value, text))
        )
    elif is_figure(table, column):
        sheet.write_blank(row + 1, column, None, style.text)
    elif text:
        sheet.write_string(row + 1, column, text[:MOST_TEXT], style.text)


def _width(table: Table, column: int, head: str, reasons: list[str]) -> float:
    texts = [row[column] for row in table.rows if column < len(row)] if column < len(table.heads) else reasons
    longest = max((len(text) for text in texts), default=0)
    return float(min(max(longest + 2, len(head) * 0.7 + 2, NARROWEST), WIDEST))


def _name(caption: str, taken: set[str]) -> str:
    """A name that a sheet may have: at most 31 characters, none of those that references use, said once."""
    bare = re.sub(r"[\[\]:*?/\\'=+@<>!\x00-\x1f]", " ", caption)
    bare = " ".join(bare.split())
    bare = bare if len(bare) <= LONGEST_NAME else bare[:LONGEST_NAME].rpartition(" ")[0] or bare
    bare = bare[:LONGEST_NAME].strip(" -") or gettext("Table")
    bare = gettext("Table") if bare.lower() in ("history", "report", gettext("Report").lower()) else bare
    name, number = bare, 2
    while name.lower() in taken:
        name, number = f"{bare[: LONGEST_NAME - len(str(number))].rstrip()} {number}", number + 1
    taken.add(name.lower())
    return name
