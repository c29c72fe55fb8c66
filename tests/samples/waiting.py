"""Waiting for something that another process does, without sleeping longer than it takes."""

import time
from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")
LONGEST = 60.0


def until(ask: Callable[[], _T | None]) -> _T:
    """What `ask` gives as soon as it gives something; fails when it does not within a minute."""
    give_up = time.monotonic() + LONGEST
    while (found := ask()) is None:
        if time.monotonic() > give_up:
            raise AssertionError(f"nothing came within {LONGEST:.0f} s")
        time.sleep(0.05)
    return found
