"""The line under a title; and captions that only echo the heading above them are not printed twice."""

from dataclasses import replace

from milepost.language import gettext
from milepost.reports import numbers
from milepost.reports.document import Block, Document, Heading, Table


def without_echo(document: Document) -> Document:
    """The document with the caption of every table taken away that its heading says already."""
    blocks: list[Block] = []
    above = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            above = block.text
        echo = isinstance(block, Table) and block.caption == above
        blocks.append(replace(block, caption="") if isinstance(block, Table) and echo else block)
    return replace(document, blocks=tuple(blocks))


def as_of(document: Document) -> str:
    """What it is and of which day: “Board, as of 30 June 2026”."""
    return gettext("{title}, as of {day}", title=document.title, day=numbers.day(document.as_of))
