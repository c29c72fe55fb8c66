"""A document on a terminal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from milepost.cli.output import console
from milepost.reports.document import Block, Bullets, Chart, Document, Heading, Paragraph, Table, Tone
from milepost.reports.formats.tones import SIGNS

if TYPE_CHECKING:
    from rich.table import Table as Grid
    from rich.text import Text

STYLES = {
    Tone.PLAIN: "",
    Tone.SOFT: "dim",
    Tone.GOOD: "green",
    Tone.WATCH: "yellow",
    Tone.BAD: "red",
    Tone.UNKNOWN: "dim",
}


def print_document(document: Document) -> None:
    """Print it block by block; marks stand beside the colours, and text of users is never markup."""
    from rich.padding import Padding
    from rich.text import Text

    screen = console()
    screen.print(Text(f"{document.brand}: {document.title}", style="dim"))
    screen.print(Text(document.headline, style="bold"))
    for block in document.blocks:
        if isinstance(block, Heading):
            screen.print()
            screen.print(Text(block.text, style="bold"))
        elif isinstance(block, Table):
            screen.print()
            screen.print(Padding(_table(block), (0, 0, 0, 2)))
        else:
            for text, indent in _lines(block):
                screen.print(Padding(text, (0, 0, 0, indent)))


def _lines(block: Block) -> "Iterator[tuple[Text, int]]":
    from rich.text import Text

    match block:
        case Paragraph():
            sign = f"{SIGNS[block.tone]} " if block.tone in SIGNS else ""
            yield Text(sign + block.text, style=STYLES[block.tone]), 2
            if block.small:
                yield Text(block.small, style="dim"), 6
        case Bullets():
            yield from ((Text(f"- {item}"), 2) for item in block.items)
        case Chart():
            yield Text(f"{block.title}: {block.caption}"), 2


def _table(block: Table) -> "Grid":
    from rich.table import Table as Grid
    from rich.text import Text

    caption = Text(block.caption, style="dim")
    grid = Grid(title=caption, title_justify="left", box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for at, head in enumerate(block.heads):
        grid.add_column(Text(head, style="dim"), justify="right" if at in block.numeric else "left")
    for row in block.rows:
        grid.add_row(*(Text(cell) for cell in row))
    return grid
