"""A brand's page as it is read by several pages of the site, worked out once."""

from milepost.reports import numbers
from milepost.reports.brand import brand_page
from milepost.reports.labels import report_label
from milepost.reports.page_view import PageView, page_view
from milepost.web.kept import Look, kept


def view_of(visit: Look) -> PageView:
    """Everything that the brand's page says on the day of the visit, numbers as its label writes them."""

    def make() -> PageView:
        label, _ = report_label(visit.workspace, visit.brand.name)
        with numbers.written_in(label.language):
            return page_view(
                brand_page(visit.workspace, brand=visit.brand.name, today=visit.today, files=False)
            )

    return kept(visit, "brand", make)
