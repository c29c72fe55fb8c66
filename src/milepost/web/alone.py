"""Working at something alone, over all processes of the site."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from milepost.archive.durable import make_folder

_LOOKS = 0.05
LONGEST = 3.0
"""Seconds after which nobody waits any longer: on a busy machine, who works may be of low priority."""


@contextmanager
def alone(path: Path, longest: float = LONGEST) -> Iterator[None]:
    """Hold the file of that name within the block, once whoever holds it has let go or `longest` has passed.

    A process that ends lets go, however it ends. Where no file can be written, nobody waits for anybody.
    """
    try:
        make_folder(path.parent, 0o700)
        file = path.open("ab")
    except OSError:
        yield
        return
    with file:
        give_up = time.monotonic() + longest
        while not (taken := _taken(file.fileno())) and time.monotonic() < give_up:
            time.sleep(_LOOKS)
        try:
            yield
        finally:
            if taken:
                with suppress(OSError):
                    path.unlink()


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
