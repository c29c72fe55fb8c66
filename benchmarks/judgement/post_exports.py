"""Posts of the real exports in the shared folder, as content is judged; one brand a cluster."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from milepost.judgement.content.post import Post

LEAST_POSTS = 40
POSTED = ("publish time", "posted", "post day", "video publish time", "time", "date")
EXPOSED = ("lifetime post total reach", "reach", "impressions", "total views", "views")
TOGETHER = ("reactions, comments and shares", "total interactions", "engagements")
APART = (
    "likes",
    "comments",
    "shares",
    "saves",
    "total likes",
    "total comments",
    "total shares",
    "total saves",
)
APART_STARTS = "lifetime talking about this (post) by action type"
TEXTS = ("post message", "post text", "tweet text", "caption", "title", "description", "video title")
DAYS = ("%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M:%S %p", "%Y-%m-%d %H:%M %z", "%Y-%m-%d", "%d/%m/%y",
        "%a, %b %d, %Y", "%a %b %d %Y", "%b %d, %Y")  # fmt: skip
YEAR_OF_WEEKDAYS = 2014


def brands(shared: Path) -> dict[str, list[Post]]:
    """The posts of each brand with forty and more whose figures are known."""
    found: dict[str, dict[tuple[datetime, str, float | None], Post]] = defaultdict(dict)
    for path in sorted((shared / "exports/social").glob("*.csv")):
        for post in _posts(path):
            found[post.account][post.posted, post.title, post.exposure] = post
    return {name: list(posts.values()) for name, posts in found.items() if len(posts) >= LEAST_POSTS}


def _posts(path: Path) -> list[Post]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    try:
        rows = [
            {str(name).strip().casefold(): cell or "" for name, cell in row.items() if name}
            for row in csv.DictReader(io.StringIO(text, newline=""))
        ]
    except csv.Error:  # a workbook under a wrong name
        return []
    if not rows:
        return []
    channel, _, rest = path.stem.partition("__")
    # The brand is what is left of the file's name without its dates and kinds of export.
    brand = re.sub(r"(content|insights-post|tweet|posts|dated|\d{4}[a-z]?|-\d\d|500|uci)+", "", rest).strip(
        "-"
    )
    brand = f"{channel} {re.sub(r'[0-9]+[a-z]?$', '', brand).strip('-')}"
    if {"post month", "post weekday", "post hour"} <= set(rows[0]):
        return _dated_by_weekday(rows, brand, channel)
    if not any(name in rows[0] for name in (*TEXTS, "hashtags")):
        return []
    return [post for row in rows if (post := _post(row, brand, channel))]


def _post(row: Mapping[str, str], brand: str, channel: str) -> Post | None:
    posted = next((day for name in POSTED if (day := _day(row.get(name, "")))), None)
    done = next((figure for name in TOGETHER if (figure := _figure(row.get(name, ""))) is not None), None)
    if done is None:
        parts = [
            _figure(cell) for name, cell in row.items() if name in APART or name.startswith(APART_STARTS)
        ]
        known = [part for part in parts if part is not None]
        done = sum(known) if known else None
    if posted is None or done is None:
        return None
    text = " ".join(row.get(name, "") for name in TEXTS).strip()
    tags = re.findall(r"#(\w+)", f"{text} {row.get('hashtags', '')}".casefold())
    tags += [row[name] for name in ("tags1", "tags2") if row.get(name)]
    reply = "Reply" if channel == "x" and text.startswith("@") else ""
    return Post(
        posted,
        channel,
        brand,
        row.get("post type") or row.get("type") or reply or ("Post" if channel == "x" else ""),
        len(text),
        frozenset(tags),
        next((figure for name in EXPOSED if (figure := _figure(row.get(name, ""))) is not None), None),
        done,
        text[:60],
    )


def _dated_by_weekday(rows: list[dict[str, str]], brand: str, channel: str) -> list[Post]:
    """The one set that tells months, weekdays and hours only, newest first: days that fit, in order."""
    posts, day = [], date(YEAR_OF_WEEKDAYS, 1, 1)
    for row in reversed(rows):
        day = max(day, date(YEAR_OF_WEEKDAYS, int(row["post month"]), 1))
        while day.weekday() != (int(row["post weekday"]) - 2) % 7:
            day += timedelta(days=1)
        hour = datetime(day.year, day.month, day.day, int(row["post hour"]) % 24)  # noqa: DTZ001
        tags = frozenset([f"category {row.get('category', '')}"])
        reach, done = _figure(row["lifetime post total reach"]), _figure(row["total interactions"])
        posts.append(Post(hour, channel, brand, row["type"], None, tags, reach, done, f"{len(posts)}"))
    return posts


def _day(cell: str) -> datetime | None:
    for form in DAYS:
        try:
            return datetime.strptime(cell.strip(), form).replace(tzinfo=None)  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _figure(cell: str) -> float | None:
    try:
        return float(cell.replace(",", ""))
    except ValueError:
        return None
