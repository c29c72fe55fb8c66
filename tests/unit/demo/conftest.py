from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from milepost.demo.brand import DemoBrand, write_exports
from milepost.demo.latent import World, build_world
from milepost.demo.story import Story

LAST_DAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("quillfen")


@pytest.fixture(scope="session")
def brand(demo_folder: Path) -> DemoBrand:
    return write_exports(demo_folder, last_day=LAST_DAY)


@pytest.fixture(scope="session")
def world() -> World:
    return build_world(Story(), LAST_DAY, 7)


@pytest.fixture(scope="session")
def found(brand: DemoBrand, demo_folder: Path) -> Callable[[str], list[Path]]:
    """The files that match a pattern, as paths."""

    def find(pattern: str) -> list[Path]:
        paths = sorted(f.path for f in brand.files if f.path.relative_to(demo_folder).match(pattern))
        assert paths, pattern
        return paths

    return find
