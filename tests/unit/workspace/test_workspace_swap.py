"""A restored workspace takes the place of the one in use: whole, also when it is killed at any step."""

import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from milepost.errors import Conflict, Refused, StorageError
from milepost.language import speaking
from milepost.reports.keeping import set_aside_line
from milepost.store.database import disconnect
from milepost.workspace.keeping.arriving import RESTORED, arrive
from milepost.workspace.keeping.brand_holdings import holdings
from milepost.workspace.keeping.contents import Because, contents
from milepost.workspace.keeping.manifest import is_safe
from milepost.workspace.keeping.set_aside import delete_set_aside, one_set_aside, set_aside, that_hold
from milepost.workspace.keeping.swap import Wanted, done, finish, in_use, is_wanted, refusal, want
from milepost.workspace.opening import init_workspace, open_workspace
from milepost.workspace.place import Workspace, find_home

AT = datetime(2026, 11, 22, 9, 30, 15, tzinfo=UTC)
SOURCE, ASIDE = "incoming/abc/workspace", "set-aside/2026-11-22-093015"
CHANGES = frozenset({"os.rename", "os.remove", "os.rmdir", "os.mkdir"})


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A workspace in use, with files of its user beside it, and a checked one that waits in it."""
    home = tmp_path / "home"
    init_workspace(home, brand="Present & Co")
    disconnect()
    for name, text in (("archive/aa/old", "old"), ("uploads/1", "up"), ("certs/old.pem", "mine")):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text)
    (home / "notes.txt").write_text("my own")
    init_workspace(home / SOURCE, brand="Earlier Ltd")
    disconnect()
    for name in ("archive/bb/new", "certs/new.pem"):
        (home / SOURCE / name).parent.mkdir(parents=True, exist_ok=True)
        (home / SOURCE / name).write_text("new")
    (home / "incoming").joinpath("served").touch()
    yield home
    disconnect()


def wanted(source: str = SOURCE, at: datetime = AT) -> Wanted:
    return Wanted(source, "mara@example.com", at, "from “monday.zip”", "127.0.0.1")


def tree(folder: Path, *without: str) -> dict[str, bytes]:
    """Every file below, by name; SQLite's own are left out, since opening them changes bytes."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("milepost.db"))
    named = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return {name: text for name, text in named.items() if name.split("/")[0] not in without}


def brand_of(folder: Path) -> str:
    try:
        return open_workspace(folder).brands[0].name
    finally:
        disconnect()


def killed_at(step: int, home: Path) -> bool:
    """Swap in a process that kills itself before its change number `step`; whether it got there."""
    child = os.fork()
    if child == 0:  # pragma: no cover
        left = [step]

        def count(event: str, _: object) -> None:
            if event in CHANGES:
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        finish(home)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_the_present_state_is_set_aside_whole_and_the_other_takes_its_place(home: Path) -> None:
    old, new = tree(home, "incoming", "notes.txt", "lock"), tree(home / SOURCE, "lock")
    want(open_workspace(home), wanted())
    disconnect()
    assert is_wanted(home)
    finish(home)
    assert not is_wanted(home)
    assert tree(home, "incoming", "set-aside", "notes.txt", "lock") == new
    assert tree(home / ASIDE) == old
    assert (home / "notes.txt").read_text() == "my own"
    assert brand_of(home) == "Earlier Ltd"
    assert brand_of(home / ASIDE) == "Present & Co"


def test_killed_at_any_step_the_next_start_finishes_it(home: Path, tmp_path: Path) -> None:
    old, new = tree(home, "incoming", "notes.txt", "lock"), tree(home / SOURCE, "lock")
    want(open_workspace(home), wanted())
    disconnect()
    kept = tmp_path / "kept"
    home.rename(kept)
    for step in range(200):
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(kept, home)
        if not killed_at(step, home):
            break
        if (home / "incoming" / "swap.json").exists():
            assert find_home(home) == home, "so that a start of the site finds it and finishes"
            with pytest.raises(Conflict, match="is being put in the place"):
                open_workspace(home)
            with pytest.raises(Conflict, match="is being put in the place"):
                init_workspace(home, brand="Third")
        elif is_wanted(home):
            assert brand_of(home) == "Present & Co", step
        finish(home)
        assert brand_of(home) == "Earlier Ltd", step
        assert tree(home, "incoming", "set-aside", "notes.txt", "lock") == new, step
        assert tree(home / ASIDE) == old, step
        assert [one.name for one in set_aside(home)] == [Path(ASIDE).name], step
        assert done(home) is not None
    assert step > 20


def test_the_state_that_was_set_aside_can_take_its_place_again(home: Path) -> None:
    old = tree(home, "incoming", "notes.txt", "lock")
    want(open_workspace(home), wanted())
    disconnect()
    finish(home)
    want(open_workspace(home), wanted(ASIDE, AT.replace(hour=11)))
    disconnect()
    finish(home)
    assert tree(home, "incoming", "set-aside", "notes.txt", "lock") == old
    (back,) = set_aside(home)
    assert back.brands == ("Earlier Ltd",)
    assert back.people == 0
    assert back.name == "2026-11-22-113015"


def test_what_it_is_told_when_it_opens(home: Path) -> None:
    place = open_workspace(home / SOURCE)
    from milepost.store.models import InvitationRow, JobRow
    from milepost.workspace.people.audit import first_break, lines

    for kind, state in (("import", "running"), ("import", "done"), ("backup", "done"), ("pages", "waiting")):
        JobRow.objects.create(brand="x", kind=kind, state=state, asked={}, who="t", made_at=AT)
    InvitationRow.objects.create(token_hash="f", email="", brand="", role="first", made_by="t", expires_at=AT)
    disconnect()
    want(open_workspace(home), wanted())
    disconnect()
    finish(home)
    place = open_workspace(home)
    arrive(home)
    arrive(home)
    jobs = JobRow.objects.order_by("id").values_list("kind", "state")
    assert list(jobs) == [("import", "failed"), ("import", "done"), ("pages", "failed")]
    assert not InvitationRow.objects.exists()
    (line,) = lines()
    assert (line.action, line.who, line.at) == (RESTORED, "mara@example.com", AT)
    assert line.what == f"from “monday.zip”; what was here lies in {ASIDE}"
    assert first_break() is None
    assert done(place.home) is None


def test_a_database_that_is_open_elsewhere_is_never_moved(home: Path) -> None:
    want(open_workspace(home), wanted())
    with closing(sqlite3.connect(home / "milepost.db")) as line:
        line.execute("SELECT count(*) FROM entry").fetchone()
        finish(home, wait=0.2)
    assert not is_wanted(home)
    assert brand_of(home) == "Present & Co"
    told = refusal(home)
    assert told is not None
    assert told[0] == "Another program has the workspace open, so nothing was restored."
    with speaking("de"):
        assert str(told[0]).startswith("Ein anderes Programm hat den Arbeitsbereich geöffnet")


@pytest.mark.parametrize("note", ["", "{", "[]", "{}", '{"at": "yesterday"}', '{"at": 5}'])
def test_a_state_whose_note_was_altered_is_still_listed(home: Path, note: str) -> None:
    want(open_workspace(home), wanted())
    disconnect()
    finish(home)
    (home / f"{ASIDE}.json").write_text(note)
    (one,) = set_aside(home)
    assert (one.whole, one.at, one.who, one.brands) == (True, None, "", ("Present & Co",))
    assert "earlier state" in set_aside_line(one)


def test_a_second_site_over_the_same_folder_is_waited_for(home: Path) -> None:
    want(open_workspace(home), wanted())
    disconnect()
    with in_use(home):
        finish(home, wait=0.2)
    assert not is_wanted(home)
    assert refusal(home) is not None
    assert brand_of(home) == "Present & Co"


def test_what_a_second_site_has_put_into_place_is_not_waited_for(home: Path) -> None:
    want(open_workspace(home), wanted())
    disconnect()
    with in_use(home), ThreadPoolExecutor(1) as beside:
        other = beside.submit(finish, home, 60)
        (home / "incoming" / "wanted.json").unlink()  # as the other does it, which then serves
        other.result(timeout=20)
    assert refusal(home) is None


def test_what_cannot_be_swapped_is_refused_before_anything_moves(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = open_workspace(home)
    with pytest.raises(Refused, match="is gone"):
        want(place, wanted("incoming/none/workspace"))
    elsewhere = Workspace(home, place.brands, place.week_start, "postgresql://db/x", place.secret)
    with pytest.raises(Refused, match="PostgreSQL"):
        want(elsewhere, wanted())
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path).name == "archive")
    with pytest.raises(Refused, match="archive lies on another disk"):
        want(place, wanted())
    assert not is_wanted(home)


def test_a_disk_that_refuses_in_the_middle_stops_the_start_and_the_next_one_goes_on(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    want(open_workspace(home), wanted())
    disconnect()
    with monkeypatch.context() as broken:
        known = Path.rename

        def rename(path: Path, target: Path) -> Path:
            if path.name == "facts":
                raise PermissionError(13, "Permission denied", str(path))
            return known(path, target)

        broken.setattr(Path, "rename", rename)
        with pytest.raises(StorageError, match="The disk refused"):
            finish(home)
    finish(home)
    assert brand_of(home) == "Earlier Ltd"


def test_an_earlier_state_is_deleted_for_good_and_names_are_no_paths(home: Path) -> None:
    want(open_workspace(home), wanted())
    disconnect()
    finish(home)
    assert that_hold(home, "Present & Co") == (ASIDE,)
    assert that_hold(home, "Earlier Ltd") == ()
    assert holdings(open_workspace(home), "Earlier Ltd").aside == ()
    (home / ASIDE / "milepost.toml").write_text('[workspace]\n[brand."Earlier Ltd"]\n')
    assert holdings(open_workspace(home), "Earlier Ltd").aside == (ASIDE,)
    disconnect()
    for name in ("..", "../archive", "2026-11-22-093016"):
        with pytest.raises(Exception, match="no earlier state"):
            one_set_aside(home, name)
    delete_set_aside(home, Path(ASIDE).name)
    assert set_aside(home) == ()
    assert list((home / "set-aside").iterdir()) == []


def test_a_backup_says_that_earlier_states_are_not_in_it_and_brings_none(home: Path) -> None:
    want(open_workspace(home), wanted())
    disconnect()
    finish(home)
    found = contents(home, [])
    assert ("set-aside", Because.ASIDE) in {(one.name, one.because) for one in found.left_out}
    assert not [one.name for one in found.kept if one.name.startswith(("set-aside", "incoming"))]
    assert not any(is_safe(f"{name}/x") for name in ("set-aside", "incoming", "cache", "uploads"))
