"""Documents as pages: well-formed, self-contained, and deaf to what a text may hold."""

import base64
import hashlib
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import PAYLOADS, SVG, chart, document

from milepost.reports.document import Label, Tone
from milepost.reports.formats import FORMATS
from milepost.reports.formats.harmless import harmless
from milepost.reports.formats.html import render

ALLOWED = {"src", "style"}
VOID = frozenset({"meta", "img", "wbr"})


class Reader(HTMLParser):
    """Tags with their attributes; refuses tags that do not close."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def harm(page: str) -> list[object]:
    """Whatever could run or load."""
    tags = read(page).tags
    found: list[object] = [
        tag for tag, _ in tags if tag in {"script", "link", "iframe", "object", "base", "form"}
    ]
    found += [attrs for _, attrs in tags if any(name.startswith("on") for name in attrs)]
    return found + [attrs for tag, attrs in tags if ALLOWED & set(attrs) and tag != "img"]


def test_a_page_is_well_formed_and_says_everything() -> None:
    words = " ".join(read(render(document("Newsletter & more <3")).decode()).words)
    assert words.count("Newsletter & more <3") >= 12
    assert "unknown: not reported" in words


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_runs_or_loads_in_a_page(payload: str) -> None:
    page = render(document(payload)).decode()
    assert harm(page) == []
    words = "".join(read(page).words)
    assert harmless(payload) in words


@settings(max_examples=50)
@given(st.text(max_size=60))
def test_any_text_leaves_the_page_whole(text: str) -> None:
    assert harm(render(document(text)).decode()) == []


def test_its_policy_allows_its_own_style_sheet_and_nothing_else() -> None:
    page = render(document("Acme")).decode()
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        in unescape(page)
    )


def test_a_drawing_keeps_its_shapes_and_loses_what_could_run_or_load() -> None:
    bad = SVG.replace(
        "</svg>",
        '<script>alert(1)</script><image href="http://evil.example/x.png"/><foreignObject/>'
        '<a href="javascript:alert(1)"><text onclick="alert(1)">t</text></a>'
        '<rect style="fill:url(http://evil.example)" onload="alert(1)"/></svg>',
    )
    page = render(replace(document(), blocks=(chart(svg=bad),))).decode()
    assert harm(page) == []
    assert "evil.example" not in page
    assert 'class="actual"' in page


def test_a_drawing_that_is_none_leaves_its_table() -> None:
    page = render(replace(document(), blocks=(chart(svg="<svg><broken"),))).decode()
    assert "<details" not in page
    assert "8 May" in page


def test_the_narrow_drawing_may_follow_the_wide_one() -> None:
    both = SVG + SVG.replace("wide", "narrow")
    page = render(replace(document(), blocks=(chart(svg=both),))).decode()
    assert page.count('class="chart wide"') == page.count('class="chart narrow"') == 1


def test_a_tone_is_a_mark_and_a_word_too() -> None:
    page = render(document()).decode()
    assert all(f">{word}: <" in page for word in ("On course", "Watch", "Off course", "Unknown"))


def test_a_colour_that_cannot_be_read_is_named_and_not_taken() -> None:
    page = render(document("Acme", Label(colour="#ffff00"))).decode()
    assert "#ffff00" not in page
    assert "cannot be read on white" in page
    assert "--accent: #7a1f5c" in render(document("Acme", Label(colour="#7A1F5C"))).decode()


@pytest.mark.parametrize("name", ["html", "md", "csv", "xlsx"])
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    assert FORMATS[name].render(document()) == FORMATS[name].render(document())


def test_every_tone_is_drawn() -> None:
    assert {block.tone for block in document().blocks if hasattr(block, "tone")} == set(Tone) - {Tone.PLAIN}


def test_nothing_in_the_page_speaks_to_the_network() -> None:
    page = render(document("http://evil.example")).decode()
    assert re.findall(r"url\((?!#)|@import", page) == []
