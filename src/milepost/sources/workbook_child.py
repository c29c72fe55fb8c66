"""The process that opens a workbook, with little memory and time: `workbook_child PATH SECONDS BYTES`.

It prints one JSON list of sheets, each with its name, the number of its first row, and its rows of text.
"""

import datetime as dt
import json
import math
import resource
import sys
from pathlib import Path
from typing import Any, Final

MOST_CELLS: Final = 30_000_000
_LONGEST_EXACT: Final = 1e15


def main(path: str, seconds: int, memory: int) -> None:
    """Read the workbook at `path` and print it."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import python_calamine  # after the limits

    from milepost.sources.files import looks_like
    from milepost.sources.xml_workbooks import xml_sheets

    if looks_like(Path(path)) == "xml":
        try:
            _print(xml_sheets(Path(path)))
        except (ValueError, OSError) as error:
            sys.stderr.write(f"{error}\n")
            raise SystemExit(1) from error
        return
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        sheets = [_sheet(book, name) for name in book.sheet_names]
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(1) from error
    _print([sheet for sheet in sheets if sheet is not None])


def _print(sheets: list[dict[str, Any]]) -> None:
    """The sheets as one JSON list, encoded row by row: as a whole it takes much time or much memory."""
    write = sys.stdout.write
    for number, sheet in enumerate(sheets):
        name, first = json.dumps(sheet["name"]), sheet["first"]
        write(f'{"," if number else "["}{{"name": {name}, "first": {first}, "rows": [')
        for at, row in enumerate(sheet["rows"]):
            write(f"{',' if at else ''}{json.dumps(row)}")
        write("]}")
    write("]" if sheets else "[]")


def _sheet(book: Any, name: str) -> dict[str, Any] | None:
    sheet = book.get_sheet_by_name(name)
    if sheet.start is None:
        return {"name": name, "first": 1, "rows": []}
    if sheet.height * sheet.width > MOST_CELLS:
        raise ValueError(f"the sheet {name} spans {sheet.height:,} rows and {sheet.width:,} columns")
    rows = [[as_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)]
    return {"name": name, "first": sheet.start[0] + 1, "rows": rows}


def as_text(cell: Any) -> str:
    """A cell as it would stand in a CSV file; ids that were rounded to floats stay visibly rounded."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return str(cell)
        if cell == int(cell) and abs(cell) < _LONGEST_EXACT:
            return str(int(cell))
        return f"{cell:.14E}" if abs(cell) >= _LONGEST_EXACT else repr(cell)
    if isinstance(cell, dt.timedelta):
        return str(cell.total_seconds())
    if isinstance(cell, dt.datetime):
        midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    return str(cell)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
