"""Invented brands and what anybody can see of them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from milepost.judgement.competitors.public import PublicPost, Seen, Told
from milepost.period import Period

FIRST = date(2026, 3, 2)
DAYS = 70
SPAN = Period.of_days(FIRST, DAYS)


def posts(likes: Sequence[int], comments: int | None = 1, *, kind: str = "images") -> tuple[PublicPost, ...]:
    """Posts spread evenly over the span."""
    gap = DAYS / max(len(likes), 1)
    return tuple(
        PublicPost(
            datetime.combine(FIRST, datetime.min.time()) + timedelta(days=int(at * gap), hours=10),
            timed=True,
            likes=one,
            comments=comments,
            format=kind,
        )
        for at, one in enumerate(likes)
    )


def listed(name: str, likes: Sequence[int], *, own: bool = False, followers: int | None = 5000) -> Told:
    """A brand whose posts are listed, with followers at both ends."""
    ends = (SPAN.start - timedelta(days=1), SPAN.last)
    stocks = tuple(Seen(day, 1, followers=followers) for day in ends) if followers is not None else ()
    return Told(name, own=own, source="list", rows=stocks, posts=posts(likes), listed=SPAN)


def total(
    name: str, count: int, engagements: int, *, own: bool = False, followers: int = 5000, net: int = 100
) -> Told:
    """A brand of which one total of the whole span is told, as LinkedIn does."""
    rows = (
        Seen(FIRST, DAYS, posts=count, engagements=engagements, net_follows=net),
        Seen(SPAN.last, 1, followers=followers),
    )
    return Told(name, own=own, source="page", rows=rows)
