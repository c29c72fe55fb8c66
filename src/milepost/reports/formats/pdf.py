"""A document on A4: set by WeasyPrint, which is allowed to load nothing but the logo that stands in the page.

Fonts are those of the machine, embedded; charts are drawings, not pictures. Pages carry the brand above, and
the label's footer and the page's number below.
"""

import logging
from typing import Any

from milepost.errors import NeedsUser
from milepost.reports.document import Document
from milepost.reports.formats.html import page
from milepost.reports.formats.labelled import labelled


def render(document: Document) -> bytes:
    """The PDF. Raises NeedsUser where the machine has no Pango, which sets the lines."""
    try:
        from weasyprint import HTML
    except OSError as error:
        raise NeedsUser(
            "A PDF is set by Pango, and this machine has no such library.",
            "On Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
            "Or take --format html.",
        ) from error

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    own = labelled(document.label).uri
    html = HTML(string=page(document, printed=True), url_fetcher=_closed(own), base_url=None)
    pdf: bytes = html.write_pdf(pdf_tags=True)
    return pdf


def _closed(own: str) -> Any:
    """A fetcher that hands out the page's own logo, and refuses every other address."""
    from weasyprint.urls import URLFetcher

    class Closed(URLFetcher):  # type: ignore[misc]
        """Nothing is loaded: no file, no host, no data that we did not embed."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not own or url != own:
                raise ValueError("a report loads nothing")
            return super().fetch(url, headers)

    return Closed(allowed_protocols=("data",), allow_redirects=False)
