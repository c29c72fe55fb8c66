"""What pages are made of, worked out once: kept for as long as nothing that it rests on has changed.

Who asks for what somebody else is just working out waits for that, in whichever process it is.

The key names the brand's publication, the last thing that was written down of it, the day, the knowledge and
the language; so nothing has to be thrown away when something changes, and no person is part of it: who may
see a page is decided before.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, Protocol, TypeVar, cast

from django.core.cache import caches
from django.db.models import Max

from milepost import __version__
from milepost.reports.numbers import written_locale
from milepost.store.manifest import generation
from milepost.store.models import EntryRow
from milepost.web.alone import alone
from milepost.web.configure import changed_at
from milepost.workspace.forecasts import FORECAST, OUTCOME
from milepost.workspace.place import SETTINGS, Brand, Workspace

_T = TypeVar("_T")
_MOST = 48
_UNWRITTEN = (FORECAST, OUTCOME)
"""Entries that a page itself leaves behind when it is looked at; nothing that a page says rests on them."""


class Look(Protocol):
    """What a page is of: a brand of a workspace on a day. A visit is one; so is the worker's look ahead."""

    @property
    def workspace(self) -> Workspace:
        """The workspace."""

    @property
    def brand(self) -> Brand:
        """The brand."""

    @property
    def today(self) -> date:
        """The day of which the page speaks."""


_near: OrderedDict[str, Any] = OrderedDict()
_locks: dict[str, Lock] = {}
_guard = Lock()


@dataclass(frozen=True, slots=True)
class State:
    """A brand on a day, whoever looks at it; `slug` is its name in addresses, where such are written."""

    workspace: Workspace
    brand: Brand
    today: date
    slug: str = ""
    as_of: date | None = None


def kept(visit: Look, name: str, make: Callable[[], _T], *more: object) -> _T:
    """What `make` gives, kept for this brand, day and state of things under `name` (and `more`)."""
    key = _key(visit, name, more)
    found = _near_get(key)
    if found is not None:
        return cast("_T", found)
    with _lock_for(key):
        found = _near_get(key)
        if found is None:
            found = caches["pages"].get(key)
            if found is None:
                found = _made(visit, key, make)
            _near_set(key, found)
    return cast("_T", found)


def _made(look: Look, key: str, make: Callable[[], _T]) -> _T:
    """What `make` gives, unless another process works at it already: then what came of that."""
    with alone(look.workspace.cache / "making" / key):
        found = caches["pages"].get(key)
        if found is None:
            found = make()
            caches["pages"].set(key, found)
        return cast("_T", found)


def edition(brand: str) -> tuple[int, int]:
    """What has been published and written down of a brand: equal answers give equal pages."""
    rows = EntryRow.objects.filter(brand=brand).exclude(kind__in=_UNWRITTEN)
    return generation(brand), rows.aggregate(last=Max("id"))["last"] or 0


def _key(state: Look, name: str, more: tuple[object, ...]) -> str:
    knowledge = state.workspace.knowledge
    stamp = max((p.stat().st_mtime_ns for p in knowledge.rglob("*")), default=0) if knowledge else 0
    settings = state.brand, (state.workspace.home / SETTINGS).stat().st_mtime_ns, stamp
    asked = getattr(state, "as_of", None)  # links on a page of another day lead to pages of that day
    made_by = __version__, changed_at(), name, written_locale()
    told = repr((*made_by, *more, settings, *edition(state.brand.name), state.today, asked))
    return hashlib.sha256(told.encode()).hexdigest()


def _near_get(key: str) -> Any:
    with _guard:
        if key in _near:
            _near.move_to_end(key)
            return _near[key]
    return None


def _near_set(key: str, value: Any) -> None:
    with _guard:
        _near[key] = value
        _near.move_to_end(key)
        while len(_near) > _MOST:
            _near.popitem(last=False)


def _lock_for(key: str) -> Lock:
    """One lock a page, so that many who ask for the same wait for one and work it out once."""
    with _guard:
        if len(_locks) > 10 * _MOST:
            for idle in [name for name, lock in _locks.items() if not lock.locked()]:
                del _locks[idle]
        return _locks.setdefault(key, Lock())
