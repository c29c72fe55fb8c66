import stat
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from milepost.errors import Conflict, InvalidValue, NotFound, StorageError
from milepost.facts.batches import FactFiles
from milepost.period import WeekStart
from milepost.sources import Answers
from milepost.store.database import disconnect
from milepost.workspace.imports import import_files, list_imports
from milepost.workspace.opening import init_workspace, open_workspace
from milepost.workspace.place import Brand, Workspace, choose_brand, find_home
from milepost.workspace.reading import fact_files, with_facts
from milepost.workspace.writing import locked, put_in_place, writing

BRAND = "Tin & Twine"
Card = Callable[..., Path]


def sweep_now(workspace: Workspace) -> None:
    """Remove what is superseded without its time of grace."""
    from milepost.workspace.sweeping import sweep_superseded

    sweep_superseded(workspace, datetime.now(UTC) + timedelta(seconds=1))


def test_a_new_workspace_says_its_brand_and_keeps_its_secret_to_itself(workspace: Workspace) -> None:
    assert (Brand(BRAND, "EUR", "Europe/Berlin"),) == workspace.brands
    secret = workspace.home / "secret"
    assert (stat.S_IMODE(secret.stat().st_mode), len(workspace.secret)) == (0o600, 32)
    assert repr(workspace.secret)[2:10] not in repr(workspace)
    assert workspace == open_workspace(workspace.home)


def test_another_brand_is_added_and_nothing_else_changes(workspace: Workspace) -> None:
    before = (workspace.home / "milepost.toml").read_text("utf-8")
    name = 'Käse "& Co." \\ Söhne'
    again = init_workspace(workspace.home, brand=name, currency="CHF", zone="Europe/Zurich")
    assert (*workspace.brands, Brand(name, "CHF", "Europe/Zurich")) == again.brands
    assert workspace.secret == again.secret
    assert (workspace.home / "milepost.toml").read_text("utf-8").startswith(before.rstrip("\n"))
    assert again == init_workspace(workspace.home, brand=name)


def test_what_a_brand_already_is_is_not_quietly_overruled(workspace: Workspace) -> None:
    with pytest.raises(InvalidValue, match="in EUR"):
        init_workspace(workspace.home, brand=BRAND, currency="USD")
    with pytest.raises(InvalidValue, match="monday"):
        init_workspace(workspace.home, brand="New", week_start="sunday")
    assert workspace == open_workspace(workspace.home)


@pytest.mark.parametrize(
    "wrong",
    [{"currency": "euro"}, {"zone": "Berlin"}, {"zone": "../x"}, {"week_start": "tuesday"}, {"brand": ""}],
)
def test_settings_that_mean_nothing_are_refused_before_anything_is_made(
    tmp_path: Path, wrong: dict[str, str]
) -> None:
    with pytest.raises(InvalidValue):
        init_workspace(tmp_path / "ws", **({"brand": "B"} | wrong))
    assert not (tmp_path / "ws").exists()


def test_a_week_may_start_on_sunday(tmp_path: Path) -> None:
    assert WeekStart.SUNDAY is init_workspace(tmp_path, brand="B", week_start="sunday").week_start
    disconnect()


def test_a_folder_without_a_workspace_is_told_and_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="milepost init"):
        open_workspace(tmp_path)


def test_a_workspace_is_found_by_name_then_environment_then_upward_then_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [tmp_path / name for name in ("named", "environment", "upward", "share/milepost")]
    for place in places:
        place.mkdir(parents=True)
        (place / "milepost.toml").touch()
    deep = places[2] / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("MILEPOST_HOME", str(places[1]))
    assert [places[0], places[1]] == [find_home(places[0]), find_home(None)]
    monkeypatch.delenv("MILEPOST_HOME")
    assert places[2] == find_home(None)
    monkeypatch.chdir(tmp_path)
    assert places[3] == find_home(None)


def test_the_only_brand_need_not_be_named_but_two_must_be(workspace: Workspace) -> None:
    assert choose_brand(workspace, None).name == BRAND
    two = init_workspace(workspace.home, brand="Second")
    assert choose_brand(two, "Second").name == "Second"
    with pytest.raises(InvalidValue, match="2 brands"):
        choose_brand(two, None)
    with pytest.raises(NotFound, match=BRAND):
        choose_brand(two, "Tin and Twine")


def test_a_lost_database_or_secret_is_told_and_nothing_is_begun_anew(workspace: Workspace) -> None:
    disconnect()
    for name in ("milepost.db", "secret"):
        path = workspace.home / name
        kept = path.read_bytes()
        path.unlink()
        with pytest.raises(StorageError, match="backup"):
            open_workspace(workspace.home)
        assert not path.exists()
        path.write_bytes(kept)
    assert workspace == open_workspace(workspace.home)


def test_a_damaged_database_is_told(workspace: Workspace) -> None:
    disconnect()
    (workspace.home / "milepost.db").write_bytes(b"not a database at all" * 999)
    with pytest.raises(StorageError, match="backup"):
        open_workspace(workspace.home)


def test_the_second_writer_waits_and_then_is_told(workspace: Workspace, card: Card) -> None:
    with (
        locked(workspace.home),
        pytest.raises(Conflict, match="Another process"),
        writing(workspace, wait=0.1),
    ):
        pytest.fail("two writers at once")
    with writing(workspace, wait=0):
        assert len(list(workspace.staging.iterdir())) == 1
    assert len(list(workspace.staging.iterdir())) == 0


def test_readers_need_no_lock(workspace: Workspace, card: Card) -> None:
    path = card("a.csv", date(2026, 5, 1), [5])
    import_files(workspace, [path], Answers(channel="instagram"), brand=BRAND)
    with locked(workspace.home):
        assert len(list_imports(workspace, BRAND)) == 1
        assert fact_files(workspace, BRAND).tables["account_day"].rows.is_file()


def test_what_a_dead_writer_left_is_removed_and_what_was_published_stays(
    workspace: Workspace, card: Card
) -> None:
    import_files(workspace, [card("a.csv", date(2026, 5, 1), [5])], Answers(channel="instagram"), brand=BRAND)
    published = {p for p in workspace.home.rglob("*") if p.is_file()}
    session = workspace.staging / "dead"
    session.mkdir()
    names = ("facts/current/x/order-rows-9.parquet", "archive/ab/cd/abcd", "facts/batches/x/y.parquet")
    for number, _ in enumerate(names):
        (session / str(number)).write_bytes(b"unfinished")
    (session / "half").write_bytes(b"unfinished")
    known = next(p for p in published if p.suffix == ".parquet").relative_to(workspace.home).as_posix()
    put_in_place(workspace, session, [(session / str(n), name) for n, name in enumerate(names)])
    with (session / "intended").open("a") as note:
        note.write(f"{known}\nmilepost.db\narchive/../milepost.toml\n")
    with writing(workspace):
        pass
    assert published == {p for p in workspace.home.rglob("*") if p.is_file()} - {workspace.home / "lock"} | (
        published & {workspace.home / "lock"}
    )


def test_a_writer_that_fails_leaves_nothing_behind(workspace: Workspace) -> None:
    def fail() -> None:
        with writing(workspace) as session:
            (session / "rows").write_bytes(b"x")
            put_in_place(workspace, session, [(session / "rows", "facts/current/x/rows.parquet")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(workspace.staging.iterdir()) == []
    assert [p for p in workspace.facts.rglob("*") if p.is_file()] == []


def test_a_reader_whose_files_were_swept_reads_the_new_ones(workspace: Workspace, card: Card) -> None:
    answers = Answers(channel="instagram")
    import_files(workspace, [card("a.csv", date(2026, 5, 1), [5])], answers, brand=BRAND)
    seen: list[int] = []

    def use(files: FactFiles) -> int:
        seen.append(files.generation)
        if len(seen) == 1:
            import_files(workspace, [card("b.csv", date(2026, 6, 1), [6])], answers, brand=BRAND)
            sweep_now(workspace)
        return len(files.tables["account_day"].rows.read_bytes())

    assert with_facts(workspace, BRAND, use) > 0
    assert seen == [1, 2]


def test_superseded_files_stay_for_a_while_and_then_go(workspace: Workspace, card: Card) -> None:
    answers = Answers(channel="instagram")
    import_files(workspace, [card("a.csv", date(2026, 5, 1), [5])], answers, brand=BRAND)
    old = fact_files(workspace, BRAND).tables["account_day"].rows
    import_files(workspace, [card("b.csv", date(2026, 6, 1), [6])], answers, brand=BRAND)
    assert old.is_file()
    sweep_now(workspace)
    assert not old.exists()
    assert fact_files(workspace, BRAND).tables["account_day"].rows.is_file()


def test_facts_that_count_and_are_gone_are_told(workspace: Workspace, card: Card) -> None:
    import_files(workspace, [card("a.csv", date(2026, 5, 1), [5])], Answers(channel="instagram"), brand=BRAND)
    fact_files(workspace, BRAND).tables["account_day"].rows.unlink()
    with pytest.raises(StorageError, match="milepost rebuild"):
        with_facts(workspace, BRAND, lambda files: files.tables["account_day"].rows.read_bytes())


def test_the_lock_waits_for_a_writer_that_finishes(workspace: Workspace) -> None:
    started = time.monotonic()
    with locked(workspace.home):
        pass
    with locked(workspace.home, wait=5):
        assert time.monotonic() - started < 5
