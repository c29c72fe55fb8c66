"""What tests of new-password links do again and again: make one on a page, look into the site's database."""

import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from served_site import PASSWORD, Served, Visitor

BRAND, OTHER = "Quillfen", "Ostrich & Söhne"
OWN = "/b/quillfen/people"
ANOTHER = "meadow-lantern-ferry-7"


def rows(home: Path, asked: str, *values: object) -> list[tuple[Any, ...]]:
    """What the database of the site answers."""
    with sqlite3.connect(home / "milepost.db", timeout=30) as line:
        return list(line.execute(asked, values).fetchall())


def known(site: Served, email: str, role: str = "viewer", brand: str = BRAND) -> int:
    """Somebody with an account and the password of everybody else, made without asking the site."""
    site.owner()
    rows(
        site.home,
        "INSERT INTO person (password, email, name, language, is_owner, is_active, joined) "
        "SELECT password, ?, ?, '', 0, 1, joined FROM person WHERE email = 'owner@example.com'",
        email,
        email.partition("@")[0].title(),
    )
    belongs(site, email, role, brand)
    return number(site, email)


def belongs(site: Served, email: str, role: str, brand: str) -> None:
    """Give somebody a role in a brand."""
    asked = "INSERT INTO membership (person_id, brand, role) VALUES (?, ?, ?)"
    rows(site.home, asked, number(site, email), brand, role)


def number(site: Served, email: str) -> int:
    """The number under which the site knows somebody."""
    return int(rows(site.home, "SELECT id FROM person WHERE email = ?", email)[0][0])


def said_again(maker: Visitor, path: str) -> None:
    """Say the password once more, on the way to a page that asks for it."""
    answer = maker.get(path)
    if answer.status_code == 302:
        assert answer.headers["location"].startswith("/accounts/reauthenticate/")
        assert maker.post(answer.headers["location"], {"password": PASSWORD}).headers["location"] == path


def link(site: Served, maker: Visitor, email: str, *, on: str = OWN, **said: object) -> str:
    """The path of a new link for somebody, made on a page of people, which shows it once."""
    path = f"{on}/{number(site, email)}/password/"
    said_again(maker, path)
    assert maker.post(path, said).headers["location"] == path
    found = re.search(r'value="(http[^"]+/password/[^"]+)"', maker.get(path).text)
    assert found is not None
    assert found.group(1) not in maker.get(path).text
    return found.group(1).removeprefix(site.url)


def set_by(visitor: Visitor, path: str, password: str = ANOTHER) -> int:
    """Set a password by a link; what the site answers."""
    return visitor.post(path, {"password": password}).status_code


def app_of_codes(site: Served, email: str, secret: str = "JBSWY3DPEHPK3PXP") -> None:
    """Give somebody a second factor."""
    rows(
        site.home,
        "INSERT INTO mfa_authenticator (user_id, type, data, created_at) VALUES (?, 'totp', ?, ?)",
        number(site, email),
        f'{{"secret": "{secret}"}}',
        datetime.now(UTC).isoformat(),
    )


def logged(site: Served, action: str) -> list[tuple[str, str, str]]:
    """Who did that, in which brand, and what it was; oldest first."""
    found = rows(site.home, "SELECT who, brand, what FROM audit WHERE action = ? ORDER BY id", action)
    return [(str(who), str(brand), str(what)) for who, brand, what in found]
