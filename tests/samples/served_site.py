"""A real server over a workspace, in a process of its own, and people who visit it over HTTP."""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
from free_port import free_port

from milepost.workspace.opening import open_workspace
from milepost.workspace.people.role import Role

PASSWORD = "quiet-harbour-lamp-41"
_WHERE = hashlib.sha256(__file__.encode()).hexdigest()[:12]
_STATIC = Path(tempfile.gettempdir()) / f"milepost-tests-static-{os.getuid()}-{_WHERE}"
"""Shared by all servers of all runs: gathered again when the program has changed."""
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """A browser without a script: keeps cookies, sends forms with their token."""

    def __init__(self, url: str) -> None:
        self.owns = False
        limits = httpx.Limits(max_keepalive_connections=0)  # a server that ends waits for open lines
        self.client = httpx.Client(
            base_url=url, headers={"Origin": url}, timeout=60, trust_env=False, limits=limits
        )

    def get(self, path: str, **more: object) -> httpx.Response:
        """A page, without following where it leads."""
        return self.client.get(path, **more)  # type: ignore[arg-type]

    def post(
        self, path: str, data: dict[str, object] | None = None, *, on: str | None = None, **more: object
    ) -> httpx.Response:
        """Send a form; its token is taken from the page `on` which it stands (the same page, unless said)."""
        page = self.client.get(on or path)
        found = _TOKEN.search(page.text)
        token = {"csrfmiddlewaretoken": found.group(1)} if found else {}
        return self.client.post(path, data=token | (data or {}), **more)  # type: ignore[arg-type]

    def sign_in(self, email: str, password: str = PASSWORD) -> httpx.Response:
        """Through the door, as people do."""
        return self.post("/accounts/login/", {"login": email, "password": password})


@dataclass(frozen=True)
class Served:
    """A site that is up: its folder, its address, and the link by which the first account was made."""

    home: Path
    url: str
    first_link: str
    _came: list[Visitor]

    def visitor(self) -> Visitor:
        """Somebody whom nobody knows."""
        visitor = Visitor(self.url)
        self._came.append(visitor)
        return visitor

    def owner(self) -> Visitor:
        """Whoever made the first account; made when it is not there yet."""
        known = next((one for one in self._came if one.owns), None)
        if known is not None:
            return known
        visitor = self.visitor()
        path = self.first_link.removeprefix(self.url)
        form = {"name": "Mara Owner", "email": "owner@example.com", "password": PASSWORD}
        if visitor.get(path).status_code != 200 or visitor.post(path, form).status_code != 302:
            answer = visitor.sign_in("owner@example.com")
            assert answer.status_code == 302, answer.status_code
        visitor.owns = True
        return visitor

    def person(self, role: Role, brand: str, email: str) -> Visitor:
        """Somebody who was asked in to a brand and came."""
        open_workspace(self.home)
        from milepost.workspace.people.invitations import invite  # needs the open database

        token = invite(email, brand, role, who="test", now=datetime.now(UTC))
        visitor = self.visitor()
        form = {"name": email.partition("@")[0].title(), "email": email, "password": PASSWORD}
        answer = visitor.post(f"/join/{token}/", form)
        assert answer.status_code == 302, (
            email,
            answer.status_code,
            visitor.get(f"/join/{token}/").status_code,
        )
        return visitor

    def forget_tries(self) -> None:
        """How often this machine has tried to come in, or said a password, counts from nought again."""
        for count in (self.home / "cache" / "counts").glob("*.djcache"):
            count.unlink()


@contextmanager
def serving(home: Path, *more: str, workers: int = 1, **environment: str) -> Iterator[Served]:
    """Serve a workspace on a free port until the block ends."""
    port = free_port()
    words = ["-m", "milepost.web", str(home), "--port", str(port), "--workers", str(workers), *more]
    with (home.parent / "server.log").open("ab") as told:
        server = subprocess.Popen(
            [sys.executable, *words],
            stdout=subprocess.PIPE,
            stderr=told,
            text=True,
            env=os.environ | {"MILEPOST_STATIC_ROOT": str(_STATIC)} | environment,
        )
    url, link = f"http://127.0.0.1:{port}", ""
    came: list[Visitor] = []
    try:
        assert server.stdout is not None
        line = ""
        while not line.startswith("Milepost is served"):
            line = server.stdout.readline()
            assert line, (home.parent / "server.log").read_text()
            link = line.strip() if "/join/" in line else link
        yield Served(home, url, link, came)
    finally:
        for visitor in came:
            visitor.client.close()
        server.terminate()
        server.communicate(timeout=30)
