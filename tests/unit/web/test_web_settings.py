"""What the start of a site refuses, and what follows from the line that people reach it by."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from open_id import provider
from served_site import serving
from web_hooks import TLS

from milepost.errors import InvalidValue
from milepost.web.oidc import providers
from milepost.web.proxied import proxied, read_proxies, trusted
from milepost.web.secret_key import VARIABLE, secret_key
from milepost.web.site import Site, checked

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

STRONG = "kT9-wq2LpZ7_xV4nRb8cJd3sGh6mYf5aQe1uWo0iXzNvBtHrPlKjMdS"


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    first = secret_key(tmp_path)
    path = tmp_path / "secrets" / "site-key"
    assert secret_key(tmp_path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert secret_key(tmp_path / "other") != first


@pytest.mark.parametrize(
    "weak",
    ["", "short", "a" * 80, "abcabcabc" * 10, "django-insecure-" + STRONG, "changeme" + STRONG, STRONG[:49]],
)
def test_weak_keys_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weak: str) -> None:
    monkeypatch.setenv(VARIABLE, weak)
    with pytest.raises(InvalidValue, match="weak"):
        secret_key(tmp_path)


def test_a_strong_key_of_ones_own_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, STRONG)
    assert secret_key(tmp_path) == STRONG
    assert not (tmp_path / "secrets").exists()


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    secret_key(tmp_path)
    (tmp_path / "secrets" / "site-key").chmod(0o640)
    with pytest.raises(InvalidValue, match="Others may read"):
        secret_key(tmp_path)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "office.example", "2001:db8::1"])
def test_an_open_address_needs_a_secret_line(tmp_path: Path, host: str) -> None:
    with pytest.raises(InvalidValue, match="not secret"):
        checked(Site(tmp_path, host))
    with pytest.raises(InvalidValue, match="not secret"):
        checked(Site(tmp_path, host, url="http://milepost.example"))
    assert checked(Site(tmp_path, host, url="https://milepost.example")).secure


@pytest.mark.parametrize(
    "url",
    [
        "https://[x",
        "https://a:b@x.example",
        "https://x.example:office",
        "https://x.example/#y",
        "milepost.example",
        "ftp://x.example",
        "https://x.example/path",
        "https://",
        "https://x.example?y=1",
    ],
)
def test_what_is_no_address_of_a_site_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(InvalidValue, match="is not the address of a site"):
        checked(Site(tmp_path, url=url))


@pytest.mark.parametrize(
    ("host", "shown"), [("127.0.0.1", "http://127.0.0.1:8000"), ("::1", "http://[::1]:8000")]
)
def test_this_machine_needs_nothing(tmp_path: Path, host: str, shown: str) -> None:
    assert checked(Site(tmp_path, host)).address == shown
    assert checked(Site(tmp_path, url="https://[2001:db8::1]:8443")).hosts[0] == "[2001:db8::1]"


def test_only_the_server_before_ours_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(Path("home"), "0.0.0.0", url="https://milepost.example")
    said = SimpleNamespace(MILEPOST=site, MILEPOST_PROXIES=read_proxies("10.0.0.5, 172.18.0.0/16"))
    monkeypatch.setattr("milepost.web.proxied.settings", said)
    answers = proxied(lambda request: cast("HttpResponse", request.META))
    for peer, believed in {
        "10.0.0.5": True,
        "172.18.3.4": True,
        "::ffff:10.0.0.5": True,
        "10.0.0.6": False,
        "127.0.0.1": False,
        "": False,
    }.items():
        forwarded = {"HTTP_X_FORWARDED_FOR": "6.6.6.6", "HTTP_X_FORWARDED_PROTO": "https"}
        meta = {"REMOTE_ADDR": peer, "HTTP_HOST": "10.0.0.9:8000", "HTTP_COOKIE": "a=1", **forwarded}
        request = SimpleNamespace(META=meta, get_host=lambda: "10.0.0.9:8000")
        answers(cast("HttpRequest", request))
        assert (meta.keys() >= forwarded.keys(), meta.keys().isdisjoint(forwarded)) == (
            believed,
            not believed,
        )
        assert (meta["HTTP_HOST"], meta["HTTP_COOKIE"]) == ("milepost.example", "a=1")


def test_the_servers_before_ours_are_addresses_or_networks() -> None:
    assert trusted("127.0.0.1", read_proxies(""))
    assert trusted("::1", read_proxies(" "))
    assert not trusted("10.0.0.1", read_proxies(""))
    for odd in ("proxy.example", "10.0.0.5/8", "10.0.0.5;10.0.0.6", ","):
        with pytest.raises(InvalidValue, match="no list of addresses"):
            read_proxies(odd)


def test_links_name_the_address_that_people_type_whatever_the_server_before_ours_asks(
    fresh_home: Path,
) -> None:
    with (fresh_home / "milepost.toml").open("a") as settings:
        settings.write(f'\n[egress]\nauthority = "{TLS / "authority.pem"}"\n')
    address = "https://milepost.example:8443"
    with provider() as there, serving(fresh_home, "--url", address, **there.environment) as site:
        visitor, line = site.visitor(), {"X-Forwarded-Proto": "https", "Origin": address}
        page = visitor.get(
            "/accounts/login/", headers=line
        )  # asked for at 127.0.0.1, as nginx does by itself
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token is not None
        headers = line | {"Cookie": page.headers["set-cookie"].partition(";")[0]}
        data = {"csrfmiddlewaretoken": token.group(1)}
        answer = visitor.client.post("/accounts/oidc/oidc/login/", data=data, headers=headers)
        assert "redirect_uri=https%3A%2F%2Fmilepost.example%3A8443%2Faccounts%2F" in answer.text


def test_behind_a_secret_line_cookies_are_for_that_host_alone(fresh_home: Path) -> None:
    with serving(fresh_home, "--url", "https://milepost.example") as site:
        visitor = site.visitor()
        headers = {"Host": "milepost.example", "X-Forwarded-Proto": "https"}
        answer = visitor.get("/accounts/login/", headers=headers)
        assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["strict-transport-security"]
        for cookie in answer.headers.get_list("set-cookie"):
            assert cookie.startswith("__Host-milepost"), cookie
            assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {
                part.strip() for part in cookie.split(";")
            }
        assert answer.headers.get_list("set-cookie")
        for host in ("evil.example", "milepost.example.evil.example", "127.0.0.1.evil.example"):
            assert visitor.get("/accounts/login/", headers={"Host": host}).status_code == 400, host
        assert "/join/" in site.first_link
        assert site.first_link.startswith("https://milepost.example/join/")


OIDC = {"SERVER": "https://login.example/office", "ID": "a", "SECRET": "b"}
TENANT = "https://login.microsoftonline.com/8f1c2d3e-4b5a-4678-9abc-def012345678/v2.0"


def _providers(**said: str) -> dict[str, Any]:
    found = providers({f"MILEPOST_OIDC_{name}": value for name, value in said.items()})
    apps: list[dict[str, Any]] = found["openid_connect"]["APPS"]
    return apps[0] if apps else {}


@pytest.mark.parametrize(
    "said",
    [
        OIDC | {"SERVER": "http://login.example"},
        OIDC | {"SERVER": "https://[login.example"},
        OIDC | {"SERVER": "https://login.example:office"},
        {"SERVER": "https://login.example", "ID": "a"},
        {"ID": "a", "SECRET": "b"},
    ],
)
def test_a_sign_in_elsewhere_is_whole_and_secret_or_refused(said: dict[str, str]) -> None:
    with pytest.raises(InvalidValue, match="three settings"):
        _providers(**said)


@pytest.mark.parametrize(
    ("said", "own"), [("", False), ("no", False), ("0", False), ("yes", True), ("True ", True)]
)
def test_addresses_are_the_companys_own_when_that_is_said(said: str, own: bool) -> None:
    for server in (OIDC["SERVER"], TENANT, TENANT.upper().replace("HTTPS", "https")):
        assert _providers(**OIDC | {"SERVER": server, "OWN_ADDRESSES": said})["settings"] == {
            "server_url": server,
            "own_addresses": own,
        }
    assert _providers(OWN_ADDRESSES=said) == {}
    with pytest.raises(InvalidValue, match="neither yes nor no"):
        _providers(**OIDC, OWN_ADDRESSES="company.example")


@pytest.mark.parametrize(
    "server",
    [
        "https://login.microsoftonline.com/common/v2.0",
        "https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration",
        "https://login.microsoftonline.com/consumers/v2.0",
        "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0",
        "https://LOGIN.microsoftonline.com/9188040D-6c67-4c5b-b112-36a304b66dad",
        "https://login.microsoftonline.com./common/v2.0",
        "https://login.microsoftonline.us/common",
        "https://sts.windows.net/common/",
        "https://login.microsoftonline.com",
        "https://accounts.google.com",
        "https://gitlab.com",
    ],
)
def test_where_everybody_has_an_account_no_address_is_the_companys_own(server: str) -> None:
    assert _providers(**OIDC | {"SERVER": server})["settings"]["own_addresses"] is False
    with pytest.raises(InvalidValue, match="many companies") as refused:
        _providers(**OIDC | {"SERVER": server, "OWN_ADDRESSES": "yes"})
    assert "Directory (tenant) ID" in refused.value.remedy
