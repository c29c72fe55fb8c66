"""How long a question waited until somebody was free to answer it.

More people than the site can answer wait in a row. A page that comes too late is read by nobody, and working
it out keeps the others waiting: who only looks, and has waited too long, is told to come back at once.
"""

import math
import threading
from collections.abc import Mapping
from typing import Final

LONGEST: Final = 8.0
"""Seconds in the row after which a page is not worked out any more, unless the operator says otherwise."""

_now = threading.local()


def note_wait(seconds: float) -> None:
    """Say for how long the question that this thread answers next was in the row."""
    _now.waited = seconds


def waited() -> float:
    """The seconds for which it was; nought where nobody has said so."""
    return float(getattr(_now, "waited", 0.0))


def read_patience(said: Mapping[str, str]) -> float:
    """The longest wait, in seconds, out of MILEPOST_PATIENCE."""
    try:
        seconds = float(said.get("MILEPOST_PATIENCE", ""))
    except ValueError:
        return LONGEST
    return seconds if math.isfinite(seconds) and seconds >= 0 else LONGEST
