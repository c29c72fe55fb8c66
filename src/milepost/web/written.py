"""The language of a brand's pages: the one that its label says, else that of who reads them."""

from collections.abc import Iterator
from contextlib import contextmanager

from milepost.reports import numbers
from milepost.workspace.labels.label import language_of
from milepost.workspace.place import Brand, Workspace


@contextmanager
def written_for(workspace: Workspace, brand: Brand) -> Iterator[None]:
    """Within it, words and figures of the reports are in the language of the brand's label, if it has one."""
    with numbers.written_in(language_of(workspace, brand.name)):
        yield
