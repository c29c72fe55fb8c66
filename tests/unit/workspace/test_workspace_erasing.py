"""Erasing a brand leaves no byte of it, touches no other brand, and is finished by saying it again."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from milepost.errors import Conflict, InvalidValue, NotFound
from milepost.sources import Answers
from milepost.store.database import disconnect
from milepost.workspace.imports import import_files, list_imports
from milepost.workspace.keeping import erasing
from milepost.workspace.keeping.brand_holdings import holdings
from milepost.workspace.keeping.erasing import ERASED, erase_brand
from milepost.workspace.kept import keep
from milepost.workspace.labels.label import set_label
from milepost.workspace.opening import init_workspace, open_workspace
from milepost.workspace.place import Workspace, choose_brand
from milepost.workspace.rebuild import fact_hashes, rebuild
from milepost.workspace.undo import undo_import

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 22)
GONE, STAYS = "Violet Otters", "Tin & Twine"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="%d" height="4"/></svg>'
INSTAGRAM = Answers(channel="instagram", account="otters.official")
NEEDLES = (b"otters", b"a hush-hush autumn", b"hooks.example/very-secret")


def export(path: Path, first: date, values: list[int]) -> Path:
    """An export of one measure by day; it does not say its platform."""
    lines = [f'"{first + timedelta(days=n)}T00:00:00","{value}"' for n, value in enumerate(values)]
    path.write_text("\n".join(["sep=,", '"Reach"', '"Date","Primary"', *lines]) + "\n", "utf-8")
    return path


def make_two(folder: Path) -> Path:
    """A workspace of two brands that share one file; the first has everything that a brand can have."""
    home = folder / "home"
    init_workspace(home, brand=STAYS)
    workspace = init_workspace(home, brand=GONE, currency="USD")
    paths = [
        export(folder / "otters-own.csv", date(2026, 1, 1), [5, 6, 7]),
        export(folder / "otters-shared.csv", date(2026, 3, 1), [1, 2, 3]),
        export(folder / "otters-taken-back.csv", date(2026, 2, 1), [8, 9]),
    ]
    import_files(workspace, paths, INSTAGRAM, brand=GONE)
    undo_import(workspace, list_imports(workspace, GONE)[2].import_id, who="", why="")
    shared = export(folder / "shared.csv", date(2026, 3, 1), [1, 2, 3])
    import_files(workspace, [shared], Answers(channel="instagram"), brand=STAYS)
    keep(GONE, "identity", "brand", "a hush-hush autumn", today=TODAY, who="Ada", why="Otters are shy.")
    set_label(workspace, brand=GONE, logo=SVG % 1, footer="Otters, Inc.")
    set_label(workspace, brand=GONE, logo=SVG % 2)
    set_label(workspace, brand=STAYS, logo=SVG % 3)
    (home / "secrets").mkdir()
    sections = ["# Violet Otters pay late"]
    for name, brand in (("very-secret", GONE), ("ours", STAYS)):
        (home / "secrets" / name).write_text(f"https://hooks.example/{name}")
        sections += [f'[delivery."{brand}"]', f'slack_file = "secrets/{name}"']
    settings = home / "milepost.toml"
    settings.write_text(settings.read_text("utf-8") + "\n".join([*sections, ""]), "utf-8")
    (home / ".milepost.toml.1.tmp").write_text(f'[brand."{GONE}"]')
    return home


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = make_two(tmp_path_factory.mktemp("two"))
    disconnect()
    return home


@pytest.fixture
def two(made: Path, tmp_path: Path) -> Iterator[Workspace]:
    yield open_workspace(shutil.copytree(made, tmp_path / "home"))
    disconnect()


def others() -> dict[tuple[str, str], str]:
    return {key: value for key, value in fact_hashes().items() if key[0] == STAYS}


def left_over(home: Path) -> list[str]:
    """Every file in whose name or bytes something of the brand is left."""
    slug = b"violet-otters"
    return [
        path.relative_to(home).as_posix()
        for path in home.rglob("*")
        if any(n in path.as_posix().lower().encode() for n in (slug,))
        or (path.is_file() and any(needle in path.read_bytes().lower() for needle in (*NEEDLES, slug)))
    ]


def test_nothing_of_it_is_left_and_the_other_is_as_it_was(two: Workspace) -> None:
    home, before = two.home, others()
    assert len(left_over(home)) > 5
    told = holdings(two, GONE)
    done = erase_brand(two, GONE, who="Ada", at=AT)
    after = open_workspace(home)

    assert left_over(home) == []
    assert done.gone == told
    assert [one.name for one in after.brands] == [STAYS]
    assert others() == before
    assert {key[0] for key in fact_hashes()} == {STAYS}
    assert [one.name for one in list_imports(after, STAYS)] == ["shared.csv"]
    assert rebuild(after).changed == ()
    assert {path.name for path in (home / "secrets").iterdir()} == {"ours"}
    assert len(list((home / "label").iterdir())) == 1
    assert (done.named_by, done.named_in, done.yours) == ((), (), ())


def test_it_is_told_before_what_would_go(two: Workspace) -> None:
    found = holdings(two, GONE)

    assert (found.imports, found.goals, found.shared, found.last_brand) == (2, 0, 1, False)
    assert (found.first_day, found.last_day) == (date(2026, 1, 1), date(2026, 3, 3))
    assert len(found.archived) == 2
    assert (len(found.secrets), len(found.logos)) == (1, 2)
    assert found.rows["entry"] == 5
    assert found.files > 8


def test_one_line_stays_and_names_no_brand(two: Workspace) -> None:
    from milepost.store.entries import load_entries

    erase_brand(two, GONE, who="Ada", at=AT)
    (note,) = load_entries("", ERASED)

    assert (note.at, note.who, note.why, note.body) == (AT, "Ada", "", {})


def test_where_others_name_it_is_told(two: Workspace) -> None:
    home = two.home
    keep(STAYS, "competitor", "o", "The VIOLET OTTERS of the river", today=TODAY, who="Ada")
    (home / "knowledge" / "sources").mkdir(parents=True)
    (home / "knowledge" / "sources" / "violet otters.toml").write_text("x")
    (home / "plan of otters.yaml").write_text("x")
    done = erase_brand(two, GONE, who="Ada", at=AT)

    assert done.named_by == ((STAYS, "competitor", 1),)
    assert done.named_in == ("knowledge/sources/violet otters.toml",)
    assert done.yours == ("plan of otters.yaml",)


class Killed(BaseException):
    """The process dies here."""


@contextmanager
def killed_at(step: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Die at the `step`-th touch of the disk or the database; the touches until then are listed."""
    done: list[str] = []

    def dying(owner: object, name: str) -> None:
        real = getattr(owner, name)

        def touch(*arguments: object, **named: object) -> object:
            done.append(name)
            if len(done) == step:
                raise Killed
            return real(*arguments, **named)

        patch.setattr(owner, name, touch)

    with monkeypatch.context() as patch:
        for owner, name in ((Path, "unlink"), (Path, "rmdir"), (Path, "replace"), (erasing, "flush")):
            dying(owner, name)
        dying(erasing, "_scrub")
        dying(erasing, "_erase_rows")
        dying(erasing.shutil, "rmtree")
        yield done


def test_killed_at_any_step_saying_it_again_finishes_it(
    made: Path, two: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from milepost.store.entries import load_entries

    before, steps, finished = others(), 0, False
    while not finished:
        steps += 1
        disconnect()
        home = shutil.copytree(made, tmp_path / f"killed-{steps}")
        with killed_at(steps, monkeypatch) as done:
            try:
                erase_brand(open_workspace(home), GONE, who="Ada", at=AT)
                finished = True
            except Killed:
                disconnect()
        workspace = open_workspace(home)
        if GONE in {one.name for one in workspace.brands}:
            erase_brand(workspace, GONE, who="Ada", at=AT)
        assert left_over(home) == [], done
        assert others() == before, done
        assert len(load_entries("", ERASED)) == 1, done
    assert steps > 20


def test_killed_in_the_middle_the_next_writer_clears_the_archive(
    two: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even when nobody says it again: archived files that nobody names go with the next import of anybody."""
    archived = holdings(two, GONE).archived

    def die(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(erasing, "_remove_files", die)
    with pytest.raises(Killed):
        erase_brand(two, GONE, who="Ada", at=AT)
    disconnect()
    assert all((two.home / name).exists() for name in archived)
    import_files(open_workspace(two.home), [export(tmp_path / "a.csv", TODAY, [1])], INSTAGRAM, brand=STAYS)

    assert [name for name in archived if (two.home / name).exists()] == []


def test_a_brand_that_is_not_there_is_named_as_such(two: Workspace) -> None:
    with pytest.raises(NotFound, match="Violet Otter"):
        erase_brand(two, "Violet Otter", who="", at=AT)


def test_settings_that_cannot_be_parted_stop_it_before_anything_is_done(two: Workspace) -> None:
    settings = two.home / "milepost.toml"
    settings.write_text(
        settings.read_text("utf-8").replace("[label", f'[label]\n"{GONE}".x = "y"\n[x', 1), "utf-8"
    )
    before = fact_hashes()
    with pytest.raises(InvalidValue, match="also tell"):
        erase_brand(two, GONE, who="", at=AT)
    assert fact_hashes() == before


def test_a_writer_that_waited_does_not_bring_it_back(two: Workspace, made: Path) -> None:
    stale = two
    erase_brand(open_workspace(stale.home), GONE, who="", at=AT)
    with pytest.raises(Conflict, match="was erased meanwhile"):
        import_files(stale, [made.parent / "otters-own.csv"], INSTAGRAM, brand=GONE)
    assert left_over(stale.home) == []


def test_a_reader_that_stays_keeps_the_log_and_that_is_said(
    two: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    from django.db import connection

    connection.ensure_connection()
    connection.connection.execute("PRAGMA busy_timeout = 50")
    reader = sqlite3.connect(two.home / "milepost.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM entry").fetchone()
    with pytest.raises(Conflict, match="log could not be emptied"):
        erase_brand(two, GONE, who="", at=AT)
    reader.close()
    erase_brand(open_workspace(two.home), GONE, who="", at=AT)

    assert left_over(two.home) == []


def test_of_the_last_brand_the_workspace_stays_empty(two: Workspace) -> None:
    for name in (STAYS, GONE):
        done = erase_brand(open_workspace(two.home), name, who="", at=AT)
    empty = open_workspace(two.home)

    assert done.gone.last_brand
    assert empty.brands == ()
    assert [path for path in empty.archive.rglob("*") if path.is_file()] == []
    with pytest.raises(InvalidValue, match="holds no brand"):
        choose_brand(empty, None)
    assert [one.name for one in init_workspace(empty.home, brand="New").brands] == ["New"]
