"""Brands at rest: clients who left, of whom everything is kept and nothing is asked or sent any more.

Rest stands in the journal, so that it is known who put a brand to rest, when and why, and a backup holds it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from milepost.errors import Conflict
from milepost.language import gettext_lazy
from milepost.workspace.kept import Kept, keep, standing
from milepost.workspace.place import Workspace, choose_brand

REST: Final = "rest"
"""The kind of these entries in the journal, and their one key."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A brand is at rest from this day on."""

    since: date


def rest_of(brand: str, today: date) -> Kept[Rest] | None:
    """Since when a brand has been at rest on `today`, by whom and why; None while it is looked after."""
    return standing(brand, REST, Rest, today).get(REST)


def at_rest(today: date) -> dict[str, date]:
    """The brands that are at rest on `today`, each with its first day of it."""
    from milepost.store.entries import load_entries

    ever = dict.fromkeys(entry.brand for entry in load_entries(kind=REST))
    found = {brand: rest_of(brand, today) for brand in ever}
    return {brand: one.value.since for brand, one in found.items() if one is not None}


def put_to_rest(workspace: Workspace, *, brand: str | None, today: date, who: str, why: str = "") -> Rest:
    """Put a brand to rest from `today` on. Raises NotFound, and Conflict when it is at rest already."""
    name = choose_brand(workspace, brand).name
    if (known := rest_of(name, today)) is not None:
        raise Conflict(
            gettext_lazy("{brand} has been at rest since {day}.", brand=name, day=known.value.since),
            gettext_lazy("There is nothing to do. To look after it again: milepost wake"),
        )
    rest = Rest(today)
    keep(name, REST, REST, rest, today=today, who=who, why=why)
    return rest


def wake(workspace: Workspace, *, brand: str | None, today: date, who: str, why: str = "") -> Rest:
    """Look after a brand again; the rest that ends. Raises NotFound, and Conflict when it is not at rest."""
    name = choose_brand(workspace, brand).name
    rest = rest_of(name, today)
    if rest is None:
        raise Conflict(
            gettext_lazy("{brand} is not at rest.", brand=name),
            gettext_lazy("There is nothing to do. To put it to rest: milepost rest"),
        )
    keep(name, REST, REST, rest.value, today=today, who=who, why=why, upon=rest.version, undone=True)
    return rest.value
