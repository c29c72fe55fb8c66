"""The page of the manual about sending, walked command by command; then with servers, good and bad."""

import re
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from mail_servers import HANG, post
from web_hooks import TLS, answer, hook

PAGE = Path(__file__).parents[2] / "docs" / "delivery.md"
DAY = ("--as-of", "2026-10-05")


_lines: list[object] = []


def _watch(event: str, values: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        _lines.append(values)


@pytest.fixture(scope="module")
def lines() -> list[object]:
    """Every line to another place that this process opens or looks up."""
    sys.addaudithook(_watch)
    return _lines


@pytest.fixture
def home(brand_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = Path(shutil.copytree(brand_home, tmp_path / "home"))
    monkeypatch.setenv("MILEPOST_HOME", str(found))
    monkeypatch.chdir(tmp_path)
    return found


def _brand(home: Path) -> str:
    return re.findall(r'^\[brand\."(.+)"\]$', (home / "milepost.toml").read_text("utf-8"), re.MULTILINE)[0]


def _settings(home: Path, text: str, **secrets: str) -> None:
    """Settings and secrets as the page says, with our places in them."""
    path = home / "milepost.toml"
    path.write_text(path.read_text("utf-8") + "\n" + text.replace("BRAND", _brand(home)), "utf-8")
    (home / "secrets").mkdir(exist_ok=True)
    for name, secret in secrets.items():
        (home / "secrets" / name).write_text(secret, "utf-8")
        (home / "secrets" / name).chmod(0o600)


def _with_a_signal(milepost: Callable[..., Any]) -> None:
    """A goal that nobody will reach, which the digest tells."""
    said = milepost("goal", "add", "Generate 90000 orders by 31 December 2026", "--as-of", "2026-10-04")
    assert said.code in {0, 1}, said.err


def test_every_command_of_the_page_does_what_it_says(
    milepost: Callable[..., Any], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PAGE.read_text("utf-8")
    commands = re.findall(r"^\$ milepost (.*)$", page, re.MULTILINE)
    (settings,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    _with_a_signal(milepost)
    without = [milepost(*shlex.split(c), *DAY) for c in commands if "--dry-run" in c]
    _settings(home, settings, mail="word", slack="https://hooks.slack.com/services/T0/B0/very-secret")
    monkeypatch.setenv("OUR_WEBHOOK", "https://example.com/very-secret")

    assert len(commands) == 8
    assert len(without) == 4
    assert [said.code for said in without] == [0] * len(without)
    for command in commands:
        dry = [] if command.startswith("calendar") or "--dry-run" in command else ["--dry-run"]
        said = milepost(*shlex.split(command), *dry, *DAY)
        assert said.code == 0, said.err
        assert "very-secret" not in said.out
        if not command.startswith("calendar"):
            assert "It would go to" in said.out
    assert "a…@example.com, b…@example.com" in milepost("send", "digest", "--dry-run", *DAY).out
    assert "hooks.slack.com/…" in milepost("send", "slack", "--dry-run", *DAY).out
    assert len(Calendar.from_ical(Path("milepost.ics").read_bytes()).walk("VEVENT")) >= 4


def test_the_readme_leads_to_the_page() -> None:
    assert "docs/delivery.md" in (PAGE.parents[1] / "README.md").read_text("utf-8")


def test_without_a_signal_nothing_is_sent_and_that_is_said(milepost: Callable[..., Any], home: Path) -> None:
    said = milepost("send", "digest", "--as-of", "2020-01-06")

    assert said.code == 0
    assert said.out.startswith("Nothing was sent: no signal stands out")


def test_a_slack_channel_gets_it_once_and_a_server_that_says_no_is_told(
    milepost: Callable[..., Any], home: Path
) -> None:
    _with_a_signal(milepost)
    with hook(answer("404 Not Found", "no_service")) as bad, hook(answer("200 OK", "ok")) as good:
        _settings(
            home,
            f'[egress]\nallow = ["localhost:{bad.port}", "localhost:{good.port}"]\n'
            f'authority = "{TLS}/authority.pem"\n'
            '[delivery."BRAND"]\nslack_file = "secrets/slack"',
            slack=f"https://localhost:{bad.port}/very-secret",
        )
        refused = milepost("send", "slack", *DAY)
        _settings(home, "", slack=f"https://localhost:{good.port}/very-secret")
        sent, again = milepost("send", "slack", *DAY), milepost("--json", "send", "slack", *DAY)

    assert refused.code == 1
    assert "Not sent to localhost" in refused.out
    assert "the server refused it (404 no_service). Nothing is lost. The next run tries again." in refused.out
    assert (sent.code, again.code) == (0, 0)
    assert sent.out == f"Sent to localhost:{good.port}/….\n"
    assert again.json["sent"][0]["result"] == "already"
    assert len(good.heard) == 1
    assert b'"blocks"' in good.heard[0]
    assert all("very-secret" not in said.out + said.err for said in (refused, sent, again))


def test_a_webhook_that_hangs_is_left_and_not_repeated_by_itself(
    milepost: Callable[..., Any], home: Path
) -> None:
    with hook(None) as server:
        _settings(
            home,
            f'[egress]\nallow = ["localhost:{server.port}"]\nseconds = 0.5\n'
            f'authority = "{TLS}/authority.pem"\n'
            '[delivery."BRAND"]\nwebhook_file = "secrets/webhook"',
            webhook=f"https://localhost:{server.port}/very-secret",
        )
        first, second = milepost("send", "webhook", *DAY), milepost("send", "webhook", *DAY)

    assert (first.code, second.code) == (1, 1)
    assert "It may have reached localhost" in first.out
    assert "localhost did not answer in time" in first.out
    assert second.out == first.out
    assert len(server.heard) == 1


def test_a_webhook_that_points_inwards_is_refused(milepost: Callable[..., Any], home: Path) -> None:
    _settings(
        home, '[delivery."BRAND"]\nwebhook_file = "secrets/webhook"', webhook="https://169.254.169.254/latest"
    )
    said = milepost("send", "webhook", *DAY)

    assert said.code == 1
    assert "link-local" in said.out


def test_one_recipient_that_is_refused_keeps_nobody_from_theirs(
    milepost: Callable[..., Any], home: Path
) -> None:
    _with_a_signal(milepost)
    with post() as server:
        _settings(
            home,
            f'[mail]\nhost = "localhost"\ntls = "none"\nport = {server.port}\nfrom = "reports@example.com"\n'
            'seconds = 5\n[delivery."BRAND"]\nmail_to = ["ana@example.com", "boss@example.com"]',
        )
        sent, again = milepost("send", "digest", *DAY), milepost("send", "digest", *DAY)

    assert sent.out == "Sent to a…@example.com.\nSent to b…@example.com.\n"
    assert again.out.count("got these very words today; nothing was sent again.") == 2
    assert (sent.code, again.code, len(server.mails)) == (0, 0, 2)
    assert b"To: ana@example.com" in server.mails[0]
    assert b"boss" not in server.mails[0]


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ({"rcpt": "550 no such user"}, "the server refused it (550 no such user)"),
        ({"greeting": HANG}, "localhost did not answer in time"),
    ],
)
def test_a_mail_server_that_refuses_or_hangs_is_told(
    milepost: Callable[..., Any], home: Path, says: dict[str, str], told: str
) -> None:
    _with_a_signal(milepost)
    with post(says) as server:
        _settings(
            home,
            f'[mail]\nhost = "localhost"\ntls = "none"\nport = {server.port}\nfrom = "reports@example.com"\n'
            'seconds = 0.5\n[delivery."BRAND"]\nmail_to = "ana@example.com"',
        )
        said = milepost("send", "digest", *DAY)

    assert said.code == 1
    assert said.out == f"Not sent to a…@example.com: {told}. Nothing is lost. The next run tries again.\n"


def test_nothing_that_only_looks_opens_a_line_to_anybody(
    milepost: Callable[..., Any], home: Path, lines: list[object]
) -> None:
    _with_a_signal(milepost)
    lines.clear()
    for command in (
        "status",
        "report",
        "imports",
        "calendar",
        "send slack --dry-run",
        "plan lint",
        "goal list",
    ):
        said = milepost(*command.split(), *DAY)
        assert said.code in {0, 1}, said.err

    assert lines == []


def test_a_brand_at_rest_sends_nothing_and_needs_nobody(milepost: Callable[..., Any], home: Path) -> None:
    assert milepost("rest", *DAY).code == 0
    for what in ("digest", "slack", "webhook", "report"):
        said = milepost("send", what, *DAY)
        assert (said.code, said.err) == (0, "")
        assert "Nothing was sent" in said.out
        assert "is at rest since" in said.out
    told = milepost("--json", "send", "digest", *DAY).json
    assert (told["sent"], told["quiet"], told["at_rest_since"]) == ([], True, DAY[1])
    assert milepost("wake", *DAY).code == 0
    assert "at rest" not in milepost("send", "digest", "--dry-run", *DAY).out
