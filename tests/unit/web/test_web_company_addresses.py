"""A provider that says nothing of its addresses, like Microsoft Entra ID: they count when that is said."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from company_site import Company, is_in
from open_id import provider
from served_site import serving
from web_hooks import TLS


@pytest.fixture
def home(fresh_home: Path) -> Path:
    """A workspace that trusts the certificates of these tests."""
    with (fresh_home / "milepost.toml").open("a") as settings:
        settings.write(f'\n[egress]\nauthority = "{TLS / "authority.pem"}"\nseconds = 1\n')
    return fresh_home


@contextmanager
def own(home: Path) -> Iterator[Company]:
    """A site that was told that every address of its provider is the company's own."""
    with (
        provider() as there,
        serving(home, **there.environment, MILEPOST_OIDC_OWN_ADDRESSES="yes") as site,
    ):
        yield Company(site, there)


def test_addresses_that_are_the_companys_own_and_numbers_that_are_the_providers(home: Path) -> None:
    with own(home) as company:
        company.site.owner()
        path = company.invite("ada@company.example")
        company.provider.behave(sub="7", email="ada@company.example", email_verified=False)
        ada, mallory, mara = (company.site.visitor() for _ in range(3))
        said = "does not say that ada@company.example is really yours"
        assert said in company.sign_in(ada, f"{path}elsewhere/").text, "a plain no stays one"
        company.provider.behave(sub="7", email="ada@company.example")
        assert company.sign_in(ada, f"{path}elsewhere/").status_code == 302
        assert is_in(ada)
        company.provider.behave(sub="8", email="owner@example.com", email_verified="false")
        answer = company.sign_in(mallory)
        assert (answer.status_code, is_in(mallory)) == (403, False)
        assert "ask whoever runs this site" in answer.text
        company.provider.behave(sub="9", email="owner@example.com")
        assert company.sign_in(mara).status_code == 302
        assert mara.get("/workspace/").status_code == 200
    with own(home) as moved:  # to another provider, which counts from one again
        moved.provider.behave(sub="7", email="mallory@company.example")
        mallory = moved.site.visitor()
        assert "Nobody here has the address mallory@company.example." in moved.sign_in(mallory).text
        assert not is_in(mallory)
        moved.provider.behave(sub="12", email="ada@company.example")
        ada = moved.site.visitor()
        assert moved.sign_in(ada).status_code == 302
        assert is_in(ada)
