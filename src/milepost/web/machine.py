"""Faults of the machine, as refusals that say what happened: a full disk, a database that others hold."""

from django.db import OperationalError
from django.utils.translation import gettext

from milepost.errors import StorageError
from milepost.workspace.writing import storage_faults


def of_the_machine(error: Exception) -> StorageError | None:
    """The refusal that an error of the system or the database stands for; None when it is something else."""
    try:
        with storage_faults():
            raise error
    except StorageError as fault:
        return fault
    except OperationalError as fault:
        if "locked" not in str(fault):
            return None
        return StorageError(
            gettext("Something else has been writing to the database for half a minute."),
            gettext("Nothing was changed. Try again in a moment."),
        )
    except Exception:
        return None
