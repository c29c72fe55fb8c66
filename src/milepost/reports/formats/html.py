"""A document as one self-contained page: no script, no request, readable everywhere, printable.

The page's own policy allows its one style sheet, known by its hash, and, with a logo, pictures within it.
"""

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from milepost.reports import numbers
from milepost.reports.document import Chart, Document
from milepost.reports.formats.captions import without_echo
from milepost.reports.formats.drawings import drawings, for_print
from milepost.reports.formats.harmless import harmless_document
from milepost.reports.formats.labelled import accent_rule, labelled
from milepost.reports.formats.tones import COLOURS, SHAPES, WORDS

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
    values: dict[str, Any] = {
        "document": clean,
        "label": label,
        "as_of": numbers.day(clean.as_of),
        "drawn": drawn,
        "shapes": SHAPES,
        "words": WORDS,
        "colours": COLOURS,
        "printed": printed,
        "style": Markup(style),  # noqa: S704 (our own files)
        "style_hash": base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    }
    return str(_template().render(values))


def breakable(text: str) -> Markup:
    """A cell's text in which a long word, such as the name of a file, may be broken."""
    parts = (LONG_WORD.findall(word) if len(word) > LONGEST else [word] for word in re.split("( )", text))
    return Markup("").join(Markup("<wbr>").join(part) for part in parts)


@cache
def _template() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("milepost.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["breakable"] = breakable
    return environment.get_template("document.html.j2")


@cache
def _style(printed: bool, accent: str) -> str:
    names = PRINT if printed else SCREEN
    sheets = [files("milepost.reports").joinpath("static", name).read_text("utf-8") for name in names]
    own = accent_rule(accent)
    if printed:
        own = f".masthead {{ border-color: {accent}; }} h2 {{ color: {accent}; }}"
    return "\n" + "\n".join((*sheets, own))
