"""The page on the site says what the site does: roles, variables, limits, places."""

import re
from pathlib import Path

from milepost.web.company.proof import SIGNATURES
from milepost.web.oidc import NAMES, OWN_ADDRESSES
from milepost.web.proxied import VARIABLE as PROXIES
from milepost.web.secret_key import VARIABLE
from milepost.web.serving import THREADS
from milepost.web.settings import ABSOLUTE, IDLE
from milepost.web.site import Site
from milepost.web.uploads import Limits
from milepost.workspace.people.role import Role
from milepost.workspace.place import OWN

PAGE = (Path(__file__).parents[3] / "docs" / "site.md").read_text("utf-8")
DAY = 24 * 60 * 60


def test_every_role_has_its_row_in_order() -> None:
    rows = re.findall(r"^\| (\w+) \| ", PAGE, re.MULTILINE)
    assert [row for row in rows if row in {role.word for role in Role}] == [role.word for role in Role]


def test_every_variable_that_is_read_is_named() -> None:
    for name in (*NAMES, OWN_ADDRESSES):
        assert f"`MILEPOST_OIDC_{name}`" in PAGE
    assert f"`{VARIABLE}`" in PAGE
    assert f"`{PROXIES}=" in PAGE


def test_the_limits_of_a_session_are_those_that_hold() -> None:
    assert (IDLE, ABSOLUTE) == (7 * DAY, 30 * DAY)
    assert "after a week without use, after thirty days in any case" in " ".join(PAGE.split())


def test_what_is_said_of_the_servers_before_ours_and_of_tokens_holds() -> None:
    assert "answers eight requests at a time" in " ".join(PAGE.split())
    assert THREADS * Site(Path()).workers == 8
    assert {kind[:2] for kind in SIGNATURES} == {"RS", "PS", "ES", "Ed"}
    assert Limits().whole // 1024**2 < int(re.findall(r"client_max_body_size (\d+)m", PAGE)[0])


def test_the_places_belong_to_the_workspace() -> None:
    named = set(re.findall(r"^\| `([a-z-]+)[/.`]", PAGE, re.MULTILINE)) - {"milepost"}
    assert named <= set(OWN)
    assert named == {"secrets", "cache", "uploads", "incoming", "set-aside"}
