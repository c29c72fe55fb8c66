"""A provider that says nothing of its addresses, like Microsoft Entra ID: they count when that is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from company_site import Company, is_in
from open_id import provider
from served_site import serving
from web_hooks import TLS


@pytest.fixture
def own(fresh_home: Path) -> Iterator[Company]:
    """A site that was told that every address of the provider is the company's own."""
    with (fresh_home / "milepost.toml").open("a") as settings:
        settings.write(f'\n[egress]\nauthority = "{TLS / "authority.pem"}"\nseconds = 1\n')
    with (
        provider() as there,
        serving(fresh_home, **there.environment, MILEPOST_OIDC_OWN_ADDRESSES="yes") as site,
    ):
        site.owner()
        yield Company(site, there)


def test_whose_address_is_the_companys_own_comes_in_and_a_plain_no_stays_one(own: Company) -> None:
    path = own.invite("ada@company.example")
    own.provider.behave(sub="7", email="ada@company.example", email_verified=False)
    ada = own.site.visitor()
    assert (
        "does not say that ada@company.example is really yours" in own.sign_in(ada, f"{path}elsewhere/").text
    )
    assert not is_in(ada)
    own.provider.behave(sub="7", email="ada@company.example")
    assert own.sign_in(ada, f"{path}elsewhere/").status_code == 302
    assert is_in(ada)
    own.provider.behave(sub="8", email="owner@example.com", email_verified="false")
    mallory = own.site.visitor()
    answer = own.sign_in(mallory)
    assert (answer.status_code, is_in(mallory)) == (403, False)
    assert "ask whoever runs this site" in answer.text
