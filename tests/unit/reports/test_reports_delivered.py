"""A document as a mail, as a Slack message, as a webhook's body: short, quiet without a signal, harmless."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.reports import numbers
from milepost.reports.dated import Dated
from milepost.reports.digest import MOST_SIGNALS, digest, signals
from milepost.reports.document import (
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    Label,
    Line,
    Paragraph,
    Point,
    Table,
    Tone,
)
from milepost.reports.plain_text import clean, clip
from milepost.reports.slack import escaped, slack_message
from milepost.reports.webhook import webhook_body

DAY = date(2026, 3, 2)
HOSTILE = (
    '<script>alert("x")</script><!channel> <@U123> @channel @here =cmd|x {{ 7*7 }} {% raw %} &lt;b&gt; '
    "</p><img src=x onerror=alert(1)> [a](javascript:alert(1)) ```x``` \u202eevil\u202c שלום"
    "\x00\x1b[31m\r\nBcc: a"
)


def _document(*blocks: Block, **how: Any) -> Document:
    said = {
        "kind": "weekly",
        "title": "Week 9",
        "brand": "Tin & Twine",
        "as_of": DAY,
        "headline": "Two signals.",
    }
    return Document(**(said | how), blocks=blocks)  # type: ignore[arg-type]


QUIET = _document(Heading("Traffic"), Paragraph("Clicks as usual.", Tone.PLAIN), Paragraph("?", Tone.UNKNOWN))
LOUD = _document(
    Paragraph("Clicks rose by 12 % to 18 %.", Tone.GOOD, "Eight weeks before, without the spike."),
    Paragraph("Reach as usual.", Tone.PLAIN),
    Paragraph("Bounce rate is high.", Tone.BAD),
)
CHECKS = (Dated("d1", "Test two hooks", date(2026, 3, 2)), Dated("d2", "More budget", date(2026, 3, 3)))


def test_without_a_signal_nothing_is_sent_but_to_machines() -> None:
    assert digest(QUIET) is None
    assert slack_message(QUIET) is None
    assert webhook_body(QUIET)["quiet"] is True


def test_a_check_that_is_due_is_a_reason_and_one_to_come_is_none() -> None:
    mail = digest(QUIET, CHECKS)

    assert digest(QUIET, CHECKS[1:]) is None
    assert mail is not None
    assert "Test two hooks (2 March 2026)" in mail.text
    assert "More budget" not in mail.text
    assert signals(QUIET, CHECKS).due == CHECKS[:1]


def test_the_mail_says_the_signals_and_their_ground_and_nothing_else() -> None:
    mail = digest(LOUD)

    assert mail is not None
    assert mail.subject == "Tin & Twine: Two signals."
    assert mail.text == (
        "Two signals.\nTin & Twine, as of 2 March 2026\n\n"
        "✓ Clicks rose by 12 % to 18 %.\n  Eight weeks before, without the spike.\n\n"
        "✗ Bounce rate is high.\n\n"
        "The whole review: milepost review weekly\n"
    )
    assert "Reach as usual" not in mail.html
    assert "Tin &amp; Twine, as of 2 March 2026" in mail.html


def test_the_styles_stand_in_each_element_and_nothing_is_loaded() -> None:
    label = Label(colour="#aa0000", footer="Knot & Co.", language="de")
    with numbers.written_in("de"):
        mail = digest(_document(Paragraph("Up.", Tone.GOOD), label=label))

    assert mail is not None
    assert '<html lang="de">' in mail.html
    assert "color: #aa0000" in mail.html
    assert 'style="' in mail.html
    assert mail.text.endswith("-- \nKnot & Co.\n")
    assert all(
        word not in mail.html
        for word in ("<style", "<script", "<link", "http://", "https://", "url(", "var(")
    )


@pytest.mark.parametrize("colour", ["red;}body{background:url(http://x)}", "#12345", "", None])
def test_a_colour_that_is_none_is_ours(colour: str | None) -> None:
    mail = digest(_document(Paragraph("Up.", Tone.GOOD), label=Label(colour=colour, language='e"><b>')))

    assert mail is not None
    assert "color: #1f5a8c" in mail.html
    assert "url(" not in mail.html
    assert '<html lang="en">' in mail.html


def test_many_signals_are_cut_and_counted() -> None:
    many = _document(*(Paragraph(f"Signal {n}.", Tone.WATCH) for n in range(60)))
    mail, message = digest(many), slack_message(many, (CHECKS[0],) * 9)

    assert mail is not None
    assert mail.text.count("◆") == MOST_SIGNALS
    assert "And 52 more in the whole review." in mail.text
    assert message is not None
    assert len(message["blocks"]) <= 50
    assert "The whole review" in message["blocks"][-1]["elements"][0]["text"]


def _hostile() -> Document:
    blocks = (Paragraph(HOSTILE, Tone.BAD, HOSTILE), Heading(HOSTILE), Bullets((HOSTILE,)))
    return _document(*blocks, brand=HOSTILE, headline=HOSTILE, title=HOSTILE, label=Label(footer=HOSTILE))


def test_hostile_text_is_only_text_in_a_mail() -> None:
    mail = digest(_hostile(), (Dated("d", HOSTILE, DAY),))

    assert mail is not None
    assert "\n" not in mail.subject
    assert all(tag not in mail.html for tag in ("<script", "<img", "<b>"))
    assert "{{ 7*7 }}" in mail.text
    assert "49" not in mail.text
    for part in (mail.subject, mail.text, mail.html):
        assert all(mark not in part for mark in ("\u202e", "\x00", "\x1b"))
    assert "שלום" in mail.text


def test_hostile_text_calls_nobody_in_slack() -> None:
    message = slack_message(_hostile(), (Dated("d", HOSTILE, DAY),))

    assert message is not None
    texts = [message["text"], *_texts(message["blocks"])]
    assert len(texts) >= 5
    for text in texts:
        assert "<" not in text
        assert ">" not in text
        assert "@channel" not in text
        assert "@here" not in text
        assert "`" not in text
    assert (message["link_names"], message["parse"]) == (False, "none")
    assert all(text["verbatim"] for text in _objects(message["blocks"]) if text["type"] == "mrkdwn")


def _objects(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [b["text"] if "text" in b else b["elements"][0] for b in blocks]


def _texts(blocks: list[dict[str, Any]]) -> list[str]:
    return [one["text"] for one in _objects(blocks)]


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.sampled_from("&<>@ chanelhrevyo\n`x\u202e"), max_size=300), st.integers(20, 200))
def test_escaped_text_is_short_whole_and_calls_nobody(text: str, most: int) -> None:
    found = escaped(text, most)

    assert len(found) <= most
    assert "<" not in found
    assert ">" not in found
    rest = found.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    assert "&" not in rest
    assert all(word not in found.lower() for word in ("@channel ", "@here ", "@everyone "))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_clean_text_is_one_line_and_stays_clean(text: str) -> None:
    found = clean(text)

    assert found == clean(found)
    assert "\n" not in found
    assert len(clip(text, 20)) <= 20


def test_letters_of_every_script_and_joined_pictures_stay() -> None:
    for text in ("שלום", "مرحبا", "नमस्ते", "👩‍👩‍👧 family", "Ünal’s café"):
        assert clean(text) == text


def test_a_machine_gets_all_blocks_as_data() -> None:
    table = Table("Channels", ("Channel", "Clicks"), (("x", "unknown"),), ((None, None),), frozenset({1}))
    chart = Chart("Reach", "by week", "<svg/>", (Line("a", (Point(DAY, None),)),), "count", behind=table)
    body = webhook_body(_document(Heading("H"), Paragraph("Up.", Tone.GOOD), Bullets(("a",)), table, chart))
    again = json.loads(json.dumps(body, allow_nan=False))

    assert again["milepost"] == 1
    assert [b["type"] for b in again["blocks"]] == ["heading", "paragraph", "list", "table", "chart"]
    assert again["blocks"][3]["values"] == [[None, None]]
    assert again["blocks"][4]["table"]["caption"] == "Channels"
    assert "svg" not in json.dumps(body)
    assert again["signals"] == [{"tone": "good", "text": "Up.", "ground": ""}]
    assert again["cut"] is False


def test_a_document_that_is_too_long_for_a_webhook_says_so() -> None:
    body = webhook_body(_document(*(Paragraph("x" * 5000) for _ in range(100))))

    assert body["cut"] is True
    assert body["blocks"] == []
