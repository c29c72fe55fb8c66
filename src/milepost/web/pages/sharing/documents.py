"""The documents that are shared and taken away, worked out once for everybody who reads them."""

from dataclasses import replace
from datetime import date

from milepost.reports import numbers
from milepost.reports.document import Document
from milepost.reports.documents.made import report_document
from milepost.reports.labels import report_label
from milepost.reports.review import review_document
from milepost.reviews.cadence import Kind
from milepost.workspace.place import Brand, Workspace
from milepost.workspace.reviewing.holding import review_of

REVIEWS = ("weekly", "monthly")
KINDS = ("client", "board", *REVIEWS)


def document_of(workspace: Workspace, brand: Brand, kind: str, today: date) -> Document:
    """The client's report, the board or a review of a brand as of a day. Raises InvalidValue."""
    if kind not in REVIEWS:
        return report_document(workspace, brand=brand.name, today=today, kind=kind)
    label, notes = report_label(workspace, brand.name)
    with numbers.written_in(label.language):
        found = review_of(workspace, Kind(kind), brand=brand.name, today=today)
        document = review_document(found, currency=brand.currency, label=label)
    return replace(document, notes=(*document.notes, *notes))
