"""When followers are active: people at each hour of the day, averaged over the days that are told."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from milepost.judgement.audience.told import Row

DIMENSION = "active_hour"
_HOUR = re.compile(r"(?:[01]?\d|2[0-3])(?::00)?")
RECENT = timedelta(days=28)
LEAST_DAYS = 7
PEAK = 0.9
"""Hours with nine tenths of the busiest one are as good as it."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Active followers by hour (0 to 23, in the export's zone) on an average of `days` days up to `day`.

    The same person is active in many hours: they do not add up.
    """

    channel: str
    source: str
    account: str
    day: date
    days: int
    people: tuple[tuple[int, float], ...]

    @property
    def peak(self) -> tuple[int, ...]:
        """The hours that are about as busy as the busiest."""
        most = max(count for _, count in self.people)
        return tuple(hour for hour, count in self.people if count >= PEAK * most and most > 0)


def active_hours(rows: Iterable[Row]) -> tuple[Hours, ...]:
    """One an account, of the last four weeks that are told; none where fewer than seven days are."""
    by_account: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.dimension == DIMENSION and row.people is not None and _HOUR.fullmatch(row.bucket):
            by_account[row.channel, row.source, row.account].append(row)
    found = []
    for account, its in by_account.items():
        last = max(row.day for row in its)
        recent = [row for row in its if row.day > last - RECENT and (row.people or 0) >= 0]
        days = {row.day for row in recent}
        sums: dict[int, list[float]] = defaultdict(list)
        for row in recent:
            sums[int(row.bucket.split(":")[0])].append(row.people or 0.0)
        if len(days) >= LEAST_DAYS and sum(map(sum, sums.values())) > 0:
            mean = tuple((hour, sum(some) / len(some)) for hour, some in sorted(sums.items()))
            found.append(Hours(*account, last, len(days), mean))
    return tuple(found)
