"""The worker beside the server: does what is too long for a page, one thing at a time, the oldest first."""

import logging
import os
import signal
import sys
import time
from pathlib import Path

from milepost.web.configure import configure
from milepost.web.site import Site

_LOOKS = 0.3
_SWEEPS = 3600.0
_RESTS = 2.0
_KINDNESS = 5
"""Pages go before work that nobody waits for with a page open in front of them."""


def main(home: Path) -> int:
    """Work until told to stop, or until whoever started it is gone."""
    configure(Site(home))
    os.nice(_KINDNESS)
    parent = os.getppid()
    stop = False

    def stopping(*_: object) -> None:
        nonlocal stop
        stop = True

    signal.signal(signal.SIGTERM, stopping)
    signal.signal(signal.SIGINT, stopping)
    swept = 0.0
    while not stop and os.getppid() == parent:
        try:
            if not swept or time.monotonic() - swept > _SWEEPS:
                swept = time.monotonic()
                _sweep(home)
            time.sleep(0 if _did_something() else _LOOKS)
        except Exception:
            # a database that is locked or a disk that is full for a while must not end the worker
            logging.getLogger("milepost.web").exception("the worker could not go on; it tries again")
            time.sleep(_RESTS)
    return 0


def _did_something() -> bool:
    import milepost.web.working  # noqa: F401 (each of its modules says what it can do)
    from milepost.web.jobs import do_next

    return do_next()


def _sweep(home: Path) -> None:
    from milepost.web.working.sweeping import sweep

    sweep(home)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
