"""“Before July” ends with June: a bare month or year after “before” is not yet begun; a day is itself."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from milepost.goals.deadlines import Deadline
from milepost.goals.tokens import Token

_BEFORE = frozenset({"before", "avant", "antes", "vor"})
_SMALL = frozenset({"de", "del", "the", "le", "el", "dem", "d", "l"})
_MONTH = re.compile(r"--(\d\d)")


def until_it_begins(time: Deadline, tokens: Sequence[Token]) -> Deadline:
    """The time with its last day, where the sentence says “before” a whole month or year."""
    if tokens[time.start].norm not in _BEFORE:
        return time
    named = [t for t in tokens[time.start + 1 : time.end] if t.norm not in _SMALL]
    month = _MONTH.fullmatch(time.value)
    if month is not None and len(named) == 1:
        return replace(time, value=f"--{(int(month[1]) - 2) % 12 + 1:02}")
    if time.kind != "date" or not named or len(named[-1].norm) != 4 or named[-1].kind != "number":
        return time
    last = date.fromisoformat(time.value)
    if len(named) == 1:
        return replace(time, value=f"{last.year - 1}-12-31")
    if len(named) == 2 and named[0].kind == "word" and len(named[0].norm) > 2:
        return replace(time, value=(last.replace(day=1) - timedelta(days=1)).isoformat())
    return time
