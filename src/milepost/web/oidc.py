"""The provider that the environment names: which, and what is believed of it."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from milepost.errors import InvalidValue
from milepost.web.tenants import serves_many

NAMES: Final = ("SERVER", "ID", "SECRET", "NAME")
OWN_ADDRESSES: Final = "OWN_ADDRESSES"
OWN: Final = f"MILEPOST_OIDC_{OWN_ADDRESSES}"
_YES: Final = frozenset({"yes", "true", "on", "1"})
_NO: Final = frozenset({"", "no", "false", "off", "0"})


def providers(environment: Mapping[str, str]) -> dict[str, Any]:
    """Django-allauth's setting: one OpenID Connect provider, or none. Raises InvalidValue."""
    said = {name: environment.get(f"MILEPOST_OIDC_{name}", "").strip() for name in NAMES}
    ours: dict[str, Any] = {
        "provider_class": "milepost.web.company.provider.CompanyProvider",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [],
    }
    if not (said["SERVER"] or said["ID"] or said["SECRET"]):
        return {"openid_connect": ours}
    server = said["SERVER"].partition("/.well-known/")[0].rstrip("/")
    if not (_is_server(server) and said["ID"] and said["SECRET"]):
        raise InvalidValue(
            "Signing in elsewhere needs three settings, and its server must be reached over https.",
            "Set MILEPOST_OIDC_SERVER, MILEPOST_OIDC_ID and MILEPOST_OIDC_SECRET, or none of them.",
        )
    app = {
        "provider_id": "oidc",
        "name": said["NAME"] or "your company",
        "client_id": said["ID"],
        "secret": said["SECRET"],
        "settings": {
            "server_url": server,
            "own_addresses": _own_addresses(environment.get(OWN, "").strip(), server),
        },
    }
    return {"openid_connect": ours | {"APPS": [app]}}


def _is_server(server: str) -> bool:
    try:
        parts = urlsplit(server)
        parts.port  # noqa: B018 (reads it: what is no number is refused here)
    except ValueError:
        return False
    return (
        parts.scheme == "https"
        and bool(parts.hostname)
        and not (parts.query or parts.fragment or parts.username)
    )


def _own_addresses(said: str, server: str) -> bool:
    """Whether every address of the provider is the company's own. Raises InvalidValue."""
    if said.lower() not in _YES | _NO:
        raise InvalidValue(
            f"{OWN} is “{said}”, which is neither yes nor no.",
            "Write yes when every address at your provider is your company's own; otherwise leave it out.",
        )
    if said.lower() in _NO:
        return False
    if serves_many(server):
        raise InvalidValue(
            f"{OWN} is on, but {server} signs in people of many companies: anybody could come in there "
            "under an address of yours.",
            "Name your own directory in MILEPOST_OIDC_SERVER (at Microsoft "
            "https://login.microsoftonline.com/ with your Directory (tenant) ID and /v2.0), "
            f"or leave {OWN} out.",
        )
    return True
