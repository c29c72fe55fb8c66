"""The parts of a plan in the journal: frozen dataclasses under their kind and key, with all their versions.

A part is written whole. Its version is its number in the journal (1, 2, 3 ...); who writes upon a version
that somebody else has replaced meanwhile is told, and nothing is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from milepost.errors import Conflict
from milepost.journal import Entry
from milepost.language import gettext_lazy
from milepost.plan.key import key_for

if TYPE_CHECKING:
    from pydantic import TypeAdapter

__all__ = ["Kept", "Version", "keep", "key_for", "keys", "keys_ever", "new_entry", "standing", "versions"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """One part as it stands: its value, its version, and who wrote that version on which day, and why."""

    value: T
    version: int
    day: date
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Version(Generic[T]):
    """One version of a part; `value` is None where it was taken back."""

    value: T | None
    version: int
    day: date
    who: str
    why: str


def standing(brand: str, kind: str, of: type[T], today: date) -> dict[str, Kept[T]]:
    """What stands of one kind on `today`, by key, in the order in which it was first written."""
    return {
        key: Kept(_read(of, entry), entry.seq, _day(entry), entry.who, entry.why)
        for key, entry in _last(brand, kind, today).items()
    }


def keys(brand: str, kind: str, today: date) -> tuple[str, ...]:
    """The keys of what stands of one kind on `today`."""
    return tuple(_last(brand, kind, today))


def versions(brand: str, kind: str, key: str, of: type[T], today: date) -> tuple[Version[T], ...]:
    """Everything that was ever written of one part up to `today`, first to last; empty for an unknown key."""
    return tuple(
        Version(None if e.undone else _read(of, e), e.seq, _day(e), e.who, e.why)
        for e in sorted(_entries(brand, kind, key), key=lambda e: e.seq)
        if _day(e) <= today
    )


def keep(
    brand: str,
    kind: str,
    key: str,
    value: object,
    *,
    today: date,
    who: str,
    why: str = "",
    upon: int | None = None,
    undone: bool = False,
) -> int:
    """Write a part (or take it back) and answer with its new version.

    `upon` is the version that the writer had before them (None: whatever stands). Raises Conflict when
    another was written meanwhile.
    """
    from milepost.store.entries import add_entries

    entry = new_entry(brand, kind, key, value, today=today, who=who, why=why, upon=upon, undone=undone)
    add_entries([entry])
    return entry.seq


def new_entry(
    brand: str,
    kind: str,
    key: str,
    value: object,
    *,
    today: date,
    who: str,
    why: str = "",
    upon: int | None = None,
    undone: bool = False,
) -> Entry:
    """The entry that `keep` would add: for writers that add several at once, all or none."""
    before = _entries(brand, kind, key)
    latest = max(before, key=lambda e: e.seq, default=None)
    seq = latest.seq if latest else 0
    if upon is not None and upon != seq and latest is not None:
        raise Conflict(
            gettext_lazy(
                "The {kind} “{key}” was changed by {who} on {latest} while you worked on version "
                "{upon}; theirs, version {seq}, stands.",
                kind=kind,
                key=key,
                who=latest.who or gettext_lazy("somebody"),
                latest=_day(latest),
                upon=upon,
                seq=seq,
            ),
            gettext_lazy("Look at it again, then repeat what you wanted."),
        )
    body: dict[str, Any] = {"value": _adapter(type(value)).dump_python(value, mode="json")}
    body["day"] = today.isoformat()
    if undone:
        body["undone"] = True
    return Entry(brand, kind, key, seq + 1, datetime.now(UTC), who, why, body)


def days_of(brand: str, kind: str, today: date) -> tuple[date, ...]:
    """The days on which something of one kind was written, up to `today`, first to last."""
    return tuple(sorted({day for e in _entries(brand, kind) if (day := _day(e)) <= today and not e.undone}))


def keys_ever(brand: str, kind: str) -> tuple[str, ...]:
    """Every key that was ever given to one kind, taken back or not: none is given twice."""
    return tuple(dict.fromkeys(entry.key for entry in _entries(brand, kind)))


def _last(brand: str, kind: str, today: date) -> dict[str, Entry]:
    last: dict[str, Entry] = {}
    for entry in sorted(_entries(brand, kind), key=lambda e: e.seq):
        if _day(entry) <= today:
            last[entry.key] = entry
    return {key: entry for key, entry in last.items() if not entry.undone}


def _entries(brand: str, kind: str, key: str | None = None) -> Sequence[Entry]:
    from milepost.store.entries import load_entries

    return load_entries(brand, kind, key)


def _day(entry: Entry) -> date:
    """The day the user wrote it as of: with `--as-of`, not the day of the clock."""
    return date.fromisoformat(entry.body["day"])


def _read(of: type[T], entry: Entry) -> T:
    value: T = _adapter(of).validate_python(entry.body["value"])
    return value


_adapters: dict[type, "TypeAdapter[Any]"] = {}


def _adapter(of: type) -> "TypeAdapter[Any]":
    """Pydantic's reader and writer of one dataclass, built once and only when it is needed."""
    from pydantic import TypeAdapter

    if of not in _adapters:
        _adapters[of] = TypeAdapter(of)
    return _adapters[of]
