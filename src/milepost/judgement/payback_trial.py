"""The test that would create the knowledge: one channel, up and down in turn on a fixed calendar.

It needs no regions and no holdout: two weeks more, two weeks less, so that carry-over can fade in a block.
Looks happen once, at its end (fixed design; Vaver & Koehler 2011 for the regions that it does without).
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from milepost.amount import Amount, Unit
from milepost.judgement.payback_curve import carried
from milepost.judgement.steps import WEEK
from milepost.judgement.verdict import Value, Verdict
from milepost.series import Floats

BLOCK_WEEKS = 2
SHORTEST, LONGEST, CYCLE = 8, 52, 2 * BLOCK_WEEKS
MOST_SWING = 0.5
DETECTED = 1.645 + 0.842
"""Standard errors that an effect must have to be seen in four of five tests, at one false alarm in ten."""


@dataclass(frozen=True, slots=True)
class Trial:
    """`channel` gets `high` a week in the first two weeks, `low` in the next two, and so on, from `start`.

    `swing` is the share by which both differ from the usual, `shows` the smallest outcome of one more unit
    that the test would show (80 % power, 10 % false alarms), `visible` whether what is expected of it
    (`expected`) reaches that.
    """

    channel: str
    low: float
    high: float
    swing: float
    weeks: int
    start: date
    shows: float
    expected: float | None

    @property
    def end(self) -> date:
        """The day after its last week."""
        return self.start + timedelta(days=WEEK * self.weeks)

    @property
    def visible(self) -> bool:
        """Whether an effect as large as is expected would be seen."""
        return self.expected is None or self.expected >= self.shows

    @property
    def verdict(self) -> Verdict:
        """What the test is for, said of its channel: what it would show, or that even a year would not."""
        values: dict[str, Value] = {"count": self.weeks, "swing": Amount(self.swing, Unit.SHARE)}
        return Verdict("payback.trial" if self.visible else "payback.trial_blind", values)

    @property
    def calendar(self) -> tuple[tuple[date, float], ...]:
        """The first day of each block of two weeks, and the input a week in it."""
        blocks = range(self.weeks // BLOCK_WEEKS)
        return tuple(
            (self.start + timedelta(days=WEEK * BLOCK_WEEKS * at), self.low if at % 2 else self.high)
            for at in blocks
        )


def trial(
    channel: str,
    *,
    usual: float,
    most: float,
    expected: float | None,
    noise: float,
    memory: float,
    decay: float,
    after: date,
) -> Trial | None:
    """The shortest test of `channel` that shows what is `expected` of one more unit; else that of a year.

    `usual` is its input a week, `most` the largest swing allowed, `noise` and `memory` the sd and
    autocorrelation of a week's outcome beside it. The test begins on the first Monday from `after` on.
    None when there is nothing to swing.
    """
    swing = min(most, MOST_SWING * usual)
    if not (swing > 0 and noise > 0):
        return None
    start = after + timedelta(days=-after.weekday() % WEEK)
    for weeks in range(SHORTEST, LONGEST + 1, CYCLE):
        shows = DETECTED * standard_error(weeks, memory, decay) * noise / swing
        if expected is not None and expected >= shows:
            break
        if expected is None and weeks >= LONGEST // 4:
            break
    return Trial(channel, usual - swing, usual + swing, swing / usual, weeks, start, shows, expected)


def standard_error(weeks: int, memory: float, decay: float) -> float:
    """Of the effect of a swing of 1, beside level and trend, when a week's outcome has sd 1."""
    place = np.arange(weeks)
    wave: Floats = np.where(place // BLOCK_WEEKS % 2, -1.0, 1.0)
    felt = carried(wave[:, None], np.array([[decay]]))[:, 0, 0]
    design = np.column_stack([felt, np.ones(weeks), place - place.mean()])
    covariance = memory ** np.abs(place[:, None] - place[None, :]).astype(np.float64)
    return float(np.sqrt(np.linalg.inv(design.T @ np.linalg.solve(covariance, design))[0, 0]))
