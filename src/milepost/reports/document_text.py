"""A document as Markdown: plain text that reads well as it is."""

import re
from collections.abc import Iterator

from milepost.reports.document import Block, Bullets, Chart, Document, Heading, Paragraph, Table, Tone

MARKS = {
    Tone.PLAIN: "",
    Tone.SOFT: "",
    Tone.GOOD: "✓ ",
    Tone.WATCH: "◆ ",
    Tone.BAD: "▼ ",
    Tone.UNKNOWN: "? ",
}
"""One sign a tone, so that nothing hangs on colour."""

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
_BREAKS = re.compile(r"[\r\n\u2028\u2029]+")


def markdown(document: Document) -> str:
    """The document as Markdown; text of users is escaped, so that it stays text."""
    parts = [
        f"# {_plain(document.title)}",
        f"{_plain(document.brand)}, as of {document.as_of.isoformat()}",
        f"**{_plain(document.headline)}**",
        *("\n".join(_block(block)) for block in document.blocks),
        *(_plain(note) for note in document.notes),
    ]
    if document.label.footer:
        parts.append(f"---\n{_plain(document.label.footer)}")
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {_plain(block.text)}"
        case Paragraph():
            yield f"{MARKS[block.tone]}{_plain(block.text)}"
            if block.small:
                yield f"<br>{_plain(block.small)}"
        case Bullets():
            yield from (f"- {_plain(item)}" for item in block.items)
        case Table():
            yield from _table(block)
        case Chart():
            yield f"{_plain(block.title)}: {_plain(block.caption)}"
            if block.behind is not None:
                yield from ("", *_table(block.behind))


def _table(table: Table) -> Iterator[str]:
    yield from (f"**{_plain(table.caption)}**", "")
    yield f"| {' | '.join(_plain(head) for head in table.heads)} |"
    rule = ("--:" if at in table.numeric else "---" for at in range(len(table.heads)))
    yield f"| {' | '.join(rule)} |"
    for row in table.rows:
        yield f"| {' | '.join(_plain(cell) for cell in row)} |"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", _BREAKS.sub(" ", text))
