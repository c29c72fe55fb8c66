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
        return tuple(dict.fromkeys((named, "localhost", "127.0.0.1", "[::1]")))


def checked(site: Site) -> Site:
    """The site, when nothing about its address would put people at risk. Raises InvalidValue."""
    if site.url:
        parts = urlsplit(site.url)
        if (
            parts.scheme not in {"http", "https"}
            or not parts.hostname
            or parts.path.strip("/")
            or parts.query
        ):
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


def _stays_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
