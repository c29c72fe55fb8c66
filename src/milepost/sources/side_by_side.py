"""Two tables side by side, as LinkedIn puts the best posts by one figure beside those by another."""

from collections.abc import Sequence
from dataclasses import replace

from milepost.sources.cutting import RawTable
from milepost.sources.words import plain


def one_by_one(table: RawTable) -> list[RawTable]:
    """The tables of a grid whose header begins again after an empty column; else the grid itself."""
    heads = [plain(cell) for cell in table.header]
    again = [at for at in range(2, len(heads)) if heads[at] == heads[0] and not heads[at - 1]]
    if not heads or not heads[0] or not again:
        return [table]
    return [
        _part(table, start, end - 1) for start, end in zip([0, *again], [*again, len(heads) + 1], strict=True)
    ]


def _part(table: RawTable, start: int, end: int) -> RawTable:
    """One of the tables; its columns keep their places, so that what is personal in them is found again."""
    rows = tuple((line, _within(cells, start, end)) for line, cells in table.rows if any(cells[start:end]))
    return replace(table, header=tuple(_within(table.header, start, end)), rows=rows)


def _within(cells: Sequence[str], start: int, end: int) -> list[str]:
    return [cell if start <= at < end else "" for at, cell in enumerate(cells)]
