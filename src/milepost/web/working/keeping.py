"""Backups, and the erasing of brands."""

import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext_noop as _

from milepost.errors import Refused
from milepost.reports.keeping import backup_lines, erased_lines
from milepost.store.models import JobRow
from milepost.web.jobs import work
from milepost.web.opened import workspace
from milepost.workspace.keeping.backup import backup
from milepost.workspace.keeping.erasing import erase_brand

_PREFIX: Final = "milepost-backup-"
_HOUR: Final = 60 * 60


@work("backup")
def make_backup(job: JobRow) -> dict[str, Any]:
    """A backup in a folder of its own that only this user reads, until it is taken or an hour old."""
    for old in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if time.time() - old.stat().st_mtime > _HOUR:
            shutil.rmtree(old, ignore_errors=True)
    now = datetime.now(UTC)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    made = backup(workspace(), folder / f"milepost-{now:%Y-%m-%d-%H%M}.zip", created=now)
    told = [line for line in backup_lines(made) if str(folder) not in line]
    return {"path": str(made.path), "lines": told}


@work("erase")
def erase(job: JobRow) -> dict[str, Any]:
    """Erase a brand; what was asked names it, and must not either."""
    brand = str(job.asked.get("brand", ""))
    if not brand:  # a process before this one began, took the name out of the job, and was ended
        raise Refused(
            _("The erasing was interrupted before it was done."),
            _("Erase the brand once more, if it is still there: what was begun is finished then."),
        )
    job.asked = {}
    job.save(update_fields=["asked"])
    place = workspace()
    done = erase_brand(place, brand, who=job.who, at=datetime.now(UTC))
    return {"lines": [line for line in erased_lines(done, str(place.home)) if brand not in line]}
