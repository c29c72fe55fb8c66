"""One brand's page as one self-contained HTML file: no script, no request, readable by everybody, printable.

The style sheet stands inside the page, and the page's own policy allows nothing but that one style sheet,
known by its hash, and a logo that stands in the page; so whatever a file name or a sentence may hold, nothing
in it can run or load.
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from milepost.reports.document import Label
from milepost.reports.formats.harmless import harmless
from milepost.reports.formats.html import environment
from milepost.reports.formats.labelled import accent_rule, labelled
from milepost.reports.formats.origins import each
from milepost.reports.page_view import page_view
from milepost.reports.scorecard import Page

TEMPLATE, STYLE = "page.html.j2", "page.css"


def html(page: Page, label: Label | None = None) -> str:
    """The whole document, UTF-8. The same page gives the same bytes. `label` is the brand's own look."""
    own = labelled(label or Label())
    style = _style() + accent_rule(own.accent) if label and label.colour else _style()
    trusted = Markup(style)  # noqa: S704 (our own file)
    return (
        environment()
        .get_template(TEMPLATE)
        .render(
            page=page_view(page),
            told=each,
            style=trusted,
            style_hash=_hash(style),
            logo=own.uri,
            label_lines=(*((harmless(label.footer),) if label and label.footer else ()), *own.notes),
        )
    )


@cache
def _style() -> str:
    text = files("milepost.reports").joinpath("static", STYLE).read_text("utf-8")
    return "\n" + text


def _hash(style: str) -> str:
    """The style sheet's hash as a content security policy names it."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
