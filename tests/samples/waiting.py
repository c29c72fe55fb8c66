"""Waiting for something that another process does, without sleeping longer than it takes."""

import time
from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")
LONGEST = 60.0
FIRST_PAUSE, LONGEST_PAUSE = 0.02, 0.3


def until(ask: Callable[[], _T | None]) -> _T:
    """What `ask` gives as soon as it gives something; fails when it does not within a minute."""
    give_up, pause = time.monotonic() + LONGEST, FIRST_PAUSE
    while (found := ask()) is None:
        if time.monotonic() > give_up:
            raise AssertionError(f"nothing came within {LONGEST:.0f} s")
        time.sleep(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE)  # who asks all the time takes the time of who works
    return found
