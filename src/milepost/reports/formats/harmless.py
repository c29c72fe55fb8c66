"""Text of users as every format can hold it: no control characters, nothing that turns the rest of a line.

Escaping is each format's own; here only goes what no format can print, and what makes a line read as
something it is not. Letters of every script, emoji and right-to-left words stay as they are.
"""

import re
from dataclasses import replace
from typing import Final

from milepost.reports.document import Block, Bullets, Chart, Document, Heading, Paragraph, Table
from milepost.subject import Subject

CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
TURNING: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufeff]")
"""Marks that override the direction of what follows, and the byte order mark."""

BREAKS: Final = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")


def harmless(text: str) -> str:
    """The text in one line, without what cannot be printed; a no-break space stays one."""
    return BREAKS.sub(" ", TURNING.sub("", CONTROLS.sub("", BREAKS.sub(" ", str(text))))).strip(" ")


def harmless_document(document: Document) -> Document:
    """The same document with every text harmless; drawings are left to those who draw them."""
    return replace(
        document,
        kind=harmless(document.kind),
        title=harmless(document.title),
        brand=harmless(document.brand),
        headline=harmless(document.headline),
        blocks=tuple(_block(block) for block in document.blocks),
        notes=_all(document.notes),
        label=replace(document.label, footer=harmless(document.label.footer)),
    )


def _block(block: Block) -> Block:
    match block:
        case Heading():
            return replace(block, text=harmless(block.text))
        case Paragraph():
            said = replace(block, text=harmless(block.text), small=harmless(block.small))
            return replace(said, about=_subjects(block.about))
        case Bullets():
            return Bullets(_all(block.items), tuple(map(_subjects, block.about)))
        case Table():
            return _table(block)
        case Chart():
            return replace(
                block,
                title=harmless(block.title),
                caption=harmless(block.caption),
                native=harmless(block.native),
                lines=tuple(replace(line, name=harmless(line.name)) for line in block.lines),
                behind=None if block.behind is None else _table(block.behind),
                named=_subjects(block.named),
            )


def _table(table: Table) -> Table:
    rows = tuple(_all(row) for row in table.rows)
    said = replace(table, caption=harmless(table.caption), heads=_all(table.heads), rows=rows)
    return replace(said, about=tuple(map(_subjects, table.about)), named=_subjects(table.named))


def _subjects(about: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """The same subjects, named as the texts name them now."""
    return tuple(replace(one, words=harmless(one.words)) for one in about)


def _all(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(harmless(text) for text in texts)
