"""The worker beside the server: does what is too long for a page, one thing at a time, the oldest first.

Two processes: one that works, and one that begins it again when it was ended, for want of memory, say. The
latter also sees that a restore was confirmed, ends the work, and has the site begin again.
"""

import logging
import os
import select
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from milepost.web.configure import configure
from milepost.web.site import Site
from milepost.workspace.keeping.swap import in_use, is_wanted

_LOOKS = 0.3
_SWEEPS = 3600.0
_RESTS = 2.0
_PATIENCE = 10.0
"""Seconds that work which is under way may still take when the site ends: it can be ended at any instant."""

_KINDNESS = 5
"""Pages go before work that nobody waits for with a page open in front of them."""


class Stopping:
    """Whether the process was told to stop, or whoever started it is gone."""

    def __init__(self) -> None:
        self.told = False
        self.parent = os.getppid()
        self.heard, self._tells = os.pipe()
        signal.signal(signal.SIGTERM, self._tell)
        signal.signal(signal.SIGINT, self._tell)

    def rest(self, seconds: float) -> None:
        """Sleep, but not on when told to stop."""
        select.select([self.heard], [], [], seconds)

    def _tell(self, *_: object) -> None:
        if not self.told:
            self.told = True
            os.write(self._tells, b"\0")

    def __bool__(self) -> bool:
        return self.told or os.getppid() != self.parent


def watch(home: Path) -> int:
    """Keep a process at work until told to stop."""
    stopping = Stopping()
    words = [sys.executable, "-m", "milepost.web.work", str(home), "--work"]
    while not stopping:
        worker = subprocess.Popen(words)  # noqa: S603 (our own program)
        while not stopping and worker.poll() is None and not is_wanted(home):
            stopping.rest(_LOOKS)
        if worker.poll() is None:
            _end(worker)
        if not stopping and is_wanted(home):
            os.kill(stopping.parent, signal.SIGUSR1)
            while not stopping:
                stopping.rest(_LOOKS)
        elif not stopping:
            stopping.rest(_RESTS)
    return 0


def _end(worker: "subprocess.Popen[bytes]") -> None:
    worker.terminate()
    try:
        worker.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def main(home: Path) -> int:
    """Work until told to stop, or until whoever started it is gone."""
    held = in_use(home)
    configure(Site(home))
    os.nice(_KINDNESS)
    stopping = Stopping()
    _tell_jobs(stopping)
    swept = time.monotonic() - _SWEEPS
    days: dict[str, date] = {}
    while not stopping:
        try:
            if time.monotonic() - swept >= _SWEEPS:
                swept = time.monotonic()
                _sweep(home)
            _look_at_new_days(days)
            stopping.rest(0 if _did_something() else _LOOKS)
        except Exception:
            # a database that is locked or a disk that is full for a while must not end the worker
            logging.getLogger("milepost.web").exception("the worker could not go on; it tries again")
            stopping.rest(_RESTS)
    held.close()
    return 0


def _tell_jobs(stopping: Stopping) -> None:
    from milepost.web import jobs

    jobs.told_to_stop = stopping.__bool__


def _did_something() -> bool:
    from milepost.web.jobs import do_next, some_wait

    if not some_wait():
        return False
    import milepost.web.working.kinds  # noqa: F401 (not before there is something to do)

    return do_next()


def _sweep(home: Path) -> None:
    from milepost.web.working.sweeping import sweep

    sweep(home)


def _look_at_new_days(days: dict[str, date]) -> None:
    from milepost.web.working.mornings import new_days

    new_days(days)


if __name__ == "__main__":
    sys.exit((main if "--work" in sys.argv else watch)(Path(sys.argv[1])))
