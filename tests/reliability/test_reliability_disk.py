"""A disk that takes no more: a clear refusal, nothing changed, reading goes on, and it works again after."""

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cards import BRAND, write_card

from milepost.errors import StorageError
from milepost.sources import Answers
from milepost.store.database import disconnect
from milepost.workspace.imports import import_files, list_imports
from milepost.workspace.opening import init_workspace, open_workspace
from milepost.workspace.place import Workspace
from milepost.workspace.reading import fact_files
from milepost.workspace.rebuild import fact_hashes, rebuild
from milepost.workspace.undo import undo_import

INSTAGRAM = Answers(channel="instagram")


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """Every write beyond `size` bytes of any file fails, as it does on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def state(workspace: Workspace) -> tuple[object, ...]:
    folders = (workspace.archive, workspace.facts, workspace.staging)
    files = {str(path) for folder in folders for path in folder.rglob("*") if path.is_file()}
    names = [known.name for known in list_imports(workspace, BRAND)]
    return names, fact_hashes(), fact_files(workspace, BRAND), files


@pytest.mark.parametrize("size", [0, 64, 600, 1500, 2500, 4000, 8000, 16000, 60000])
def test_an_import_that_finds_no_room_changes_nothing(
    workspace: Workspace, tmp_path: Path, size: int
) -> None:
    exports = tmp_path / "exports"
    import_files(workspace, [write_card(exports, 1)], INSTAGRAM, brand=BRAND)
    before, refused = state(workspace), False
    later = write_card(exports, 2)
    with no_file_longer_than(size):
        try:
            import_files(workspace, [later], INSTAGRAM, brand=BRAND)
        except StorageError as error:
            refused = "Make room" in error.remedy
        assert not refused or state(workspace) == before
    assert refused or size > 2000
    expected = "imported" if refused else "already"
    assert [r.status for r in import_files(workspace, [later], INSTAGRAM, brand=BRAND)] == [expected]
    assert len(list_imports(workspace, BRAND)) == 2


@pytest.mark.parametrize("size", [0, 1500])
def test_undo_and_rebuild_that_find_no_room_change_nothing(
    workspace: Workspace, tmp_path: Path, size: int
) -> None:
    paths = [write_card(tmp_path / "exports", number) for number in (1, 2)]
    reports = import_files(workspace, paths, INSTAGRAM, brand=BRAND)
    before = state(workspace)
    with no_file_longer_than(size):
        with pytest.raises(StorageError):
            rebuild(workspace)
        with pytest.raises(StorageError):
            undo_import(workspace, reports[0].sha256, who="", why="")
        assert state(workspace) == before
    assert rebuild(workspace).changed == ()


def room(place: Path) -> int:
    """How many bytes the file system still takes."""
    found = os.statvfs(place)
    return found.f_bavail * found.f_frsize


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of three megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)]
    if os.name != "posix" or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk is not allowed here")
    try:
        yield place
    finally:
        disconnect()
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("left", [0, 8192, 40960])
def test_on_a_full_disk_reading_goes_on_and_writing_resumes_when_there_is_room(
    small_disk: Path, tmp_path: Path, left: int
) -> None:
    workspace = init_workspace(small_disk / "ws", brand=BRAND)
    import_files(workspace, [write_card(tmp_path, 1)], INSTAGRAM, brand=BRAND)
    disconnect()
    with (small_disk / "filler").open("wb", buffering=0) as filler:
        while room(small_disk):
            filler.write(b"x" * room(small_disk))
        filler.truncate(filler.tell() - left)
        workspace = open_workspace(workspace.home)
        before = state(workspace)
        with pytest.raises(StorageError):
            import_files(workspace, [write_card(tmp_path, 2)], INSTAGRAM, brand=BRAND)
        assert state(workspace) == before
        filler.truncate(0)
    reports = import_files(open_workspace(workspace.home), [tmp_path / "card-2.csv"], INSTAGRAM, brand=BRAND)
    assert [r.status for r in reports] == ["imported"]
