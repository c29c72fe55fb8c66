"""What the provider vouches for: the id token, held to every rule of OpenID Connect Core 3.1.3.7.

Of its kinds of signature only those with a key pair are taken: a token without one (`none`), or signed by
what both sides know (HS256), proves nothing about who made it.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import Any, Final

import jwt

from milepost.web.company.why import NoSignIn, Why
from milepost.web.tenants import is_guest

SIGNATURES: Final = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
)  # fmt: skip
LEEWAY: Final = 60
"""Seconds by which the two clocks may differ."""

_TOKENS: Final = frozenset({"iss", "tid", "idp"})
"""Who signed somebody in: the token alone says it, for nobody has signed userinfo."""
_LONGEST: Final = 16 * 1024
_LONGEST_NAME: Final = 170
"""Signs of a `sub`: it is kept in a column of 191, beside whose it is."""
_LEAST_BITS: Final = 2048


@dataclass(frozen=True, slots=True)
class Expected:
    """What the token must say: who made it, for whom, and for which sign-in."""

    issuer: str
    client: str
    nonce: str


def nonce_of(verifier: str) -> str:
    """The nonce of a sign-in: out of its PKCE secret, which only the session that began it knows."""
    digest = hashlib.sha256(b"milepost nonce " + verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def read_id_token(token: object, keys: dict[str, Any], expected: Expected) -> dict[str, Any]:
    """What an id token says, once it is proven. `keys` is the provider's JWKS. Raises NoSignIn."""
    if not isinstance(token, str) or not 0 < len(token) <= _LONGEST:
        raise NoSignIn(Why.UNPROVEN, "no id token")
    try:
        header = jwt.get_unverified_header(token)
        key = _key(keys, header)
        said = jwt.decode(
            token,
            key=key,
            algorithms=[key.algorithm_name],
            audience=expected.client,
            issuer=expected.issuer,
            leeway=LEEWAY,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise NoSignIn(Why.UNPROVEN, f"id token: {type(error).__name__} {error}"[:200]) from error
    _hold(said, expected)
    return dict(said)


def same_person(said: dict[str, Any], userinfo: dict[str, Any]) -> dict[str, Any]:
    """What both say of the person; userinfo counts only when it is of the same one (Core 5.3.2).

    A yes of the token is no word for the address that userinfo brings; a no of either stays one.
    """
    if userinfo.get("sub") != said["sub"]:
        raise NoSignIn(Why.UNPROVEN, "userinfo is of another person")
    of_address = {"email"} | ({"email_verified"} if _is_yes(said.get("email_verified")) else set())
    own = {name: value for name, value in said.items() if name not in of_address}
    theirs = {name: value for name, value in userinfo.items() if value is not None and name not in _TOKENS}
    return own | theirs


def address_of(said: dict[str, Any], *, ours: bool = False) -> tuple[str, bool]:
    """The e-mail address, and whether it is theirs: nothing but the provider's plain yes says so.

    With `ours`, every address of the provider is the company's own: then its silence is a yes as well, and
    only that. A guest has their address from elsewhere.
    """
    address = said.get("email")
    address = address.strip() if isinstance(address, str) else ""
    if "email_verified" not in said:
        return address, ours and not is_guest(said)
    return address, _is_yes(said["email_verified"])


def _is_yes(said: object) -> bool:
    return said is True or said == "true"


def _key(keys: dict[str, Any], header: dict[str, Any]) -> jwt.PyJWK:
    """The one key that the token names, for the signature that it names. Raises NoSignIn."""
    named, kind = header.get("kid"), header.get("alg")
    if kind not in SIGNATURES:
        raise NoSignIn(Why.UNPROVEN, f"id token signed by {str(kind)[:20]!r}")
    listed = keys.get("keys")
    fit = [
        one
        for one in (listed if isinstance(listed, list) else [])
        if isinstance(one, dict)
        and one.get("use", "sig") == "sig"
        and one.get("alg", kind) == kind
        and one.get("kty") == ("RSA" if kind[:2] in {"RS", "PS"} else "EC" if kind[:2] == "ES" else "OKP")
        and (named is None or one.get("kid") == named)
    ]
    if len(fit) != 1:
        raise NoSignIn(Why.UNPROVEN, f"{len(fit)} keys fit the id token")
    key = jwt.PyJWK(fit[0], algorithm=kind)
    if getattr(key.key, "key_size", _LEAST_BITS) < _LEAST_BITS and kind[:2] in {"RS", "PS"}:
        raise NoSignIn(Why.UNPROVEN, "the key is too short")
    return key


def _hold(said: dict[str, Any], expected: Expected) -> None:
    nonce, audience = said.get("nonce"), said["aud"]
    if not isinstance(nonce, str) or not hmac.compare_digest(nonce.encode(), expected.nonce.encode()):
        raise NoSignIn(Why.UNPROVEN, "the nonce is of another sign-in")
    several = isinstance(audience, list) and len(audience) > 1
    if said.get("azp", None if several else expected.client) != expected.client:
        raise NoSignIn(Why.UNPROVEN, "the id token was made out to another")
    if not isinstance(said["sub"], str) or not 0 < len(said["sub"]) <= _LONGEST_NAME:
        raise NoSignIn(Why.UNPROVEN, "no name of a person")
