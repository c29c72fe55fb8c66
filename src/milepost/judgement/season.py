"""What the same days of earlier years did: half of that move is expected again."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from milepost.judgement.steps import WEEK, Steps

WEIGHT = 0.5
"""Half of the earlier years' move was best over all real series, all of it on strongly seasonal ones."""

LEAST_YEARS = 2
BEFORE_DAYS = 56
MOST_MOVE = 1.0


@dataclass(frozen=True, slots=True)
class Move:
    """The log factor by which the coming days should differ from the present level."""

    log_shift: float
    notes: tuple[str, ...] = ()


def move(steps: Steps, *, start: date, end: date) -> Move:
    """Half the mean log move into the same days of each earlier year. 0 below two whole years."""
    year = 364 / steps.days
    if len(steps.over) < LEAST_YEARS * year:
        return Move(0.0)
    count = max(1, round((end - start).days / steps.days))
    skip = round((start - steps.end).days / steps.days)
    before = max(1, round(BEFORE_DAYS / steps.days))
    moves = []
    for back in range(1, int(len(steps.over) / year) + 1):
        now = len(steps.over) - round(back * year)
        then = steps.over[now + skip : now + skip + count]
        level = steps.over[max(0, now - before) : now]
        if now >= before and then.size and np.isfinite(then).all() and np.isfinite(level).all():
            moves.append((float(then.mean()), float(level.mean())))
    usable = [np.log(then / level) for then, level in moves if then > 0 and level > 0]
    if not usable:
        return Move(0.0)
    shift = float(np.clip(WEIGHT * np.mean(usable), -MOST_MOVE, MOST_MOVE))
    years = "year" if len(usable) == 1 else "years"
    length = "weeks" if steps.days == WEEK else "months"
    return Move(
        shift, (f"Half of what the same {length} did in {len(usable)} earlier {years} is expected again.",)
    )
