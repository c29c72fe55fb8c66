"""A way back in: an owner hands over a link by which somebody sets a new password, once and within a day."""

import re

import pytest
from passwords_lost import (
    ANOTHER,
    BRAND,
    OWN,
    app_of_codes,
    known,
    link,
    logged,
    number,
    rows,
    said_again,
    set_by,
)
from served_site import PASSWORD, Served, Visitor

from milepost.workspace.people.role import Role

_DOOR, _FACTOR = "/accounts/login/", "/accounts/2fa/authenticate/"


pytestmark = pytest.mark.usefixtures("nothing_is_counted")


@pytest.fixture(scope="module")
def boss(site: Served) -> Visitor:
    """An owner of the demo brand alone."""
    return site.person(Role.OWNER, BRAND, "boss@passwords.example")


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/account/").status_code == 200


def test_somebody_who_forgot_their_password_sets_another_by_the_link_of_an_owner(site: Served) -> None:
    email, boss = "ada@passwords.example", site.person(Role.OWNER, BRAND, "max@passwords.example")
    ada, path = site.person(Role.VIEWER, BRAND, email), f"{OWN}/{number(site, email)}/password/"
    assert boss.get(path).headers["location"].startswith("/accounts/reauthenticate/")
    assert path in boss.get(f"{OWN}/").text
    for _ in range(6):
        locked = site.visitor().sign_in(email, "a guess that is wrong")
    assert "Too many" in locked.text
    way = link(site, boss, email)
    assert way.split("/")[2] not in ada.get("/account/").text  # nor anything else of it
    assert len(way.split("/")[2]) >= 43  # 256 bits
    found = site.visitor()
    page = found.get(way)
    assert email in page.text
    assert page.headers["cache-control"] == "private, no-store"
    for plain in ("short1", "password1234", email):
        assert set_by(found, way, plain) == 200, plain
    assert is_in(ada)
    assert set_by(found, way) == 302
    assert "Your new password is set" in found.get(_DOOR).text
    assert not is_in(ada)
    assert not is_in(found)  # the link signs nobody in
    assert site.visitor().sign_in(email).status_code == 200  # the old one
    assert found.sign_in(email, ANOTHER).headers["location"] == "/"
    assert "by a link that an owner made" in found.get("/account/").text
    assert site.visitor().get(way).status_code == 404
    assert ("max@passwords.example", BRAND, f"{email}: second factor stays") in logged(site, "password.link")
    assert (email, BRAND, "by a link of max@passwords.example") in logged(site, "password.set")
    assert not rows(site.home, "SELECT 1 FROM invitation WHERE token_hash = ?", way.split("/")[2])


def test_a_link_that_is_dead_opens_nothing_and_says_nothing(site: Served, boss: Visitor) -> None:
    email = "bo@passwords.example"
    known(site, email)
    path = f"{OWN}/{number(site, email)}/password/"
    earlier = link(site, boss, email)
    assert "works until" in boss.get(path).text
    later = link(site, boss, email)
    dead = [earlier, "/password/never-was/"]
    assert site.visitor().get(later).status_code == 200
    assert boss.post(path, {"do": "take-back"}).status_code == 302
    assert "works until" not in boss.get(path).text
    dead.append(later)
    expired = link(site, boss, email)
    rows(site.home, "UPDATE invitation SET expires_at = '2026-01-01' WHERE email = ?", email)
    dead.append(expired)
    for way in dead:
        visitor = site.visitor()
        token = {"csrfmiddlewaretoken": _token(visitor, _DOOR), "password": ANOTHER}
        for answer in (visitor.get(way), visitor.client.post(way, data=token)):
            assert answer.status_code == 404, way
            assert "This link opens nothing" in answer.text
            assert email not in answer.text
    assert site.visitor().sign_in(email).headers["location"] == "/"
    assert ("boss@passwords.example", BRAND, f"{email}: taken back") in logged(site, "password.link")


def test_whoever_changes_their_password_themselves_takes_the_link_back(site: Served, boss: Visitor) -> None:
    email = "cy@passwords.example"
    cy = site.person(Role.VIEWER, BRAND, email)
    way = link(site, boss, email)
    change = {"oldpassword": PASSWORD, "password1": ANOTHER, "password2": ANOTHER}
    assert cy.post("/accounts/password/change/", change).status_code == 302
    assert site.visitor().get(way).status_code == 404


def test_a_second_factor_stays_unless_its_loss_was_said(site: Served, boss: Visitor) -> None:
    email = "dag@passwords.example"
    known(site, email, "editor")
    app_of_codes(site, email)
    half_way = site.visitor()
    assert half_way.sign_in(email).headers["location"].startswith(_FACTOR)
    assert half_way.get(_FACTOR).status_code == 200
    assert "Ask an owner" in half_way.get(_FACTOR).text
    kept = link(site, boss, email)
    assert "Your second factor" not in site.visitor().get(kept).text
    assert set_by(site.visitor(), kept) == 302
    assert half_way.get(_FACTOR).headers["location"].startswith(_DOOR)
    assert site.visitor().sign_in(email, ANOTHER).headers["location"].startswith(_FACTOR)
    gone = link(site, boss, email, drop="yes")
    assert "Your second factor" in site.visitor().get(gone).text
    assert set_by(site.visitor(), gone, PASSWORD) == 302
    assert site.visitor().sign_in(email).headers["location"] == "/"
    assert rows(site.home, "SELECT 1 FROM mfa_authenticator WHERE user_id = ?", number(site, email)) == []
    assert logged(site, "password.set")[-1][2].endswith(", second factor removed")


def test_the_link_of_a_new_password_joins_nothing_and_an_invitation_sets_none(
    site: Served, boss: Visitor
) -> None:
    """They are rows of one table: one for the other would make its holder an owner."""
    email = "eli@passwords.example"
    known(site, email)
    for maker, on in ((boss, OWN), (site.owner(), "/workspace/people")):
        way = link(site, maker, email, on=on)
        join = way.replace("/password/", "/join/")
        visitor = site.visitor()
        form = {"name": "Eve", "email": "eve@passwords.example", "password": PASSWORD}
        form["csrfmiddlewaretoken"] = _token(visitor, _DOOR)
        for answer in (
            visitor.get(join),
            visitor.client.post(join, data=form),
            visitor.client.post(f"{join}elsewhere/", data=form),
            boss.client.post(join, data={"csrfmiddlewaretoken": _token(boss, "/account/")}),
        ):
            assert answer.status_code == 404
        listed = maker.get(f"{OWN}/" if maker is boss else "/workspace/").text
        assert "asked in" not in listed.partition(email)[2][:200]
        row = rows(site.home, "SELECT id FROM invitation WHERE email = ? AND used_at IS NULL", email)[0][0]
        boss.post(f"{OWN}/invitations/{row}/", on=f"{OWN}/")
        assert site.visitor().get(way).status_code == 200  # it is not an invitation to withdraw
    assert rows(site.home, "SELECT 1 FROM person WHERE email = ?", "eve@passwords.example") == []
    asked = boss.post(f"{OWN}/", {"email": "flo@passwords.example", "role": "viewer"})
    invited = re.search(r'value="http[^"]+/join/([^"]+)/"', boss.get(asked.headers["location"]).text)
    assert invited is not None
    assert site.visitor().get(f"/password/{invited.group(1)}/").status_code == 404


def test_nothing_is_set_without_a_token_of_our_own_and_guessing_is_stopped(
    site: Served, boss: Visitor
) -> None:
    email = "gus@passwords.example"
    known(site, email)
    way = link(site, boss, email)
    assert site.visitor().client.post(way, data={"password": ANOTHER}).status_code == 403
    guesser = site.visitor()
    data = {"csrfmiddlewaretoken": _token(guesser, way), "password": "short"}
    assert [guesser.client.post(way, data=data).status_code for _ in range(21)][-1] == 429
    assert guesser.get(way).status_code == 200
    path = f"{OWN}/{number(site, email)}/password/"
    assert boss.client.post(path, data={"drop": "yes"}).status_code == 403
    assert site.visitor().sign_in(email).headers["location"] == "/"


def test_whoever_is_signed_in_already_is_signed_out_by_the_link(site: Served, boss: Visitor) -> None:
    email = "hedda@passwords.example"
    known(site, email)
    other = site.person(Role.VIEWER, BRAND, "someone-else@passwords.example")
    assert set_by(other, link(site, boss, email)) == 302
    assert not is_in(other)
    assert other.sign_in(email, ANOTHER).headers["location"] == "/"


def test_a_hostile_name_is_only_a_name(site: Served, boss: Visitor) -> None:
    email = "ivo@passwords.example"
    known(site, email)
    rows(site.home, "UPDATE person SET name = ? WHERE email = ?", "<img src=x>\"'{{7}}", email)
    path = f"{OWN}/{number(site, email)}/password/"
    said_again(boss, path)
    for page in (boss.get(path), boss.get(f"{OWN}/"), site.visitor().get(link(site, boss, email))):
        assert page.status_code == 200
        assert "<img src=x" not in page.text
    assert "&lt;img src=x&gt;" in boss.get(path).text


def test_the_door_says_what_to_do(site: Served) -> None:
    page = site.visitor().get(_DOOR).text
    assert "Forgot your password? Ask an owner of your brand for a new-password link." in page
    assert "I cannot get in" in page


def _token(visitor: Visitor, path: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', visitor.get(path).text)
    assert found is not None
    return found.group(1)
