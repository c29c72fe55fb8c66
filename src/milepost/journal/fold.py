"""Folds over entries: what holds, and how it came about. The order of the entries given does not matter."""

from collections.abc import Iterable
from datetime import datetime

from milepost.journal.entry import Entry


def live(entries: Iterable[Entry], kind: str, at: datetime | None = None) -> dict[str, Entry]:
    """What holds of one kind, key by key: its last entry up to `at` (inclusive), unless that took it back.

    The entries of one brand are expected. “Last” is the highest `seq`, which the database keeps unique, and
    not the latest clock, which may be wrong. Keys come in the order in which they first appeared.
    """
    last: dict[str, Entry] = {}
    first: dict[str, datetime] = {}
    for entry in entries:
        if entry.kind != kind or (at is not None and entry.at > at):
            continue
        first[entry.key] = min(entry.at, first.get(entry.key, entry.at))
        known = last.get(entry.key)
        if known is None or entry.seq > known.seq:
            last[entry.key] = entry
    order = sorted(last, key=lambda key: (first[key], key))
    return {key: last[key] for key in order if not last[key].undone}


def history(entries: Iterable[Entry], kind: str, key: str) -> tuple[Entry, ...]:
    """Everything that was ever said about one thing, first to last."""
    return tuple(sorted((e for e in entries if e.kind == kind and e.key == key), key=lambda e: e.seq))


def next_seq(entries: Iterable[Entry], kind: str, key: str) -> int:
    """The number that the next entry about one thing must bear."""
    return max((e.seq for e in entries if e.kind == kind and e.key == key), default=0) + 1
