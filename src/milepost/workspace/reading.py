"""Where readers find the facts. They take no lock: a file stays for a while after it is superseded."""

from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from milepost.errors import StorageError
from milepost.facts.batches import Current, FactFiles, TableFiles
from milepost.language import gettext_lazy
from milepost.workspace.place import Workspace, choose_brand

_T = TypeVar("_T")


def fact_files(workspace: Workspace, brand: str) -> FactFiles:
    """The files that hold the facts of a brand now, all of one publication. Raises NotFound for the brand."""
    from milepost.store.manifest import generation, live_currents

    choose_brand(workspace, brand)
    found = live_currents(brand)
    number = found[0][0] if found else generation(brand)
    return _files(workspace.home, brand, number, [current for _, current in found])


def all_fact_files(workspace: Workspace) -> tuple[FactFiles, ...]:
    """The same for every brand that has facts."""
    from milepost.store.manifest import live_currents

    found = live_currents()
    brands = groupby(found, key=lambda pair: (pair[1].brand, pair[0]))
    return tuple(
        _files(workspace.home, name, number, [c for _, c in some]) for (name, number), some in brands
    )


def with_facts(workspace: Workspace, brand: str, use: Callable[[FactFiles], _T]) -> _T:
    """What `use` makes of the facts; it is asked again when they were replaced while it read them.

    Raises StorageError when files that count are not there.
    """
    files = fact_files(workspace, brand)
    while True:
        try:
            return use(files)
        except Exception as error:
            missing = [p for t in files.tables.values() for p in (t.rows, t.rollup) if p and not p.exists()]
            if not missing:
                raise
            fresh = fact_files(workspace, brand)
            if fresh.generation == files.generation:
                raise StorageError(
                    gettext_lazy(
                        "The facts of {brand} are not where they were put ({name} is gone).",
                        brand=brand,
                        name=missing[0].name,
                    ),
                    gettext_lazy("Compute them again with: milepost rebuild"),
                ) from error
            files = fresh


def _files(home: Path, brand: str, number: int, currents: list[Current]) -> FactFiles:
    tables = {
        current.table: TableFiles(
            rows=home / current.rows_path,
            rollup=home / current.rollup_path if current.rollup_path else None,
            restated=home / current.restated_path if current.restated_path else None,
        )
        for current in currents
    }
    return FactFiles(brand, tables, number)
