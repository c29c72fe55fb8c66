"""A provider that lies, fails, hangs or leads astray: a page says so, and nobody is signed in."""

import re
from typing import Any

import pytest
from company_site import LOGIN, Company, is_in
from open_id import HANG, by, provider, unsigned

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
    assert 25 < len(company.provider.heard) <= 30, "on a busy machine some are given up before they arrive"
