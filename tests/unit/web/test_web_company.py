"""Signing in with an account elsewhere, all the way: between our own provider and a served site."""

import re
import sqlite3
from urllib.parse import parse_qs, urlsplit

import pytest
from company_site import BACK, LOGIN, Company, age, is_in
from one_time_code import code_of
from served_site import PASSWORD

from milepost.workspace.opening import open_workspace
from milepost.workspace.people.role import Role


def test_who_has_an_account_lands_on_the_board(company: Company) -> None:
    company.site.person(Role.VIEWER, "Quillfen", "ada@company.example")
    company.provider.behave(sub="7", email="Ada@Company.example", email_verified=True)
    ada = company.site.visitor()
    answer = company.sign_in(ada)
    assert (answer.status_code, answer.headers["location"]) == (302, "/")
    assert ada.get("/").headers["location"] == "/b/quillfen/"
    board = ada.get("/b/quillfen/")
    assert board.status_code == 200
    assert "your password no longer opens this account" in board.text
    assert company.provider.heard == [
        "GET /.well-known/openid-configuration",
        "GET /authorize",
        "GET /.well-known/openid-configuration",
        "POST /token",
        "GET /keys",
    ]


def test_what_a_password_opened_is_closed_once_the_address_is_proven(company: Company) -> None:
    before = company.site.person(Role.VIEWER, "Quillfen", "bea@company.example")
    company.provider.behave(sub="8", email="bea@company.example", email_verified=True)
    bea = company.site.visitor()
    company.sign_in(bea)
    assert is_in(bea)
    assert not is_in(before)
    assert company.site.visitor().sign_in("bea@company.example").status_code == 200
    assert (
        bea.post("/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD}).status_code == 302
    )
    assert company.site.visitor().sign_in("bea@company.example").status_code == 302
    company.provider.behave(sub="8")
    later = company.site.visitor()
    company.sign_in(later)
    assert is_in(later), "known by the number of the provider, whatever the address"
    assert company.site.visitor().sign_in("bea@company.example").status_code == 302


def test_an_unknown_address_gets_no_account_and_is_told_what_to_do(company: Company) -> None:
    company.provider.behave(sub="9", email="nobody@company.example", email_verified=True, name="Nobody")
    people, visitor = company.count("person"), company.site.visitor()
    answer = company.sign_in(visitor)
    assert answer.status_code == 403
    assert "Nobody here has the address nobody@company.example." in answer.text
    assert "Ask an owner of your brand to invite that address" in answer.text
    assert not is_in(visitor)
    assert (company.count("person"), company.count("socialaccount_socialaccount", "uid LIKE '9 %'")) == (
        people,
        0,
    )


@pytest.mark.parametrize("verified", [None, "false"])
def test_an_address_that_is_not_verified_opens_nothing(company: Company, verified: object) -> None:
    company.provider.behave(sub="10", email="owner@example.com", email_verified=verified)
    visitor = company.site.visitor()
    answer = company.sign_in(visitor)
    assert answer.status_code == 403
    assert "does not say that owner@example.com is really yours" in answer.text
    assert not is_in(visitor)
    assert company.count("socialaccount_socialaccount", "uid LIKE '10 %'") == 0


def test_the_owner_is_not_taken_over_by_half_of_the_proof(company: Company) -> None:
    company.provider.behave(sub="10", email_verified=True)
    company.provider.userinfo = {"sub": "10", "email": "owner@example.com"}
    assert "is really yours" in company.sign_in(company.site.visitor()).text
    company.provider.userinfo = {"sub": "11", "email": "owner@example.com", "email_verified": True}
    assert "could not be proven" in company.sign_in(company.site.visitor()).text
    company.provider.userinfo = {"sub": "10"}
    assert "does not say what your e-mail address is" in company.sign_in(company.site.visitor()).text


def test_userinfo_tells_the_address_that_the_token_leaves_out(company: Company) -> None:
    path = company.invite("cyd@company.example", Role.CLIENT)
    company.provider.behave(sub="12")
    company.provider.userinfo = {"sub": "12", "email": "cyd@company.example", "email_verified": "true"}
    company.provider.config = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    cyd = company.site.visitor()
    assert company.sign_in(cyd, f"{path}elsewhere/").headers["location"] == "/"
    assert is_in(cyd)
    assert company.provider.heard[-1] == "GET /userinfo"


def test_an_invitation_is_accepted_with_an_account_elsewhere(company: Company) -> None:
    path = company.invite("dora@company.example", Role.EDITOR)
    company.provider.behave(sub="13", email="dora@company.example", email_verified=True, name="Dora <b>")
    dora = company.site.visitor()
    assert "Join with Saddle &amp; Sons" in dora.get(path).text
    answer = company.sign_in(dora, f"{path}elsewhere/")
    assert (answer.status_code, answer.headers["location"]) == (302, "/")
    assert "Dora &lt;b&gt;" in dora.get("/b/quillfen/").text
    assert company.count("membership", "role = 'editor'") == 1
    assert company.site.visitor().get(path).status_code == 404
    again = company.site.visitor()
    assert company.sign_in(again).status_code == 302
    assert is_in(again)


def test_an_invitation_is_for_the_address_it_names_and_works_once(company: Company) -> None:
    path, people = company.invite("eda@company.example"), company.count("person")
    company.provider.behave(sub="14", email="eve@company.example", email_verified=True)
    eve = company.site.visitor()
    answer = company.sign_in(eve, f"{path}elsewhere/")
    assert "This invitation is for eda@company.example" in answer.text
    company.provider.behave(sub="15", email="eda@company.example", email_verified=False)
    assert "is really yours" in company.sign_in(eve, f"{path}elsewhere/").text
    assert not is_in(eve)
    assert company.count("person") == people
    company.provider.behave(sub="15", email="eda@company.example", email_verified=True)
    first, second = company.site.visitor(), company.site.visitor()
    late = company.back(second, f"{path}elsewhere/")
    assert company.sign_in(first, f"{path}elsewhere/").status_code == 302
    company.provider.behave(sub="16", email="eda2@company.example", email_verified=True)
    assert second.get(late).status_code == 403
    assert company.site.visitor().post(f"{path}elsewhere/", on="/accounts/login/").status_code == 404


def test_an_invitation_goes_to_the_account_that_is_there(company: Company) -> None:
    company.provider.behave(sub="17", email="fay@company.example", email_verified=True)
    company.sign_in(company.site.visitor(), f"{company.invite('fay@company.example')}elsewhere/")
    people = company.count("person")
    fay = company.site.visitor()
    answer = company.sign_in(fay, f"{company.invite('somebody@company.example', Role.OWNER)}elsewhere/")
    assert answer.status_code == 302
    assert fay.get("/b/quillfen/people/").status_code == 200
    assert company.count("person") == people


def test_an_account_that_is_locked_opens_for_nobody(company: Company) -> None:
    company.provider.behave(sub="18", email="gil@company.example", email_verified=True)
    company.sign_in(company.site.visitor(), f"{company.invite('gil@company.example')}elsewhere/")
    with sqlite3.connect(company.site.home / "milepost.db") as line:
        line.execute("UPDATE person SET is_active = 0 WHERE email = 'gil@company.example'")
    gil = company.site.visitor()
    company.sign_in(gil)
    assert not is_in(gil)


def test_a_way_back_that_did_not_begin_here_leads_nowhere(company: Company) -> None:
    visitor = company.hal()
    back = company.back(visitor)
    code = parse_qs(urlsplit(back).query)["code"][0]
    for odd in (BACK, f"{BACK}?code={code}", f"{BACK}?code={code}&state=guessed", f"{BACK}?state=x&error=y"):
        answer = visitor.get(odd)
        assert (answer.status_code, "too old, or was used already" in answer.text) == (403, True), odd
    thief = company.site.visitor()
    assert thief.get(back).status_code == 403, "another browser"
    assert not is_in(thief)
    assert visitor.get(back).status_code == 302
    assert is_in(visitor)
    assert company.provider.heard.count("POST /token") == 1
    assert visitor.get(back).status_code == 403, "the same once more"


def test_a_code_that_was_used_is_refused_by_the_provider(company: Company) -> None:
    visitor = company.hal()
    used = parse_qs(urlsplit(company.back(company.site.visitor())).query)["code"][0]
    state = parse_qs(urlsplit(company.back(visitor)).query)["state"][0]
    answer = visitor.get(f"{BACK}?code={used}&state={state}")
    assert answer.status_code == 502, "the code of another sign-in does not fit this one's secret"
    assert not is_in(visitor)


def test_who_says_no_over_there_is_told_so(company: Company) -> None:
    company.provider.behave(sub="26")
    for error, said in (
        ("access_denied", "You did not sign in."),
        ("server_error", "answered with an error"),
    ):
        visitor = company.site.visitor()
        state = parse_qs(urlsplit(company.leave(visitor)).query)["state"][0]
        answer = visitor.get(f"{BACK}?error={error}&error_description=<script>&state={state}")
        assert said in answer.text
        assert "<script>" not in answer.text.replace("<script src", "")
        assert answer.status_code == 403


@pytest.mark.parametrize(
    ("after", "to"),
    [
        ("/b/quillfen/kpis/", "/b/quillfen/kpis/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
    ],
)
def test_it_goes_on_to_a_page_of_the_site_only(company: Company, after: str, to: str) -> None:
    answer = company.sign_in(company.hal(), next=after)
    assert answer.headers["location"] == to


def test_a_visitor_changes_nothing_of_what_the_provider_is_asked(company: Company) -> None:
    company.provider.behave()
    more = "?scope=files.all&auth_params=nonce%3Dx%26redirect_uri%3Dhttps%3A%2F%2Fx.example&process=redirect"
    asked = parse_qs(urlsplit(company.leave(company.site.visitor(), LOGIN + more)).query)
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert asked["redirect_uri"] == [company.site.url + BACK]
    assert len(asked["nonce"][0]) == 43
    assert company.site.visitor().get(LOGIN).status_code == 200, "a link alone does not leave"
    assert company.site.visitor().get("/accounts/oidc/other/login/").status_code == 404


def test_nobody_takes_another_address_for_themselves(company: Company) -> None:
    owner = company.site.owner()
    door = company.site.visitor().get("/accounts/login/").text
    assert "Saddle &amp; Sons" in door
    assert LOGIN in door
    assert "password/reset" not in door
    closed = (
        "email/",
        "password/reset/",
        "confirm-email/",
        "3rdparty/",
        "3rdparty/signup/",
        "social/signup/",
    )
    for path in closed:
        assert owner.get(f"/accounts/{path}").status_code == 404, path
        answer = owner.post(f"/accounts/{path}", {"email": "boss@company.example"}, on="/account/")
        assert answer.status_code == 404, path


def test_a_second_factor_is_asked_for_after_the_provider_too(company: Company) -> None:
    company.provider.behave(sub="27", email="ida@company.example", email_verified=True)
    ida = company.site.visitor()
    company.sign_in(ida, f"{company.invite('ida@company.example')}elsewhere/")
    page = ida.get("/accounts/2fa/totp/activate/").text
    secret, token = re.search(r'value="([A-Z2-7]{16,})"', page), re.search(r'token" value="([^"]+)"', page)
    assert secret is not None
    assert token is not None
    said = {"code": code_of(secret.group(1)), "csrfmiddlewaretoken": token.group(1)}
    assert ida.client.post("/accounts/2fa/totp/activate/", data=said).status_code == 302
    again = company.site.visitor()
    answer = company.sign_in(again)
    assert "/accounts/2fa/authenticate/" in answer.headers["location"]
    assert not is_in(again)
    assert again.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert not is_in(again)


def test_who_has_no_password_comes_through_the_provider_again_before_what_is_grave(company: Company) -> None:
    mara = company.hal()
    company.sign_in(mara)
    with sqlite3.connect(company.site.home / "milepost.db") as line:
        line.execute("UPDATE person SET is_owner = 1 WHERE email = 'hal@company.example'")
    path = "/workspace/keeping/backup/"
    assert mara.get(path).status_code == 200
    age(company.site.home)
    asked = mara.get(path)
    assert asked.status_code == 302
    assert asked.headers["location"].startswith(f"{LOGIN}?next=")
    assert mara.post(path, on="/account/").status_code == 302
    assert company.count("job") == 0
    assert company.count("audit", "action = 'backup.make'") == 0  # what was not done is not in the log
    assert "show once more that it is you" in mara.get(asked.headers["location"]).text
    there = company.leave(mara, asked.headers["location"], on=None)
    assert parse_qs(urlsplit(there).query)["prompt"] == ["login"]
    assert mara.get(company.provider.browse(there).removeprefix(company.site.url)).headers["location"] == path
    assert mara.get(path).status_code == 200


def test_signing_out_here_ends_it_here(company: Company) -> None:
    hal = company.hal()
    company.sign_in(hal)
    cookies = dict(hal.client.cookies)
    assert hal.post("/accounts/logout/", on="/account/").status_code == 302
    hal.client.cookies.update(cookies)
    assert not is_in(hal)


def test_the_log_tells_of_everything_and_keeps_nothing_else(company: Company) -> None:
    company.hal()
    company.provider.behave(sub="30", email="jo@company.example", email_verified=True, phone_number="555 01")
    company.sign_in(company.site.visitor())
    open_workspace(company.site.home)
    from milepost.workspace.people.audit import first_break, lines  # needs the open database

    told = [(line.who, line.action, line.what) for line in lines()]
    assert ("jo@company.example", "sign_in_failed", "oidc unknown") in told
    assert first_break() is None
    assert company.count("socialaccount_socialaccount", "extra_data != '{}'") == 0
    assert company.count("socialaccount_socialtoken") == 0
    with sqlite3.connect(company.site.home / "milepost.db") as line:
        assert not [row for row in line.iterdump() if "555 01" in row]
