"""Comments that were imported are judged when they are published, and `meaningful_comments` counts them."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from milepost.amount import Unknown
from milepost.facts.batches import FactFiles
from milepost.facts.schema import TABLES
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue
from milepost.kpis.examples import write_rows
from milepost.kpis.measure import measure
from milepost.period import Grain, Period
from milepost.sources import Answers
from milepost.workspace.comment_kinds import write_comment_kinds
from milepost.workspace.imports import import_files
from milepost.workspace.measuring import measure_kpi
from milepost.workspace.place import Workspace
from milepost.workspace.rebuild import fact_hashes, rebuild
from milepost.workspace.undo import undo_import

QUESTION = "Do you ship these lovely tins to Ireland as well?"
BRAND = "Tin & Twine"
EXPORT = f"""Name,Username,Date,Likes,Comment
Ann Able,annable,2026-03-01 10:00:00,3,{QUESTION}
Bo Bold,bobold,2026-03-02 10:00:00,0,Lovely
Cy Cool,cycool,2026-03-03 10:00:00,0,My mother had the very same one in her kitchen
"""
ROWS = [
    {"comment_id": "1", "day": "2026-03-02", "channel": "instagram", "text": QUESTION},
    {"comment_id": "2", "day": "2026-03-02", "channel": "instagram", "text": "😍😍"},
    {"comment_id": "3", "day": "2026-03-03", "channel": "instagram", "text": "visit www.pills.example now"},
    {"comment_id": "4", "day": "2026-03-03", "channel": "instagram", "text": QUESTION, "own": True},
    {"comment_id": "5", "day": "2026-03-03", "channel": "instagram", "text": "это очень красиво, спасибо"},
    {"comment_id": "6", "day": "2026-03-03", "channel": "x", "text": "это очень красиво, спасибо"},
    {"comment_id": "7", "day": "2026-03-04", "channel": "x", "text": "это очень красиво, спасибо большое"},
]


@pytest.fixture
def kinds(tmp_path: Path) -> dict[str, tuple[int | None, int]]:
    comments = write_rows(tmp_path, "comment", ROWS)
    write_comment_kinds(comments.rows, tmp_path / "kinds.parquet")
    with duckdb.connect() as engine:
        found = engine.execute(
            f"SELECT comment_id, meaningful, spam FROM '{tmp_path / 'kinds.parquet'}'"
        ).fetchall()
    return {name: (meaningful, spam) for name, meaningful, spam in found}


def test_a_question_counts_and_a_cheer_and_an_advert_do_not(kinds: dict[str, tuple[int | None, int]]) -> None:
    assert kinds["1"] == (1, 0)
    assert kinds["2"] == (0, 0)
    assert kinds["3"] == (0, 1)


def test_what_the_brand_wrote_itself_is_not_there(kinds: dict[str, tuple[int | None, int]]) -> None:
    assert "4" not in kinds
    assert len(kinds) == len(ROWS) - 1


def test_few_that_nobody_can_read_are_left_out_and_where_most_are_it_is_unknown(
    kinds: dict[str, tuple[int | None, int]],
) -> None:
    assert kinds["5"] == (0, 0)
    assert kinds["6"] == (None, 0)


def test_an_import_makes_them_an_undo_takes_them_back_and_a_rebuild_makes_the_same(
    workspace: Workspace, tmp_path: Path
) -> None:
    export = tmp_path / "comments.csv"
    export.write_text(EXPORT, "utf-8")
    (report,) = import_files(workspace, (export,), Answers(channel="instagram"), brand=BRAND, who="Ada")
    assert report.status == "imported"
    assert counted(workspace) == 2
    before = fact_hashes()
    assert (BRAND, "comment_kind") in before
    assert rebuild(workspace).changed == ()
    undo_import(workspace, report.sha256[:12], who="Ada", why="the wrong brand")
    assert (BRAND, "comment_kind") not in fact_hashes()
    assert counted(workspace) is None


def test_a_workspace_of_before_says_unknown_until_it_is_rebuilt(facts_of_comments: FactFiles) -> None:
    kpi = catalogue()["meaningful_comments"]
    asked = Ask(Period(date(2026, 3, 2), date(2026, 3, 5)), Grain.TOTAL)
    assert all(isinstance(row.figure, Unknown) for row in measure([kpi], [facts_of_comments], asked).rows)


@pytest.fixture
def facts_of_comments(tmp_path: Path) -> FactFiles:
    said = {"of_table": "comment", "channel": "instagram", "measure": "", "day": "2026-03-02", "days": 3}
    rows = {"comment": ROWS, "coverage": [said]}
    return FactFiles("Tin & Twine", {name: write_rows(tmp_path, name, each) for name, each in rows.items()})


def counted(workspace: Workspace) -> float | None:
    asked = {"brand": BRAND, "first": date(2026, 3, 1), "to": date(2026, 3, 4), "by": Grain.TOTAL}
    more = {"split": (), "where": {}, "today": date(2026, 4, 1)}
    (row,) = measure_kpi(workspace, "meaningful_comments", **asked, **more).rows  # type: ignore[arg-type]
    return None if isinstance(row.figure, Unknown) else row.figure.value


def test_a_batch_has_all_columns_of_the_table(tmp_path: Path) -> None:
    write_comment_kinds(write_rows(tmp_path, "comment", ROWS).rows, tmp_path / "kinds.parquet")
    with duckdb.connect() as engine:
        found = engine.execute(f"DESCRIBE SELECT * FROM '{tmp_path / 'kinds.parquet'}'").fetchall()
    assert [(name, kind) for name, kind, *_ in found] == [
        (column.name, column.kind.sql) for column in TABLES["comment_kind"].all_columns
    ]
