"""What a workspace holds of one brand, and of nobody else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from milepost.archive.files import address
from milepost.errors import NotFound
from milepost.facts.batches import brand_folder
from milepost.journal import Entry, live
from milepost.language import gettext_lazy
from milepost.workspace import goal_entries, imports
from milepost.workspace.keeping.brand_settings import of_brand
from milepost.workspace.keeping.contents import named_files
from milepost.workspace.keeping.set_aside import that_hold
from milepost.workspace.labels.label import FOLDER as LABELS
from milepost.workspace.place import Workspace, read_body

_FACTS: Final = ("facts/batches", "facts/current")


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a workspace holds of one brand.

    `archived`, `secrets` and `logos` are names of files that nobody else needs; `shared` counts imported
    files that another brand imported as well. `first_day` and `last_day` (inclusive) are those of its data.
    `rows` counts rows of the database by table, `size` the bytes of all files.
    `aside` are the folders of earlier states, set aside by a restore, that hold the brand as well.
    """

    brand: str
    imports: int
    goals: int
    decisions: int
    first_day: date | None
    last_day: date | None
    archived: tuple[str, ...]
    shared: int
    folders: tuple[str, ...]
    secrets: tuple[str, ...]
    logos: tuple[str, ...]
    files: int
    size: int
    rows: Mapping[str, int]
    last_brand: bool
    aside: tuple[str, ...] = ()


def holdings(workspace: Workspace, brand: str) -> Holdings:
    """What is held of a brand that the settings or the database know. Raises NotFound for any other."""
    from milepost.store.entries import load_entries
    from milepost.store.erasing import rows_of, upload_folders

    rows, body = rows_of(brand), read_body(workspace.home)
    facts = tuple(f"{place}/{brand_folder(brand)}" for place in _FACTS)
    folders = (*facts, *(f"uploads/{name}" for name in upload_folders(brand)))
    there = tuple(name for name in folders if (workspace.home / name).is_dir())
    if not rows and not of_brand(body, brand) and not there:
        known = [one.name for one in workspace.brands]
        raise NotFound(
            "brand",
            brand,
            known,
            gettext_lazy("Known: {known}. Nothing was erased.", known=", ".join(known) or "none"),
        )
    entries = load_entries(brand)
    archived, shared = _archived(entries, load_entries(kind=imports.KIND), brand)
    records = [imports.record(entry) for entry in live(entries, imports.KIND).values()]
    secrets, logos = _only_of(body, brand, workspace.home)
    paths = [workspace.home / name for name in (*archived, *secrets, *logos)]
    paths += [path for name in there for path in (workspace.home / name).rglob("*")]
    sizes = [path.lstat().st_size for path in paths if path.is_file()]
    return Holdings(
        brand=brand,
        imports=len(records),
        goals=len(live(entries, goal_entries.KIND)),
        decisions=len(live(entries, "decision")),
        first_day=min((r.first_day for r in records if r.first_day), default=None),
        last_day=max((r.last_day for r in records if r.last_day), default=None),
        archived=archived,
        shared=shared,
        folders=folders,
        secrets=secrets,
        logos=logos,
        files=len(sizes),
        size=sum(sizes),
        rows=rows,
        last_brand={one.name for one in workspace.brands} <= {brand},
        aside=that_hold(workspace.home, brand),
    )


def _archived(own: Iterable[Entry], everybody: Iterable[Entry], brand: str) -> tuple[tuple[str, ...], int]:
    """The archived files that only this brand imported, and how many others did as well."""
    mine = _addresses(entry for entry in own if entry.kind == imports.KIND)
    theirs = _addresses(entry for entry in everybody if entry.brand != brand)
    return tuple(f"archive/{place}" for place in sorted(mine - theirs)), len(mine & theirs)


def _addresses(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset(address(e.key, e.body["kept_sha256"]) for e in entries if "kept_sha256" in e.body)


def _only_of(body: dict[str, Any], brand: str, home: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The files that nobody else needs: secrets that settings name for this brand alone, and
    every logo that is not named for another, also those that were replaced.
    """
    mine = of_brand(body, brand)
    others = {name: value for name, value in body.items() if name not in mine}
    others |= {f"{n}.": {k: v for k, v in body[n].items() if k != brand} for n in mine}
    secrets = set(named_files(mine)) - set(named_files(others))
    needed = set(_logos(others))
    logos = {f"{LABELS}/{path.name}" for path in (home / LABELS).glob("*") if path.is_file()} - needed
    inside = {name for name in secrets if (home / name).resolve().is_relative_to(home)}
    return tuple(sorted(inside)), tuple(sorted(logos))


def _logos(body: Mapping[str, Any]) -> Iterable[str]:
    for key, value in body.items():
        if isinstance(value, dict):
            yield from _logos(value)
        elif key == "logo" and isinstance(value, str) and value:
            yield value
