"""A served site with a company's sign-in, and the provider behind it."""

import html
import re
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
from open_id import Provider
from served_site import Served, Visitor

from milepost.workspace.opening import open_workspace
from milepost.workspace.people.role import Role

LOGIN, BACK = "/accounts/oidc/oidc/login/", "/accounts/oidc/oidc/login/callback/"


@dataclass(frozen=True)
class Company:
    """A site with a company's sign-in, and the provider behind it."""

    site: Served
    provider: Provider

    def leave(
        self, visitor: Visitor, path: str = LOGIN, *, on: str | None = "/accounts/login/", **data: object
    ) -> str:
        """Where the site sends somebody who presses the button."""
        answer = visitor.post(path, data, on=on)
        assert answer.status_code == 200, answer.text
        found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', answer.text)
        assert found is not None, answer.text
        return html.unescape(found.group(1))

    def back(self, visitor: Visitor, path: str = LOGIN, **data: object) -> str:
        """Where the provider sends them, who comes back with a code."""
        return self.provider.browse(self.leave(visitor, path, **data)).removeprefix(self.site.url)

    def sign_in(self, visitor: Visitor, path: str = LOGIN, **data: object) -> httpx.Response:
        """The whole way there and back."""
        return visitor.get(self.back(visitor, path, **data))

    def invite(self, email: str, role: Role = Role.VIEWER) -> str:
        """The path of an invitation."""
        open_workspace(self.site.home)
        from milepost.workspace.people.invitations import invite  # needs the open database

        return f"/join/{invite(email, 'Quillfen', role, who='test', now=datetime.now(UTC))}/"

    def hal(self) -> Visitor:
        """Somebody whom the provider vouches for, not signed in."""
        self.provider.behave(sub="25", email="hal@company.example", email_verified=True)
        if not self.count("person", "email = 'hal@company.example'"):
            self.sign_in(self.site.visitor(), f"{self.invite('hal@company.example')}elsewhere/")
            self.provider.heard.clear()
        return self.site.visitor()

    def count(self, table: str, where: str = "1") -> int:
        """Rows of the site's database."""
        with sqlite3.connect(self.site.home / "milepost.db") as line:
            return int(line.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0])


def age(home: Path) -> None:
    """Let every session have begun an hour ago."""
    open_workspace(home)
    from django.core import signing

    secret, salt = (home / "secrets" / "site-key").read_text(), "django.contrib.sessions.SessionStore"
    with sqlite3.connect(home / "milepost.db") as line:
        for key, data in line.execute("SELECT session_key, session_data FROM django_session").fetchall():
            said = signing.loads(data, key=secret, salt=salt)
            aged = signing.dumps(
                said | {"since": said.get("since", 0) - 3600}, key=secret, salt=salt, compress=True
            )
            line.execute("UPDATE django_session SET session_data = ? WHERE session_key = ?", (aged, key))


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/account/").status_code == 200
