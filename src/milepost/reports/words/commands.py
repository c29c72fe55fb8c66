"""Sentences without the commands that they name: a page links to what does it, it never says what to type.

Commands are the same in every language; the few words that lead to one and say nothing else are not.
"""

import re
from dataclasses import replace
from functools import cache

from milepost.knowledge import table
from milepost.language import gettext
from milepost.reports.document import Block, Bullets, Document, Paragraph


@cache
def _to_the_end() -> str:
    """From a command to the end of its sentence, as a regular expression."""
    return rf"{_command()}.*?(?=\.(?:\s+[A-ZÀ-ÖØ-Þ“„«¿¡]|\s*$)|\s*$)"


@cache
def _command() -> str:
    names = {name.split()[0] for name in table("pages")["commands"]}
    return rf"`?(?:milepost (?:{'|'.join(sorted(names))})\b|--[a-z])"


@cache
def _aside() -> re.Pattern[str]:
    return re.compile(rf"\s*\({_command()}[^()]*\)")


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"(?:\s?[:;,])?\s{_to_the_end()}")


@cache
def _led(leads: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[.;] ))(?:{leads})\s?: {_to_the_end()}\.?\s*")


def without_commands(text: str) -> str:
    """The text as a page says it: “Name it: milepost goal amend …” is “Name it.”."""
    text = str(text)
    if "milepost " not in text and "--" not in text:
        return text
    left = _named().sub("", _led(_leads()).sub("", _aside().sub("", text))).strip()
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
