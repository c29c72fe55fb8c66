"""Facts that are looked at one by one: posts with what they earned, purchases, comments."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from milepost.facts.batches import FactFiles
from milepost.facts.engine import connect

EXPOSURES: Final = ("reach", "impressions", "views", "video_views")
"""By what a post's interactions are divided, best first; one for all posts of an account."""

_NOTHING: Final = "format, NULL AS text, NULL AS tags, NULL AS published_at, NULL AS own"
_HASHTAG: Final = re.compile(r"#(\w{2,60})")

PARTS: Final = ("likes", "comments", "shares", "saves")
MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class PostEarned:
    """A post and what it had earned when last looked at.

    `posted` is local time; `timed` says that its hour is known.
    `exposed_to` names what `exposure` counts (reach, impressions ...); both are None where nobody said.
    """

    source: str
    account: str
    channel: str
    posted: datetime
    timed: bool
    format: str | None
    text: str | None
    tags: tuple[str, ...]
    interactions: float
    exposure: float | None
    exposed_to: str | None
    clicks: float | None = None
    """On its links, where the platform tells them."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """One order that counts: who (a keyed hash), when, and what was left after refunds, in whole units."""

    customer: str
    day: date
    value: float
    currency: str


@dataclass(frozen=True, slots=True)
class Said:
    """One comment below a post, or one mention elsewhere, that the brand did not write itself."""

    channel: str
    day: date
    text: str
    person: str | None = None
    """A keyed hash of who wrote it, where the source tells that."""


@dataclass(frozen=True, slots=True)
class AudienceRow:
    """One group of an audience as of a day: `people` counted, or its `share` (0 to 1); either may be None."""

    source: str
    account: str
    channel: str
    dimension: str
    bucket: str
    day: date
    people: float | None
    share: float | None


def posts_earned(files: FactFiles, *, before: date) -> tuple[PostEarned, ...]:
    """The brand's own posts published before a day, with their interactions as last known before it.

    Posts of which no interactions are known are left out; unknown is not zero.
    """
    if "post_value" not in files.tables:
        return ()
    measured = ", ".join((*EXPOSURES, "engagements", "link_clicks", *PARTS))
    described = "post" in files.tables
    told = "p.format, p.text, p.tags, p.published_at, p.own" if described else f"NULL AS {_NOTHING}"
    beside = "LEFT JOIN read_parquet(?) p USING (source, account, channel, post_id)" if described else ""
    query = f"""
        WITH value AS (
            SELECT source, account, channel, post_id, day, format AS valued_format, {measured}
            FROM read_parquet(?) WHERE as_of < DATE '{before}' AND day < DATE '{before}'
            QUALIFY as_of = max(as_of) OVER (PARTITION BY source, account, channel, post_id))
        SELECT value.*, {told} FROM value {beside} ORDER BY value.day, value.post_id
    """
    rows = _dicts(query, _paths(files, "post_value", *(["post"] if described else [])))
    own = [row for row in rows if row["own"] is not False and _interactions(row) is not None]
    return tuple(_with_one_exposure(own))


def purchases(files: FactFiles, *, before: date, unnamed: str = "") -> tuple[Purchase, ...]:
    """Every order that counts and names its customer; `unnamed` is the currency of money that names none."""
    if "order" not in files.tables:
        return ()
    rows = _dicts(
        f"""SELECT customer, day, coalesce(gross, 0) - coalesce(refunded, 0) AS left_over, currency
            FROM read_parquet(?) WHERE day < DATE '{before}' AND coalesce(counts, true)
            AND customer IS NOT NULL AND gross IS NOT NULL ORDER BY day, customer""",
        _paths(files, "order"),
    )
    return tuple(
        Purchase(row["customer"], row["day"], row["left_over"] / MILLION, row["currency"] or unnamed)
        for row in rows
    )


def said_of(files: FactFiles, *, since: date, before: date) -> tuple[Said, ...]:
    """Comments that were written between two days by others than the brand."""
    if "comment" not in files.tables:
        return ()
    rows = _dicts(
        f"""SELECT channel, day, text, person FROM read_parquet(?) WHERE text IS NOT NULL
            AND NOT coalesce(own, false) AND day >= DATE '{since}' AND day < DATE '{before}'
            ORDER BY day, channel, text""",
        _paths(files, "comment"),
    )
    return tuple(Said(row["channel"] or "", row["day"], row["text"], row["person"]) for row in rows)


def audience_rows(files: FactFiles, *, before: date) -> tuple[AudienceRow, ...]:
    """Every group of every audience export that holds as of a day before `before`."""
    if "audience" not in files.tables:
        return ()
    rows = _dicts(
        f"""SELECT source, account, channel, dimension, bucket, day, people, share FROM read_parquet(?)
            WHERE day < DATE '{before}' AND dimension IS NOT NULL AND bucket IS NOT NULL
            ORDER BY channel, source, account, dimension, day, bucket""",
        _paths(files, "audience"),
    )
    return tuple(
        AudienceRow(
            *_account(row),
            row["dimension"],
            row["bucket"],
            row["day"],
            None if row["people"] is None else float(row["people"]),
            None if row["share"] is None else row["share"] / MILLION,
        )
        for row in rows
    )


def _with_one_exposure(rows: Sequence[dict[str, Any]]) -> list[PostEarned]:
    """Of each account the exposure that most of its posts have, so that its posts compare."""
    told: dict[tuple[str, str, str], Counter[str]] = {}
    for row in rows:
        counter = told.setdefault(_account(row), Counter())
        counter.update(name for name in EXPOSURES if row[name])
    best = {
        account: max(EXPOSURES, key=lambda name: (counter[name], -EXPOSURES.index(name))) if counter else None
        for account, counter in told.items()
    }
    return [_post(row, best[_account(row)]) for row in rows]


def _account(row: dict[str, Any]) -> tuple[str, str, str]:
    return row["source"] or "", row["account"] or "", row["channel"] or ""


def _post(row: dict[str, Any], exposed_to: str | None) -> PostEarned:
    source, account, channel = _account(row)
    at = row["published_at"]
    exposure = row[exposed_to] if exposed_to else None
    return PostEarned(
        source=source,
        account=account,
        channel=channel,
        posted=at or datetime.combine(row["day"], time()),
        timed=at is not None and at.time() != time(),
        format=row["format"] or row["valued_format"],
        text=row["text"],
        tags=_tags(row),
        interactions=_interactions(row) or 0.0,
        exposure=float(exposure) if exposure else None,
        exposed_to=exposed_to if exposure else None,
        clicks=None if row["link_clicks"] is None else float(row["link_clicks"]),
    )


def _tags(row: dict[str, Any]) -> tuple[str, ...]:
    """Its hashtags, in its text or in a column of their own, without their sign."""
    named = (tag.strip(" #,;").casefold() for tag in re.split(r"[\s,;]+", row["tags"] or ""))
    found = (tag.casefold() for tag in _HASHTAG.findall(row["text"] or ""))
    return tuple(dict.fromkeys(tag for tag in (*named, *found) if tag))


def _interactions(row: dict[str, Any]) -> float | None:
    """What the platform calls engagements, else the sum of the kinds that it told."""
    if row["engagements"] is not None:
        return float(row["engagements"])
    known = [row[name] for name in PARTS if row[name] is not None]
    return float(sum(known)) if known else None


def _paths(files: FactFiles, *names: str) -> list[str]:
    return [str(files.tables[name].rows) for name in names]


def _dicts(query: str, paths: list[str]) -> list[dict[str, Any]]:
    with connect() as database:
        found = database.execute(query, paths)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
