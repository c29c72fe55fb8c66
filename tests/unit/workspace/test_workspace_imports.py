from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.errors import InvalidValue, NotFound, StorageError
from milepost.sources import Answers
from milepost.store.database import disconnect
from milepost.workspace.imports import import_files, list_imports
from milepost.workspace.opening import init_workspace
from milepost.workspace.place import Workspace
from milepost.workspace.reading import all_fact_files, fact_files
from milepost.workspace.rebuild import fact_hashes, rebuild
from milepost.workspace.taking import FileReport
from milepost.workspace.undo import undo_import

BRAND = "Tin & Twine"
INSTAGRAM = Answers(channel="instagram")
MAY = date(2026, 5, 1)
Card = Callable[..., Path]


def take(workspace: Workspace, *paths: Path, answers: Answers = INSTAGRAM) -> tuple[FileReport, ...]:
    return import_files(workspace, paths, answers, brand=BRAND, who="Ada")


def reach(workspace: Workspace) -> list[tuple[date, int]]:
    rows = fact_files(workspace, BRAND).tables["account_day"].rows
    return duckdb.sql(f"SELECT day, reach FROM '{rows}' WHERE reach IS NOT NULL ORDER BY day").fetchall()


def stored(workspace: Workspace) -> set[str]:
    folders = (workspace.archive, workspace.facts, workspace.staging)
    return {str(p.relative_to(workspace.home)) for f in folders for p in f.rglob("*") if p.is_file()}


def test_an_import_is_read_stored_listed_and_seen(workspace: Workspace, card: Card) -> None:
    (report,) = take(workspace, card("reach.csv", MAY, [5, 7, 9]))
    assert ("imported", report.sha256[:12]) == (report.status, report.import_id)
    assert [(date(2026, 5, 1), 5), (date(2026, 5, 2), 7), (date(2026, 5, 3), 9)] == reach(workspace)
    (known,) = list_imports(workspace, BRAND)
    assert ("reach.csv", "Ada", MAY, date(2026, 5, 3)) == (
        known.name,
        known.who,
        known.first_day,
        known.last_day,
    )
    kept = workspace.archive / report.sha256[:2] / report.sha256[2:4] / report.sha256
    assert kept.read_bytes() == report.path.read_bytes()
    assert list(workspace.staging.iterdir()) == []


def test_the_same_file_ten_times_is_one_file(workspace: Workspace, card: Card) -> None:
    path = card("reach.csv", MAY, [5, 7, 9])
    take(workspace, path)
    before = (fact_hashes(), stored(workspace), fact_files(workspace, BRAND).generation)
    again = [take(workspace, path)[0].status for _ in range(9)]
    copied = path.with_name("renamed.csv")
    copied.write_bytes(path.read_bytes())
    again += [report.status for report in take(workspace, path, copied, path.parent)]
    assert {"already"} == set(again)
    assert before == (fact_hashes(), stored(workspace), fact_files(workspace, BRAND).generation)


def test_a_file_that_is_there_is_not_read_again(
    workspace: Workspace, card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = card("reach.csv", MAY, [5])
    take(workspace, path)
    monkeypatch.setattr("milepost.sources.reading.read_export", None)
    assert take(workspace, path)[0].status == "already"


def test_other_answers_replace_the_earlier_import_of_the_same_file(workspace: Workspace, card: Card) -> None:
    path = card("reach.csv", MAY, [5, 7])
    take(workspace, path)
    assert take(workspace, path, answers=Answers(channel="facebook"))[0].status == "imported"
    rows = fact_files(workspace, BRAND).tables["account_day"].rows
    assert duckdb.sql(f"SELECT channel, count(*) FROM '{rows}' GROUP BY 1").fetchall() == [("facebook", 2)]
    assert [known.answers.channel for known in list_imports(workspace, BRAND)] == ["facebook"]


def test_of_two_values_the_later_export_holds_and_both_are_kept(workspace: Workspace, card: Card) -> None:
    later = card("later.csv", date(2026, 5, 2), [70, 90])
    earlier = card("earlier.csv", MAY, [5, 7])
    assert [r.status for r in take(workspace, later, earlier)] == ["imported"] * 2
    assert [(date(2026, 5, 1), 5), (date(2026, 5, 2), 70), (date(2026, 5, 3), 90)] == reach(workspace)
    restated = fact_files(workspace, BRAND).tables["account_day"].restated
    query = f"SELECT day, measure, held_value, lost_value, lost_batch FROM '{restated}'"
    (row,) = duckdb.sql(query).fetchall()
    lost = next(i.sha256 for i in list_imports(workspace, BRAND) if i.name == "earlier.csv")
    assert (date(2026, 5, 2), "reach", 70, 7, lost) == row


def test_undo_leaves_the_facts_as_if_the_file_had_never_been(workspace: Workspace, card: Card) -> None:
    take(workspace, card("a.csv", MAY, [5, 7, 9]))
    before = fact_hashes()
    (report,) = take(workspace, card("b.csv", date(2026, 5, 2), [70, 90, 110]))
    assert before != fact_hashes()
    gone = undo_import(workspace, report.sha256[:7], who="Ada", why="the wrong account")
    assert ("b.csv", before) == (gone.name, fact_hashes())
    assert [known.name for known in list_imports(workspace, BRAND)] == ["a.csv"]
    assert take(workspace, report.path)[0].status == "imported"
    assert len(list_imports(workspace, BRAND)) == 2


def test_undo_of_the_only_file_leaves_no_table(workspace: Workspace, card: Card) -> None:
    (report,) = take(workspace, card("a.csv", MAY, [5]))
    undo_import(workspace, report.import_id or "", who="Ada", why="")
    assert fact_files(workspace, BRAND).tables == {}
    assert all_fact_files(workspace) == ()


@pytest.mark.parametrize("name", ["", "abc", "zzzz", "0" * 12])
def test_undo_of_what_is_not_there_is_told(workspace: Workspace, card: Card, name: str) -> None:
    take(workspace, card("a.csv", MAY, [5]))
    with pytest.raises(NotFound):
        undo_import(workspace, name, who="", why="")


def test_a_file_of_two_brands_is_undone_for_the_one_that_is_named(workspace: Workspace, card: Card) -> None:
    workspace = init_workspace(workspace.home, brand="Second")
    path = card("a.csv", MAY, [5])
    (report,) = take(workspace, path)
    import_files(workspace, [path], INSTAGRAM, brand="Second")
    assert sorted((f.brand for f in all_fact_files(workspace)), reverse=True) == [BRAND, "Second"]
    with pytest.raises(InvalidValue, match="Several imports"):
        undo_import(workspace, report.sha256, who="", why="")
    undo_import(workspace, report.sha256, who="", why="", brand="Second")
    assert [f.brand for f in all_fact_files(workspace)] == [BRAND]


def test_a_rebuild_from_archive_and_journal_gives_the_same_facts(workspace: Workspace, card: Card) -> None:
    take(workspace, card("a.csv", MAY, [5, 7, 9]), card("b.csv", date(2026, 5, 2), [70, 90, 110]))
    (undone,) = take(workspace, card("c.csv", MAY, [1, 1, 1, 1, 1, 1, 1]))
    undo_import(workspace, undone.sha256, who="", why="")
    before = fact_hashes()
    for path in workspace.facts.rglob("*.parquet"):
        path.unlink()
    from milepost.store.models import BatchRow, CurrentRow

    BatchRow.objects.all().delete()
    CurrentRow.objects.filter(table="coverage").delete()
    rebuilt = rebuild(workspace)
    assert (before, 2) == (dict(rebuilt.after), rebuilt.files)
    assert rebuilt.changed == ((BRAND, "coverage"),)
    assert before == fact_hashes()
    assert len(reach(workspace)) == 4


def test_a_damaged_archive_is_found_and_the_facts_stay(workspace: Workspace, card: Card) -> None:
    take(workspace, card("a.csv", MAY, [5, 7, 9]))
    before = (fact_hashes(), stored(workspace))
    kept = next(p for p in workspace.archive.rglob("*") if p.is_file())
    kept.write_bytes(kept.read_bytes().replace(b"7", b"8"))
    with pytest.raises(StorageError, match="has changed since it was kept"):
        rebuild(workspace)
    assert before == (fact_hashes(), stored(workspace))


def test_a_bad_file_does_not_stop_the_others(workspace: Workspace, card: Card) -> None:
    good = card("b.csv", MAY, [5, 7])
    (good.parent / "a.csv").write_bytes(b"\x00\x01\x02" * 400)
    (good.parent / "c.csv").write_text("what,is,this\n1,2,3\n")
    (good.parent / "d.csv").write_text("")
    (good.parent / ".hidden.csv").write_text("secret")
    (good.parent / "link.csv").symlink_to(good)
    statuses = {report.path.name: report.status for report in take(workspace, good.parent)}
    assert statuses == {"a.csv": "refused", "b.csv": "imported", "c.csv": "refused", "d.csv": "empty"}


def test_a_fault_of_ours_is_that_files_alone(
    workspace: Workspace, card: Card, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from milepost.sources import reading

    honest = reading.read_export

    def failing(path: Path, *rest: object, **named: object) -> object:
        if path.name == "a.csv":
            raise ZeroDivisionError("by zero")
        return honest(path, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_export", failing)
    reports = take(workspace, card("a.csv", MAY, [5]), card("b.csv", MAY, [6]))
    assert [report.status for report in reports] == ["refused", "imported"]
    assert "Milepost itself failed" in reports[0].reports[0].problems[0].what
    assert "ZeroDivisionError" in caplog.text


def test_a_path_that_is_not_there_stops_everything_before_it_starts(workspace: Workspace, card: Card) -> None:
    with pytest.raises(NotFound):
        take(workspace, card("a.csv", MAY, [5]), Path("/nowhere/b.csv"))
    assert list_imports(workspace, BRAND) == ()


def test_a_workspace_does_not_import_itself(workspace: Workspace, card: Card) -> None:
    path = card("a.csv", MAY, [5])
    (workspace.home / "mine.csv").write_bytes(path.read_bytes())
    assert [report.path.name for report in take(workspace, workspace.home)] == ["mine.csv"]


def test_a_dry_run_needs_no_workspace_and_stores_nothing(workspace: Workspace, card: Card) -> None:
    path = card("a.csv", MAY, [5])
    before = stored(workspace)
    (bare,) = import_files(None, [path], INSTAGRAM, brand="", dry_run=True)
    (with_one,) = import_files(workspace, [path], INSTAGRAM, brand=BRAND, dry_run=True)
    assert [(r.status, r.import_id) for r in (bare, with_one)] == [("imported", None)] * 2
    assert bare.reports[0].rows_kept == 1
    assert (before, ()) == (stored(workspace), list_imports(workspace, BRAND))


def test_without_a_workspace_nothing_can_be_imported(card: Card) -> None:
    with pytest.raises(InvalidValue, match="only be looked at"):
        import_files(None, [card("a.csv", MAY, [5])], INSTAGRAM, brand="")


def test_a_question_is_asked_and_the_answer_imports(workspace: Workspace, card: Card) -> None:
    path = card("a.csv", MAY, [5])
    assert take(workspace, path, answers=Answers())[0].status == "question"
    assert list_imports(workspace, BRAND) == ()
    assert take(workspace, path)[0].status == "imported"


def test_progress_is_told_before_each_file(workspace: Workspace, card: Card) -> None:
    seen: list[tuple[int, int, str]] = []
    paths = [card("a.csv", MAY, [5]), card("b.csv", MAY, [6])]
    import_files(
        workspace, paths, INSTAGRAM, brand=BRAND, progress=lambda n, of, path: seen.append((n, of, path.name))
    )
    assert seen == [(0, 2, "a.csv"), (1, 2, "b.csv")]


def test_imports_as_of_a_day_are_those_that_know_of_an_earlier_one(workspace: Workspace, card: Card) -> None:
    take(workspace, card("a.csv", MAY, [5]), card("b.csv", date(2026, 6, 1), [6]))
    assert [i.name for i in list_imports(workspace, BRAND, date(2026, 6, 1))] == ["a.csv"]


Plan = list[tuple[int, list[int], str]]
CARDS = st.tuples(
    st.integers(0, 6),
    st.lists(st.integers(0, 99), min_size=1, max_size=6),
    st.sampled_from(["Reach", "Views"]),
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CARDS, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_overlapping_files_in_any_order_and_any_portions_give_the_same_facts(
    tmp_path_factory: pytest.TempPathFactory, card: Card, plan: Plan, random: object
) -> None:
    paths = [
        card(f"{n}-{hash(str(plan))}.csv", date(2026, 5, 1 + first), values, title)
        for n, (first, values, title) in enumerate(plan)
    ]
    shuffled = list(paths)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    cut = random.randint(0, len(paths))  # type: ignore[attr-defined]
    hashes = [
        _hashes_after(tmp_path_factory.mktemp("ws"), portions)
        for portions in ([paths], [shuffled[:cut], shuffled[cut:]])
    ]
    assert hashes[0] == hashes[1]
    assert hashes[0] != {}


def _hashes_after(home: Path, portions: Sequence[Sequence[Path]]) -> dict[tuple[str, str], str]:
    workspace = init_workspace(home, brand=BRAND)
    for portion in portions:
        take(workspace, *portion)
    hashes = fact_hashes()
    disconnect()
    return hashes


def test_a_file_that_gave_nothing_is_not_read_again_until_something_changes(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "what.csv"
    path.write_text("colour;shape\nred;round\nblue;square\n", "utf-8")
    first = take(workspace, path)

    with monkeypatch.context() as patch:
        patch.setattr("milepost.sources.reading.read_export", None)
        again = take(workspace, path)
    assert again == first
    assert again[0].status == "refused"

    own = workspace.home / "knowledge" / "sources"
    own.mkdir(parents=True)
    (own / "shapes.toml").write_text(
        'title = "Shapes"\nsource = "own"\nrefuse = "shapes are not measured"\nremedy = "None."\n'
        '[recognise]\nneeds = ["colour", "shape"]\n'
        '[columns.colour]\nheaders = ["colour"]\n[columns.shape]\nheaders = ["shape"]\n',
        "utf-8",
    )
    assert take(workspace, path)[0].reports[0].format == "shapes"
