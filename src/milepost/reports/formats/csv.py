"""The tables of a document as CSV (UTF-8 with a mark for Excel): the first column names the table.

Figures are bare numbers with a point; text is inert; an unknown figure is empty, its reason last.
"""

from io import StringIO

from milepost.reports.document import Chart, Document, Table
from milepost.reports.formats.cells import NOT_KNOWN, inert, is_figure, tables_of, unknowns, value_at
from milepost.reports.formats.harmless import harmless_document


def render(document: Document) -> bytes:
    """The file."""
    from defusedcsv import csv

    clean = harmless_document(document)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    tables = [
        tables_of(b) if isinstance(b, Chart) else b for b in clean.blocks if isinstance(b, Table | Chart)
    ]
    width = max((len(table.heads) for table in tables), default=0)
    for table in tables:
        name = inert(table.caption)
        padding = [""] * (width - len(table.heads))
        writer.writerow([name, *map(inert, table.heads), *padding, NOT_KNOWN])
        for at in range(len(table.rows)):
            writer.writerow([name, *_row(table, at), *padding, inert(unknowns(table, at))])
    if not tables:
        writer.writerow([inert(clean.headline)])
    return out.getvalue().encode("utf-8-sig")


def _row(table: Table, at: int) -> list[str | float]:
    cells: list[str | float] = []
    for column in range(len(table.heads)):
        value = value_at(table, at, column)
        text = table.rows[at][column] if column < len(table.rows[at]) else ""
        if value is not None:
            cells.append(int(value) if value.is_integer() and abs(value) < 1e15 else value)
        else:
            cells.append("" if is_figure(table, column) else inert(text))
    return cells
