"""A brand's page as it is read by several pages of the site, worked out once."""

from milepost.language import ENGLISH
from milepost.reports import numbers
from milepost.reports.brand import brand_page
from milepost.reports.page_view import PageView, page_view
from milepost.reports.scorecard import Page
from milepost.web.kept import Look, kept


def view_of(visit: Look) -> PageView:
    """Everything that the brand's page says on the day of the visit, in the language that is spoken."""
    return kept(visit, "brand", lambda: page_view(_measured(visit)))


def _measured(visit: Look) -> Page:
    """Its figures, which are slow to work out and the same in every language."""

    def make() -> Page:
        return brand_page(visit.workspace, brand=visit.brand.name, today=visit.today, files=False)

    with numbers.written_in(ENGLISH):
        return kept(visit, "figures", make)
