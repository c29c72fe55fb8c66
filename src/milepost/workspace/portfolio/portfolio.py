"""All brands, or those that somebody may see, in the order in which they are to be looked at."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from milepost.errors import MilepostError
from milepost.reviews.attention import Order, attention_order, in_order, rank
from milepost.reviews.summary import Reason, Summary
from milepost.workspace.place import Brand, Workspace, choose_brand
from milepost.workspace.portfolio.gathering import work_out
from milepost.workspace.portfolio.keeping import Memory
from milepost.workspace.portfolio.written import slim
from milepost.workspace.resting import at_rest

Progress = Callable[[int, int], None]
"""Told before each brand that is worked out: how many are known, and how many there are."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A brand that is not worked out yet, and what was last kept of it (`before.as_of` says of when)."""

    brand: str
    before: Summary | None = None


@dataclass(frozen=True, slots=True)
class Resting:
    """A brand that is at rest from the day `since` on: kept, and looked at by nobody."""

    brand: str
    since: date


@dataclass(frozen=True, eq=False)
class Portfolio:
    """The brands that are known on `as_of`, in their order, and those that are still being worked out.

    Brands at rest are neither; the one that rests longest stands last.
    """

    as_of: date
    known: tuple[Summary, ...]
    order: Order
    pending: tuple[Pending, ...] = ()
    resting: tuple[Resting, ...] = ()

    @property
    def calling(self) -> tuple[Summary, ...]:
        """The brands of which something asks somebody to act."""
        return tuple(one for one in self.known if self.order.calls(one))

    @property
    def quiet(self) -> tuple[Summary, ...]:
        """The brands of which everything is known and nothing is to be done."""
        return tuple(one for one in self.known if not self.order.calls(one))


def portfolio(
    workspace: Workspace,
    *,
    today: date,
    names: Iterable[str] | None = None,
    seconds: float | None = None,
    progress: Progress | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Portfolio:
    """Every brand of the workspace, or those of these `names`, as it stands on `today`.

    Brands at rest are named and cost nothing; what is kept of the others costs next to nothing. The rest are
    worked out one after the other as long as `seconds` allow (None: all; 0: none), first those that called
    loudest when they were last looked at. A brand that cannot be read stops no other and says so. Raises
    NotFound for a name, InvalidValue for an order of the user's own that lacks a reason.
    """
    order = attention_order(workspace.knowledge)
    chosen = _chosen(workspace, names)
    since = at_rest(today)
    brands = tuple(brand for brand in chosen if brand.name not in since)
    resting = [Resting(brand.name, since[brand.name]) for brand in chosen if brand.name in since]
    resting.sort(key=lambda one: (-one.since.toordinal(), one.brand))
    memory = Memory(workspace, today)
    kept = {brand.name: memory.recall(brand) for brand in brands}
    known = [one for one in kept.values() if one is not None]
    waiting = [Pending(brand.name, memory.before(brand)) for brand in brands if kept[brand.name] is None]
    waiting.sort(key=lambda one: _urgency(one, order))
    began, at = clock(), 0
    while at < len(waiting) and (seconds is None or clock() - began < seconds):
        if progress is not None:
            progress(len(known), len(brands))
        known.append(_fresh(workspace, choose_brand(workspace, waiting[at].brand), order, memory))
        at += 1
    return Portfolio(today, in_order(known, order), order, tuple(waiting[at:]), tuple(resting))


def forget_brand(workspace: Workspace, brand: str) -> None:
    """Remove what is kept of a brand, as when it is erased; the settings may have lost it already."""
    Memory(workspace, date.min).forget(brand)


def _chosen(workspace: Workspace, names: Iterable[str] | None) -> tuple[Brand, ...]:
    if names is None:
        return workspace.brands
    return tuple(choose_brand(workspace, name) for name in dict.fromkeys(names))


def _urgency(one: Pending, order: Order) -> tuple[bool, tuple[tuple[int, ...], str, str]]:
    """Brands that were never looked at stand last: nobody knows whether they matter."""
    before = one.before or Summary(one.brand, date.min)
    return one.before is None, rank(before, order)


def _fresh(workspace: Workspace, brand: Brand, order: Order, memory: Memory) -> Summary:
    """The summary of a brand, worked out and kept; of one that cannot be read the reason, which is not."""
    try:
        found = work_out(workspace, brand, order, memory.today)
    except MilepostError as error:
        return _unreadable(brand, memory.today, error.what)
    except Exception as error:  # one brand's fault, of whatever kind, must not hide a hundred others
        return _unreadable(brand, memory.today, type(error).__name__, fault=True)
    memory.keep(brand, found)
    return replace(found, worst=None if found.worst is None else slim(found.worst))


def _unreadable(brand: Brand, today: date, what: str, *, fault: bool = False) -> Summary:
    return Summary(
        brand.name, today, reasons=(Reason("unreadable", title="fault" if fault else "refused", what=what),)
    )
