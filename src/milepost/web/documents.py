"""Documents of the reports as pages of the site: worked out once, with links in their sentences."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from milepost.reports.document import Document
from milepost.reports.formats.html import body
from milepost.web.access import Visit
from milepost.web.commands_said import in_markup
from milepost.web.kept import kept
from milepost.web.origins import origins
from milepost.workspace.people.role import Role

_END = "</h1>"


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as a page shows it: what it is called, and its markup, which opens with its heading."""

    title: str
    content: Markup

    @property
    def heading(self) -> Markup:
        """Its heading alone, for a page that puts something of its own below it."""
        return Markup(str(self.content).partition(_END)[0] + _END)  # noqa: S704 (markup of ours)

    @property
    def rest(self) -> Markup:
        """All below its heading."""
        return Markup(str(self.content).partition(_END)[2])  # noqa: S704 (markup of ours)


def shown(visit: Visit, name: str, make: Callable[[], Document], *more: object) -> Shown:
    """The document that `make` gives, as markup; kept for as long as nothing it rests on changes."""
    return kept(visit, name, lambda: as_shown(visit, make()), *more)


def as_shown(visit: Visit, document: Document, least: Role = Role.VIEWER) -> Shown:
    """One document as markup, for a page that is open to people of the role `least` or above."""
    return Shown(document.title, in_markup(body(document, origins(visit, least)), visit.slug))
