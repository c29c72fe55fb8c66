"""Refusals and faults.

A refusal is an exception, a fault in somebody's data is a value:

    MilepostError                  what a face shows and turns into an exit code
    ├── UserError                  wrong use: exit code 2
    │   ├── NotFound               no such file, brand, KPI, goal, import or workspace
    │   └── InvalidValue           an argument that cannot be read, or is not allowed
    ├── NeedsUser                  done as far as possible; a question is open: exit code 1
    │   ├── Refused                a file or goal that will not be taken as it is
    │   └── Conflict               somebody else wrote the same thing first
    └── StorageError               disk full, unreadable archive: nothing stored changed: exit code 3

    Problem(where, what, remedy)   a fault in data, collected, counted and shown
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in somebody's data: where it was read, what is wrong by which rule, and what to try."""

    where: str
    what: str
    remedy: str


class MilepostError(Exception):
    """The root of every refusal. `what` tells what was read and by which rule, `remedy` what to try."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".strip()


class UserError(MilepostError):
    """Wrong use; nothing was done."""


class NotFound(UserError):
    """There is no such thing. Offers the nearest names when `known` is given."""

    def __init__(self, kind: str, name: str, known: Iterable[str] = (), remedy: str = "") -> None:
        near = nearest(name, known)
        hint = f"Did you mean {', '.join(near)}?" if near else remedy
        super().__init__(f"There is no {kind} “{name}”.", hint)
        self.kind = kind
        self.name = name


class InvalidValue(UserError):
    """An argument that cannot be read, or is not allowed here."""


class NeedsUser(MilepostError):
    """Done as far as it goes; the user has to decide something."""


class Refused(NeedsUser):
    """A file or a goal that is not taken as it is."""


class Conflict(NeedsUser):
    """Somebody else wrote the same thing first; look again, then repeat."""


class StorageError(MilepostError):
    """The disk or the archive failed; nothing that was stored has changed."""


def nearest(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Up to `most` of the `known` names that look like `name`, best first."""
    return difflib.get_close_matches(name, list(known), n=most, cutoff=0.6)
