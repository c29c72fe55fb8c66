"""Captions that only echo the heading above them are not printed twice."""

from dataclasses import replace

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
