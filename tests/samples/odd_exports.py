"""Exports that no platform would give: built at random from the header words and examples of the formats."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

import xlsxwriter

from milepost.sources import SourceFormat

CELLS = (
    *(
        "",
        " ",
        "-",
        "--",
        "NaN",
        "inf",
        "1e309",
        "-1e309",
        "1E+18",
        "1.234,5",
        "1,234.5",
        "1.234",
        "(5)",
        "()",
    ),
    *(
        "=cmd()",
        "@SUM(A1)",
        "+1",
        "\x00",
        "a\x00b",
        "\u202e\u200f5",
        "\ufeff7",
        "\u00a05",
        "12345678901234567890",
    ),
    *(
        "2026-01-02",
        "02/01/2026",
        "01/02/26",
        "31.12.2025",
        "2026/1/2",
        "20260102",
        "9999-12-31",
        "0001-01-01",
    ),
    *(
        "2026-02-30",
        "2026-01-02T10:00:00+02:00",
        "2026-01-02 25:61",
        "Jan 2, 2026",
        "2 de enero de 2026",
        "46023",
    ),
    *(
        "March 2026",
        "2026-W05",
        "2026-05",
        "0:05:42",
        "99:99:99",
        "5:4",
        "1.2K",
        "3m",
        "-",
        "< 10%",
        "12.5%",
        "%",
    ),
    *(
        '"',
        '""',
        "'",
        "a\nb",
        "a\r\nb",
        "a,b;c\td",
        "#",
        "# Start date: 20260101",
        "Total",
        "Grand total",
        "total",
    ),
    *(
        "anna@example.org",
        "+49 170 0000000",
        "h:00ff",
        "instagram",
        "Facebook",
        "https://example.org/p/1?a=b#c",
    ),
    *(
        "€5",
        "R$ 1.000,00",
        "US$3",
        "5 kr",
        "EUR",
        "usd",
        "true",
        "FALSE",
        "paid",
        "refunded",
        "🎉👩‍👩‍👧",
        "ﬁ",
        "İ",
        "ß",
    ),
    *(
        "1",
        "0",
        "7",
        "-3",
        "0.5",
        "1000",
        "10000",
        "١٢",
        "²",
        "9" * 40,
        "x" * 5000,
        "\\",
        "%s{}",
        "';--",
        "\ud7ff",
    ),
)
"""What may stand in a cell that should hold something else."""

_ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-be")
_PREAMBLES = (
    *(
        "",
        "\n",
        "sep=;\n",
        "# Start date: 20260101\n# End date: 20260131\n",
        "# ----\n# Title\n#\n",
        "A title\n\n",
    ),
    *("Jan 1, 2026 - Jan 31, 2026\n", '"Campaign report"\n', "Report\nAll time\n2026-01-01 - 2026-01-31\n"),
)

Build = Callable[[Random, Mapping[str, SourceFormat], Path], Path]
"""Writes one export into a folder: by chance, from the formats."""


def rows_of(chance: Random, formats: Mapping[str, SourceFormat]) -> list[list[str]]:
    """A header of some format in any order, with words missing, doubled and strange, and rows below it."""
    fmt = formats[chance.choice(sorted(formats))]
    needed = {*fmt.signs.needs, *(group[0] for group in fmt.signs.any_of)}
    columns = [c for c in fmt.columns.values() if c.headers and (c.name in needed or chance.random() < 0.6)]
    heads = [chance.choice(column.headers) for column in columns]
    if chance.random() < 0.6:
        chance.shuffle(heads)
    if heads and chance.random() < 0.2:
        heads.append(chance.choice(heads))
    if heads and chance.random() < 0.15:
        heads[chance.randrange(len(heads))] = chance.choice(CELLS)
    if chance.random() < 0.3:
        heads = [head.title() for head in heads]
    good = chance.choice(
        (0.0, 0.5, 0.9, 0.97, 1.0)
    )  # most cells of some files are right, so that they get far
    rows = [heads]
    for number in range(chance.choice((0, 1, 2, 3, 8, 30))):
        row = [_cell(chance, fmt, head, good, number) for head in heads]
        if chance.random() < 0.1:
            row = row[: chance.randrange(len(row) + 1)] + [chance.choice(CELLS)] * chance.randrange(3)
        rows.append(row)
    return rows


def _cell(chance: Random, fmt: SourceFormat, head: str, good: float, number: int) -> str:
    if chance.random() > good:
        return chance.choice(CELLS)
    word = head.casefold()
    kind = next((c.kind for c in fmt.columns.values() if word in c.headers), "text")
    day = f"2026-01-{1 + number % 28:02}"
    said = {"day": day, "last_day": f"{day} - {day}", "time": f"{day} 10:00:00", "percent": "12.5%"}
    if kind in {"count", "decimal", "short", "duration"}:
        return str(chance.randrange(2000))
    return said.get(kind) or chance.choice(
        (f"id-{number}", "instagram", "Spring", "EUR", "paid", CELLS[number])
    )


def text_of(chance: Random, rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as delimited text, in some encoding, with something above them."""
    delimiter = chance.choice((",", ",", ";", "\t", "|"))
    ending = chance.choice(("\n", "\n", "\r\n", "\r"))
    lines = [delimiter.join(_quoted(chance, cell, delimiter) for cell in row) for row in rows]
    text = chance.choice(_PREAMBLES) + ending.join(lines) + chance.choice(("", ending))
    if chance.random() < 0.1:
        text = "\n".join(f'"{line.replace(chr(34), chr(34) * 2)}"' for line in text.split("\n"))
    return text.encode(chance.choice(_ENCODINGS), "replace")


def _quoted(chance: Random, cell: str, delimiter: str) -> str:
    if chance.random() < 0.97 and any(sign in cell for sign in (delimiter, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def structured(chance: Random, formats: Mapping[str, SourceFormat], folder: Path) -> Path:
    """A text file of some format's columns."""
    return _written(folder / "export.csv", text_of(chance, rows_of(chance, formats)))


def mutated(chance: Random, formats: Mapping[str, SourceFormat], folder: Path) -> Path:
    """An example of a format with something wrong with it."""
    data = example_text(chance, formats).encode()
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice(
            (_lines_changed, _lines_changed, _cells_changed, _cells_changed, _bytes_changed)
        )(chance, data)
    return _written(folder / "export.csv", data)


def example_text(chance: Random, formats: Mapping[str, SourceFormat]) -> str:
    """The text of some example of some format."""
    texts = [e["text"] for e in formats[chance.choice(sorted(formats))].examples if "text" in e]
    return str(chance.choice(texts)).lstrip("\n") if texts else "Date,Leads\n2026-01-01,5\n"


def _lines_changed(chance: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
    what = chance.randrange(4)
    if what == 0:
        del lines[a]
    elif what == 1:
        lines.insert(b, lines[a])
    elif what == 2:
        lines[a], lines[b] = lines[b], lines[a]
    else:
        lines.insert(a, b"")
    return b"\n".join(lines)


def _cells_changed(chance: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    sign = b"\t" if b"\t" in lines[at] else b";" if b";" in lines[at] else b","
    cells = lines[at].split(sign)
    a, b = chance.randrange(len(cells)), chance.randrange(len(cells))
    what = chance.randrange(4)
    if what == 0:
        del cells[a]
    elif what == 1:
        cells.insert(b, cells[a])
    elif what == 2:
        cells[a], cells[b] = cells[b], cells[a]
    else:
        cells[a] = chance.choice(CELLS).encode("utf-8", "replace")
    lines[at] = sign.join(cells)
    return b"\n".join(lines)


def _bytes_changed(chance: Random, data: bytes) -> bytes:
    changed = bytearray(data or b"x")
    for _ in range(chance.choice((1, 3, 10))):
        changed[chance.randrange(len(changed))] = chance.choice(
            (0, 10, 13, 34, 44, 59, 128, 255, chance.randrange(256))
        )
    return bytes(changed[: chance.randrange(len(changed))] if chance.random() < 0.2 else changed)


def page(chance: Random, formats: Mapping[str, SourceFormat], folder: Path) -> Path:
    """Cards, pages and tables side by side: the layouts that are no plain table."""
    cell = lambda: chance.choice(CELLS)  # noqa: E731  # called often, said once
    kind = chance.randrange(5)
    if kind == 0:
        rows = [[chance.choice(("Campaign report", "Email Campaign Report"))]]
        keys = ("Total Recipients:", "Opens:", "Subject Line:", "Combination 1", cell())
        rows += [[chance.choice(keys), cell()] for _ in range(chance.randrange(9))]
    elif kind == 1:
        heads = chance.sample(("Women", "Men", "unknown", "Frauen", "", "x"), chance.randrange(1, 5))
        rows = [
            ["Age & gender"],
            ["Age", *heads],
            *([cell() for _ in range(6)] for _ in range(chance.randrange(5))),
        ]
    elif kind == 2:
        rows = [
            ["Top cities"],
            [cell() for _ in range(4)],
            [chance.choice(("5", "1.2%", cell())) for _ in range(4)],
        ]
    elif kind == 3:
        one = rows_of(chance, formats)
        rows = [[*row, "", *row] for row in one]
    else:
        rows = rows_of(chance, formats)
        rows.insert(1, [f"Daily: {cell()} (Unique Users)" for _ in rows[0]])
    return _written(folder / "export.csv", text_of(chance, rows))


def workbook(chance: Random, formats: Mapping[str, SourceFormat], folder: Path) -> Path:
    """A workbook of one to three sheets, with cells of other types than text."""
    path = folder / "export.xlsx"
    options = {"nan_inf_to_errors": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        date_format = book.add_format({"num_format": "yyyy-mm-dd"})
        for number in range(chance.choice((1, 1, 2, 3))):
            sheet = book.add_worksheet(chance.choice(("Metrics", "Überblick", "Sheet")) + str(number))
            start = chance.choice((0, 0, 3, 400))
            for at, row in enumerate(rows_of(chance, formats), start):
                for place, cell in enumerate(row):
                    what = chance.random()
                    if what < 0.15:
                        sheet.write_number(at, place, chance.choice((0, -1, 1e300, 1e18, 0.1, 46023)))
                    elif what < 0.2:
                        sheet.write_number(at, place, chance.choice((0, 1, 60, 46023, 2958465)), date_format)
                    elif what < 0.22:
                        sheet.write_boolean(at, place, chance.random() < 0.5)
                    else:
                        sheet.write_string(
                            at, place, "".join(c for c in cell if c.isprintable() or c == "\n")
                        )
    if chance.random() < 0.15:
        path.write_bytes(_bytes_changed(chance, path.read_bytes()))
    return path


def zipped(chance: Random, formats: Mapping[str, SourceFormat], folder: Path) -> Path:
    """A zip of exports, of files that are none, and of names that climb."""
    path = folder / "export.zip"
    names = (
        "Table data.csv",
        "Chart data.csv",
        "Totals.csv",
        "../up.csv",
        "a/b/ü.tsv",
        ".hidden.csv",
        "x.zip",
        "y.xls",
    )
    with zipfile.ZipFile(path, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for name in chance.sample(names, chance.randrange(0, 4)):
            made = chance.choice((structured, mutated, page))(chance, formats, folder)
            data = made.read_bytes()
            made.unlink()
            archive.writestr(name, chance.choice((data, data, data, b"", b"PK\x03\x04")))
    if chance.random() < 0.2:
        path.write_bytes(_bytes_changed(chance, path.read_bytes()))
    return path


def xml(chance: Random, formats: Mapping[str, SourceFormat], folder: Path) -> Path:
    """An XML spreadsheet, with places, merged cells, comments and references; sometimes broken."""
    out = io.StringIO()
    out.write('<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
              ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">')  # fmt: skip
    for number in range(chance.choice((1, 2))):
        out.write(f'<Worksheet ss:Name="S{number}"><Table>')
        for row in rows_of(chance, formats):
            out.write(f"<Row{_placed(chance)}>")
            for cell in row:
                out.write(f"<Cell{_placed(chance)}{chance.choice(MERGES)}>")
                out.write(f'<Data ss:Type="String">{escape(cell)}{chance.choice(TAILS)}</Data></Cell>')
            out.write("</Row>")
        out.write("</Table></Worksheet>")
    out.write("</Workbook>")
    data = out.getvalue().encode("utf-8", "replace")
    return _written(folder / "export.xls", _bytes_changed(chance, data) if chance.random() < 0.3 else data)


MERGES = ("",) * 20 + (' ss:MergeAcross="2"', ' ss:MergeAcross="99999"', ' ss:MergeAcross="-1"')
TAILS = ("",) * 30 + ("&#0;", "&#x1F600;", "&amp;", "<b>x</b>", "&#xD800;", "&#99999999;")


def _placed(chance: Random) -> str:
    return f' ss:Index="{chance.choice((1, 2, 7, 40, 0, 99999999))}"' if chance.random() < 0.03 else ""


def personal(chance: Random, formats: Mapping[str, SourceFormat], folder: Path) -> Path:
    """An export with columns about people, so that a redacted copy is made of it."""
    with_people = {id_: fmt for id_, fmt in formats.items() if any(c.personal for c in fmt.columns.values())}
    made = chance.choice((structured, mutated, mutated, workbook, zipped))
    return made(chance, with_people, folder)


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
