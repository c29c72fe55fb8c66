"""What the start of a site refuses, and what follows from the line that people reach it by."""

from pathlib import Path

import pytest
from served_site import serving

from milepost.errors import InvalidValue
from milepost.web.secret_key import VARIABLE, secret_key
from milepost.web.site import Site, checked

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
    ["milepost.example", "ftp://x.example", "https://x.example/path", "https://", "https://x.example?y=1"],
)
def test_what_is_no_address_of_a_site_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(InvalidValue, match="is not the address of a site"):
        checked(Site(tmp_path, url=url))


@pytest.mark.parametrize(
    ("host", "shown"), [("127.0.0.1", "http://127.0.0.1:8000"), ("::1", "http://[::1]:8000")]
)
def test_this_machine_needs_nothing(tmp_path: Path, host: str, shown: str) -> None:
    assert checked(Site(tmp_path, host)).address == shown


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


@pytest.mark.parametrize(
    "said",
    [
        {"SERVER": "http://login.example", "ID": "a", "SECRET": "b"},
        {"SERVER": "https://login.example", "ID": "a"},
    ],
)
def test_a_sign_in_elsewhere_is_whole_and_secret_or_refused(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str]
) -> None:
    from milepost.web.settings import _providers

    for name, value in said.items():
        monkeypatch.setenv(f"MILEPOST_OIDC_{name}", value)
    with pytest.raises(InvalidValue, match="three settings"):
        _providers()


def test_a_sign_in_elsewhere_stands_on_the_door(fresh_home: Path) -> None:
    said = {"SERVER": "https://login.example", "ID": "a", "SECRET": "b", "NAME": "Saddle & Sons"}
    with serving(fresh_home, **{f"MILEPOST_OIDC_{name}": value for name, value in said.items()}) as site:
        page = site.visitor().get("/accounts/login/").text
        assert "Saddle &amp; Sons" in page
        assert "/accounts/oidc/oidc/login/" in page
