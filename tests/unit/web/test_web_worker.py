"""The worker: begun again when it is killed, and a job that ends it twice is given up and said so."""

import os
import signal
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from served_site import serving
from waiting import until

from milepost.language import from_json
from milepost.workspace.opening import open_workspace


def workers(home: Path) -> list[int]:
    """The processes that work for this site."""
    asked = ["ps", "-ww", "-eo", "pid,args"]
    found = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    lines = [line.split(None, 1) for line in found.splitlines()]
    return [int(pid) for pid, words in lines if f"milepost.web.work {home} --work" in words]


def test_a_killed_worker_is_begun_again_and_goes_on(fresh_home: Path) -> None:
    with serving(fresh_home):
        (first,) = until(lambda: workers(fresh_home) or None)
        os.kill(first, signal.SIGKILL)
        (second,) = until(lambda: [pid for pid in workers(fresh_home) if pid != first] or None)
        open_workspace(fresh_home)
        from milepost.store.models import JobRow

        job = JobRow.objects.create(
            brand="Quillfen", kind="pages", asked={}, who="test", made_at=datetime.now(UTC)
        )
        until(lambda: JobRow.objects.filter(pk=job.pk, state="done").first())
        assert second in workers(fresh_home)
    assert workers(fresh_home) == []


def test_a_job_that_ended_the_worker_twice_is_given_up(fresh_home: Path) -> None:
    open_workspace(fresh_home)
    from milepost.store.models import JobRow

    job = JobRow.objects.create(
        brand="Quillfen",
        kind="pages",
        state="running",
        attempts=2,
        asked={},
        who="test",
        made_at=datetime.now(UTC),
        began_at=datetime.now(UTC),
    )
    with serving(fresh_home):
        gone = until(lambda: JobRow.objects.filter(pk=job.pk, state="failed").first())
    assert "ended more than once" in from_json(gone.told)["what"]
