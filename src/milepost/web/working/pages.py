"""What the next reader of a brand will want, worked out by a process that ends when anything else comes."""

import logging
import subprocess
import sys
from typing import Any

from milepost.errors import StorageError
from milepost.store.models import JobRow
from milepost.web import jobs
from milepost.web.opened import workspace

_LOOKS = 0.2
_log = logging.getLogger("milepost.web")


@jobs.work(jobs.PAGES)
def work_out(job: JobRow) -> dict[str, Any]:
    """Work out the pages of the brand as of today; what is left when something else comes is asked for anew.

    Raises StorageError when that ended with a fault, which is in the log of the server.
    """
    words = [sys.executable, "-m", "milepost.web.ahead", str(workspace().home), job.brand]
    process = subprocess.Popen(words)  # noqa: S603 (our own program)
    try:
        while not _ended(process):
            if jobs.others_wait() or jobs.told_to_stop():
                jobs.ask_pages(job.brand, job.who)
                return {"left": True}
    finally:
        process.kill()
        process.wait()
    if process.returncode:
        _log.error("pages job %s ended with %s", job.pk, process.returncode)
        raise StorageError("The pages could not be worked out ahead.", "Who opens them waits for them.")
    return {}


def _ended(process: "subprocess.Popen[bytes]") -> bool:
    try:
        process.wait(_LOOKS)
    except subprocess.TimeoutExpired:
        return False
    return True
