"""Where the site is found, and over which line: what its start was told."""

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from milepost.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class Site:
    """The workspace a site serves, where it listens, and the address people type ('' is the same)."""

    home: Path
    host: str = "127.0.0.1"
    port: int = 8000
    url: str = ""
    workers: int = 2

    @property
    def secure(self) -> bool:
        """Whether people reach it over HTTPS."""
        return self.url.startswith("https://")

    @property
    def address(self) -> str:
        """What people type, without a slash at its end."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return self.url or f"http://{shown}:{self.port}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names under which it answers; any other is refused."""
        named = urlsplit(self.address).hostname or self.host
        named = f"[{named}]" if ":" in named else named
        return tuple(dict.fromkeys((named, "localhost", "127.0.0.1", "[::1]")))


def checked(site: Site) -> Site:
    """The site, when nothing about its address would put people at risk. Raises InvalidValue."""
    if site.url and not _is_address(site.url):
        raise InvalidValue(
            f"“{site.url}” is not the address of a site.",
            "Write for example https://milepost.example.com",
        )
    if not _stays_here(site.host) and not site.secure:
        raise InvalidValue(
            f"On {site.host}, others could read passwords and figures on their way: the line is not secret.",
            "Put it behind a server with a certificate and say its address, as in "
            "--url https://milepost.example.com; or leave --host out: then only this machine reaches it.",
        )
    return site


def _is_address(url: str) -> bool:
    """Whether it is a scheme, a host and at most a port: it becomes the head of every link."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # brackets that do not close, or a port that is none
        return False
    named = parts.hostname or ""
    host = f"[{named}]" if ":" in named else named
    bare = parts.netloc.lower() == (host if port is None else f"{host}:{port}")
    more = parts.path.strip("/") or parts.query or parts.fragment
    return parts.scheme in {"http", "https"} and bool(named) and bare and not more


def _stays_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
