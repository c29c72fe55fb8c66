"""Bare CSV files of posts, orders and comments, for the commands that judge them without any workspace."""

import csv
import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from milepost.errors import NotFound, Refused
from milepost.judgement.content.post import Post
from milepost.judgement.customers.orders import Orders, orders_from_rows
from milepost.workspace.bare_text import bare_rows, bare_text

COMMENT_COLUMNS = ("text", "comment", "content")
TAG_MARKS = str.maketrans(dict.fromkeys("#,;|", " "))


def read_posts(path: Path, *, until: date | None = None) -> tuple[Post, ...]:
    """Posts from the columns posted, interactions, and any of format, text or length, tags, exposure, more.

    `posted` is an ISO day or day and hour in the audience's zone. Raises NotFound, or Refused with the line.
    """
    posts = (_post(path, number, row) for number, row in _rows(path, ("posted", "interactions")))
    return tuple(post for post in posts if until is None or post.posted.date() < until)


def read_orders(path: Path, *, until: date | None = None, currency: str | None = None) -> Orders:
    """Orders from the columns customer and date, and value where there is one. Raises as `read_posts`."""
    rows = [
        (
            row["customer"],
            _moment(path, number, row["date"]).date(),
            _figure(path, number, row.get("value", "")),
        )
        for number, row in _rows(path, ("customer", "date"))
        if row["customer"]
    ]
    return orders_from_rows(rows, until=until, currency=currency)


def read_comments(path: Path) -> tuple[str, ...]:
    """Comments from the column text, comment or content of a CSV, or one a line of any other file.

    Raises NotFound.
    """
    text = _text(path)
    first, _, _ = text.partition("\n")
    names = [name.strip().casefold() for name in next(csv.reader([first], delimiter=_delimiter(first)), [])]
    column = next((name for name in COMMENT_COLUMNS if name in names), None)
    if column is None:
        return tuple(line.strip() for line in text.splitlines() if line.strip())
    return tuple(row[column] for _, row in _rows(path, (column,)) if row[column])


def _post(path: Path, number: int, row: Mapping[str, str]) -> Post:
    text = row.get("text", "")
    length = _figure(path, number, row.get("length", ""))
    return Post(
        posted=_moment(path, number, row["posted"]),
        channel=row.get("channel", ""),
        account=row.get("account", ""),
        format=row.get("format", ""),
        text_length=len(text) if text else None if length is None else int(length),
        tags=frozenset(row.get("tags", "").casefold().translate(TAG_MARKS).split()),
        exposure=_figure(path, number, row.get("exposure", "")),
        interactions=_figure(path, number, row["interactions"]),
        title=row.get("title", "") or text,
    )


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, its cells by the column's name in small letters); Refused where a needed column is missing."""
    text = _text(path)
    first, _, _ = text.partition("\n")
    rows = bare_rows(path, _delimiter(first))
    names = [name.strip().casefold() for name in next(rows, (0, []))[1]]
    missing = [name for name in needed if name not in names]
    if missing and text.strip():
        raise Refused(
            f"{path.name} has no column “{missing[0]}”; it has {', '.join(names)[:200]}.",
            f"Give a CSV whose first line names the columns {', '.join(needed)}.",
        )
    for number, cells in rows:
        if any(cell.strip() for cell in cells):
            padded = [*cells, *[""] * (len(names) - len(cells))]
            yield number, {name: cell.strip() for name, cell in zip(names, padded, strict=False)}


def _text(path: Path) -> str:
    if not path.is_file():
        raise NotFound("file", str(path), remedy="Give the path of a CSV.")
    return bare_text(path)


def _delimiter(first: str) -> str:
    return max(",;\t", key=first.count)


def _moment(path: Path, number: int, cell: str) -> datetime:
    try:
        return datetime.fromisoformat(cell).replace(tzinfo=None)
    except ValueError:
        raise Refused(
            f"{path.name}, line {number}: “{cell[:40]}” is not a day.",
            "Write days as 2026-03-31, hours as 2026-03-31 18:05.",
        ) from None


def _figure(path: Path, number: int, cell: str) -> float | None:
    if not cell:
        return None
    try:
        value = float(cell)
    except ValueError:
        raise Refused(
            f"{path.name}, line {number}: “{cell[:40]}” is not a number.",
            "Write numbers as 1234.5; leave a cell empty where nothing is known.",
        ) from None
    return value if math.isfinite(value) else None
