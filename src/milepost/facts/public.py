"""Public figures of the own brand and of others, as they lie in the facts: rows, posts, mentions."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from milepost.facts.batches import FactFiles
from milepost.facts.engine import connect, literal

EXTRA = ("saves", "clicks")
"""What an own export may count among interactions beyond the public ones."""


@dataclass(frozen=True, slots=True)
class CompetitorRow:
    """Figures of a brand over `days` days, as one source gives them; None is what it does not say."""

    source: str
    channel: str
    name: str
    own: bool | None
    day: date
    days: int
    figures: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class CompetitorPost:
    """A public post of a brand; the figures as in `CompetitorRow`. `posted` is at midnight if not `timed`."""

    source: str
    channel: str
    name: str
    own: bool | None
    posted: datetime
    timed: bool
    format: str
    text: str
    tags: tuple[str, ...]
    figures: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class MentionCount:
    """How often a listening tool found a name on a day; '' where it does not say which name."""

    source: str
    about: str
    day: date
    count: int


ROW_FIGURES = (
    *(
        "posts_published",
        "engagements",
        "likes",
        "comments",
        "shares",
        "net_follows",
        "followers",
        "mentions",
    ),
)
POST_FIGURES = ("likes", "comments", "shares", "engagements", "followers")


def competitor_rows(files: FactFiles, *, before: date) -> tuple[CompetitorRow, ...]:
    """All rows of tables of competitors whose days end before a day, oldest first."""
    if "competitor_day" not in files.tables:
        return ()
    rows = _dicts(
        f"""SELECT source, channel, competitor, own, day, days, {", ".join(ROW_FIGURES)} FROM read_parquet(?)
            WHERE competitor IS NOT NULL AND day + CAST(days AS INTEGER) <= DATE '{before}'
            ORDER BY day, days, competitor""",
        files,
        "competitor_day",
    )
    return tuple(
        CompetitorRow(
            row["source"],
            row["channel"],
            row["competitor"],
            row["own"],
            row["day"],
            row["days"],
            {name: row[name] for name in ROW_FIGURES},
        )
        for row in rows
    )


def competitor_posts(files: FactFiles, *, before: date) -> tuple[CompetitorPost, ...]:
    """All posts of lists of competitors, published and read before a day, oldest first."""
    if "competitor_post" not in files.tables:
        return ()
    rows = _dicts(
        f"""SELECT source, channel, competitor AS name, own, day, published_at, format, text, tags,
            {", ".join(POST_FIGURES)} FROM read_parquet(?) WHERE competitor IS NOT NULL
            AND day < DATE '{before}' AND coalesce(as_of, day) < DATE '{before}' ORDER BY day, post_id""",
        files,
        "competitor_post",
    )
    return tuple(_post(row, POST_FIGURES) for row in rows)


def own_posts(files: FactFiles, *, before: date) -> dict[tuple[str, str, str], list[CompetitorPost]]:
    """The own posts by (source, account, channel), with their public figures and what else was counted."""
    if "post_value" not in files.tables:
        return {}
    names = ("likes", "comments", "shares", "engagements", *EXTRA)
    measured = ", ".join(names)
    described = "post" in files.tables
    told = "coalesce(p.format, v.format) AS format, p.text, p.tags, p.published_at, p.own"
    bare = "v.format, NULL AS text, NULL AS tags, NULL AS published_at, NULL AS own"
    beside = "LEFT JOIN read_parquet(?) p USING (source, account, channel, post_id)" if described else ""
    rows = _dicts(
        f"""WITH v AS (SELECT source, account, channel, post_id, day, format, {measured} FROM read_parquet(?)
            WHERE as_of < DATE '{before}' AND day < DATE '{before}'
            QUALIFY as_of = max(as_of) OVER (PARTITION BY source, account, channel, post_id))
            SELECT v.source, v.account, v.channel, '' AS name, v.day, {told if described else bare},
            {", ".join(f"v.{name}" for name in names)} FROM v {beside} ORDER BY v.day, v.post_id""",
        files,
        "post_value",
        *(["post"] if described else []),
    )
    found: dict[tuple[str, str, str], list[CompetitorPost]] = defaultdict(list)
    for row in rows:
        if row["own"] is not False:
            found[row["source"], row["account"], row["channel"]].append(_post(row, names))
    return dict(found)


def covered_days(files: FactFiles, *tables: str) -> dict[tuple[str, str, str], list[tuple[date, int]]]:
    """The days of which the files tell measures of these tables, by (source, account, channel)."""
    if "coverage" not in files.tables:
        return {}
    rows = _dicts(
        f"""SELECT DISTINCT source, account, channel, day, days FROM read_parquet(?)
            WHERE of_table IN ({", ".join(map(literal, tables))}) ORDER BY day""",
        files,
        "coverage",
    )
    found: dict[tuple[str, str, str], list[tuple[date, int]]] = defaultdict(list)
    for row in rows:
        found[row["source"], row["account"], row["channel"]].append((row["day"], row["days"]))
    return dict(found)


def own_followers(files: FactFiles, *, before: date) -> dict[tuple[str, str, str], list[tuple[date, int]]]:
    """The own stock of followers day by day, by (source, account, channel)."""
    if "account_day" not in files.tables:
        return {}
    rows = _dicts(
        f"""SELECT source, account, channel, day + CAST(days - 1 AS INTEGER) AS day,
            max(followers) AS followers
            FROM read_parquet(?) WHERE followers IS NOT NULL AND breakdown = ''
            AND day + CAST(days AS INTEGER) <= DATE '{before}' GROUP BY ALL ORDER BY 4""",
        files,
        "account_day",
    )
    found: dict[tuple[str, str, str], list[tuple[date, int]]] = defaultdict(list)
    for row in rows:
        found[row["source"], row["account"], row["channel"]].append((row["day"], row["followers"]))
    return dict(found)


def mention_counts(files: FactFiles, *, before: date) -> tuple[MentionCount, ...]:
    """How often each name was found, by source and day."""
    if "mention" not in files.tables:
        return ()
    rows = _dicts(
        f"""SELECT source, coalesce(about, '') AS about, day, count(*) AS count FROM read_parquet(?)
            WHERE day < DATE '{before}' GROUP BY ALL ORDER BY day, about""",
        files,
        "mention",
    )
    return tuple(MentionCount(row["source"], row["about"], row["day"], row["count"]) for row in rows)


def _post(row: dict[str, Any], names: Sequence[str]) -> CompetitorPost:
    at = row["published_at"]
    tags = (tag.strip("# ").casefold() for tag in (row["tags"] or "").replace(";", ",").split(","))
    return CompetitorPost(
        row["source"],
        row["channel"],
        row["name"],
        row["own"],
        at or datetime.combine(row["day"], datetime.min.time()),
        at is not None and at.time() != datetime.min.time(),
        row["format"] or "",
        row["text"] or "",
        tuple(tag for tag in tags if tag),
        {name: row[name] for name in names},
    )


def _dicts(query: str, files: FactFiles, *tables: str) -> list[dict[str, Any]]:
    with connect() as database:
        found = database.execute(query, [str(files.tables[name].rows) for name in tables])
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
