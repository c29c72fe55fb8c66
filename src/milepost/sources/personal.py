"""Personal columns: which they are, and a copy of the file in which they are hashed or blanked."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Final

from milepost.sources.cutting import RawTable, is_wordy
from milepost.sources.files import SHEET_MARK, Sheet
from milepost.sources.heads import LONGEST
from milepost.sources.loading import HASHED, keyed_hash
from milepost.sources.recognise import Match, NoMatch
from milepost.sources.scrubbing import scrubbed
from milepost.sources.words import plain

_WORDS: Final = re.compile(
    r"(.*[ _-])?(e-?mail|e-?mail address|correo( electrónico)?|phone|phone "
    r"number|telefon|telefonnummer|telefone"
    r"|teléfono|celular|mobile number|first[ _]name|last[ _]name|full[ "
    r"_]name|vorname|nachname|apellidos?|sobrenome"
    r"|nome completo|address\d?|street|straße|adresse|endereço|dirección|ip|ip address|birthday|birth "
    r"date|cpf)"
)
_MAIL: Final = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[a-z]{2,}", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[\d.,\s%$€£+-]*")


@dataclass(frozen=True, slots=True)
class Covered:
    """In one table: which columns are hashed and which are blanked (0 is the first column).

    Of `ids` only those cells are hashed that are an address.
    """

    table: RawTable
    hashed: frozenset[int]
    blanked: frozenset[int]
    ids: frozenset[int] = frozenset()


def covered(table: RawTable, match: Match | NoMatch) -> Covered | None:
    """What of a table is personal. Where a format knows personal columns, all columns it does not read are
    blanked.
    """
    hashed: set[int] = set()
    ids: set[int] = set()
    blanked = {place for place in range(len(table.header)) if _looks_personal(table, place)}
    if isinstance(match, Match):
        columns = match.format.columns
        for name, place in match.places.items():
            if columns[name].personal == "hash":
                hashed.add(place)
            elif columns[name].personal == "drop":
                blanked.add(place)
            else:
                blanked.discard(place)
                if columns[name].kind == "id" and _has_address(table, place):
                    ids.add(place)
        if hashed or blanked:
            blanked |= set(range(len(table.header))) - set(match.places.values())
    blanked -= hashed
    if not (hashed or blanked or ids):
        return None
    return Covered(table, frozenset(hashed), frozenset(blanked), frozenset(ids))


def _has_address(table: RawTable, place: int) -> bool:
    return any(
        place < len(row) and ("@" in row[place] or "+" in row[place]) and scrubbed(row[place]) != row[place]
        for _, row in table.rows
    )


def _looks_personal(table: RawTable, place: int) -> bool:
    cells = [row[place][:300] for _, row in table.rows[:200] if place < len(row) and row[place].strip()]
    if not cells:
        return False
    if sum(1 for cell in cells if _MAIL.search(cell)) * 4 >= len(cells):
        return True
    if not _WORDS.fullmatch(plain(table.header[place][:LONGEST])):
        return False
    return not all(_NUMBER.fullmatch(cell) and sum(letter.isdigit() for letter in cell) < 6 for cell in cells)


def holds_addresses(sheets: Sequence[Sheet]) -> bool:
    """Whether an address or a number of a person stands anywhere among other words."""
    return any(
        scrubbed(cell) != cell
        for sheet in sheets
        for _, cells in sheet.records
        for cell in cells
        if "@" in cell or "+" in cell
    )


def write_redacted(sheets: Sequence[Sheet], found: Sequence[Covered], secret: bytes, path: Path) -> Path:
    """Write the file again as UTF-8 without what is personal; each sheet is marked as such."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for sheet in sheets:
            writer = csv.writer(file, delimiter=sheet.delimiter, lineterminator="\n")
            file.write(f"{SHEET_MARK}{sheet.delimiter}{sheet.name}\n")
            rules = _by_line([item for item in found if item.table.sheet == sheet.name])
            # Where blanks part tables, or stand between two side by side, a removed cell leaves a mark.
            parted = len(rules) < sum(
                len(item.table.rows) for item in found if item.table.sheet == sheet.name
            )
            marked = parted or any(not any(cells) for _, cells in sheet.records)
            for line, cells in sheet.records:
                rule = rules.get(line)
                if not any(cells):
                    file.write("\n")
                elif rule is None:
                    writer.writerow(map(scrubbed, cells))
                else:
                    writer.writerow(_without(cells, rule, secret, marked=marked))
    return path


def _by_line(found: Sequence[Covered]) -> dict[int, Covered]:
    """What is personal in each line; in one of several tables side by side, what is so in any of them."""
    lines: dict[int, Covered] = {}
    both: dict[tuple[int, int], Covered] = {}
    for item in found:
        for line, _ in item.table.rows:
            known = lines.get(line)
            if known is None:
                lines[line] = item
                continue
            pair = (id(known), id(item))
            if pair not in both:
                both[pair] = _together(known, item)
            lines[line] = both[pair]
    return lines


def _together(one: Covered, other: Covered) -> Covered:
    """What is personal in either of two tables of one line, where each has columns of its own."""
    hashed = one.hashed | other.hashed
    read = {
        place
        for item in (one, other)
        for place, head in enumerate(item.table.header)
        if head and place not in item.blanked
    }
    header = tuple(
        head or beside for head, beside in zip_longest(one.table.header, other.table.header, fillvalue="")
    )
    table = replace(one.table, header=header)
    return Covered(table, hashed, frozenset((one.blanked | other.blanked) - read - hashed))


def _without(cells: Sequence[str], rule: Covered, secret: bytes, *, marked: bool) -> list[str]:
    """The cells without what is personal, so that the copy is cut into the same rows: where blanks could
    change that, marks stand for what was there.
    """
    kept = _covered_cells(cells, rule, secret)
    if not marked and sum(1 for cell in kept if cell.strip()) > 1 and is_wordy(kept) == is_wordy(cells):
        return kept
    return [_mark(cell) if not kept[at] and cell.strip() else kept[at] for at, cell in enumerate(cells)]


def _mark(cell: str) -> str:
    """What stands for a removed cell: a figure for a figure, a word for a word, a digit where one stood.

    By these it is decided whether a row after a blank line still belongs to its table.
    """
    if not is_wordy([cell]):
        return "0"
    return "removed-1" if any(letter.isdigit() for letter in cell) else "removed"


def _covered_cells(cells: Sequence[str], rule: Covered, secret: bytes) -> list[str]:
    header = rule.table.header
    width = len(header)
    shifted = any(cell.strip() for cell in cells[width:])
    again = cells[0] == header[0] and all(
        cell == head for cell, head in zip(cells, header, strict=False) if head
    )
    kept = []
    for place, cell in enumerate(cells):
        if shifted:
            kept.append("removed")  # which cell is which cannot be known, so none is kept
        elif again and header[place]:
            kept.append(cell)  # the header, which may stand among the rows again
        elif place in rule.blanked:
            kept.append("")
        elif (place in rule.hashed and cell.strip() and not cell.startswith(HASHED)) or (
            place in rule.ids and scrubbed(cell) != cell
        ):
            kept.append(keyed_hash(cell, secret))
        else:
            kept.append(scrubbed(cell))
    return kept
