"""The one guarded HTTP client: everything that leaves over HTTP leaves by here.

A webhook's address is written by people, so it may point inwards. An address is looked up once, every answer
must be public, and the connection goes to that very answer: a name that answers otherwise a moment later
gains nothing. HTTPS only, redirects not followed, no proxies or credentials of the environment, no cookies,
and one limit over the whole, however slowly the other side drips.
"""

import asyncio
import json
import logging
import queue
import socket
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, TypeVar
from urllib.parse import urlencode

if TYPE_CHECKING:
    import httpx

HTTPS_PORT: Final = 443
MOST_SENT: Final = 256 * 1024
"""Bytes of a body; Slack takes less, and a report is an attachment, not a message."""

MOST_ANSWER: Final = 2048
"""Bytes of the answer that are read: enough for the reason of a refusal."""

MOST_READ: Final = 512 * 1024
"""Bytes of an answer that is asked for and read whole: the keys of a sign-in server take a few thousand."""

SECONDS: Final = 15.0
"""The limit over everything: looking up, connecting, sending and hearing the answer."""

_ADDRESSES: Final = 3
_MARGIN: Final = 1.0
"""Seconds for letting go of a line; the limit itself is held inside."""

_T = TypeVar("_T")
_PUBLIC_IPV6: Final = IPv6Network("2000::/3")


class Because(StrEnum):
    """Why something was not sent; each face says it in its own sentence."""

    BAD_ADDRESS = "bad_address"  # not a web address at all, or with a user and password in it
    NOT_HTTPS = "not_https"
    PORT = "port"  # another than 443, and not allowed in the settings
    LINK_LOCAL = "link_local"  # leads to what a cloud tells its own machines; no setting allows it
    PRIVATE = "private"  # leads to this machine or its network
    UNKNOWN_HOST = "unknown_host"
    UNREACHABLE = "unreachable"
    TLS = "tls"  # the certificate is not one for that name
    HUNG = "hung"
    REDIRECTED = "redirected"
    REFUSED = "refused"  # the server answered no
    FAILED = "failed"  # the server answered that it has a fault itself
    TOO_LARGE = "too_large"
    LOGIN = "login"  # the mail server did not take user and password


@dataclass(frozen=True, slots=True)
class Sent:
    """It was taken; `status` is the server's own number."""

    status: int


@dataclass(frozen=True, slots=True)
class NotSent:
    """It was not taken. `detail` is what the server said, in one short line.

    `perhaps`: the text was on its way when the other side fell silent, so it may have arrived all the same.
    """

    because: Because
    detail: str = ""
    perhaps: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered to a question that it took: its number (2xx) and its whole text."""

    status: int
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the settings allow beyond the rule.

    `places` are “host:port” on the own network, which may lie at any address and port; `authority` is a file
    of certificates (PEM) to trust besides the public ones; `seconds` is the limit over the whole.
    """

    places: frozenset[str] = frozenset()
    authority: Path | None = None
    seconds: float = SECONDS


LookUp = Callable[[str, int], Sequence[str]]
"""From a name and a port to addresses; raises OSError for a name that nobody knows."""


def look_up(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a name, as the system's resolver gives them, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(text: str) -> bool:
    """Whether an address lies on the public internet, and holds no inner one in disguise.

    Refused: private, loopback, link-local, multicast, shared (100.64/10), reserved and documentation ranges,
    IPv4 within IPv6 (mapped, compatible, 6to4, Teredo, NAT64), and what is no address at all.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if address.is_multicast or address.is_reserved or not address.is_global:
        return False
    if isinstance(address, IPv6Address):
        return address in _PUBLIC_IPV6 and address.sixtofour is None and address.teredo is None
    return True


def is_link_local(text: str) -> bool:
    """Whether an address is link-local, where clouds keep their machines' secrets, in whatever dress."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return address.is_link_local or (mapped is not None and mapped.is_link_local)


def post_json(
    url: str,
    body: object,
    *,
    seconds: float | None = None,
    allowed: Allowed | None = None,
    look_up: LookUp = look_up,
) -> Sent | NotSent:
    """Post one JSON body to a web address, within `seconds` in all; the other side's faults are values."""
    content = json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8"}
    return _out(url, _Letter("POST", content, headers, _heard), seconds, allowed or Allowed(), look_up)


def ask(
    url: str,
    *,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    seconds: float | None = None,
    allowed: Allowed | None = None,
    look_up: LookUp = look_up,
) -> Answer | NotSent:
    """What a web address answers, read whole: got, or with a `form` posted. Faults over there are values.

    An answer of more than MOST_READ bytes is not read.
    """
    content = b"" if form is None else urlencode(form).encode()
    said = {"Accept": "application/json"} | dict(headers or {})
    if form is not None:
        said["Content-Type"] = "application/x-www-form-urlencoded"
    letter = _Letter("GET" if form is None else "POST", content, said, _read_whole)
    return _out(url, letter, seconds, allowed or Allowed(), look_up)


def within(until: float, work: Callable[[], _T]) -> _T | Exception | NotSent:
    """What `work` answers or raises; NotSent (hung) when it goes on after `until` and is left to itself.

    `until` is a moment of `time.monotonic()`. For calls that nothing can stop, such as the system's resolver.
    """
    answers: queue.SimpleQueue[_T | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put(work())
        except Exception as error:
            answers.put(error)

    threading.Thread(target=run, daemon=True, name="milepost-egress").start()
    try:
        return answers.get(timeout=max(0.0, until - time.monotonic()))
    except queue.Empty:
        return NotSent(Because.HUNG)


def first_line(text: str, most: int = 120) -> str:
    """What a server said, as one short line of printable characters."""
    line = " ".join(text.split())
    return "".join(c for c in line if c.isprintable())[:most].strip()


@dataclass(frozen=True, slots=True)
class _Letter(Generic[_T]):
    """What is sent, and how its answer is heard."""

    method: str
    content: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    hear: Callable[["httpx.Response"], Awaitable[_T | NotSent]]


def _out(
    url: str, letter: _Letter[_T], seconds: float | None, rule: Allowed, look_up: LookUp
) -> _T | NotSent:
    until = time.monotonic() + (rule.seconds if seconds is None else seconds)
    if len(letter.content) > MOST_SENT:
        return NotSent(Because.TOO_LARGE)
    asked = _read(url, rule)
    if isinstance(asked, NotSent):
        return asked
    found = _find(asked, until, look_up)
    if isinstance(found, NotSent):
        return found
    began = threading.Event()

    def send() -> _T | NotSent:
        sending = _send(asked, found, letter, until, rule, began)
        return asyncio.run(sending)

    answer = within(until + _MARGIN, send)
    if isinstance(answer, NotSent) and answer.because is Because.HUNG:
        return NotSent(Because.HUNG, asked.host, perhaps=began.is_set())
    if isinstance(answer, Exception):
        raise answer
    return answer


@dataclass(frozen=True, slots=True)
class _Asked:
    """A web address that may be asked; `trusted`: named in the settings, so it may lie anywhere."""

    url: "httpx.URL" = field(repr=False)
    host: str
    port: int
    trusted: bool


def _read(text: str, allowed: Allowed) -> _Asked | NotSent:
    import httpx

    try:
        url = httpx.URL(text.strip())
        host = url.raw_host.decode("ascii").strip("[]").rstrip(".").lower()
    except (httpx.InvalidURL, UnicodeError, ValueError, TypeError):
        return NotSent(Because.BAD_ADDRESS)
    if url.scheme != "https":
        return NotSent(Because.NOT_HTTPS if url.scheme in {"http", "ws", ""} else Because.BAD_ADDRESS)
    if not host or url.userinfo or "%" in host:
        return NotSent(Because.BAD_ADDRESS)
    port = HTTPS_PORT if url.port is None else url.port
    trusted = f"{host}:{port}" in allowed.places
    if port != HTTPS_PORT and not trusted:
        return NotSent(Because.PORT, str(port))
    return _Asked(url, host, port, trusted)


def _find(asked: _Asked, until: float, look_up: LookUp) -> tuple[str, ...] | NotSent:
    """The addresses to connect to, all of them checked: one inner address among public ones refuses all."""
    answer = within(until, lambda: tuple(look_up(asked.host, asked.port)))
    if isinstance(answer, NotSent):
        return answer
    if isinstance(answer, Exception) or not answer:
        return NotSent(Because.UNKNOWN_HOST, asked.host)
    if any(is_link_local(address) for address in answer):
        return NotSent(Because.LINK_LOCAL, asked.host)
    if not asked.trusted and not all(is_public(address) for address in answer):
        return NotSent(Because.PRIVATE, asked.host)
    return answer[:_ADDRESSES]


async def _send(
    asked: _Asked,
    addresses: Sequence[str],
    letter: _Letter[_T],
    until: float,
    rule: Allowed,
    began: threading.Event,
) -> _T | NotSent:
    answer: _T | NotSent = NotSent(Because.UNREACHABLE, asked.host)
    try:
        async with asyncio.timeout(max(0.0, until - time.monotonic())), _client(asked, rule) as client:
            for address in addresses:
                answer = await _try(client, asked, address, letter, began)
                heard = not isinstance(answer, NotSent) or answer.because is not Because.UNREACHABLE
                if heard or began.is_set():
                    break
    except TimeoutError:
        return NotSent(Because.HUNG)
    return answer


def _client(asked: _Asked, rule: Allowed) -> "httpx.AsyncClient":
    """A client that goes only where it may. The guard of httpx-secure checks the address once more."""
    import httpx
    from httpx_secure import httpx_ssrf_protection

    logging.getLogger("httpx").disabled = True  # it writes whole addresses, and a webhook's is a secret
    trust = httpx.create_ssl_context(trust_env=False)
    if rule.authority is not None:
        trust.load_verify_locations(rule.authority)
    client = httpx.AsyncClient(verify=trust, trust_env=False, follow_redirects=False, timeout=None)  # noqa: S113

    def may(_: str, address: IPv4Address | IPv6Address, port: int) -> bool:
        return port == asked.port and (asked.trusted or is_public(str(address)))

    return httpx_ssrf_protection(
        client, check_globally_reachable=not asked.trusted, custom_validator=may, dns_cache_size=1
    )


async def _try(
    client: "httpx.AsyncClient", asked: _Asked, address: str, letter: _Letter[_T], began: threading.Event
) -> _T | NotSent:
    """Send to one checked address; the name stands in the Host header and in the certificate's check."""
    import httpx
    from httpx_secure import SSRFProtectionError

    async def trace(event: str, _: object) -> None:
        if event.endswith("send_request_body.started"):
            began.set()

    headers = {
        "Host": asked.url.netloc.decode("ascii"),
        "User-Agent": "Milepost",
        "Accept-Encoding": "identity",
    }
    request = httpx.Request(
        letter.method,
        asked.url.copy_with(host=address, fragment=None),
        headers=headers | dict(letter.headers),
        content=letter.content,
        extensions={"sni_hostname": asked.host, "trace": trace},
    )
    try:
        answer = await client.send(request, stream=True)
        try:
            return await letter.hear(answer)
        finally:
            await answer.aclose()
    except SSRFProtectionError:
        return NotSent(Because.PRIVATE, asked.host)
    except httpx.ConnectError as error:
        return NotSent(Because.TLS if _about_tls(error) else Because.UNREACHABLE, asked.host)
    except httpx.HTTPError:
        return NotSent(Because.UNREACHABLE, asked.host, perhaps=began.is_set())


async def _heard(answer: "httpx.Response") -> Sent | NotSent:
    status = answer.status_code
    if 200 <= status < 300:
        return Sent(status)
    if 300 <= status < 400:
        return NotSent(Because.REDIRECTED, str(status))
    read = b""
    async for piece in answer.aiter_raw(MOST_ANSWER):
        read += piece
        if len(read) >= MOST_ANSWER:
            break
    said = first_line(f"{status} {read[:MOST_ANSWER].decode('utf-8', 'replace')}")
    return NotSent(Because.FAILED if status >= 500 else Because.REFUSED, said)


async def _read_whole(answer: "httpx.Response") -> Answer | NotSent:
    if not 200 <= answer.status_code < 300:
        refused = await _heard(answer)
        return refused if isinstance(refused, NotSent) else NotSent(Because.FAILED)
    read = b""
    async for piece in answer.aiter_raw():
        read += piece
        if len(read) > MOST_READ:
            return NotSent(Because.TOO_LARGE)
    return Answer(answer.status_code, read)


def _about_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
