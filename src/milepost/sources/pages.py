"""Reports on one sending, a page of `key: value` lines: made a table of one row, or of one a variant."""

import re
from collections.abc import Mapping
from itertools import islice
from typing import Final

from milepost.language import gettext_lazy
from milepost.sources.cutting import RawTable
from milepost.sources.files import Sheet
from milepost.sources.packed import Record
from milepost.sources.words import clean

_TOP: Final = 20
VARIANT: Final = "Combination"
_SHARE: Final = re.compile(r" ?\( ?[\d.,]+ ?% ?\)$")
_TITLE: Final = re.compile(r"(e-?mail )?campaign report", re.IGNORECASE)
_COMBINATION: Final = re.compile(r"combination (\d{1,4})( stats)?", re.IGNORECASE)
_ENDS: Final = re.compile(r"(clicks by url|url|links?|links activity|click performance)\b.*", re.IGNORECASE)


def page_of(sheet: Sheet) -> RawTable | None:
    """The table of a report on one sending, or None where the sheet is none.

    `9 (0.5%)` is read as 9. What stands below its lines (the clicks on each link) is left aside, with a note.
    """
    cleaned = ((line, [clean(cell) for cell in cells]) for line, cells in sheet.records)
    filled = [record for record in islice(cleaned, _TOP) if any(record[1])]
    if not filled or not _TITLE.fullmatch(_first(filled[0])):
        return None  # nearly every file: its other cells are not looked at
    filled += [record for record in cleaned if any(record[1])]
    if len(filled) < 4:
        return None
    common, variants, more = _lines(filled[1:])
    if len(common) + sum(map(len, variants.values())) < 3:
        return None
    rows = [(number, {**common, **own}) for number, own in variants.items()] or [(0, common)]
    header = list(dict.fromkeys(key for _, row in rows for key in row))
    cells = [[row.get(key, "") for key in header] + [str(number or "")] for number, row in rows]
    line = filled[0][0]
    below = gettext_lazy("the clicks on each link, below, are not imported")
    notes = (below,) if more else ()
    return RawTable(
        sheet.name,
        _first(filled[0]),
        (),
        (),
        (*header, VARIANT),
        line,
        tuple((line + number, row) for number, row in enumerate(cells, start=1)),
        notes=(*sheet.notes, *notes),
    )


def _first(record: Record) -> str:
    cells = [cell for cell in record[1] if cell]
    return cells[0] if len(cells) == 1 else ""


def _lines(records: list[Record]) -> tuple[dict[str, str], Mapping[int, dict[str, str]], bool]:
    """The keys above all variants, those of each variant, and whether something else stands below."""
    common: dict[str, str] = {}
    variants: dict[int, dict[str, str]] = {}
    into = common
    for record in records:
        cells = record[1]
        alone = _first(record)
        if (named := _COMBINATION.fullmatch(alone)) is not None:
            into = variants.setdefault(int(named[1]), {})
        elif (alone and _ENDS.fullmatch(alone)) or sum(1 for cell in cells if cell) > 2:
            return common, variants, True
        elif cells[0] and len(cells) > 1 and (cells[1] or cells[0].endswith(":")):
            into.setdefault(cells[0].rstrip(": "), _SHARE.sub("", cells[1]))
    return common, variants, False
