"""What is told of work that failed by no fault of whoever asked for it."""

from milepost.errors import StorageError
from milepost.language import gettext_lazy


def ended_twice() -> StorageError:
    """The program was stopped while it worked, more than once."""
    return StorageError(
        gettext_lazy("The program ended more than once while it worked on this."),
        gettext_lazy(
            "Nothing of it was stored. If the machine has little memory, try again with fewer files."
        ),
    )


def our_fault(error: Exception) -> str:
    """An error that nobody foresaw."""
    return gettext_lazy("This is our fault, not yours ({error}).", error=type(error).__name__)
