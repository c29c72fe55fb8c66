"""A backup on its way to become the workspace: asked for, checked by the worker, described, confirmed."""

import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from milepost.errors import Refused
from milepost.store.models import JobRow
from milepost.web import jobs
from milepost.workspace.keeping.found import Found, found_of
from milepost.workspace.keeping.swap import Wanted, want
from milepost.workspace.place import INCOMING, Workspace

RESTORE: Final = "restore"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which backup: what it is called, and the folder of its upload or the job that made it here."""

    name: str
    upload: str = ""
    made: int = 0


def ask_restore(asked: Asked, who: str) -> JobRow:
    """Ask the worker to check a backup."""
    return jobs.ask("", RESTORE, asdict(asked), who)


def asked_of(job: JobRow) -> Asked:
    """What was asked."""
    return Asked(**job.asked)


def incoming(home: Path, name: str = "") -> Path:
    """The folder of what waits to become the workspace, or one within it."""
    return home / INCOMING / name


def discard(waits: Path) -> None:
    """Remove what waits. Its place is empty at one instant: half of it can never become the workspace."""
    gone = waits.with_name(f"gone-{waits.name}") if not waits.name.startswith("gone-") else waits
    with suppress(OSError):
        waits.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def found_in(job: JobRow, home: Path) -> Found | None:
    """What a checked backup holds; None when it does not wait any more."""
    if job.state != jobs.DONE or not (incoming(home, str(job.told["folder"])) / "workspace").is_dir():
        return None
    return found_of(job.told["restored"], job.told["looked"])


def made_here() -> list[tuple[int, str]]:
    """Backups that were made on the site and not taken away yet: job and file's name, the newest first."""
    made = JobRow.objects.filter(brand="", kind="backup", state=jobs.DONE).order_by("-id")
    paths = [(job.pk, Path(str(job.told.get("path", "")))) for job in made]
    return [(number, path.name) for number, path in paths if path.is_file()]


def confirm(workspace: Workspace, job: JobRow, *, who: str, at: datetime, address: str) -> None:
    """Have a checked backup become the workspace, as soon as the site has begun again. Raises Refused."""
    found = found_in(job, workspace.home)
    if found is None:
        raise Refused(_("This backup does not wait any more."), _("Nothing was changed; choose it again."))
    made = f"{found.created:%Y-%m-%d %H:%M %Z} by Milepost {found.milepost}"
    what = f"from “{asked_of(job).name[:80]}”, made {made}"
    source = f"{INCOMING}/{job.told['folder']}/workspace"
    want(workspace, Wanted(source, who, at, what, address))
