import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from cards import BRAND

from milepost.store.database import disconnect
from milepost.workspace.opening import init_workspace
from milepost.workspace.place import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    (tmp_path / "exports").mkdir()
    yield init_workspace(tmp_path / "ws", brand=BRAND)
    disconnect()
