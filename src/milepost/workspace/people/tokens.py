"""Words that open something: too long to guess, and only their hash is kept."""

import hashlib
import secrets

_BYTES = 32


def new_token() -> tuple[str, str]:
    """A token of 256 bits as it stands in a link, and its hash as it is kept."""
    token = secrets.token_urlsafe(_BYTES)
    return token, hash_of(token)


def hash_of(token: str) -> str:
    """The SHA-256 of a token, in hexadecimal; a long random token needs no slower hash."""
    return hashlib.sha256(token.encode()).hexdigest()
