"""What a checked backup holds, counted in the copy that waits to become the workspace."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from milepost.errors import Refused
from milepost.workspace.keeping.contents import named_files
from milepost.workspace.keeping.manifest import ANOTHER, no_backup
from milepost.workspace.place import Workspace, read_body


@dataclass(frozen=True, slots=True)
class Found:
    """What a backup holds.

    `created` and `last` (the last entry of its journal) carry their zone; `rows` are rows of facts, `changed`
    the tables that are other than when it was made, `owners` the addresses of who owns the workspace,
    `outside` files that its settings name and that are not in it.
    """

    created: datetime
    milepost: str
    brands: tuple[str, ...]
    imports: int
    changed: tuple[str, ...]
    rows: int
    goals: int
    decisions: int
    people: int
    owners: tuple[str, ...]
    last: datetime | None
    outside: tuple[str, ...]


def counted(workspace: Workspace) -> dict[str, Any]:
    """What can be counted in the open workspace, as JSON. Raises Refused when a table cannot be read."""
    from django.apps import apps
    from django.db import DatabaseError

    from milepost.store.models import EntryRow, PersonRow

    try:
        for model in apps.get_models():
            model._default_manager.first()  # noqa: SLF001 (Django's documented name): tampering shows now
        last = EntryRow.objects.order_by("-at").values_list("at", flat=True).first()
        owners = PersonRow.objects.filter(is_owner=True, is_active=True).order_by("email")
        return {
            **_of_brands(workspace),
            "people": PersonRow.objects.count(),
            "owners": list(owners.values_list("email", flat=True)),
            "last": last.isoformat() if last else None,
            "outside": sorted(
                n for n in set(named_files(read_body(workspace.home))) if _is_out(workspace, n)
            ),
        }
    except (DatabaseError, ValueError, TypeError, KeyError) as error:
        raise Refused(no_backup(f"its database cannot be used ({str(error)[:120]})"), ANOTHER) from error


def found_of(restored: Mapping[str, Any], looked: Mapping[str, Any]) -> Found:
    """Of what the command `restore` has told of a backup, and what was counted in it."""
    return Found(
        created=datetime.fromisoformat(restored["created"]),
        milepost=str(restored["milepost"]),
        brands=tuple(restored["brands"]),
        imports=int(restored["imports"]),
        changed=tuple(f"{one['brand']}/{one['table']}" for one in restored["changed"]),
        rows=int(looked["rows"]),
        goals=int(looked["goals"]),
        decisions=int(looked["decisions"]),
        people=int(looked["people"]),
        owners=tuple(looked["owners"]),
        last=datetime.fromisoformat(looked["last"]) if looked["last"] else None,
        outside=tuple(looked["outside"]),
    )


def _of_brands(workspace: Workspace) -> dict[str, int]:
    from milepost.journal import live
    from milepost.store.entries import load_entries
    from milepost.store.manifest import live_currents
    from milepost.workspace import goal_entries

    entries = [load_entries(brand.name) for brand in workspace.brands]
    return {
        "rows": sum(current.rows for _, current in live_currents()),
        "goals": sum(len(live(one, goal_entries.KIND)) for one in entries),
        "decisions": sum(len(live(one, "decision")) for one in entries),
    }


def _is_out(workspace: Workspace, name: str) -> bool:
    path = (workspace.home / name).resolve()
    return not (path.is_relative_to(workspace.home) and path.is_file())
