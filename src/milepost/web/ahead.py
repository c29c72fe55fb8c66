"""Works out what the next reader of a brand will want, in a process of its own that may be ended any time.

What it keeps is what the pages would keep; where that is there already, there is nothing to do. It is as low
in priority as the worker that began it, and no lower: who comes meanwhile waits for it.
"""

import logging
import os
import sys
import threading
import time
from pathlib import Path

from milepost.reviews.cadence import Kind
from milepost.web.configure import configure
from milepost.web.site import Site
from milepost.workspace.keeping.swap import in_use
from milepost.workspace.place import choose_brand

_LOOKS = 0.3


def main(home: Path, name: str) -> int:
    """Work out board, calls and weekly review, in the brand's language; how many of them failed."""
    held = in_use(home)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    workspace = configure(Site(home))
    from milepost.web.brand_view import calls_of, review_of, view_of
    from milepost.web.kept import State
    from milepost.web.opened import today
    from milepost.web.slugs import slug_of
    from milepost.web.written import written_for

    brand = choose_brand(workspace, name)
    look = State(workspace, brand, today(brand), slug_of(workspace.brands, name))
    faults = 0
    with held, written_for(workspace, brand):
        for part in (view_of, calls_of, lambda it: review_of(it, Kind.WEEKLY)):
            try:
                part(look)
            except Exception:
                logging.getLogger("milepost.web").exception("a page could not be worked out ahead")
                faults += 1
    return faults


def _end_with(parent: int) -> None:
    """End as soon as the worker is gone: nobody would stop this process any more."""
    while os.getppid() == parent:
        time.sleep(_LOOKS)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
