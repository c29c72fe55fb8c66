"""What each source tells of each brand on each channel, as the judgement of competitors wants it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from milepost.facts.public import (
    EXTRA,
    CompetitorPost,
    CompetitorRow,
    competitor_posts,
    competitor_rows,
    covered_days,
    own_followers,
    own_posts,
)
from milepost.judgement.competitors.public import PublicPost, Seen, Told
from milepost.knowledge import table
from milepost.period import Period
from milepost.plan.competitor import Figure
from milepost.workspace.rivals.known import Set

TYPED = "typed"
"""The source of figures that somebody typed."""

_TYPED_AS = {
    "posts": "posts",
    "interactions": "engagements",
    "likes": "likes",
    "comments": "comments",
    "shares": "shares",
    "new_followers": "net_follows",
    "followers": "followers",
}


@dataclass(frozen=True, eq=False)
class Table:
    """All brands that one source tells of on one channel; the own one from it too, else from own exports."""

    channel: str
    source: str
    told: tuple[Told, ...]

    @property
    def own(self) -> Told | None:
        """What is told of the own brand."""
        return next((one for one in self.told if one.own), None)


def tables_of(some: Set) -> tuple[Table, ...]:
    """The tables of competitors, by channel and source; those without any rival are left out."""
    rows: dict[tuple[str, str], list[CompetitorRow]] = defaultdict(list)
    posts: dict[tuple[str, str], list[CompetitorPost]] = defaultdict(list)
    for row in competitor_rows(some.files, before=some.today):
        rows[row.channel, row.source].append(row)
    for post in competitor_posts(some.files, before=some.today):
        posts[post.channel, post.source].append(post)
    own = {one.channel: one for one in _own(some)}
    found = []
    for channel, source in sorted({*rows, *posts}):
        told = list(_of_table(some, channel, source, rows[channel, source], posts[channel, source]))
        if not any(one.own for one in told) and channel in own:
            told.append(own[channel].told)
        if any(not one.own for one in told):
            found.append(Table(channel, source, tuple(told)))
    return (*found, *_typed(some, {channel: one.told for channel, one in own.items()}))


@dataclass(frozen=True, eq=False)
class _Own:
    channel: str
    told: Told


def _of_table(
    some: Set,
    channel: str,
    source: str,
    rows: Sequence[CompetitorRow],
    posts: Sequence[CompetitorPost],
) -> Iterator[Told]:
    """Where the posts are listed they tell everything but the followers; else the rows do."""
    seen: dict[tuple[str, bool], list[Seen]] = defaultdict(list)
    listed: dict[tuple[str, bool], list[PublicPost]] = defaultdict(list)
    for row in rows:
        seen[_who(some, channel, row.name, row.own)].append(_seen(row))
    for post in posts:
        listed[_who(some, channel, post.name, post.own)].append(_public(post))
    days = [post.posted.date() for post in posts]
    whole = Period(min(days), max(days) + timedelta(days=1)) if days else None
    for name, own in dict.fromkeys((*listed, *seen)):
        yield Told(
            name,
            own,
            source,
            tuple(seen[name, own]),
            tuple(listed[name, own]),
            whole if listed[name, own] else None,
        )


def _who(some: Set, channel: str, name: str, own: bool | None) -> tuple[str, bool]:
    if own or some.is_own(channel, name):
        return some.brand.name, True
    return some.called(channel, name), False


def _own(some: Set) -> Iterator[_Own]:
    """The own brand on each channel by its own exports: one source and account, that with most posts."""
    order = {source: at for at, source in enumerate(table("precedence").get("post_value", ()))}
    covered = covered_days(some.files, "post_value")
    stocks = own_followers(some.files, before=some.today)
    best: dict[str, tuple[tuple[int, int], tuple[str, str, str]]] = {}
    posts = own_posts(some.files, before=some.today)
    for key, some_posts in posts.items():
        rank = (-order.get(key[0], len(order)), len(some_posts))
        if key[2] not in best or rank > best[key[2]][0]:
            best[key[2]] = (rank, key)
    for channel in sorted({*best, *(key[2] for key in stocks)}):
        followers = _stock(stocks, channel, best[channel][1] if channel in best else None)
        if channel not in best:
            yield _Own(channel, Told(some.brand.name, own=True, source="own", rows=followers))
            continue
        key = best[channel][1]
        listed = _longest(covered.get(key, ()), posts[key])
        more = tuple(name for name in EXTRA if any(post.figures[name] for post in posts[key]))
        publics = tuple(map(_public, posts[key]))
        until = min(listed.end, some.today)
        yield _Own(
            channel,
            Told(
                some.brand.name,
                own=True,
                source=key[0],
                rows=followers,
                posts=publics,
                listed=Period(listed.start, until),
                counts_more=more,
            ),
        )


def _stock(
    stocks: dict[tuple[str, str, str], list[tuple[date, int]]],
    channel: str,
    beside: tuple[str, str, str] | None,
) -> tuple[Seen, ...]:
    """The followers of the account whose posts are taken, or of the only account there is."""
    there = [key for key in stocks if key[2] == channel]
    same = [key for key in there if beside is not None and key[1] == beside[1]]
    accounts = {key[1] for key in there}
    chosen = same or (there if len(accounts) == 1 else [])
    if not chosen:
        return ()
    longest = max(chosen, key=lambda key: len(stocks[key]))
    return tuple(Seen(day, 1, followers=count) for day, count in stocks[longest])


def _longest(covered: Sequence[tuple[date, int]], posts: Sequence[CompetitorPost]) -> Period:
    """The longest run of days of which the exports tell, without a gap."""
    runs: list[tuple[date, date]] = []
    for day, days in covered:
        end = day + timedelta(days=days)
        if runs and day <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((day, end))
    if not runs:
        runs = [(posts[0].posted.date(), posts[-1].posted.date() + timedelta(days=1))]
    return Period(*max(runs, key=lambda run: run[1] - run[0]))


def _typed(some: Set, own: dict[str, Told]) -> Iterator[Table]:
    figures: dict[str, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for competitor in some.competitors:
        for figure in competitor.figures:
            if figure.day < some.today and figure.measure in _TYPED_AS:
                figures[figure.channel][competitor.name].append(figure)
    for channel, names in sorted(figures.items()):
        told = [
            Told(name, own=False, source=TYPED, rows=tuple(_rows(typed))) for name, typed in names.items()
        ]
        if channel in own:
            told.append(own[channel])
        yield Table(channel, TYPED, tuple(told))


def _rows(figures: Sequence[Figure]) -> Iterator[Seen]:
    """One row for all that was typed of the same days."""
    by_days: dict[tuple[date, int], dict[str, int]] = defaultdict(dict)
    for figure in figures:
        # A stock of one day is no sum of that day.
        days = 0 if figure.measure == "followers" else figure.days
        by_days[figure.day, days][_TYPED_AS[figure.measure]] = int(figure.value)
    for (day, days), said in sorted(by_days.items()):
        yield Seen(day, max(days, 1), **said)


def _seen(row: CompetitorRow) -> Seen:
    said = row.figures
    return Seen(
        row.day,
        row.days,
        posts=said["posts_published"],
        likes=said["likes"],
        comments=said["comments"],
        shares=said["shares"],
        engagements=said["engagements"],
        net_follows=said["net_follows"],
        followers=said["followers"],
    )


def _public(post: CompetitorPost) -> PublicPost:
    said = post.figures
    kinds = table("words")["post_formats"]
    kind = post.format.strip().casefold()
    return PublicPost(
        post.posted,
        post.timed,
        said["likes"],
        said["comments"],
        said["shares"],
        said["engagements"],
        str(kinds.get(kind.replace(" ", "_"), kind.replace("_", " "))),
        post.text,
        post.tags,
    )
