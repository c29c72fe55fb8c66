"""Signing in with an account elsewhere, all the way: between our own provider and a served site."""

import html
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from one_time_code import code_of
from open_id import HANG, Provider, by, provider, unsigned
from served_site import PASSWORD, Served, Visitor, serving
from web_hooks import TLS

from milepost.workspace.opening import init_workspace, open_workspace
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


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """One of both for all of these tests."""
    home = tmp_path_factory.mktemp("company") / "home"
    init_workspace(home, brand="Quillfen", currency="EUR", zone="Europe/Berlin")
    with (home / "milepost.toml").open("a") as settings:
        settings.write(f'\n[egress]\nauthority = "{TLS / "authority.pem"}"\nseconds = 1\n')
    with provider() as there, serving(home, **there.environment) as site:
        site.owner()
        yield Company(site, there)


@pytest.fixture(autouse=True)
def forgotten(company: Company) -> None:
    """How often this machine has signed in is not remembered from one test to the next."""
    for count in (company.site.home / "cache" / "counts").glob("*.djcache"):
        count.unlink()


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
    assert (company.count("person"), company.count("socialaccount_socialaccount", "uid = '9'")) == (people, 0)


@pytest.mark.parametrize("verified", [None, "false"])
def test_an_address_that_is_not_verified_opens_nothing(company: Company, verified: object) -> None:
    company.provider.behave(sub="10", email="owner@example.com", email_verified=verified)
    visitor = company.site.visitor()
    answer = company.sign_in(visitor)
    assert answer.status_code == 403
    assert "does not say that owner@example.com is really yours" in answer.text
    assert not is_in(visitor)
    assert company.count("socialaccount_socialaccount", "uid = '10'") == 0


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


LIES: dict[str, dict[str, Any]] = {
    "another nonce": {"changed": {"nonce": "of-another-sign-in"}},
    "another audience": {"changed": {"aud": "another-client"}},
    "another key": {"sign": by("second", "first")},
    "no signature": {"sign": unsigned},
}
"""That each reaches the page; all the others are tested at `read_id_token` itself."""


@pytest.mark.parametrize("lie", LIES)
def test_what_is_not_proven_opens_nothing(company: Company, lie: str) -> None:
    company.provider.behave(sub="20", email="owner@example.com", email_verified=True)
    for name, value in LIES[lie].items():
        setattr(company.provider, name, value)
    visitor = company.site.visitor()
    answer = company.sign_in(visitor)
    assert answer.status_code == 403, lie
    assert "What Saddle &amp; Sons says about you could not be proven." in answer.text
    assert not is_in(visitor)


DISCOVERY = "/.well-known/openid-configuration"
FAULTS: dict[str, dict[str, tuple[int, str] | str]] = {
    "down for repair": {DISCOVERY: (503, "back soon")},
    "not JSON": {DISCOVERY: (200, "<html>hello</html>")},
    "no addresses": {DISCOVERY: (200, "{}")},
    "very deep": {DISCOVERY: (200, "[" * 100_000)},
    "very long": {DISCOVERY: (200, '{"a": "' + "x" * 600_000 + '"}')},
    "elsewhere": {DISCOVERY: (301, "")},
    "slow": {DISCOVERY: HANG},
}
LATER: dict[str, dict[str, tuple[int, str] | str]] = {
    "token: fault": {"/token": (500, "oh")},
    "token: no": {"/token": (400, '{"error": "invalid_grant"}')},
    "token: not JSON": {"/token": (200, "access_token=letmein")},
    "token: odd": {"/token": (200, '{"access_token": 3, "id_token": []}')},
    "keys: a list": {"/keys": (200, "[]")},
    "token: slow": {"/token": HANG},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_provider_that_fails_at_the_start_is_said_to(company: Company, fault: str) -> None:
    company.provider.behave(sub="21")
    company.provider.instead = FAULTS[fault]
    visitor = company.site.visitor()
    answer = visitor.post(LOGIN, on="/accounts/login/")
    assert answer.status_code == 502
    assert ("does not answer" if fault == "slow" else "answered with an error") in answer.text
    assert "Saddle &amp; Sons" in answer.text
    assert not is_in(visitor)


@pytest.mark.parametrize("fault", LATER)
def test_a_provider_that_fails_on_the_way_back_is_said_to(company: Company, fault: str) -> None:
    company.provider.behave(sub="22")
    company.provider.instead = LATER[fault]
    visitor = company.site.visitor()
    answer = company.sign_in(visitor)
    assert answer.status_code == 502
    assert ("does not answer" if "slow" in fault else "answered with an error") in answer.text
    assert not is_in(visitor)


@pytest.mark.parametrize(
    "config",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://localhost/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
def test_a_description_that_leads_astray_is_refused(company: Company, config: dict[str, Any]) -> None:
    company.provider.behave(sub="23")
    company.provider.config = config
    answer = company.site.visitor().post(LOGIN, on="/accounts/login/")
    assert (answer.status_code, "answered with an error" in answer.text) == (502, True)


def test_what_the_provider_names_beside_itself_may_not_lie_within(company: Company) -> None:
    with provider() as inner:
        company.provider.behave(sub="24", email="owner@example.com", email_verified=True)
        company.provider.config = {"token_endpoint": f"{inner.url}/token"}
        visitor = company.site.visitor()
        assert company.sign_in(visitor).status_code == 502
        assert inner.heard == [], "another port of this machine was asked"


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
    assert "password/reset" not in company.site.visitor().get("/accounts/login/").text
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


def test_who_asks_too_often_waits_and_the_provider_is_left_in_peace(company: Company) -> None:
    company.provider.behave()
    company.provider.instead = {DISCOVERY: (404, "")}
    visitor = company.site.visitor()
    page = visitor.get("/accounts/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token is not None
    data = {"csrfmiddlewaretoken": token.group(1)}
    codes = [visitor.client.post(LOGIN, data=data).status_code for _ in range(32)]
    assert codes == [502] * 30 + [429] * 2
    assert len(company.provider.heard) == 30
