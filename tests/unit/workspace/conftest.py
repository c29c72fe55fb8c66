from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from milepost.store.database import disconnect
from milepost.workspace.opening import init_workspace
from milepost.workspace.place import Workspace

Card = Callable[..., Path]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    yield init_workspace(tmp_path / "ws", brand="Tin & Twine", currency="EUR", zone="Europe/Berlin")
    disconnect()


@pytest.fixture
def card(tmp_path: Path) -> Card:
    """A card of one measure by day, as a business suite exports it; it does not say its platform."""

    def write(name: str, first: date, values: list[int], title: str = "Reach") -> Path:
        lines = [f'"{first + timedelta(days=n)}T00:00:00","{value}"' for n, value in enumerate(values)]
        path = tmp_path / "exports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(["sep=,", f'"{title}"', '"Date","Primary"', *lines]) + "\n", "utf-8")
        return path

    return write
