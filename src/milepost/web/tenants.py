"""Who stands behind a provider: one company, or everybody who has an account there.

Where everybody has one, anybody's address may stand in a token that is proven. At Microsoft whoever runs a
directory of their own writes any address into it (“nOAuth”), so an address says something only when the
directory is known to be the company's.
"""

import re
from typing import Any, Final
from urllib.parse import urlsplit

_MICROSOFT: Final = frozenset({
    "login.microsoftonline.com", "login.microsoft.com", "login.windows.net", "sts.windows.net",
    "login.microsoftonline.us", "login-us.microsoftonline.com", "login.usgovcloudapi.net",
    "login.partner.microsoftonline.cn", "login.chinacloudapi.cn", "login.microsoftonline.de",
})  # fmt: skip
_OPEN_TO_ALL: Final = frozenset({
    "accounts.google.com", "login.live.com", "appleid.apple.com", "www.facebook.com", "limited.facebook.com",
    "api.login.yahoo.com", "auth.login.yahoo.co.jp", "www.linkedin.com", "gitlab.com", "slack.com",
    "id.twitch.tv", "login.salesforce.com", "test.salesforce.com", "www.paypal.com", "access.line.me",
})  # fmt: skip
_ONE_DIRECTORY: Final = re.compile(r"/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:/|$)")
_PRIVATE_PEOPLE: Final = "9188040d-6c67-4c5b-b112-36a304b66dad"
"""The number of Microsoft's directory of personal accounts, which is one and everybody's."""


def serves_many(server: str) -> bool:
    """Whether a provider signs in people of many companies, or nobody's in particular."""
    parts = urlsplit(server.lower())
    host = (parts.hostname or "").rstrip(".")
    if host in _MICROSOFT:
        return not _ONE_DIRECTORY.match(parts.path) or _PRIVATE_PEOPLE in parts.path
    return host in _OPEN_TO_ALL


def is_guest(said: dict[str, Any]) -> bool:
    """Whether a proven token of Microsoft is of somebody whom another directory has signed in.

    Microsoft names that directory in `idp`; elsewhere that claim means other things.
    """
    if urlsplit(str(said.get("iss", ""))).hostname not in _MICROSOFT or "idp" not in said:
        return False
    home = said.get("tid")
    return not (isinstance(home, str) and home and home in str(said["idp"]))
