"""A document as one self-contained page: no script, no request, readable everywhere, printable.

The page's own policy allows its one style sheet, known by its hash, and, with a logo, pictures within it.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from milepost.language import gettext, spoken
from milepost.reports import numbers
from milepost.reports.document import Chart, Document, Table
from milepost.reports.formats.captions import without_echo
from milepost.reports.formats.drawings import drawings, for_print
from milepost.reports.formats.harmless import harmless_document
from milepost.reports.formats.labelled import accent_rule, labelled
from milepost.reports.formats.origins import To, about_at, linked, nowhere
from milepost.reports.formats.tones import COLOURS, SHAPES, WORDS
from milepost.subject import Subject

if TYPE_CHECKING:
    from jinja2 import Environment

LONGEST = 24
LONG_WORD = re.compile(r"(?s).{1,18}")
SCREEN, PRINT = ("page.css", "document.css"), ("print.css",)


def render(document: Document) -> bytes:
    """The page, UTF-8. The same document gives the same bytes."""
    return page(document, printed=False).encode()


def page(document: Document, *, printed: bool) -> str:
    """The page for a screen, or the one that is laid out on paper: the same words in the same order."""
    clean = without_echo(harmless_document(document))
    label = labelled(clean.label)

    def drawn(chart: Chart) -> list[Markup]:
        found = drawings(chart)
        chosen = [for_print(found[0], label.accent)] if printed and found else list(found)
        return [Markup(one) for one in chosen]  # noqa: S704 (made safe, part by part)

    style = _style(printed, label.accent)
    values = _body(clean, drawn, printed=printed) | {
        "label": label,
        "as_of": numbers.day(clean.as_of),
        "style": Markup(style),  # noqa: S704 (our own files)
        "style_hash": base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    }
    return str(environment().get_template("document.html.j2").render(values))


def body(document: Document, to: To = nowhere) -> Markup:
    """The words, tables and drawings of a document alone, to stand in a page that has its own head.

    `to` gives the address of what a text is about, to which its name leads; "" where there is none.
    """
    clean = without_echo(harmless_document(document))

    def drawn(chart: Chart) -> list[Markup]:
        return [Markup(one) for one in drawings(chart)]  # noqa: S704 (made safe, part by part)

    text = environment().get_template("document_body.html.j2").render(_body(clean, drawn, to))
    return Markup(text)  # noqa: S704 (our own template, which escapes)


def _body(
    clean: Document, drawn: Callable[[Chart], list[Markup]], to: To = nowhere, *, printed: bool = False
) -> dict[str, Any]:
    def told(texts: Sequence[str], about: Sequence[Subject]) -> list[Markup]:
        return linked(texts, about, to)

    def cells(table: Table, at: int) -> list[Markup]:
        return linked(table.rows[at], about_at(table.about, at), to, breakable)

    return {
        "told": told,
        "cells_of": cells,
        "about_at": about_at,
        "document": clean,
        "drawn": drawn,
        "shapes": SHAPES,
        "words": WORDS,
        "colours": COLOURS,
        "printed": printed,
    }


def breakable(text: str) -> Markup:
    """A cell's text in which a long word, such as the name of a file, may be broken."""
    parts = (LONG_WORD.findall(word) if len(word) > LONGEST else [word] for word in re.split("( )", text))
    return Markup("").join(Markup("<wbr>").join(part) for part in parts)


@cache
def environment() -> "Environment":
    """The templates of the reports: everything that is put into them is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("milepost.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["breakable"] = breakable
    made.globals.update(_=gettext, spoken=spoken)
    return made


@cache
def _style(printed: bool, accent: str) -> str:
    names = PRINT if printed else SCREEN
    sheets = [files("milepost.reports").joinpath("static", name).read_text("utf-8") for name in names]
    own = accent_rule(accent)
    if printed:
        own = f".masthead {{ border-color: {accent}; }} h2 {{ color: {accent}; }}"
    return "\n" + "\n".join((*sheets, own))
