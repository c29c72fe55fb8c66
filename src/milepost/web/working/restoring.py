"""Checking a backup: unpacked beside the workspace, computed anew and opened as the site would open it."""

import json
import logging
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop as _

from milepost.errors import NotFound, Refused, StorageError
from milepost.store.models import JobRow
from milepost.web import jobs, uploads
from milepost.web.opened import workspace
from milepost.web.restores import RESTORE, Asked, asked_of, discard, incoming
from milepost.workspace.keeping.swap import is_wanted

_log = logging.getLogger("milepost.web")


@jobs.work(RESTORE)
def check(job: JobRow) -> dict[str, Any]:
    """Have the command `restore` bring the backup back into a folder that waits, and look what is in it.

    In processes of their own: this one has the workspace in use open. Raises what was refused.
    """
    home, asked = workspace().home, asked_of(job)
    _clear(home)
    waits = incoming(home, secrets.token_hex(16))
    waits.mkdir(mode=0o700)
    try:
        made = waits / "workspace"
        restored = _told("milepost", "restore", str(_file(home, asked)), str(made), "--json")
        looked = _told("milepost.web.looking", str(made))
    except BaseException:
        discard(waits)
        raise
    finally:
        if asked.upload:
            uploads.remove(home / "uploads" / asked.upload)
    return {"folder": waits.name, "restored": restored, "looked": looked}


def _file(home: Path, asked: Asked) -> Path:
    if asked.upload:
        return uploads.folder_of(home, asked.upload) / "0"
    made = jobs.one(asked.made, "", "backup")
    path = Path(str(made.told.get("path", "")))
    if not path.is_file():
        raise NotFound("backup", asked.name, remedy=_("It was taken away meanwhile. Upload the file."))
    return path


def _told(*words: str) -> dict[str, Any]:
    asked = [sys.executable, "-m", *words]
    done = subprocess.run(asked, check=False, capture_output=True, text=True)  # noqa: S603
    try:
        told = json.loads(done.stdout)
    except ValueError:
        _log.warning("%s ended with %s: %s", words[0], done.returncode, done.stderr[-2000:])
        raise StorageError(
            _("The program that checks the backup ended before it was done."),
            _("Nothing was changed. If the machine has little memory, restore with the command on another."),
        ) from None
    if fault := told.get("error"):
        raise Refused(str(fault["what"]), str(fault["remedy"]))
    return dict(told)


def _clear(home: Path) -> None:
    """Only the last backup that was checked waits, unless it was confirmed."""
    if not is_wanted(home):
        for path in incoming(home).iterdir():
            if path.is_dir():
                discard(path)
