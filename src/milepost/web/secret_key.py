"""The key that signs sessions and links: made at the first start, kept by its owner, refused when weak."""

import os
import secrets
import stat
from pathlib import Path
from typing import Final

from milepost.archive.durable import make_folder, write
from milepost.errors import InvalidValue

VARIABLE: Final = "MILEPOST_SECRET_KEY"
_LEAST, _LEAST_SIGNS = 50, 20
_KNOWN: Final = ("django-insecure", "changeme", "change-me", "secret", "milepost", "password", "example")


def secret_key(home: Path) -> str:
    """The key out of the environment, else out of the workspace, where it is made once.

    Raises InvalidValue for a key that is short, plain or known, or that others than its owner may read.
    """
    said = os.environ.get(VARIABLE)
    if said is not None:
        return _strong(said.strip(), VARIABLE)
    path = home / "secrets" / "site-key"
    if not path.exists():
        make_folder(path.parent, 0o700)
        write(path, secrets.token_urlsafe(64).encode(), mode=0o600)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise InvalidValue(f"Others may read {path}.", f"Run: chmod 600 {path}, then delete it if they did.")
    return _strong(path.read_text("utf-8").strip(), str(path))


def _strong(key: str, where: str) -> str:
    weak = len(key) < _LEAST or len(set(key)) < _LEAST_SIGNS or key.lower().startswith(_KNOWN)
    if weak:
        raise InvalidValue(
            f"The secret key in {where} is weak: it must have at least {_LEAST} characters, "
            f"of {_LEAST_SIGNS} kinds, and be known to nobody.",
            "Take the variable away or delete the file: a strong key is then made.",
        )
    return key
