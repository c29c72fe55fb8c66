"""Where the words of a document lead: to the pages that hold the definition, files and rows of a figure."""

from datetime import date
from functools import cache
from typing import Protocol

from django.urls import NoReverseMatch, resolve, reverse

from milepost.reports.formats.origins import To
from milepost.subject import About, Subject
from milepost.workspace.people.role import Role


class Reader(Protocol):
    """A brand as somebody looks at it, on another day than today where `as_of` is given. A visit is one."""

    @property
    def slug(self) -> str:
        """The brand as addresses name it."""

    @property
    def as_of(self) -> date | None:
        """The day that was asked for."""


def origins(reader: Reader, least: Role) -> To:
    """The addresses of what a text is about, for people of the role `least` or above.

    A page that not all of them may open has none: what is kept is read by all of them. What it asks for is
    what its own view says (`access.brand_page`).
    """
    asked = "" if reader.as_of is None else f"?as_of={reader.as_of.isoformat()}"

    def to(subject: Subject) -> str:
        try:
            address = reverse(subject.about.value, args=[reader.slug, subject.id])
        except NoReverseMatch:  # an id that no address can hold
            return ""
        return address + asked if _opens_to(subject.about, least) else ""

    return to


@cache
def _opens_to(about: About, role: Role) -> bool:
    view = resolve(reverse(about.value, args=["any", "any"])).func
    least = getattr(view, "least", None)
    return isinstance(least, Role) and least <= role
