"""Which blocks go on which slide: heights are reckoned before anything is drawn, so that nothing overflows.

Sizes are in inches, type in points. A part (a heading of level 1) begins a slide; what does not fit goes on
to the next one of the same title; a heading of level 2 stays with what it heads.
"""

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from milepost.language import gettext
from milepost.reports.document import Block, Bullets, Chart, Document, Heading, Paragraph, Table

WIDTH, HEIGHT = 13.333, 7.5
LEFT, TOP, BODY_WIDTH, BODY_HEIGHT = 0.6, 1.5, 12.13, 5.2
TEXT, SMALL, SUBTITLE, CELL = 16, 12, 18, 11
CHART_HEIGHT, MOST_CHART, GAP = 2.8, 4.4, 0.12
MOST_CELL, MOST_TITLE = 160, 110
EM: Final = 0.5
"""How wide a letter is on average, in its size: a little more than measured, to be on the safe side."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, or the part of one that stays together, with the height that it takes."""

    block: Block
    height: float


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its title, and its pieces from top to bottom."""

    title: str
    pieces: tuple[Piece, ...]


def slides(document: Document) -> tuple[Slide, ...]:
    """The slides after the title slide."""
    found: list[Slide] = []
    for title, blocks in _parts(document):
        filled = list(_filled(list(_groups(blocks))))
        for number, pieces in enumerate(filled, 1):
            more = gettext(" ({n} of {total})", n=number, total=len(filled)) if len(filled) > 1 else ""
            found.append(Slide(shortened(title, MOST_TITLE) + more, tuple(pieces)))
    return tuple(found)


def shortened(text: str, most: int) -> str:
    """At most so many letters, with an ellipsis where it was cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def lines_of(text: str, size: float, width: float) -> int:
    """How many lines a text takes at a size within a width; a word that is too long is broken."""
    room = max(width * 72 / size / EM, 1.0)
    lines, used = 1, 0.0
    for word in text.split(" "):
        wide = sum(_wide(letter) for letter in word)
        if used and used + 1 + wide > room:
            lines, used = lines + 1, 0.0
        used += wide + (1 if used else 0)
        if used > room:
            lines += math.ceil(used / room) - 1
            used = used % room or room
    return lines


def _wide(letter: str) -> float:
    return 2.0 if unicodedata.east_asian_width(letter) in "WF" else 1.25 if letter.isupper() else 1.0


def columns(table: Table) -> tuple[float, ...]:
    """The widths of a table's columns: by their longest text, none too narrow for its longest word."""
    least, wishes = [], []
    for at, head in enumerate(table.heads):
        texts = [shortened(row[at], MOST_CELL) for row in table.rows if at < len(row)]
        longest = min(max((len(text) for text in texts), default=0), 46)
        word = min(max((len(word) for text in (*texts, head) for word in text.split(" ")), default=0), 22)
        least.append(word * CELL * EM / 72 + 0.24)
        wishes.append(max(longest - word, 0) + 1.0)
    left = BODY_WIDTH - sum(least)
    if left <= 0:
        return tuple(width * BODY_WIDTH / sum(least) for width in least)
    return tuple(width + left * wish / sum(wishes) for width, wish in zip(least, wishes, strict=True))


def row_height(cells: Sequence[str], widths: Sequence[float]) -> float:
    """The height of one row at the size of cells."""
    lines = max(
        (lines_of(shortened(c, MOST_CELL), CELL, w - 0.2) for c, w in zip(cells, widths, strict=False)),
        default=1,
    )
    return lines * CELL * 1.25 / 72 + 0.14


def _parts(document: Document) -> Iterator[tuple[str, list[Block]]]:
    title = document.title
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            if blocks:
                yield title, blocks
            title, blocks = block.text, []
        elif not (isinstance(block, Bullets) and not block.items):
            blocks.append(block)
    if blocks:
        yield title, blocks


def _groups(blocks: Iterable[Block]) -> Iterator[list[Piece]]:
    """Pieces that stay together: a heading with all up to its chart or table."""
    group: list[Piece] = []
    for block in blocks:
        pieces = list(_pieces(block))
        if isinstance(block, Heading):
            if group:
                yield group
            group = pieces
        elif not group or isinstance(block, Table) or len(pieces) > 1:
            yield [*group, pieces[0]]
            yield from ([piece] for piece in pieces[1:])
            group = []
        else:
            group += pieces
            if isinstance(block, Chart):
                yield group
                group = []
    if group:
        yield group


def _filled(groups: Sequence[list[Piece]]) -> Iterator[list[Piece]]:
    """The pieces slide by slide."""
    page: list[Piece] = []
    used = 0.0
    for group in groups:
        high = sum(piece.height + GAP for piece in group)
        parts = [group] if high <= BODY_HEIGHT else [[piece] for piece in group]
        for part in parts:
            high = sum(piece.height + GAP for piece in part)
            if page and used + high > BODY_HEIGHT:
                yield _stretched(page)
                page, used = [], 0.0
            page = [*page, *part]
            used += high
    if page:
        yield _stretched(page)


def _pieces(block: Block) -> Iterator[Piece]:
    match block:
        case Heading():
            text = shortened(block.text, MOST_TITLE)
            yield Piece(replace(block, text=text), _text_height(text, SUBTITLE) + 0.1)
        case Paragraph():
            yield from _paragraphs(block)
        case Bullets():
            yield from _bullets(block)
        case Table():
            yield from _tables(block)
        case Chart():
            caption = caption_height(block)
            values = [point.value for line in block.lines for point in line.points]
            if any(value is not None and math.isfinite(value) for value in values):
                yield Piece(block, CHART_HEIGHT + caption)
            elif block.behind is not None:
                yield from _tables(block.behind)
            else:
                yield from _paragraphs(Paragraph(block.caption))


def caption_height(chart: Chart) -> float:
    """The room for the sentence under a chart."""
    said = chart.native or chart.caption
    return min(_text_height(said, SMALL), 1.0) if said else 0.0


def _stretched(page: list[Piece]) -> list[Piece]:
    """What is left of a slide goes to its chart, if it has one."""
    charts = [piece for piece in page if isinstance(piece.block, Chart)]
    if len(charts) != 1:
        return page
    left = BODY_HEIGHT - sum(piece.height + GAP for piece in page)
    more = min(max(left, 0.0), MOST_CHART - CHART_HEIGHT)
    return [replace(p, height=p.height + more) if p is charts[0] else p for p in page]


def _text_height(text: str, size: float, width: float = BODY_WIDTH) -> float:
    return lines_of(text, size, width - 0.3) * size * 1.3 / 72 + 0.05


def _paragraphs(block: Paragraph) -> Iterator[Piece]:
    """A paragraph; one that is longer than a slide goes on in pieces."""
    parts = list(_cut(block.text, 900))
    small = list(_cut(block.small, 1200)) if block.small else []
    for at, part in enumerate(parts):
        ground = small[0] if small and at == len(parts) - 1 else ""
        high = _text_height(part, TEXT) + (_text_height(ground, SMALL) if ground else 0.0)
        yield Piece(replace(block, text=part, small=ground), high)
    for rest in small[1:]:
        yield Piece(Paragraph("", block.tone, rest), _text_height(rest, SMALL))


def _bullets(block: Bullets) -> Iterator[Piece]:
    """The items, as many as fit on a slide at a time."""
    items = [part for item in block.items for part in _cut(item, 900)]
    page: list[str] = []
    used = 0.0
    for item in items:
        high = _text_height(item, TEXT, BODY_WIDTH - 0.3) + 0.08
        if page and used + high > BODY_HEIGHT - GAP:
            yield Piece(Bullets(tuple(page)), used)
            page, used = [], 0.0
        page.append(item)
        used += high
    if page:
        yield Piece(Bullets(tuple(page)), used)


def _tables(table: Table) -> Iterator[Piece]:
    """The rows, as many as fit on a slide at a time, each time under their heads."""
    if not table.heads:
        return
    widths = columns(table)
    top = row_height(table.heads, widths) + (0.3 if table.caption else 0.0)
    rows: list[tuple[str, ...]] = []
    used = top
    most = BODY_HEIGHT - GAP
    for row in table.rows:
        high = row_height(row, widths)
        if rows and used + high > most:
            yield Piece(replace(table, rows=tuple(rows), values=()), used)
            rows, used = [], top
        rows.append(row)
        used += high
    yield Piece(replace(table, rows=tuple(rows), values=()), min(used, most))


def _cut(text: str, most: int) -> Iterator[str]:
    """The text in parts of at most so many letters' width, cut between words where there are any."""
    while sum(_wide(letter) for letter in text) > most:
        end, used = 0, 0.0
        while end < len(text) and used + _wide(text[end]) <= most:
            used += _wide(text[end])
            end += 1
        space = text.rfind(" ", end // 2, end)
        end = space if space > 0 else end
        yield text[:end].strip()
        text = text[end:].strip()
    yield text
