"""Exports with two rows of headers, names and then descriptions, as the old Facebook Page Insights have."""

import re
from dataclasses import replace
from typing import Final

from milepost.sources.cutting import RawTable
from milepost.sources.words import plain

_DESCRIPTION: Final = re.compile(r"(lifetime|daily|weekly|28 days|days_28|day|week)\s*:")
_PEOPLE: Final = re.compile(r"\(unique users?\)$")


def without_descriptions(table: RawTable) -> RawTable:
    """The table without the row that describes its columns; of two columns of one name, the one that counts
    people is renamed so.
    """
    if not table.rows:
        return table
    said = [plain(cell) for cell in table.rows[0][1]]
    heads = [plain(cell) for cell in table.header]
    filled = [cell for cell in said if cell]
    described = sum(1 for cell in filled if _DESCRIPTION.match(cell))
    figures = any(cell[0].isdigit() and not _DESCRIPTION.match(cell) for cell in filled)
    if figures or not described or described * 2 < len(filled):
        return table
    header = list(table.header)
    for place, (cell, head) in enumerate(zip(said, heads, strict=False)):
        if heads.count(head) > 1 and _PEOPLE.search(cell):
            header[place] = f"{table.header[place]} (unique users)"
    return replace(table, header=tuple(header), rows=table.rows[1:])
