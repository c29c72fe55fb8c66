"""A web server on this machine that speaks TLS and behaves well or badly, for tests of what is sent out."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from listening import listener, serving

from milepost.egress import Allowed

TLS = Path(__file__).parent / "tls"
"""A key and a certificate for names that end in .example, made for these tests and trusted by nobody else."""

NAME = "hooks.tin-and-twine.example"


@dataclass
class Hook:
    """The server: its port, how often it was connected to, and the requests it heard."""

    port: int
    connections: int = 0
    heard: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"https://{NAME}:{self.port}/services/T0/B0/very-secret"

    @property
    def allowed(self) -> Allowed:
        return Allowed(frozenset({f"{NAME}:{self.port}"}), TLS / "authority.pem")


def here(host: str, port: int) -> tuple[str, ...]:
    """Every name leads to this machine."""
    return ("127.0.0.1",)


def answer(status: str, body: str = "", *heads: str) -> bytes:
    """A whole answer of HTTP/1.1."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body.encode())}", "Connection: close", *heads]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


@contextmanager
def hook(says: bytes | None, *, drips: bool = False, tls: bool = True) -> Iterator[Hook]:
    """A server that answers everything with `says`; None: never, and it keeps the line open.

    With `drips`, it says it over and over without an end. Without `tls` it does not even shake hands.
    """
    door = listener()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "hooks.pem")
    found = Hook(door.getsockname()[1])
    over = threading.Event()

    def serve(plain: socket.socket) -> None:
        found.connections += 1
        with suppress(OSError), plain:
            plain.settimeout(10)
            if not tls:
                over.wait(10)
                return
            with context.wrap_socket(plain, server_side=True) as line:
                found.heard.append(_request(line))
                if says is None:
                    over.wait(10)
                    return
                line.sendall(says)
                while drips and not over.wait(0.01):
                    line.sendall(says)

    with serving(door, serve, over):
        yield found


def _request(line: ssl.SSLSocket) -> bytes:
    read = b""
    while b"\r\n\r\n" not in read:
        piece = line.recv(65536)
        if not piece:
            return read
        read += piece
    head, _, body = read.partition(b"\r\n\r\n")
    length = next(
        (int(h.split(b":")[1]) for h in head.split(b"\r\n") if h.lower().startswith(b"content-length")), 0
    )
    while len(body) < length:
        body += line.recv(65536)
    return head + b"\r\n\r\n" + body
