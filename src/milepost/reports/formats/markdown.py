"""A document as Markdown (CommonMark with tables): users' text is escaped, so that none of it is markup.

Charts stand as their sentence and their table.
"""

import re
from collections.abc import Iterator

from milepost.language import gettext
from milepost.reports.document import Bullets, Chart, Document, Heading, Paragraph, Table
from milepost.reports.formats.captions import as_of, without_echo
from milepost.reports.formats.harmless import harmless_document
from milepost.reports.formats.tones import SIGNS

INLINE = re.compile(r"([\\`*_\[\]{}~|$@])")
FIRST = re.compile(r"^(\s*)([#>+=-]|\d+(?=[.)]))")


def render(document: Document) -> bytes:
    """The text, UTF-8."""
    clean = without_echo(harmless_document(document))
    blocks = [part for block in clean.blocks for part in _block(block)]
    foot = [escaped(note) for note in clean.notes]
    foot += [escaped(clean.label.footer)] if clean.label.footer else []
    foot.append(
        gettext("Made by Milepost from the brand’s own exports. No figure here comes from a language model.")
    )
    head = [
        f"# {escaped(clean.headline)}",
        f"{escaped(clean.brand)} · {escaped(as_of(clean))}",
    ]
    return ("\n\n".join([*head, *blocks, "---", *foot]) + "\n").encode()


def escaped(text: str) -> str:
    """Text as Markdown that reads back as the same text: no markup, no HTML, no link."""
    said = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    said = INLINE.sub(r"\\\1", said)
    said = said.replace("://", r":\//")
    said = re.sub(r"(?i)\bwww\.", lambda found: found[0][:-1] + r"\.", said)
    said = said.replace("!\\[", r"\!\[")
    return FIRST.sub(lambda found: f"{found[1]}{_first(found[2])}", said)


def _first(mark: str) -> str:
    """The mark that would open a block, escaped; of a number its dot cannot be, so it is held by a space."""
    return f"\N{ZERO WIDTH NON-JOINER}{mark}" if mark.isdigit() else f"\\{mark}"


def _block(block: object) -> Iterator[str]:
    match block:
        case Heading(text=text, level=level):
            yield f"{'##' if level == 1 else '###'} {escaped(text)}"
        case Paragraph(text=text, tone=tone, small=small):
            sign = SIGNS.get(tone)
            yield f"{sign} {escaped(text)}" if sign else escaped(text)
            if small:
                yield escaped(small)
        case Bullets(items=items):
            yield "\n".join(f"- {escaped(item)}" for item in items)
        case Table():
            yield from _table(block)
        case Chart():
            yield f"*{escaped(block.title)}*" if block.title else ""
            yield escaped(block.caption)
            if block.behind is not None:
                yield from _table(block.behind, named=block.behind.caption != block.title)


def _table(table: Table, *, named: bool = True) -> Iterator[str]:
    if table.caption and named:
        yield f"*{escaped(table.caption)}*"
    width = len(table.heads)
    rule = [("---:" if at in table.numeric else "---") for at in range(width)]
    lines = [_row(table.heads), f"| {' | '.join(rule)} |"]
    lines += [_row((*row, *[""] * (width - len(row)))[:width]) for row in table.rows]
    yield "\n".join(lines)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(escaped(cell) for cell in cells)} |"
