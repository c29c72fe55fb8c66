"""The worker beside the server: does what is too long for a page, one thing at a time, the oldest first."""

import os
import signal
import sys
import time
from pathlib import Path

from milepost.web.configure import configure
from milepost.web.site import Site

_LOOKS = 0.3


def main(home: Path) -> int:
    """Work until told to stop, or until whoever started it is gone."""
    configure(Site(home))
    import milepost.web.working  # noqa: F401 (each of its modules says what it can do)
    from milepost.web.jobs import do_next

    parent = os.getppid()
    stop = False

    def stopping(*_: object) -> None:
        nonlocal stop
        stop = True

    signal.signal(signal.SIGTERM, stopping)
    signal.signal(signal.SIGINT, stopping)
    while not stop and os.getppid() == parent:
        if not do_next():
            time.sleep(_LOOKS)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
