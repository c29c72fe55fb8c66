"""A mail server on this machine that takes mail, refuses it, hangs or drips, for tests of the digest."""

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import IO

from listening import listener, serving
from web_hooks import TLS

from milepost.workspace.delivery.settings import MailServer, Tls

HANG, DRIP, CLOSE = "hang", "drip", "close"


@dataclass
class Post:
    """The server: its port, the mails it took, and every line that it heard."""

    port: int
    mails: list[bytes] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def at(self, tls: Tls = Tls.NONE, user: str = "", password: str = "") -> MailServer:
        sender = "milepost@tin-and-twine.example"
        return MailServer(
            "localhost",
            self.port,
            tls,
            sender,
            user,
            password,
            TLS / "authority.pem" if tls != "none" else None,
        )


@dataclass
class _Server:
    """How one server behaves, and what it has heard."""

    says: Mapping[str, str]
    starttls: bool
    tls: bool
    found: Post
    over: threading.Event
    context: ssl.SSLContext

    def serve(self, plain: socket.socket) -> None:
        with suppress(OSError), plain:
            plain.settimeout(10)
            if self.tls:
                with self.context.wrap_socket(plain, server_side=True) as secret:
                    self.talk(secret)
            else:
                self.talk(plain)

    def talk(self, line: socket.socket, greet: bool = True) -> None:
        if greet and not self.tell(line, "greeting", "220 hello"):
            return
        with line.makefile("rb") as heard:
            while read := heard.readline():
                self.found.lines.append(read.decode("latin-1").rstrip())
                word = self.found.lines[-1].split(" ")[0].lower()
                if word == "starttls" and self.starttls:
                    self.tell(line, word, "220 go")
                    with self.context.wrap_socket(line, server_side=True) as secret:
                        self.talk(secret, greet=False)
                    return
                if not self.tell(line, word, self.usual(word, line)):
                    return
                if word == "data" and not self.take(line, heard):
                    return

    def usual(self, word: str, line: socket.socket) -> str:
        if word == "ehlo":
            offer = self.starttls and not isinstance(line, ssl.SSLSocket)
            return f"250-here\r\n{'250-STARTTLS' if offer else '250-SIZE'}\r\n250 AUTH PLAIN"
        return {"auth": "235 yes", "data": "354 go on", "quit": "221 bye"}.get(word, "250 ok")

    def take(self, line: socket.socket, heard: IO[bytes]) -> bool:
        if not self.says.get("data", "354").startswith("354"):
            return True
        text = b""
        while (row := heard.readline()) not in {b".\r\n", b""}:
            text += row
        if self.says.get("text", "250").startswith("250"):
            self.found.mails.append(text)
        return self.tell(line, "text", "250 taken")

    def tell(self, line: socket.socket, word: str, usual: str) -> bool:
        said = self.says.get(word, usual)
        if said in {HANG, DRIP}:
            while said == DRIP and not self.over.wait(0.01):
                line.sendall(b"2")
            self.over.wait(10)
        if said in {HANG, DRIP, CLOSE}:
            return False
        line.sendall((said + "\r\n").encode())
        return True


@contextmanager
def post(
    says: Mapping[str, str] | None = None, *, starttls: bool = False, tls: bool = False
) -> Iterator[Post]:
    """A server that answers “ok”, but what `says` holds for a word (“rcpt”, “data”, “text”, “greeting”...).

    “hang” keeps the line open in silence, “drip” sends a letter now and then, “close” hangs up.
    """
    door = listener()
    found = Post(door.getsockname()[1])
    over = threading.Event()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "hooks.pem")
    with serving(door, _Server(says or {}, starttls, tls, found, over, context).serve, over):
        yield found
