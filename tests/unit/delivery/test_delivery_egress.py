"""What leaves by the guarded client, and above all what does not (trial of addresses that point inwards)."""

import logging
import sys
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_hooks import NAME, TLS, answer, here, hook

from milepost.egress import Allowed, Because, NotSent, Sent, is_public, look_up, post_json

_connected: list[Any] = []


def _watch(event: str, values: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        _connected.append(values[1])


sys.addaudithook(_watch)

INWARDS = [
    "https://127.0.0.1/",
    "https://127.0.0.1:443/x",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://0/",
    "https://0.0.0.0/",
    "https://localhost/",
    "https://LOCALHOST./",
    "https://10.0.0.8/",
    "https://172.16.5.4/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/",
    "https://198.18.0.1/",
    "https://192.0.2.1/",
    "https://224.0.0.1/",
    "https://239.255.255.250/",
    "https://255.255.255.255/",
    "https://240.0.0.1/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[::127.0.0.1]/",
    "https://[fe80::1]/",
    "https://[fec0::1]/",
    "https://[fc00::1]/",
    "https://[fd12:3456::1]/",
    "https://[ff02::1]/",
    "https://[2002:7f00:1::]/",
    "https://[2001:0:7f00:1::]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[64:ff9b:1::a00:1]/",
    "https://[2001:db8::1]/",
    "https://①②⑦.⓪.⓪.①/",
    "https://127。0。0。1/",
]

NO_ADDRESS = [
    ("http://hooks.slack.com/x", Because.NOT_HTTPS),
    ("http://127.0.0.1/", Because.NOT_HTTPS),
    ("hooks.slack.com/x", Because.NOT_HTTPS),
    ("", Because.NOT_HTTPS),
    ("ftp://example.com/", Because.BAD_ADDRESS),
    ("file:///etc/passwd", Because.BAD_ADDRESS),
    ("gopher://127.0.0.1:25/_", Because.BAD_ADDRESS),
    ("https://", Because.BAD_ADDRESS),
    ("https:///path", Because.BAD_ADDRESS),
    ("https://user:word@example.com/", Because.BAD_ADDRESS),
    ("https://example.com@127.0.0.1/", Because.BAD_ADDRESS),
    ("https://[::1", Because.BAD_ADDRESS),
    ("https://exa mple.com/", Because.BAD_ADDRESS),
    ("https://example.com/\r\nHost: inner", Because.BAD_ADDRESS),
    ("https://example.com:99999/", Because.PORT),
    ("https://[fe80::1%25eth0]/", Because.BAD_ADDRESS),
    ("https://example.com:22/", Because.PORT),
    ("https://example.com:8443/", Because.PORT),
    ("https://127.0.0.1:6379/", Because.PORT),
    ("https://example.com:0/", Because.PORT),
    ("https://example.com\\@127.0.0.1/", Because.BAD_ADDRESS),
    ("https://127.0.0.1%2f@example.com/", Because.BAD_ADDRESS),
]


def _never(host: str, port: int) -> Sequence[str]:
    raise AssertionError(f"{host} was looked up")


@pytest.mark.parametrize("url", INWARDS)
def test_no_address_that_points_inwards_is_connected_to(url: str) -> None:
    _connected.clear()

    answered = post_json(url, {"text": "x"}, seconds=5)

    assert isinstance(answered, NotSent)
    assert answered.because in {
        Because.PRIVATE,
        Because.LINK_LOCAL,
        Because.BAD_ADDRESS,
        Because.UNKNOWN_HOST,
    }
    assert _connected == []


@pytest.mark.parametrize(("url", "because"), NO_ADDRESS)
def test_what_is_no_address_of_a_webhook_is_not_even_looked_up(url: str, because: Because) -> None:
    _connected.clear()

    answered = post_json(url, {"text": "x"}, seconds=5, look_up=_never)

    assert isinstance(answered, NotSent)
    assert answered.because is because
    assert _connected == []


@pytest.mark.parametrize(
    "addresses",
    [
        ("127.0.0.1",),
        ("93.184.216.34", "127.0.0.1"),
        ("10.0.0.1", "93.184.216.34"),
        ("2606:2800:220:1:248:1893:25c8:1946", "::1"),
        ("not an address",),
        ("fe80::1%eth0",),
    ],
)
def test_a_name_with_one_inner_address_is_refused_whole(addresses: tuple[str, ...]) -> None:
    _connected.clear()

    answered = post_json("https://evil.example/", {}, seconds=5, look_up=lambda host, port: addresses)

    assert answered in {NotSent(why, "evil.example") for why in (Because.PRIVATE, Because.LINK_LOCAL)}
    assert _connected == []


def test_a_name_is_looked_up_once_and_the_checked_address_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rebinding: public when checked, inner when asked again. Nobody asks again, not even the library."""
    answers = [("93.184.216.34",), ("127.0.0.1",)]
    tried: list[str] = []

    async def connect(remote_host: str, *args: Any, **kwargs: Any) -> Any:
        tried.append(str(remote_host))
        raise OSError("no network in tests")

    monkeypatch.setattr("anyio.connect_tcp", connect)
    monkeypatch.setattr("httpx_secure.connect_tcp", connect)
    answered = post_json("https://evil.example/", {}, seconds=5, look_up=lambda host, port: answers.pop(0))

    assert answered == NotSent(Because.UNREACHABLE, "evil.example")
    assert tried == ["93.184.216.34"]
    assert answers == [("127.0.0.1",)]


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700:4700::1111"])
def test_the_address_is_connected_to_and_the_name_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """With the address of the network's other version too; in the end the certificate must be the name's."""
    import anyio

    real, tried = anyio.connect_tcp, list[str]()
    with hook(answer("200 OK")) as server:

        async def connect(remote_host: str, remote_port: int, **kwargs: Any) -> Any:
            tried.append(str(remote_host))
            return await real("127.0.0.1", server.port, **kwargs)

        monkeypatch.setattr("anyio.connect_tcp", connect)
        rule = Allowed(frozenset(), TLS / "authority.pem")
        answered = post_json(
            f"https://{NAME}/x?y=z#w", {}, seconds=5, allowed=rule, look_up=lambda host, port: (address,)
        )

    assert answered == Sent(200)
    assert tried == [address]
    assert server.heard[0].startswith(b"POST /x?y=z HTTP/1.1\r\n")
    assert f"host: {NAME}\r\n".encode() in server.heard[0].lower()


def test_the_next_address_is_tried_only_before_anything_was_said() -> None:
    with hook(answer("200 OK")) as server:
        rule = Allowed(frozenset({f"{NAME}:{server.port}"}), TLS / "authority.pem")
        answered = post_json(
            server.url, {}, seconds=5, allowed=rule, look_up=lambda host, port: ("::1", "127.0.0.1")
        )
    with hook(b"") as silent:
        rule = Allowed(frozenset({f"{NAME}:{silent.port}"}), TLS / "authority.pem")
        once = post_json(
            silent.url, {}, seconds=5, allowed=rule, look_up=lambda host, port: ("127.0.0.1", "127.0.0.1")
        )

        assert silent.connections == 1
    assert answered == Sent(200)
    assert once == NotSent(Because.UNREACHABLE, NAME, perhaps=True)


def test_it_works_inside_a_server_that_is_running_a_loop_of_its_own() -> None:
    import asyncio

    async def face() -> Sent | NotSent:
        return post_json(server.url, {}, seconds=5, allowed=server.allowed, look_up=here)

    with hook(answer("204 No Content")) as server:
        assert asyncio.run(face()) == Sent(204)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001:80b::200e"]
)
def test_ordinary_addresses_are_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_an_inner_address_stays_one_however_it_is_wrapped(address: Any) -> None:
    assert not is_public(str(address))
    assert not is_public(f"::ffff:{address}")
    assert not is_public(f"64:ff9b::{address}")
    assert not is_public(f"::{address}")


def test_a_place_named_in_the_settings_gets_the_body_and_nothing_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with hook(answer("200 OK", "ok", "Set-Cookie: a=b")) as server, caplog.at_level(logging.DEBUG):
        answered = post_json(server.url, {"text": "Ü"}, seconds=5, allowed=server.allowed, look_up=here)

    assert answered == Sent(200)
    (heard,) = server.heard
    assert heard.startswith(b"POST /services/T0/B0/very-secret HTTP/1.1\r\n")
    assert f"host: {NAME}:{server.port}".encode() in heard.lower()
    assert b"user-agent: milepost\r\n" in heard.lower()
    assert b"cookie" not in heard.lower()
    assert heard.endswith('{"text": "Ü"}'.encode())
    assert "very-secret" not in caplog.text


def test_the_same_place_is_refused_without_the_settings() -> None:
    with hook(answer("200 OK")) as server:
        named = post_json(server.url, {}, seconds=5, look_up=here)
        other = Allowed(frozenset({f"{NAME}:1"}), TLS / "authority.pem")
        another = post_json(server.url, {}, seconds=5, allowed=other, look_up=here)

        assert server.connections == 0
    assert named == another == NotSent(Because.PORT, str(server.port))


@pytest.mark.parametrize(
    ("says", "because", "detail"),
    [
        (answer("302 Found", "", "Location: https://127.0.0.1/"), Because.REDIRECTED, "302"),
        (answer("308 Permanent", "", "Location: http://169.254.169.254/"), Because.REDIRECTED, "308"),
        (answer("404 Not Found", "no_service"), Because.REFUSED, "404 no_service"),
        (answer("400 Bad", "a\x1b[31m\nb" + "x" * 9000), Because.REFUSED, None),
        (answer("503 Busy", "later"), Because.FAILED, "503 later"),
        (b"SSH-2.0-OpenSSH_9\r\n\r\n", Because.UNREACHABLE, None),
        (b"", Because.UNREACHABLE, None),
    ],
)
def test_an_answer_that_is_no_yes_is_told(says: bytes, because: Because, detail: str | None) -> None:
    with hook(says) as server:
        answered = post_json(server.url, {}, seconds=5, allowed=server.allowed, look_up=here)

        assert server.connections == 1
    assert isinstance(answered, NotSent)
    assert answered.because is because
    assert detail is None or answered.detail == detail
    assert answered.detail.isprintable()
    assert len(answered.detail) <= 120


def test_a_server_that_hangs_is_left_and_the_text_may_have_arrived() -> None:
    with hook(None) as server:
        answered = post_json(server.url, {}, seconds=0.5, allowed=server.allowed, look_up=here)

    assert answered == NotSent(Because.HUNG, NAME, perhaps=True)


def test_a_server_that_hangs_before_anything_was_said_got_nothing() -> None:
    with hook(None, tls=False) as server:
        answered = post_json(server.url, {}, seconds=0.3, allowed=server.allowed, look_up=here)

    assert answered == NotSent(Because.HUNG, NAME, perhaps=False)


@pytest.mark.parametrize("drip", [b"H", b"X-More: 1\r\n"])
def test_a_server_that_drips_without_end_is_left_too(drip: bytes) -> None:
    with hook(drip, drips=True) as server:
        answered = post_json(server.url, {}, seconds=0.5, allowed=server.allowed, look_up=here)

    assert isinstance(answered, NotSent)
    assert answered.because in {Because.HUNG, Because.UNREACHABLE}
    assert answered.perhaps


def test_a_resolver_that_hangs_is_left_too() -> None:
    import threading

    over = threading.Event()

    def slow(host: str, port: int) -> tuple[str, ...]:
        over.wait(10)
        return ("127.0.0.1",)

    answered = post_json("https://slow.example/", {}, seconds=0.1, look_up=slow)
    over.set()

    assert answered == NotSent(Because.HUNG)


def test_a_certificate_of_somebody_else_is_refused() -> None:
    with hook(answer("200 OK")) as server:
        unknown = Allowed(server.allowed.places, None)
        unsigned = post_json(server.url, {}, seconds=5, allowed=unknown, look_up=here)
        other = Allowed(frozenset({f"other.example:{server.port}"}), TLS / "authority.pem")
        misnamed = post_json(
            f"https://other.example:{server.port}/", {}, seconds=5, allowed=other, look_up=here
        )

        assert server.heard == []
    assert unsigned == NotSent(Because.TLS, NAME)
    assert misnamed == NotSent(Because.TLS, "other.example")


def test_nobody_at_the_address_and_a_name_that_nobody_knows() -> None:
    with hook(None) as server:
        port, allowed, url = server.port, server.allowed, server.url
    gone = post_json(url, {}, seconds=5, allowed=allowed, look_up=here)

    def nobody(host: str, port: int) -> tuple[str, ...]:
        raise OSError("Name or service not known")

    assert gone == NotSent(Because.UNREACHABLE, NAME), port
    assert post_json("https://no.example/", {}, look_up=nobody) == NotSent(Because.UNKNOWN_HOST, "no.example")


def test_a_body_that_is_too_large_never_leaves() -> None:
    assert post_json("https://a.example/", {"t": "x" * 300_000}, look_up=_never) == NotSent(Because.TOO_LARGE)


def test_looking_up_answers_each_address_once() -> None:
    assert look_up("127.0.0.1", 443) == ("127.0.0.1",)


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1", "::ffff:169.254.169.254"])
def test_what_a_cloud_tells_its_machines_is_never_called(address: str) -> None:
    allowed = Allowed(places=frozenset({"inner.example:443"}))
    found = post_json("https://inner.example/", {}, allowed=allowed, look_up=lambda *_: (address,))
    assert found == NotSent(Because.LINK_LOCAL, "inner.example")
