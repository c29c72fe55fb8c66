"""A review as one JSON body for a webhook: what it says, as data, for machines that do something with it."""

import json
from collections.abc import Sequence
from typing import Any, Final

from milepost.reports.dated import Dated
from milepost.reports.digest import signals
from milepost.reports.document import Block, Bullets, Document, Heading, Paragraph, Table

VERSION: Final = 1
MOST_BLOCKS: Final = 200
MOST_ROWS: Final = 100
MOST_CHARACTERS: Final = 120_000
"""Of the blocks as JSON: longer ones are left out whole, since a webhook takes a message and no archive."""


def webhook_body(document: Document, checks: Sequence[Dated] = ()) -> dict[str, Any]:
    """The body. Text is plain and comes from users too; figures of tables are null where they are unknown.

    `quiet` tells that nothing needs to be read; `cut` that the document was longer.
    """
    found = signals(document, checks)
    blocks = [_block(block) for block in document.blocks[:MOST_BLOCKS]]
    cut = len(document.blocks) > MOST_BLOCKS
    if len(json.dumps(blocks)) > MOST_CHARACTERS:
        blocks, cut = [], True
    return {
        "milepost": VERSION,
        "kind": document.kind,
        "brand": document.brand,
        "as_of": document.as_of.isoformat(),
        "title": document.title,
        "headline": document.headline,
        "quiet": found.quiet,
        "signals": [{"tone": p.tone.value, "text": p.text, "ground": p.small} for p in found.told],
        "due": [{"id": c.id, "title": c.title, "on": c.on.isoformat()} for c in found.due],
        "blocks": blocks,
        "cut": cut,
        "notes": list(document.notes),
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"type": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            return {"type": "paragraph", "tone": block.tone.value, "text": block.text, "ground": block.small}
        case Bullets():
            return {"type": "list", "items": list(block.items)}
        case Table():
            return _table(block)
        case _:
            behind = _table(block.behind) if block.behind else None
            return {"type": "chart", "title": block.title, "caption": block.caption, "table": behind}


def _table(table: Table) -> dict[str, Any]:
    return {
        "type": "table",
        "caption": table.caption,
        "heads": list(table.heads),
        "rows": [list(row) for row in table.rows[:MOST_ROWS]],
        "values": [list(row) for row in table.values[:MOST_ROWS]],
        "cut": len(table.rows) > MOST_ROWS,
    }
