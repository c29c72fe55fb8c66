"""Numbers and days as the brand's label writes them, while words are made for a page."""

from collections.abc import Iterator
from contextlib import contextmanager

from milepost.reports import numbers
from milepost.reports.labels import report_label
from milepost.web.access import Visit


@contextmanager
def written_for(visit: Visit) -> Iterator[None]:
    """Within it, the reports' words are in the language of the brand's label."""
    label, _ = report_label(visit.workspace, visit.brand.name)
    with numbers.written_in(label.language):
        yield
