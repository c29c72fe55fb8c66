"""A review as a message for Slack: a header, its signals, the decisions to check, and where the whole is.

All text of users is escaped, so that it can neither address a channel or a person nor make a link.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from milepost.reports.dated import Dated
from milepost.reports.digest import COMMANDS, LOUD, signals
from milepost.reports.document import Document
from milepost.reports.numbers import day as written_day
from milepost.reports.plain_text import clip
from milepost.reports.words.delivery import says

MOST_HEADER: Final = 150
MOST_SECTION: Final = 3000
MOST_BLOCKS: Final = 50
MOST_SIGNALS: Final = 20
MOST_CHECKS: Final = 5
_ALL: Final = re.compile(r"@(?=\s*(?:channel|here|everyone|group)\b)", re.IGNORECASE)


def escaped(text: str, most: int = MOST_SECTION) -> str:
    """Text of users for Slack's markup: &, < and > as Slack asks, and no word that calls everybody.

    Never longer than `most` characters, and never cut within an escape.
    """
    room = most
    found = _written(clip(text, room))
    while len(found) > most:
        room -= max(1, (len(found) - most) // 5)
        found = _written(clip(text, room))
    return found


def slack_message(document: Document, checks: Sequence[Dated] = ()) -> dict[str, Any] | None:
    """The body for a Slack webhook; None without a signal and without a check that is due."""
    found = signals(document, checks)
    if found.quiet:
        return None
    day = written_day(document.as_of)
    blocks = [
        {
            "type": "header",
            "text": {"type": "plain_text", "text": escaped(document.headline, MOST_HEADER), "emoji": False},
        },
        _context(says("digest", "as_of", brand=document.brand, day=day)),
    ]
    for paragraph in found.told[:MOST_SIGNALS]:
        blocks.append(_section(f"{LOUD[paragraph.tone]} {paragraph.text}"))
        if paragraph.small:
            blocks.append(_context(paragraph.small))
    if found.due:
        blocks.append(_section(says("digest", "due")))
        blocks += [_context(f"{check.title} ({written_day(check.on)})") for check in found.due[:MOST_CHECKS]]
    if len(found.told) > MOST_SIGNALS:
        blocks.append(_context(says("digest", "more", count=str(len(found.told) - MOST_SIGNALS))))
    blocks = blocks[: MOST_BLOCKS - 1]
    blocks.append(_context(says("digest", "whole", command=COMMANDS.get(document.kind, "milepost report"))))
    spoken = escaped(f"{document.brand}: {document.headline}", MOST_SECTION)
    return {"text": spoken, "blocks": blocks, "link_names": False, "parse": "none", "unfurl_links": False}


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": _mrkdwn(text)}


def _context(text: str) -> dict[str, Any]:
    return {"type": "context", "elements": [_mrkdwn(text)]}


def _mrkdwn(text: str) -> dict[str, Any]:
    """`verbatim`: Slack makes no links or mentions out of plain words."""
    return {"type": "mrkdwn", "text": escaped(text), "verbatim": True}


def _written(text: str) -> str:
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("`", "ˋ")
    return _ALL.sub("＠", plain)
