"""Documents as Markdown: what it reads back as is the text that was written, and nothing is markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from report_samples import PAYLOADS, document

from milepost.reports.formats.harmless import harmless
from milepost.reports.formats.markdown import escaped, render

READER = MarkdownIt("commonmark", {"html": True}).enable("table")


def kinds(text: str) -> set[str]:
    found = set()
    for token in READER.parse(text):
        found.add(token.type)
        found |= {child.type for child in token.children or ()}
    return found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_markup_or_a_link(payload: str) -> None:
    found = kinds(render(document(payload)).decode())
    assert (
        found & {"html_inline", "html_block", "link_open", "image", "code_inline", "fence", "blockquote_open"}
        == set()
    )
    assert "ordered_list_open" not in found


@given(st.text(max_size=40))
def test_text_reads_back_as_it_was_written(text: str) -> None:
    said = harmless(text)
    tokens = READER.parse(f"a {escaped(said)}")
    words = "".join(child.content for token in tokens for child in token.children or ())
    assert words.split() == f"a {said}".split()


def test_a_document_as_markdown() -> None:
    lines = render(document()).decode().splitlines()
    assert lines[0] == "# Newsletter"
    assert "● Newsletter" in lines
    assert "| What | Count | Share | Money |" in lines
    assert "| --- | ---: | ---: | ---: |" in lines
    assert "| Second | −12.5 | unknown: not reported | €1,000 |" in lines
