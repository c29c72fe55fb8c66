"""A review as a short mail: its verdict, its signals and the decisions to check, and silence without any."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from milepost.language import spoken
from milepost.reports.dated import Dated
from milepost.reports.document import Document, Paragraph, Tone
from milepost.reports.numbers import day
from milepost.reports.plain_text import clean, clip
from milepost.reports.words.delivery import says
from milepost.workspace.delivery.message import Mail

LOUD: Final = {Tone.GOOD: "✓", Tone.WATCH: "◆", Tone.BAD: "✗"}
"""What is a signal, and its mark: never by colour alone, and no arrow, since a rise may be bad news."""

COMMANDS: Final = {
    "weekly": "milepost review weekly",
    "monthly": "milepost review monthly",
    "board": "milepost status",
}
MOST_SIGNALS: Final = 8
MOST_TEXT: Final = 400
_COLOUR: Final = "#1f5a8c"


@dataclass(frozen=True, slots=True)
class Signals:
    """What of a document deserves a message: its loud paragraphs, and the checks that are due."""

    told: tuple[Paragraph, ...]
    due: tuple[Dated, ...]

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to read, so that nothing should be sent."""
        return not self.told and not self.due


def signals(document: Document, checks: Sequence[Dated] = ()) -> Signals:
    """The signals of a document, and of `checks` those due on its day."""
    told = tuple(b for b in document.blocks if isinstance(b, Paragraph) and b.tone in LOUD)
    return Signals(told, tuple(check for check in checks if check.on <= document.as_of))


def digest(document: Document, checks: Sequence[Dated] = ()) -> Mail | None:
    """The mail of a document; None without a signal and without a check that is due."""
    found = signals(document, checks)
    if found.quiet:
        return None
    view = _view(document, found)
    return Mail(f"{view['brand']}: {view['headline']}", _text(view), _html(view))


def _view(document: Document, found: Signals) -> dict[str, object]:
    told = [
        {
            "mark": LOUD[p.tone],
            "tone": p.tone.value,
            "text": clip(p.text, MOST_TEXT),
            "small": clip(p.small, MOST_TEXT),
        }
        for p in found.told[:MOST_SIGNALS]
    ]
    left = len(found.told) - len(told) + max(0, len(found.due) - MOST_SIGNALS)
    colour = document.label.colour or ""
    brand = clean(document.brand)
    return {
        "brand": brand,
        "headline": clip(document.headline, MOST_TEXT),
        "as_of": says("digest", "as_of", brand=brand, day=_day(document.as_of)),
        "signals": told,
        "due_title": says("digest", "due"),
        "due": [f"{clip(check.title, MOST_TEXT)} ({_day(check.on)})" for check in found.due[:MOST_SIGNALS]],
        "more": says("digest", "more", count=str(left)) if left else "",
        "whole": says("digest", "whole", command=COMMANDS.get(document.kind, "milepost report")),
        "footer": clip(document.label.footer, MOST_TEXT),
        "language": spoken(),
        "colour": colour if re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else _COLOUR,
    }


def _day(when: date) -> str:
    return clean(day(when))


def _text(view: dict[str, object]) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("milepost.reports"),
        autoescape=False,  # noqa: S701 - plain text
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("digest.txt.j2").render(view).strip() + "\n"


def _html(view: dict[str, object]) -> str:
    """The HTML part, its style sheet written into each element: mail programs drop the sheet itself."""
    from css_inline import CSSInliner
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("milepost.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("digest.html.j2").render(view)
    style = _style().replace("var(--brand)", str(view["colour"]))
    inliner = CSSInliner(load_remote_stylesheets=False, extra_css=style)
    return inliner.inline(page)


@cache
def _style() -> str:
    return files("milepost.reports").joinpath("static", "digest.css").read_text("utf-8")
