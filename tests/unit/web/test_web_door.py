"""The door: the one-time link, signing in and out, lockout, and what a stranger sees."""

import re
from pathlib import Path

from one_time_code import code_of
from served_site import PASSWORD, Served, serving

from milepost.workspace.opening import open_workspace
from milepost.workspace.people.role import Role


def test_a_stranger_is_led_to_the_door_whatever_they_ask_for(site: Served) -> None:
    stranger = site.visitor()
    for path in ("/", "/b/quillfen/", "/b/quillfen/kpis/", "/b/nobody/", "/account/"):
        answer = stranger.get(path)
        assert answer.status_code == 302, path
        assert answer.headers["location"].startswith("/accounts/login/"), path


def test_the_first_link_takes_no_plain_password_works_once_and_dies_with_its_start(fresh_home: Path) -> None:
    with serving(fresh_home) as early:
        dead = early.first_link.removeprefix(early.url)
    with serving(fresh_home) as site:
        path = site.first_link.removeprefix(site.url)
        assert path != dead
        assert site.visitor().get(dead).status_code == 404
        form = {"name": "Mara", "email": "mara@example.com", "password": PASSWORD}
        for plain in ("short1", "password1234", "mara@example.com"):
            refused = site.visitor().post(path, form | {"password": plain})
            assert refused.status_code == 200, plain
            assert 'class="error"' in refused.text, plain
        assert site.visitor().post(path, form).headers["location"] == "/start/"
        for _ in range(5):
            again = site.visitor()
            assert again.get(path).status_code == 404
            assert again.client.post(path, data=form).status_code in {403, 404}
        wrong = site.visitor().sign_in("mara@example.com", "something else entirely")
        assert wrong.status_code == 200
        assert site.visitor().sign_in("mara@example.com").headers["location"] == "/"


def test_guessing_is_stopped_and_the_log_tells_of_it(fresh_home: Path) -> None:
    with serving(fresh_home) as site:
        site.owner()
        for _ in range(6):
            answer = site.visitor().sign_in("owner@example.com", "a guess that is wrong")
        assert "Too many" in answer.text
        assert site.visitor().sign_in("owner@example.com").status_code == 200  # locked, even when right
    open_workspace(fresh_home)
    from milepost.workspace.people.audit import first_break, lines  # needs the open database

    told = [line.action for line in lines()]
    assert told.count("sign_in_failed") >= 5
    assert "account.made" in told
    assert first_break() is None


def test_a_session_that_was_ended_opens_nothing(site: Served) -> None:
    site.owner()
    mara = site.visitor()
    mara.sign_in("owner@example.com")
    cookies = dict(mara.client.cookies)
    assert mara.get("/account/").status_code == 200
    assert mara.post("/accounts/logout/", on="/account/").status_code == 302
    thief = site.visitor()
    thief.client.cookies.update(cookies)
    assert thief.get("/account/").status_code == 302


def test_forms_without_their_token_are_refused(site: Served) -> None:
    mara = site.owner()
    assert mara.client.post("/account/", data={"name": "Eve"}).status_code == 403
    elsewhere = mara.client.post(
        "/account/", data={"name": "Eve"}, headers={"Origin": "https://evil.example"}
    )
    assert elsewhere.status_code == 403


def test_every_answer_carries_its_policy(site: Served) -> None:
    mara = site.owner()
    for path in ("/", "/b/quillfen/", "/b/nothing/", "/accounts/login/", "/static/nothing.css"):
        headers = mara.get(path).headers
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy, path
        assert "default-src 'none'" in policy, path
        assert headers["x-content-type-options"] == "nosniff", path
    assert mara.get("/b/quillfen/").headers["cache-control"] == "private, no-store"


def test_a_code_is_asked_after_the_password_once_an_app_is_set_up(site: Served) -> None:
    cleo = site.person(Role.CLIENT, "Quillfen", "cleo@door.example")
    path = cleo.get("/accounts/2fa/totp/activate/").headers.get("location", "/accounts/2fa/totp/activate/")
    cleo.post(path, {"password": PASSWORD})
    page = cleo.get("/accounts/2fa/totp/activate/").text
    secret = re.search(r'value="([A-Z2-7]{16,})"', page)
    assert secret is not None, page[:400]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    said = {"code": code_of(secret.group(1)), "csrfmiddlewaretoken": token.group(1)}
    done = cleo.client.post("/accounts/2fa/totp/activate/", data=said)  # another look shows another secret
    assert done.status_code == 302, done.text[:400]
    again = site.visitor()
    asked = again.sign_in("cleo@door.example")
    assert "/accounts/2fa/authenticate/" in asked.headers["location"]
    assert again.get("/b/quillfen/").status_code == 302
    wrong = again.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
