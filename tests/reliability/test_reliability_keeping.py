"""Backups while imports run; backup, restore and erasure killed at random instants, and on a full disk."""

import os
import random
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cards import BRAND, total, write_card
from test_reliability_disk import no_file_longer_than, room, small_disk
from test_reliability_kills import present, seen

from milepost.errors import StorageError
from milepost.sources import Answers
from milepost.store.database import disconnect
from milepost.workspace.imports import import_files
from milepost.workspace.keeping.backup import backup
from milepost.workspace.keeping.erasing import erase_brand
from milepost.workspace.keeping.restoring import restore
from milepost.workspace.opening import init_workspace, open_workspace
from milepost.workspace.place import Workspace
from milepost.workspace.rebuild import fact_hashes, rebuild

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HERE = Path(__file__).parent
KILLS = int(os.environ.get("MILEPOST_KILLS", "12")) // 4
INSTAGRAM = Answers(channel="instagram")
__all__ = ["small_disk"]


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> Workspace:
    paths = [write_card(tmp_path / "exports", number) for number in range(6)]
    import_files(workspace, paths, INSTAGRAM, brand=BRAND)
    return workspace


LONGEST = {"backup": 0.03, "erase": 0.1, "restore": 0.4}
"""Seconds within which each verb dies: about as long as it takes here, so that most die in the middle."""


def killed(chance: random.Random, *words: str | Path) -> bool:
    """Run one verb and kill it at a random instant; whether it had said that it was done."""
    command = [sys.executable, str(HERE / "keeper.py"), *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as keeper:
        assert keeper.stdout is not None
        assert keeper.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, LONGEST[str(words[0])]))
        keeper.kill()
        return "done" in keeper.stdout.read()


def test_a_backup_that_is_made_while_imports_run_is_one_instant_of_the_workspace(
    filled: Workspace, tmp_path: Path
) -> None:
    command = [sys.executable, str(HERE / "writer.py"), str(filled.home), str(tmp_path / "exports")]
    with subprocess.Popen([*command, "10", "1000", "7", "0"], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        writer.stdout.readline()
        made = []
        for number in range(5):
            made.append(backup(filled, tmp_path / f"{number}.zip", created=AT))
            assert writer.stdout.readline(), "the writer goes on"
        assert writer.poll() is None
        writer.kill()
    states = []
    for number, one in enumerate(made):
        disconnect()
        back = restore(one.path, tmp_path / f"back-{number}")
        assert back.rebuilt.changed == ()
        cards = present(back.workspace)
        assert seen(back.workspace) == total(cards)
        states.append(cards)
    assert len(set(states)) > 2, "imports went on between the backups"


def test_a_backup_that_is_killed_is_whole_or_not_there(filled: Workspace, tmp_path: Path) -> None:
    chance = random.Random(20261122)
    before = fact_hashes()
    for number in range(KILLS):
        disconnect()
        out = tmp_path / f"{number}.zip"
        done = killed(chance, "backup", filled.home, out)
        assert out.exists() or not done
        if out.exists():
            restore(out, tmp_path / f"back-{number}")
            assert fact_hashes() == before
    disconnect()
    backup(open_workspace(filled.home), tmp_path / "last.zip", created=AT)
    assert list(tmp_path.glob(".milepost-backup-*")) == []


def test_a_restore_that_is_killed_is_whole_or_no_workspace_and_can_be_said_again(
    filled: Workspace, tmp_path: Path
) -> None:
    chance = random.Random(20261123)
    before, made = fact_hashes(), backup(filled, tmp_path / "b.zip", created=AT)
    home = tmp_path / "back"
    for _ in range(KILLS):
        disconnect()
        done = killed(chance, "restore", home, made.path)
        if (home / "milepost.toml").exists():
            assert rebuild(open_workspace(home)).changed == ()
            disconnect()
            shutil.rmtree(home)
        assert not done or not home.exists()
    shutil.rmtree(home, ignore_errors=True)
    assert not killed(random.Random(3), "restore", home, made.path) or home.exists()
    if not (home / "milepost.toml").exists():
        restore(made.path, home)
    open_workspace(home)
    assert fact_hashes() == before
    assert not (home / ".restoring").exists()


def test_an_erasure_that_is_killed_is_finished_by_saying_it_again(filled: Workspace, tmp_path: Path) -> None:
    chance = random.Random(20261124)
    init_workspace(filled.home, brand="Other")
    import_files(open_workspace(filled.home), [write_card(tmp_path, 40)], INSTAGRAM, brand="Other")
    others = {key: value for key, value in fact_hashes().items() if key[0] == "Other"}
    for number in range(KILLS):
        disconnect()
        home = Path(shutil.copytree(filled.home, tmp_path / f"home-{number}"))
        killed(chance, "erase", home)
        workspace = open_workspace(home)
        if BRAND in {brand.name for brand in workspace.brands}:
            erase_brand(workspace, BRAND, who="", at=AT)
        found = [path for path in home.rglob("*") if path.is_file() and b"Twine" in path.read_bytes()]
        assert found == []
        assert list(home.rglob("*twine*")) == []
        assert fact_hashes() == others
        assert len([path for path in (home / "archive").rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("size", [0, 600, 5000, 40_000])
def test_where_there_is_no_room_nothing_is_left_and_everything_is_as_it_was(
    filled: Workspace, tmp_path: Path, size: int
) -> None:
    made = backup(filled, tmp_path / "b.zip", created=AT)
    before = fact_hashes()
    disconnect()
    with no_file_longer_than(size):
        workspace = open_workspace(filled.home)
        with pytest.raises(StorageError, match="no room for the backup"):
            backup(workspace, tmp_path / "full.zip", created=AT)
        with pytest.raises(StorageError, match="no room for the workspace"):
            restore(made.path, tmp_path / "back")
    assert {path.name for path in tmp_path.iterdir()} == {"b.zip", "ws", "exports"}
    disconnect()
    workspace = open_workspace(filled.home)
    assert fact_hashes() == before
    assert seen(workspace) == total(range(6))


def test_a_workspace_whose_disk_is_full_can_be_taken_to_another(small_disk: Path, tmp_path: Path) -> None:
    workspace = init_workspace(small_disk / "ws", brand=BRAND)
    import_files(workspace, [write_card(tmp_path, 1)], INSTAGRAM, brand=BRAND)
    before = fact_hashes()
    disconnect()
    with (small_disk / "filler").open("wb", buffering=0) as filler:
        while room(small_disk):
            filler.write(b"x" * room(small_disk))
        made = backup(open_workspace(workspace.home), tmp_path / "b.zip", created=AT)
    disconnect()
    assert restore(made.path, tmp_path / "back").rebuilt.changed == ()
    assert fact_hashes() == before


@pytest.mark.parametrize("size", [0, 600, 5000, 40_000])
def test_an_erasure_that_finds_no_room_says_so_and_is_finished_later(filled: Workspace, size: int) -> None:
    disconnect()
    with no_file_longer_than(size):
        workspace = open_workspace(filled.home)
        with pytest.raises(StorageError, match="took no more"):
            erase_brand(workspace, BRAND, who="", at=AT)
    disconnect()
    erase_brand(open_workspace(filled.home), BRAND, who="", at=AT)
    disconnect()
    assert [p for p in filled.home.rglob("*") if p.is_file() and b"Twine" in p.read_bytes()] == []
