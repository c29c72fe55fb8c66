"""Unknown files: what is suggested, what the user says instead, and the mapping that is kept."""

import tomllib
from pathlib import Path

import pytest

from milepost.errors import InvalidValue, NotFound
from milepost.sources.report import Answers
from milepost.workspace.imports import import_files
from milepost.workspace.mappings import suggest_mapping
from milepost.workspace.place import Workspace

TOOL = """Published,Kanal,Link,Impressionen,Taps,Likes,Kommentare,Rate,Author
2026-03-02,Instagram,https://ig.example/p/1,1200,14,55,3,"4.8%",ann
2026-03-03,LinkedIn,https://li.example/p/2,900,9,20,1,"2.3%",bob
"""
SHEET = """Tag,Gebuchte Gespräche,Impressionen (alle)
2026-03-02,4,10
2026-03-03,5,20
"""


@pytest.fixture
def tool(tmp_path: Path) -> Path:
    path = tmp_path / "tool.csv"
    path.write_text(TOOL)
    return path


def test_columns_are_suggested_by_words_and_values(tool: Path) -> None:
    found = suggest_mapping(None, tool, {}, Answers())
    assert found.suggestion.table == "post_value"
    assert {c.header: c.becomes for c in found.suggestion.columns} == {
        "Published": "day",
        "Kanal": "channel",
        "Link": "post_id",
        "Impressionen": "impressions",
        "Taps": "",
        "Likes": "likes",
        "Kommentare": "comments",
        "Rate": "",
        "Author": "",
    }
    first = found.preview[0]
    assert (first["channel"], first["impressions"], first["comments"]) == ("instagram", 1200, 3)


def test_the_users_word_goes_before_the_suggestion(tool: Path) -> None:
    found = suggest_mapping(None, tool, {"Taps": "link_clicks", "Likes": ""}, Answers())
    assert found.preview[0]["link_clicks"] == 14
    assert "likes" not in found.preview[0]


def test_a_word_that_is_no_measure_or_no_column_is_refused(tool: Path) -> None:
    with pytest.raises(InvalidValue, match="not a measure"):
        suggest_mapping(None, tool, {"Taps": "happiness"}, Answers())
    with pytest.raises(InvalidValue, match="no column"):
        suggest_mapping(None, tool, {"Tap": "link_clicks"}, Answers())
    with pytest.raises(NotFound):
        suggest_mapping(None, tool.with_name("none.csv"), {}, Answers())


def test_figures_without_posts_go_to_metrics_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(SHEET)
    found = suggest_mapping(None, path, {"Impressionen (alle)": "all_impressions"}, Answers())
    assert found.suggestion.table == "custom_day"
    assert {(row["metric"], row["value"]) for row in found.preview} == {
        ("booked_calls", 4.0),
        ("booked_calls", 5.0),
        ("all_impressions", 10.0),
        ("all_impressions", 20.0),
    }


def test_the_mapping_imports_the_file_and_is_kept(workspace: Workspace, tool: Path, tmp_path: Path) -> None:
    (before,) = import_files(workspace, [tool], Answers(), brand="Tin & Twine")
    assert before.status == "refused"
    mapping = tmp_path / "our_tool.toml"
    mapping.write_text(suggest_mapping(workspace, tool, {"Taps": "link_clicks"}, Answers(), "our_tool").toml)
    assert tomllib.loads(mapping.read_text())["source"] == "our_tool"
    (report,) = import_files(workspace, [tool], Answers(), brand="Tin & Twine", mapping=mapping)
    assert (report.status, report.reports[0].format, report.reports[0].rows_kept) == (
        "imported",
        "our_tool",
        2,
    )
    another = tool.with_name("again.csv")
    another.write_text(TOOL.replace("2026-03-02", "2026-03-09"))
    assert import_files(workspace, [another], Answers(), brand="Tin & Twine")[0].status == "imported"
