"""What several pages of the site, and the look ahead, read of a brand: each worked out once."""

from datetime import date
from typing import Protocol

from markupsafe import Markup

from milepost.language import ENGLISH
from milepost.reports import numbers
from milepost.reports.brand import brand_page
from milepost.reports.formats.html import body
from milepost.reports.page_view import PageView, page_view
from milepost.reports.portfolio import PortfolioRow, portfolio_view
from milepost.reports.review_page import ReviewPage, review_page
from milepost.reports.scorecard import Page
from milepost.reviews.cadence import Kind
from milepost.web.kept import Look, kept
from milepost.web.origins import origins
from milepost.workspace.people.role import Role
from milepost.workspace.portfolio.portfolio import portfolio


class Placed(Look, Protocol):
    """A look whose pages lead to other pages. A visit is one."""

    @property
    def slug(self) -> str:
        """The brand as addresses name it."""

    @property
    def as_of(self) -> date | None:
        """The day that was asked for, where it is not today."""


def view_of(visit: Look) -> PageView:
    """Everything that the brand's page says on the day of the visit, in the language that is spoken."""
    return kept(visit, "brand", lambda: page_view(_measured(visit)))


def calls_of(visit: Look) -> PortfolioRow | None:
    """What asks somebody to act, as the page of all brands says it; None when nothing does."""

    def make() -> tuple[PortfolioRow, ...]:
        found = portfolio(visit.workspace, today=visit.today, names=(visit.brand.name,))
        return portfolio_view(found, visit.workspace.knowledge).rows

    return next((row for row in kept(visit, "calls", make) if row.calls), None)


def review_of(visit: Placed, kind: Kind) -> tuple[ReviewPage, Markup]:
    """The review of the last whole week or month, and its markup."""

    def make() -> tuple[ReviewPage, Markup]:
        page = review_page(visit.workspace, kind, brand=visit.brand.name, today=visit.today)
        return page, body(page.document, origins(visit, Role.VIEWER))

    return kept(visit, "review", make, kind.value)


def _measured(visit: Look) -> Page:
    """Its figures, which are slow to work out and the same in every language."""

    def make() -> Page:
        return brand_page(visit.workspace, brand=visit.brand.name, today=visit.today, files=False)

    with numbers.written_in(ENGLISH):
        return kept(visit, "figures", make)
