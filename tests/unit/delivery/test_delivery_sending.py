"""Each thing once: the settings, the journal before and after, and what happens between two runs."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from milepost.egress import Because, NotSent, Sent
from milepost.errors import InvalidValue, NeedsUser
from milepost.store.database import disconnect
from milepost.workspace.delivery.delivering import deliver_hook, deliver_mail, named_for
from milepost.workspace.delivery.masking import masked_mail, masked_text, masked_web
from milepost.workspace.delivery.message import Mail
from milepost.workspace.delivery.sending import Result, Sending, content_hash, send_once, sendings
from milepost.workspace.delivery.settings import allowed, hook_address, mail_server, recipients
from milepost.workspace.opening import init_workspace, open_workspace
from milepost.workspace.place import Brand, Workspace

TODAY = date(2026, 3, 2)
SECRET = "https://hooks.tin-and-twine.example/services/T0/B0/very-secret"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    init_workspace(tmp_path / "ws", brand="Tin & Twine", currency="EUR", zone="Europe/Berlin")
    yield init_workspace(tmp_path / "ws", brand="Other Client")
    disconnect()


@pytest.fixture
def write(workspace: Workspace) -> Callable[[str], Workspace]:
    def add(text: str) -> Workspace:
        path = workspace.home / "milepost.toml"
        path.write_text(path.read_text("utf-8") + "\n" + text, "utf-8")
        return open_workspace(workspace.home)

    return add


def _secret(workspace: Workspace, name: str, text: str, mode: int = 0o600) -> None:
    path = workspace.home / "secrets" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(mode)


def _brand(workspace: Workspace, n: int = 0) -> Brand:
    return workspace.brands[n]


def _bodies() -> list[dict[str, Any]]:
    from milepost.store.entries import load_entries  # needs the open database

    return [dict(e.body) for e in load_entries()]


class Wire:
    """Answers in turn, and counts how often it was used."""

    def __init__(self, *answers: Sent | NotSent) -> None:
        self.answers = list(answers)
        self.times = 0

    def __call__(self) -> Sent | NotSent:
        self.times += 1
        return self.answers.pop(0)


def _sending(text: bytes = b"words", workspace: Workspace | None = None) -> Sending:
    return Sending("slack", "weekly", "hooks…", text.hex(), Result.BEGUN)


def _once(workspace: Workspace, wire: Callable[[], Sent | NotSent], **how: object) -> Sending:
    day = how.pop("today", TODAY)
    return send_once(_brand(workspace), _sending(), wire, today=day, who="mila", **how)  # type: ignore[arg-type]


def test_the_same_words_go_once_a_day(workspace: Workspace) -> None:
    wire = Wire(Sent(200), Sent(200), Sent(200))

    assert _once(workspace, wire).result is Result.SENT
    assert _once(workspace, wire).result is Result.ALREADY
    assert wire.times == 1
    assert _once(workspace, wire, again=True).result is Result.SENT
    assert _once(workspace, wire, today=date(2026, 3, 3)).result is Result.SENT
    assert wire.times == 3


def test_what_was_refused_is_tried_again_and_then_rests(workspace: Workspace) -> None:
    wire = Wire(NotSent(Because.REFUSED, "404 no_service"), Sent(200))

    refused = _once(workspace, wire)
    assert (refused.result, refused.because, refused.settled) == (Result.NOT_SENT, Because.REFUSED, False)
    assert _once(workspace, wire).result is Result.SENT
    assert _once(workspace, wire).result is Result.ALREADY
    assert [body["value"]["result"] for body in _bodies()] == [*("begun", "not_sent", "begun", "sent")]


def test_what_may_have_arrived_is_not_repeated_by_itself(workspace: Workspace) -> None:
    wire = Wire(NotSent(Because.HUNG, "a.example", perhaps=True), Sent(200))

    assert _once(workspace, wire).result is Result.PERHAPS
    assert _once(workspace, wire).result is Result.PERHAPS
    assert wire.times == 1
    assert _once(workspace, wire, again=True).result is Result.SENT


def test_a_run_that_died_between_leaves_a_sending_that_may_have_arrived(workspace: Workspace) -> None:
    def die() -> Sent:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _once(workspace, die)
    wire = Wire()

    assert _once(workspace, wire).result is Result.PERHAPS
    assert wire.times == 0


def test_of_two_runs_at_once_one_sends(workspace: Workspace) -> None:
    inner = Wire(Sent(200))
    seen: list[Sending] = []

    def meanwhile() -> Sent:
        seen.append(_once(workspace, inner))
        return Sent(200)

    assert _once(workspace, meanwhile).result is Result.SENT
    assert [one.result for one in seen] == [Result.PERHAPS]
    assert inner.times == 0


def test_of_two_runs_that_both_looked_first_one_sends(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both saw that nothing was sent; the number of the first entry decides."""
    _once(workspace, Wire(Sent(200)))
    monkeypatch.setattr("milepost.workspace.delivery.sending.standing", lambda *_: {})
    wire = Wire(Sent(200))

    assert _once(workspace, wire).result is Result.ELSEWHERE
    assert wire.times == 0


def test_the_journal_holds_no_secret_and_no_address(
    write: Callable[[str], Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    def echo(url: str, body: object, *, allowed: object) -> NotSent:
        return NotSent(Because.REFUSED, f"404 nothing at {url} for anna@tin-and-twine.example")

    monkeypatch.setattr("milepost.workspace.delivery.webhook.post_json", echo)
    found = write(
        '[delivery."Tin & Twine"]\nslack_file = "secrets/slack"\nmail_to = ["anna@tin-and-twine.example"]'
    )
    _secret(found, "slack", SECRET + "\n")
    sent = deliver_hook(
        found, _brand(found), "slack", {"text": "x"}, report="weekly", today=TODAY, who="mila"
    )

    assert sent.result is Result.NOT_SENT
    kept = json.dumps(_bodies(), ensure_ascii=False)
    assert "hooks.tin-and-twine.example/…" in kept
    assert "very-secret" not in kept
    assert "anna@" not in kept
    assert [one.value.result for one in sendings(_brand(found), TODAY)] == [Result.NOT_SENT]
    assert named_for(found, _brand(found), "digest") == ("a…@tin-and-twine.example",)


def test_one_brands_places_are_never_anothers(write: Callable[[str], Workspace]) -> None:
    found = write(
        '[delivery."Tin & Twine"]\nslack_file = "secrets/slack"\nmail_to = "anna@tin-and-twine.example"'
    )
    _secret(found, "slack", SECRET)
    ours, other = found.brands

    assert hook_address(found, ours, "slack") == SECRET
    assert recipients(found, ours) == ("anna@tin-and-twine.example",)
    assert hook_address(found, other, "slack") is None
    assert recipients(found, other) == ()
    with pytest.raises(NeedsUser, match="No place is named to which the slack of Other Client goes"):
        deliver_hook(found, other, "slack", {}, report="weekly", today=TODAY, who="mila")
    with pytest.raises(NeedsUser, match="Other Client"):
        deliver_mail(found, other, Mail("s", "t", "h"), report="weekly", today=TODAY, who="mila")
    with pytest.raises(NeedsUser, match="No mail server"):
        deliver_mail(found, ours, Mail("s", "t", "h"), report="weekly", today=TODAY, who="mila")


def test_a_secret_comes_from_the_environment_or_a_closed_file(
    write: Callable[[str], Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = write(
        '[mail]\nhost = "smtp.example.com"\nuser = "mila@tin-and-twine.example"\npassword_env = "OUR_WORD"\n'
        '[delivery."Tin & Twine"]\nslack_file = "secrets/slack"\nwebhook_env = "OUR_HOOK"'
    )
    with pytest.raises(InvalidValue, match="OUR_WORD, named in"):
        mail_server(found)
    monkeypatch.setenv("OUR_WORD", "very-secret")
    server = mail_server(found)
    assert server is not None
    assert (server.port, server.sender, server.password) == (587, "mila@tin-and-twine.example", "very-secret")
    assert "very-secret" not in repr(server)
    with pytest.raises(InvalidValue, match="cannot be read"):
        hook_address(found, _brand(found), "slack")
    _secret(found, "slack", SECRET, 0o640)
    with pytest.raises(InvalidValue, match="Others may read the secret") as told:
        hook_address(found, _brand(found), "slack")
    assert "very-secret" not in str(told.value)
    _secret(found, "slack", SECRET)
    assert hook_address(found, _brand(found), "slack") == SECRET


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[mail]\nhost = "a.example"\nfrom = "a@b.example"\npassword = "word"', "stands the password itself"),
        (
            '[delivery."Tin & Twine"]\nslack = "https://a.example/x"',
            "stands the address of the Slack webhook itself",
        ),
        (
            '[mail]\nhost = "a.example"\nfrom = "a@b.example"\ntls = "none"',
            "Mail without TLS goes to this machine",
        ),
        ('[mail]\nhost = "a.example"\nfrom = "a@b.example"\ntls = "ssl3"', "means nothing"),
        ('[mail]\nfrom = "a@b.example"', "names no host"),
        ('[mail]\nhost = "a.example"\nfrom = "a@b.example"\nport = 99999', "is not a port"),
        ('[mail]\nhost = "a.example"\nfrom = "a@b.example"\nseconds = 0', "seconds in"),
        ('[mail]\nhost = "a.example"\nfrom = "a@b.example"\nuser = "mila"', "no password"),
        ('[mail]\nhost = "a.example"', "is not a mail address"),
        ('[mail]\nhost = "a.example"\nfrom = "a@b.example"\nauthority = "no.pem"', "no file of certificates"),
        ('[delivery."Tin & Twine"]\nmail_to = ["a@b.example\\nBcc: c@d.example"]', "is not a mail address"),
        ('[delivery."Tin & Twine"]\nmail_to = ["Anna <a@b.example>"]', "is not a mail address"),
        ('[delivery."Tin & Twine"]\nmail_to = 5', "is no list"),
        ('[delivery."Tim & Twine"]\nmail_to = []', "names no brand"),
        ('[egress]\nallow = ["a.example"]', "no list of places"),
        ('[egress]\nallow = "a.example:443"', "no list of places"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(
    write: Callable[[str], Workspace], text: str, says: str
) -> None:
    found = write(text)

    def read() -> None:
        mail_server(found)
        recipients(found, _brand(found))
        hook_address(found, _brand(found), "slack")
        allowed(found)

    with pytest.raises(InvalidValue, match=says):
        read()


def test_the_hash_tells_nothing_and_parts_do_not_run_together(workspace: Workspace) -> None:
    assert content_hash(workspace, b"a", b"bc") != content_hash(workspace, b"ab", b"c")
    assert content_hash(workspace, b"a") == content_hash(workspace, b"a")
    assert content_hash(replace(workspace, secret=b"x" * 32), b"a") != content_hash(workspace, b"a")


def test_addresses_are_masked_wherever_they_stand() -> None:
    assert masked_mail("anna@b.example") == "a…@b.example"
    assert masked_web("https://hooks.slack.com/services/T/B/x?y=z") == "hooks.slack.com/…"
    assert masked_web("https://user:word@hooks.slack.com/x") == "hooks.slack.com/…"
    assert masked_web("nonsense") == "…"
    assert masked_text("550 <anna@b.example> at https://a.example/secret gone") == (
        "550 <a…@b.example> at a.example/… gone"
    )
