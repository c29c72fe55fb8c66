"""One mail to one person: what travels, and what is said when the server refuses, hangs or lies."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mail_servers import CLOSE, DRIP, HANG, post

from milepost.egress import Because, NotSent, Sent
from milepost.workspace.delivery.mail import compose, send_mail
from milepost.workspace.delivery.message import Attached, Mail, one_line
from milepost.workspace.delivery.settings import MailServer, Tls

MAIL = Mail("Three signals this week", "Hello Ünal,\nclicks rose.\n.\n", "<p>clicks <b>rose</b></p>")
AT = datetime(2026, 3, 2, 7, tzinfo=UTC)
TO = "anna@tin-and-twine.example"


def _send(server: MailServer, seconds: float = 5, mail: Mail = MAIL) -> Sent | NotSent:
    return send_mail(replace(server, seconds=seconds), mail, to=TO, mark="abc123", at=AT)


@pytest.mark.parametrize("tls", list(Tls))
def test_a_mail_arrives_as_text_and_as_html(tls: Tls) -> None:
    with post(starttls=tls is Tls.STARTTLS, tls=tls is Tls.TLS) as server:
        user = "" if tls is Tls.NONE else "mila"
        answered = _send(server.at(tls, user, user and "word"))

    assert answered == Sent(250)
    (raw,) = server.mails
    mail = message_from_bytes(raw, policy=default)
    assert mail["Subject"] == MAIL.subject
    assert mail["To"] == TO
    assert mail["Message-ID"] == "<abc123@tin-and-twine.example>"
    body, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert body is not None
    assert html is not None
    assert "Hello Ünal,\r\nclicks rose.\r\n" in body.get_content().replace("\n", "\r\n").replace("\r\r", "\r")
    assert "<b>rose</b>" in html.get_content()
    assert server.lines[0] == "ehlo [127.0.0.1]"
    assert any(line.startswith("AUTH PLAIN") for line in server.lines) == (tls is not Tls.NONE)


def test_a_report_travels_as_a_file_with_its_own_name() -> None:
    data = bytes(range(256)) * 2000  # more than a mail without a file may hold
    with post() as server:
        mail = replace(MAIL, attached=Attached("Tin & Twine\r\nBcc: x.pdf", "application/pdf", data))
        assert _send(server.at(Tls.NONE, "", ""), mail=mail) == Sent(250)
    (raw,) = server.mails
    (part,) = message_from_bytes(raw, policy=default).iter_attachments()
    assert (part.get_content_type(), part.get_filename()) == ("application/pdf", "Tin & Twine Bcc: x.pdf")
    assert part.get_payload(decode=True) == data


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        (
            {"rcpt": f"550 5.1.1 <{TO}>: no such user"},
            NotSent(Because.REFUSED, "550 5.1.1 <a…@tin-and-twine.example>: no such user"),
        ),
        ({"mail": "553 not you"}, NotSent(Because.REFUSED, "553 not you")),
        ({"rcpt": "450 greylisted"}, NotSent(Because.FAILED, "450 greylisted")),
        ({"data": "554 no"}, NotSent(Because.REFUSED, "554 no")),
        ({"text": "552 too much"}, NotSent(Because.REFUSED, "552 too much")),
        ({"greeting": "421 busy"}, NotSent(Because.FAILED, "421 busy")),
        ({"greeting": CLOSE}, NotSent(Because.UNREACHABLE, "localhost")),
        ({"text": CLOSE}, NotSent(Because.UNREACHABLE, "localhost", perhaps=True)),
        ({"greeting": HANG}, NotSent(Because.HUNG, "localhost")),
        ({"greeting": DRIP}, NotSent(Because.HUNG, "localhost")),
        ({"ehlo": HANG}, NotSent(Because.HUNG, "localhost")),
        ({"rcpt": DRIP}, NotSent(Because.HUNG, "localhost")),
        ({"text": HANG}, NotSent(Because.HUNG, "localhost", perhaps=True)),
        ({"text": DRIP}, NotSent(Because.HUNG, "localhost", perhaps=True)),
    ],
)
def test_a_server_that_refuses_or_hangs_is_told(says: dict[str, str], expected: NotSent) -> None:
    with post(says) as server:
        answered = _send(server.at(), 0.4)

    assert answered == expected
    assert server.mails == []


def test_a_password_that_is_not_taken_is_told_and_not_shown() -> None:
    with post({"auth": "535 wrong"}, tls=True) as server:
        answered = _send(server.at(Tls.TLS, "mila", "very-secret"))

    assert answered == NotSent(Because.LOGIN, "535 wrong")
    assert "very-secret" not in repr(server.at(Tls.TLS, "mila", "very-secret"))


def test_a_password_that_the_protocol_cannot_carry_is_told() -> None:
    with post(tls=True) as server:
        assert _send(server.at(Tls.TLS, "mila", "pässwort")) == NotSent(Because.LOGIN)


def test_no_mail_goes_to_a_server_without_the_tls_that_was_asked_for() -> None:
    with post() as stripped:
        assert _send(stripped.at(Tls.STARTTLS, "mila", "word")) == NotSent(Because.TLS, "localhost")
        assert not any("AUTH" in line for line in stripped.lines)
    with post(tls=True) as server:
        known = server.at(Tls.TLS, "mila", "word")
        unknown = MailServer(known.host, known.port, Tls.TLS, known.sender, "mila", "word", None)
        assert _send(unknown) == NotSent(Because.TLS, "localhost")
    assert server.lines == []


def test_nobody_there() -> None:
    with post() as server:
        gone = server.at()

    assert _send(gone) == NotSent(Because.UNREACHABLE, "localhost")


def test_a_mail_that_is_too_large_never_leaves() -> None:
    with post() as server:
        assert _send(server.at(), mail=Mail("s", "x" * 300_000, "")) == NotSent(Because.TOO_LARGE)
    assert server.lines == []


HOSTILE = "Rise\r\nBcc: all@else.example\r\n\r\n<script>alert(1)</script>\u202egnp.exe\x00"


def test_no_subject_adds_a_header() -> None:
    server = MailServer("localhost", 25, Tls.NONE, "milepost@tin-and-twine.example")
    mail = compose(server, Mail(HOSTILE, HOSTILE, "<p>x</p>"), to=TO, mark="m", at=AT)
    again = message_from_bytes(mail.as_bytes(), policy=default)

    assert again["Bcc"] is None
    assert sorted(again.keys()) == sorted(
        ["Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]
    )
    assert "\u202e" not in again["Subject"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_makes_one_clean_subject(text: str) -> None:
    server = MailServer("localhost", 25, Tls.NONE, "milepost@tin-and-twine.example")
    clean = one_line(text)
    raw = compose(server, Mail(text, text, text), to=TO, mark="m", at=AT).as_bytes()
    again = message_from_bytes(raw, policy=default)

    assert len(clean) <= 150
    assert clean.isprintable() or any(c.isspace() for c in clean)
    assert len(list(again.keys())) == 8
