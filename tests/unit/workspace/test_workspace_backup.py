"""A backup holds all that cannot be computed again, and brought back it is the same workspace."""

import json
import shutil
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from milepost import __version__
from milepost.errors import Conflict, InvalidValue, NotFound, Refused, StorageError
from milepost.sources import Answers
from milepost.store.database import disconnect
from milepost.workspace.imports import import_files, list_imports
from milepost.workspace.keeping.backup import Backup, backup
from milepost.workspace.keeping.contents import Because
from milepost.workspace.keeping.restoring import restore
from milepost.workspace.opening import init_workspace, open_workspace
from milepost.workspace.place import Workspace
from milepost.workspace.rebuild import fact_hashes
from milepost.workspace.undo import undo_import

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
BRAND = "Tin & Twine"
INSTAGRAM = Answers(channel="instagram")


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    workspace = init_workspace(folder / "ws", brand=BRAND)
    for name, first in (("a", date(2026, 1, 1)), ("b", date(2026, 2, 1))):
        lines = "".join(f'"{first + timedelta(days=n)}T00:00:00","{n + 5}"\n' for n in range(3))
        (folder / f"{name}.csv").write_text(f'sep=,\n"Reach"\n"Date","Primary"\n{lines}', "utf-8")
    import_files(workspace, [folder / "a.csv", folder / "b.csv"], INSTAGRAM, brand=BRAND)
    for name, text in (("knowledge/benchmarks", "x"), ("label", "logo"), ("secrets", "word")):
        (workspace.home / name).mkdir(parents=True)
        (workspace.home / name / "mine").write_text(text, "utf-8")
    (workspace.home / "secrets" / "mine").chmod(0o600)
    disconnect()
    return workspace.home


@pytest.fixture
def filled(made_once: Path, tmp_path: Path) -> Iterator[Workspace]:
    yield open_workspace(shutil.copytree(made_once, tmp_path / "ws"))
    disconnect()


def kept(made: Backup) -> set[str]:
    return {member.name for member in made.manifest.members}


def tree(home: Path) -> dict[str, tuple[bytes, int]]:
    """All that is kept: bytes and mode by name."""
    folders = ("archive", "knowledge", "label", "secrets", "secret", "milepost.toml")
    paths = (path for path in home.rglob("*") if path.is_file())
    return {
        name: (path.read_bytes(), stat.S_IMODE(path.stat().st_mode))
        for path in paths
        if (name := path.relative_to(home).as_posix()).split("/")[0] in folders
    }


def test_brought_back_it_is_the_same_workspace(filled: Workspace, tmp_path: Path) -> None:
    before, hashes = tree(filled.home), fact_hashes()
    records = list_imports(filled, BRAND)
    made = backup(filled, tmp_path / "b.zip", created=AT)
    shutil.rmtree(filled.home)
    back = restore(made.path, tmp_path / "back")

    assert tree(tmp_path / "back") == before
    assert fact_hashes() == hashes
    assert back.rebuilt.changed == ()
    assert back.manifest.created == AT
    assert back.workspace.secret == filled.secret
    assert list_imports(back.workspace, BRAND) == records
    assert {path.name for path in (tmp_path / "back").iterdir()} == {
        *("archive", "facts", "staging", "knowledge", "label", "secrets"),
        *("secret", "lock", "milepost.db", "milepost.toml"),
    } | {path.name for path in (tmp_path / "back").glob("milepost.db-*")}


def test_it_is_for_its_owner_alone_and_tells_what_it_holds(filled: Workspace, tmp_path: Path) -> None:
    made = backup(filled, tmp_path / "b.zip", created=AT)

    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert made.size == made.path.stat().st_size
    assert made.left_out == ()
    with zipfile.ZipFile(made.path) as found:
        told = json.loads(found.read("manifest.json"))
        assert set(found.namelist()) == {*kept(made), "manifest.json"}
    assert (told["format"], told["milepost"], told["created"]) == (1, __version__, AT.isoformat())
    assert all(len(member["sha256"]) == 64 for member in told["members"])
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_nothing_is_passed_over_in_silence(filled: Workspace, tmp_path: Path) -> None:
    home = filled.home
    (home / "plan.yaml").write_text("mine")
    (home / "exports").mkdir()
    (home / "secrets" / "link").symlink_to(tmp_path / "elsewhere")
    (home / "archive" / "orphan").write_text("nobody's")
    (home / ".milepost.toml.77.tmp").write_text("half")
    (home / "mail.word").write_text("word")
    settings = home / "milepost.toml"
    settings.write_text(
        settings.read_text() + '[mail]\npassword_file = "mail.word"\nauthority = "/etc/ssl/some.pem"\n'
    )
    made = backup(filled, tmp_path / "b.zip", created=AT)

    assert {(one.name, one.because) for one in made.left_out} == {
        ("plan.yaml", Because.NOT_OURS),
        ("exports", Because.NOT_OURS),
        ("secrets/link", Because.LINK),
        ("archive/orphan", Because.UNNAMED),
        (".milepost.toml.77.tmp", Because.UNFINISHED),
        ("/etc/ssl/some.pem", Because.ELSEWHERE),
    }
    assert "mail.word" in kept(made)
    every = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    told = kept(made) | {one.name for one in made.left_out}
    assert {name for name in every - told if not name.startswith(("facts/", "milepost.db-"))} == {"lock"}


def test_an_archived_file_that_is_lost_stops_it(filled: Workspace, tmp_path: Path) -> None:
    first = list_imports(filled, BRAND)[0]
    (found,) = filled.archive.rglob(first.sha256)
    found.unlink()
    with pytest.raises(StorageError, match=first.sha256[:12]):
        backup(filled, tmp_path / "b.zip", created=AT)
    found.write_bytes(b"altered")
    with pytest.raises(StorageError, match="has changed"):
        backup(filled, tmp_path / "b.zip", created=AT)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".m", "b"))] == []

    undo_import(filled, first.sha256, who="", why="")
    made = backup(filled, tmp_path / "b.zip", created=AT)
    assert [(one.because, first.sha256 in one.name) for one in made.left_out] == [(Because.LOST, True)]
    assert made.lost
    assert restore(made.path, tmp_path / "back").rebuilt.changed == ()


def test_a_brand_that_is_erased_meanwhile_is_told_as_that(
    filled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from milepost.workspace.keeping import backup as module
    from milepost.workspace.keeping.erasing import erase_brand

    real = module.entries_in
    monkeypatch.setattr(
        module, "entries_in", lambda *a: (real(*a), erase_brand(filled, BRAND, who="", at=AT))[0]
    )
    with pytest.raises(Conflict, match="erased while"):
        backup(filled, tmp_path / "b.zip", created=AT)


def test_a_backup_is_new_and_outside(filled: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InvalidValue, match="lies in the workspace"):
        backup(filled, filled.home / "b.zip", created=AT)
    (tmp_path / "there.zip").write_text("older")
    with pytest.raises(InvalidValue, match="is there already"):
        backup(filled, tmp_path / "there.zip", created=AT)
    with pytest.raises(NotFound):
        backup(filled, tmp_path / "no" / "b.zip", created=AT)
    assert (tmp_path / "there.zip").read_text() == "older"


def test_what_a_dead_run_left_is_removed_and_what_a_living_one_writes_is_not(
    filled: Workspace, tmp_path: Path
) -> None:
    import fcntl

    for name in ("dead", "alive"):
        (tmp_path / f".milepost-backup-{name}").mkdir()
        (tmp_path / f".milepost-backup-{name}" / "backup").write_text("half")
    with (tmp_path / ".milepost-backup-alive" / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        backup(filled, tmp_path / "b.zip", created=AT)

    assert [path.name for path in tmp_path.glob(".milepost-*")] == [".milepost-backup-alive"]


def test_with_postgresql_it_says_what_to_do(filled: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="pg_dump"):
        backup(replace(filled, database="postgresql://u@h/n"), tmp_path / "b.zip", created=AT)


def test_none_is_written_over_a_workspace_or_anything_else(filled: Workspace, tmp_path: Path) -> None:
    made = backup(filled, tmp_path / "b.zip", created=AT)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")

    with pytest.raises(InvalidValue, match="holds a workspace already"):
        restore(made.path, filled.home)
    with pytest.raises(InvalidValue, match=r"not empty \(mine.txt\)"):
        restore(made.path, tmp_path / "full")
    with pytest.raises(InvalidValue, match="is no folder"):
        restore(made.path, made.path)
    with pytest.raises(NotFound):
        restore(tmp_path / "none.zip", tmp_path / "back")
    assert (tmp_path / "full" / "mine.txt").read_text() == "mine"
    assert not (tmp_path / "back").exists()


def test_a_folder_of_another_database_is_not_made(
    filled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backup(filled, tmp_path / "b.zip", created=AT)
    monkeypatch.setenv("MILEPOST_DATABASE", "postgresql://u@h/n")
    with pytest.raises(InvalidValue, match="MILEPOST_DATABASE"):
        restore(made.path, tmp_path / "back")


def test_facts_that_come_out_otherwise_are_told(filled: Workspace, tmp_path: Path) -> None:
    from milepost.store.models import CurrentRow

    CurrentRow.objects.filter(table="account_day").update(hash="0" * 64)
    made = backup(filled, tmp_path / "b.zip", created=AT)
    back = restore(made.path, tmp_path / "back")

    assert back.rebuilt.changed == ((BRAND, "account_day"),)
    assert open_workspace(tmp_path / "back").brands == filled.brands


def test_an_empty_workspace_can_be_kept_too(workspace: Workspace, tmp_path: Path) -> None:
    made = backup(workspace, tmp_path / "b.zip", created=AT)
    back = restore(made.path, tmp_path / "back")

    assert kept(made) == {"milepost.toml", "secret", "milepost.db"}
    assert (back.brands, back.rebuilt.files) == (workspace.brands, 0)
