"""Facts of invented brands, written through compaction as an import would."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from milepost.facts.batches import FactFiles
from milepost.kpis.examples import write_rows

Rows = Mapping[str, Iterable[Mapping[str, Any]]]
Write = Callable[..., FactFiles]


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """Write rows (money and micros in whole units, unnamed columns NULL) and say where they lie."""

    def write(tables: Rows, brand: str = "Tin & Twine") -> FactFiles:
        folder = tmp_path_factory.mktemp("facts")
        return FactFiles(
            brand, {name: write_rows(folder, name, rows, brand) for name, rows in tables.items()}
        )

    return write
