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

from milepost.language import Lazy, gettext_lazy


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in somebody's data: where it was read, what is wrong by which rule, and what to try."""

    where: str
    what: str
    remedy: str


class MilepostError(Exception):
    """The root of every refusal. `what` tells what was read and by which rule, `remedy` what to try.

    Both may be `language.Lazy`: who is told later hears them in another language.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".strip()


class UserError(MilepostError):
    """Wrong use; nothing was done."""


class NotFound(UserError):
    """There is no such thing; an empty `name` is not told. Offers the nearest names when `known` is given."""

    def __init__(self, kind: str, name: str, known: Iterable[str] = (), remedy: str = "") -> None:
        near = nearest(name, known)
        hint = gettext_lazy("Did you mean {names}?", names=", ".join(near)) if near else remedy
        named = gettext_lazy("There is no {kind} “{name}”.", kind=Lazy(kind), name=name)
        super().__init__(named if name else gettext_lazy("There is no such {kind}.", kind=Lazy(kind)), hint)
        self.kind = kind
        self.name = name


KINDS = (
    gettext_lazy("account"),
    gettext_lazy("advice"),
    gettext_lazy("audience profile"),
    gettext_lazy("backup"),
    gettext_lazy("brand"),
    gettext_lazy("business objective"),
    gettext_lazy("competitor"),
    gettext_lazy("decision"),
    gettext_lazy("earlier state"),
    gettext_lazy("file"),
    gettext_lazy("file that waits"),
    gettext_lazy("goal"),
    gettext_lazy("import"),
    gettext_lazy("invitation"),
    gettext_lazy("job"),
    gettext_lazy("kind of objective"),
    gettext_lazy("language"),
    gettext_lazy("mapping"),
    gettext_lazy("page"),
    gettext_lazy("platform"),
    gettext_lazy("role of social media"),
    gettext_lazy("share link"),
    gettext_lazy("stage of the funnel"),
    gettext_lazy("table"),
    gettext_lazy("upload"),
)
"""The kinds of things that a page can be asked for in vain, for translators. A KPI is one everywhere."""


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
