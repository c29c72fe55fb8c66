"""Who may make a new-password link for whom: never for somebody who can do more, or is known elsewhere."""

import json
import re
from datetime import UTC, datetime

import pytest
from passwords_lost import (
    ANOTHER,
    BRAND,
    OTHER,
    OWN,
    belongs,
    known,
    link,
    logged,
    number,
    rows,
    said_again,
    set_by,
)
from served_site import Served, Visitor
from typer.testing import CliRunner

from milepost.cli.app import app
from milepost.errors import InvalidValue, NotFound
from milepost.workspace.people.role import Role

BOSS = "boss@may.example"
EVERYBODY = "/workspace/people"


pytestmark = pytest.mark.usefixtures("nothing_is_counted")


@pytest.fixture(scope="module")
def boss(site: Served) -> Visitor:
    """An owner of the demo brand, and an editor of the other, with their password said a moment ago."""
    boss = site.person(Role.OWNER, BRAND, BOSS)
    belongs(site, BOSS, "editor", OTHER)
    known(site, "anybody@may.example")
    said_again(boss, f"{OWN}/{number(site, 'anybody@may.example')}/password/")
    return boss


def change(site: Served, email: str, what: str) -> None:
    """Change somebody's row."""
    rows(site.home, f"UPDATE person SET {what} WHERE email = ?", email)


def comes_by_company(site: Served, email: str) -> None:
    """Let the provider of a company vouch for somebody."""
    names = "user_id, provider, uid, last_login, date_joined, extra_data"
    asked = f"INSERT INTO socialaccount_socialaccount ({names}) VALUES (?, 'oidc', ?, ?, ?, '{{}}')"
    now = datetime.now(UTC).isoformat()
    rows(site.home, asked, number(site, email), email, now, now)


CASES = {
    "owns the workspace": lambda site, email: change(site, email, "is_owner = 1"),
    "is a client elsewhere": lambda site, email: belongs(site, email, "client", OTHER),
    "is in a brand that is gone": lambda site, email: belongs(site, email, "client", "Gone Ltd"),
    "is locked out": lambda site, email: change(site, email, "is_active = 0"),
    "comes by an account elsewhere, too": comes_by_company,
    "has no password": lambda site, email: change(site, email, "password = '!nothing'"),
    "has left the brand": lambda site, email: rows(
        site.home, "DELETE FROM membership WHERE person_id = ?", number(site, email)
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_no_link_for_somebody_who_can_do_more_or_comes_to(site: Served, boss: Visitor, case: str) -> None:
    """Neither now, nor by a link that was made when they could not."""
    email = f"{re.sub(r'[^a-z]+', '-', case)}@may.example"
    known(site, email)
    path = f"{OWN}/{number(site, email)}/password/"
    way = link(site, boss, email)
    assert site.visitor().get(way).status_code == 200
    CASES[case](site, email)
    assert path not in boss.get(f"{OWN}/").text
    assert boss.get(path).status_code == 404
    assert boss.post(path, {"drop": "yes"}, on=f"{OWN}/").status_code == 404
    answer = site.visitor().get(way)
    assert answer.status_code == 404
    assert email not in answer.text
    kept = rows(site.home, "SELECT password FROM person WHERE email = ?", email)
    assert site.visitor().post(way, {"password": ANOTHER}, on="/accounts/login/").status_code == 404
    assert rows(site.home, "SELECT password FROM person WHERE email = ?", email) == kept


def test_no_link_for_oneself_for_a_stranger_or_for_nobody(site: Served, boss: Visitor) -> None:
    known(site, "stranger@may.example", brand=OTHER)
    for one in (number(site, BOSS), number(site, "stranger@may.example"), 987654):
        path = f"{OWN}/{one}/password/"
        assert boss.get(path).status_code == 404
        assert boss.post(path, on=f"{OWN}/").status_code == 404
        elsewhere = f"/b/ostrich-sohne/people/{one}/password/"  # where the boss is no owner
        assert boss.get(elsewhere).status_code == 404
        assert boss.get(f"{EVERYBODY}/{one}/password/").status_code == 404
    owner = site.owner()
    assert owner.get(f"{EVERYBODY}/{number(site, 'owner@example.com')}/password/").status_code == 404
    assert owner.get(f"{EVERYBODY}/987654/password/").status_code == 404


def test_the_link_of_somebody_who_may_no_longer_make_it_is_dead(site: Served) -> None:
    late, email = "late@may.example", "left@may.example"
    maker = site.person(Role.OWNER, BRAND, late)
    known(site, email, "owner")  # an equal
    way = link(site, maker, email)
    person = number(site, late)
    for undo, do in (
        ("role = 'owner'", "role = 'editor'"),
        (f"brand = '{BRAND}'", f"brand = '{OTHER.replace('&', 'and')}'"),
    ):
        rows(site.home, f"UPDATE membership SET {do} WHERE person_id = ?", person)
        assert site.visitor().get(way).status_code == 404
        rows(site.home, f"UPDATE membership SET {undo} WHERE person_id = ?", person)
        assert site.visitor().get(way).status_code == 200
    change(site, late, "is_active = 0")
    assert site.visitor().get(way).status_code == 404


def test_who_owns_both_brands_of_somebody_may(site: Served) -> None:
    both, email = "both@may.example", "twice@may.example"
    maker = site.person(Role.OWNER, BRAND, both)
    belongs(site, both, "owner", OTHER)
    known(site, email, "editor")
    belongs(site, email, "client", OTHER)
    assert set_by(site.visitor(), link(site, maker, email)) == 302


def test_an_owner_of_the_workspace_may_for_everybody_and_is_told_who_has_no_password(site: Served) -> None:
    owner = site.owner()
    for email in ("equal@may.example", "company@may.example"):
        known(site, email)
    change(site, "equal@may.example", "is_owner = 1")
    change(site, "company@may.example", "password = '!nothing'")
    equal = link(site, owner, "equal@may.example", on=EVERYBODY)
    page = owner.get(f"{EVERYBODY}/{number(site, 'company@may.example')}/password/").text
    assert "This person has no password" in page
    assert (
        "This person has no password"
        not in owner.get(f"{EVERYBODY}/{number(site, 'equal@may.example')}/password/").text
    )
    company = link(site, owner, "company@may.example", on=EVERYBODY)
    for way, email in ((equal, "equal@may.example"), (company, "company@may.example")):
        assert set_by(site.visitor(), way) == 302
        assert ("owner@example.com", "", f"{email}: second factor stays") in logged(site, "password.link")
    assert site.visitor().sign_in("company@may.example", ANOTHER).headers["location"] == "/"


def test_the_only_owner_gets_in_by_a_command_on_the_machine(site: Served) -> None:
    said = CliRunner().invoke(
        app, ["people", "link", "OWNER@example.com", "--home", str(site.home), "--json"]
    )
    assert said.exit_code == 0, said.output
    told = json.loads(said.output)
    assert told["link"].startswith(f"{site.url}/password/")  # where it was served last
    assert told["email"] == "owner@example.com"
    assert not told["drops_second_factor"]
    assert site.visitor().get(told["link"].removeprefix(site.url)).status_code == 200
    words = ["people", "link", "owner@example.com", "--drop-second-factor", "--url", "https://m.example/"]
    again = CliRunner().invoke(app, [*words, "--home", str(site.home)]).output
    assert "https://m.example/password/" in again
    assert "second factor and passkeys are removed" in again
    assert site.visitor().get(told["link"].removeprefix(site.url)).status_code == 404
    assert logged(site, "password.link")[-1][2] == "owner@example.com: second factor removed, on the machine"
    path = "/password/" + again.partition("/password/")[2].partition("\n")[0]
    assert "Your second factor" in site.visitor().get(path).text


def test_the_command_refuses_who_is_unknown_or_locked_out(site: Served) -> None:
    known(site, "shut@may.example")
    change(site, "shut@may.example", "is_active = 0")
    for email, error, words in (
        ("owner@exmaple.com", NotFound, "owner@example.com"),
        ("shut@may.example", InvalidValue, "locked out"),
    ):
        said = CliRunner().invoke(app, ["people", "link", email, "--home", str(site.home)])
        assert isinstance(said.exception, error)
        assert words in str(said.exception)
    said = CliRunner().invoke(
        app, ["people", "link", "owner@example.com", "--url", "ftp://x", "--home", str(site.home)]
    )
    assert isinstance(said.exception, InvalidValue)
