"""A brand's shared days cut into weeks, or left as the rows that its source gives."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from milepost.judgement.competitors.days import Days, rows_within
from milepost.judgement.competitors.formula import interactions, posts_within
from milepost.judgement.competitors.public import Told
from milepost.period import Period

WEEK = 7
LEAST_WEEKS = 8
"""Below so many weeks posts themselves are the units: fewer weeks tell less than their posts do."""

NEAR = 7
"""A stock may be so many days older than the day it is asked for."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some days of one brand: its posts, the `counted` ones with their interactions, and the net follows.

    `units` are what the noise is taken from: (interactions, posts) of the whole block, or of each post.
    """

    days: int
    posts: int | None
    counted: int
    interactions: int | None
    net: int | None
    units: tuple[tuple[float, float], ...]


def blocks_of(told: Told, days: Days, parts: Sequence[str]) -> tuple[Block, ...]:
    """Weeks of posts or of daily rows, counted from the first day; longer rows as they are."""
    first = min(days)
    if told.listed is not None:
        return _of_posts(told, days, first, parts)
    rows = rows_within(told, days)
    groups: dict[int, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        groups[(row.day.toordinal() - first) // WEEK if row.days < WEEK else at].append(at)
    found = []
    for places in groups.values():
        some = [rows[at] for at in places]
        posts = [row.posts for row in some]
        spoken = [(interactions(row, parts), row.posts) for row in some]
        whole = [(over, under) for over, under in spoken if over is not None and under is not None]
        net = [row.net_follows for row in some]
        over, under = sum(one for one, _ in whole), sum(one for _, one in whole)
        found.append(
            Block(
                sum(row.days for row in some),
                None if any(one is None for one in posts) else sum(one or 0 for one in posts),
                under,
                over if whole else None,
                None if any(one is None for one in net) else sum(one or 0 for one in net),
                ((float(over), float(under)),) if whole else (),
            )
        )
    return tuple(found)


def _of_posts(told: Told, days: Days, first: int, parts: Sequence[str]) -> tuple[Block, ...]:
    lengths: dict[int, int] = defaultdict(int)
    for day in days:
        lengths[(day - first) // WEEK] += 1
    posts: dict[int, list[int | None]] = {week: [] for week in lengths}
    for post in posts_within(told, days):
        posts[(post.posted.toordinal() - first) // WEEK].append(interactions(post, parts))
    by_week = len(lengths) >= LEAST_WEEKS
    found = []
    for week, length in sorted(lengths.items()):
        known = [one for one in posts[week] if one is not None]
        whole = ((float(sum(known)), float(len(known))),) if known else ()
        units = whole if by_week else tuple((float(one), 1.0) for one in known)
        found.append(Block(length, len(posts[week]), len(known), sum(known), None, units))
    return tuple(found)


def steps_of(told: Told, days: Days, blocks: Sequence[Block]) -> tuple[int, ...]:
    """How the followers moved in each block: by the source's own net, else by the stocks at its ends.

    One step from the first to the last day where nothing between is told; none where not even that is.
    """
    own = [block.net for block in blocks]
    if own and all(step is not None for step in own):
        return tuple(step or 0 for step in own)
    ends = [min(days) - 1]
    for block in blocks:
        ends.append(ends[-1] + block.days)
    if ends[-1] != max(days):  # nothing but stocks is told, or the days have holes
        ends = [ends[0], max(days)]
    stocks = [_stock(told, date.fromordinal(end)) for end in ends]
    known = [stock for stock in stocks if stock is not None]
    if len(known) == len(stocks):
        return tuple(after - before for before, after in pairwise(known))
    if stocks[0] is None or stocks[-1] is None:
        return ()
    return (stocks[-1] - stocks[0],)


def followers_at(told: Told, span: Period) -> int | None:
    """The stock on the last day, or at most a week before."""
    return _stock(told, span.last)


def _stock(told: Told, day: date) -> int | None:
    near = [row for row in told.rows if row.followers is not None and 0 <= (day - row.last).days <= NEAR]
    return max(near, key=lambda row: row.last).followers if near else None
