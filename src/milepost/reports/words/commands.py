"""Sentences without the commands that they name: a page links to what does it, it never says what to type.

Commands are the same in every language; the few words that lead to one and say nothing else are not.
"""

import re
from dataclasses import replace
from functools import cache

from milepost.language import gettext
from milepost.reports.document import Block, Bullets, Document, Paragraph

_COMMANDS = (
    "audience|benchmark|check|competitor|decide|decision|decisions|demo|formats|goal|import|imports|init|judge"
    "|kpi|kpis|objective|plan|playbook|rebuild|report|review|serve|status|undo"
)
_COMMAND = rf"`?(?:milepost (?:{_COMMANDS})\b|--[a-z])"
_ASIDE = re.compile(rf"\s*\({_COMMAND}[^()]*\)")
_TO_THE_END = rf"{_COMMAND}.*?(?=\.(?:\s+[A-ZÀ-ÖØ-Þ“„«¿¡]|\s*$)|\s*$)"
_NAMED = re.compile(rf"(?:\s?[:;,])?\s{_TO_THE_END}")


@cache
def _led(leads: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[.;] ))(?:{leads})\s?: {_TO_THE_END}\.?\s*")


def without_commands(text: str) -> str:
    """The text as a page says it: “Name it: milepost goal amend …” is “Name it.”."""
    text = str(text)
    if "milepost " not in text and "--" not in text:
        return text
    left = _NAMED.sub("", _led(_leads()).sub("", _ASIDE.sub("", text))).strip()
    return left if not left or left[-1] in ".!?”“»" else f"{left}."


def _leads() -> str:
    """The words that only lead to a command, as a regular expression: each that a translation uses."""
    return gettext("See|Then|Next|Run|Begin|Begin with|Take it with|Do it now")


def document_without_commands(document: Document) -> Document:
    """The same document, none of whose paragraphs names a command."""
    return replace(document, blocks=tuple(_plain(block) for block in document.blocks))


def _plain(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=without_commands(block.text), small=without_commands(block.small))
    if isinstance(block, Bullets):
        return replace(block, items=tuple(without_commands(item) for item in block.items))
    return block
