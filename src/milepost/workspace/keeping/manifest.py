"""What a backup says of itself: by which Milepost and when it was made, and every file with size and hash.

Nothing of it is believed before it is checked: a backup may come from anywhere.
"""

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Annotated, Final

from pydantic import Field, TypeAdapter, ValidationError

from milepost.errors import Refused
from milepost.workspace.keeping.contents import DATABASE, FOLDERS, KEY
from milepost.workspace.place import ASIDE, INCOMING, SETTINGS

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
NEEDED: Final = (SETTINGS, KEY, DATABASE)
MOST_BYTES: Final = 64_000_000
"""How long a manifest may be."""

MOST_FILES: Final = 200_000
"""How many files one backup may hold."""

_ARCHIVED: Final = re.compile(r"archive/([0-9a-f]{2})/([0-9a-f]{2})/\1\2[0-9a-f]{60}(-[0-9a-f]{16})?\Z")
_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')
_RESERVED: Final = frozenset(
    {MANIFEST, "facts", "staging", "lock", "archive", ".restoring", "cache", "uploads", INCOMING, ASIDE}
)
_LONGEST: Final = 400

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a backup: its name within the workspace, its bytes, their hash.

    `private`: for its owner alone.
    """

    name: str
    size: Annotated[int, Field(ge=0, lt=1 << 50, strict=True)]
    sha256: Sha256
    private: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `milepost`: the version that made it; `created`: when, with its zone."""

    format: int
    milepost: str
    created: datetime
    members: tuple[Member, ...]

    def to_json(self) -> bytes:
        """As it is written."""
        body = asdict(self) | {"created": self.created.isoformat()}
        return json.dumps(body, ensure_ascii=False, indent=1).encode()


def read_manifest(content: bytes) -> Manifest:
    """The manifest of a backup. Raises Refused when it is none, a newer one, or names what none may name."""
    try:
        body = json.loads(content)
        number = body["format"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused(no_backup("its manifest cannot be read"), ANOTHER) from None
    if isinstance(number, int) and number > FORMAT:
        raise Refused(
            f"This backup was made by a newer Milepost ({str(body.get('milepost'))[:40]}).",
            "Install that version or a later one; nothing was changed.",
        )
    try:
        found = TypeAdapter(Manifest).validate_python(body)
    except (ValidationError, RecursionError):
        raise Refused(no_backup("its manifest does not hold what it must"), ANOTHER) from None
    _check(found)
    return found


def is_safe(name: str) -> bool:
    """Whether a file of that name may lie in a workspace: inside it, and where it cannot do harm.

    Names that another system could read otherwise (a backslash, a drive, a device) are refused on all.
    """
    path = PurePosixPath(name)
    if not name or len(name) > _LONGEST or name != path.as_posix() or path.is_absolute():
        return False
    if _NOT_IN_NAMES.search(name) or any(
        part != part.strip(" .") and not _hidden(part) for part in path.parts
    ):
        return False
    if any(part in {"", ".", ".."} for part in path.parts):
        return False
    if name in NEEDED or _ARCHIVED.fullmatch(name):
        return True
    first = path.parts[0]
    if first in _RESERVED or first.startswith(DATABASE) or first in NEEDED:
        return False
    return len(path.parts) > 1 or first not in FOLDERS


def _hidden(part: str) -> bool:
    """A name such as `.env`, which begins with a dot and is no way upwards."""
    return len(part) > 1 and part[0] == "." and part[1:] == part[1:].strip(" .")


def _check(found: Manifest) -> None:
    names = [member.name for member in found.members]
    for name in names:
        if not is_safe(name):
            raise Refused(no_backup(f"it names {shown(name)}, which no workspace holds"), ANOTHER)
    folded = {name.casefold() for name in names}
    if len(folded) != len(names):
        raise Refused(no_backup("it names one file twice"), ANOTHER)
    if below := next((n for n in sorted(folded) if _parents(n) & folded), None):
        raise Refused(no_backup(f"{shown(below)} lies in a file"), ANOTHER)
    if missing := sorted(set(NEEDED) - set(names)):
        raise Refused(no_backup(f"it lacks {missing[0]}"), ANOTHER)
    if found.created.tzinfo is None:
        raise Refused(no_backup("it does not say when it was made"), ANOTHER)


def _parents(name: str) -> set[str]:
    return {parent.as_posix() for parent in PurePosixPath(name).parents}


def shown(name: str) -> str:
    """A name of unknown origin as it may stand in a sentence."""
    return f"“{repr(name[:80])[1:-1]}”"


def no_backup(why: str) -> str:
    """The sentence that refuses a file as a backup."""
    return f"This is not a backup that Milepost made: {why}."


ANOTHER: Final = "Nothing was changed. Take the file again from where it is kept, or an earlier one."
