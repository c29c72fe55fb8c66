"""The command line as acceptance checks call it: shapes of `--json`, exit codes, days."""

import io
import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

Call = Callable[..., Any]
TODAY = "2026-10-05"


@pytest.fixture
def home(brand_home: Path, tmp_path: Path) -> Path:
    """A copy that a test may write to."""
    return Path(shutil.copytree(brand_home, tmp_path / "home"))


def test_a_dry_run_needs_no_workspace_and_stores_nothing(milepost: Call, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("date,metric,value\n2026-03-02,leads,4\n2026-03-03,leads,6\n", "utf-8")

    said = milepost("import", path, "--dry-run", "--json")

    assert said.code == 0
    assert [path] == list(tmp_path.iterdir())
    (entry,) = said.json["files"]
    assert entry["status"] == "imported"
    assert entry["rows_read"] == 2 == entry["rows_kept"] + sum(x["rows"] for x in entry["left_out"])
    wanted = {"path", "sha256", "status", "format", "because", "channel", "account", "zone", "first_day"}
    wanted |= {"last_day", "rows_read", "rows_kept", "left_out", "notes", "problems", "table"}
    assert wanted <= set(entry)


def test_a_missing_file_is_wrong_use_and_an_unknown_one_needs_the_user(
    milepost: Call, tmp_path: Path
) -> None:
    unknown = tmp_path / "what.csv"
    unknown.write_text("colour;shape\nred;round\nblue;square\n", "utf-8")

    assert milepost("import", tmp_path / "nowhere.csv", "--dry-run").code == 2
    said = milepost("import", unknown, "--dry-run", "--json")
    assert said.code == 1
    assert said.json["files"][0]["status"] == "refused"
    assert "colour" in said.json["files"][0]["because"].lower()


def test_an_empty_but_valid_file_is_done(milepost: Call, tmp_path: Path) -> None:
    empty = tmp_path / "Campaigns.csv"
    empty.write_text("", "utf-8")

    said = milepost("import", empty, "--dry-run", "--json")

    assert (said.code, said.json["files"][0]["status"]) == (0, "empty")


def test_the_same_files_again_are_there_already(milepost: Call, home: Path) -> None:
    exports = home.parent / "again"
    exports.mkdir()
    (exports / "leads.csv").write_text("date,metric,value\n2026-03-02,leads,4\n2026-03-03,leads,6\n", "utf-8")

    first = milepost("--home", home, "import", exports, "--json").json["files"]
    second = milepost("import", exports, "--json", "--home", home).json["files"]

    assert [entry["status"] for entry in first] == ["imported"]
    assert [entry["status"] for entry in second] == ["already"]
    assert first[0]["rows_kept"] == second[0]["rows_kept"]


def test_undo_takes_an_import_back(milepost: Call, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(
        "date,metric,value\n" + "".join(f"2026-03-{d:02},csat,4\n" for d in range(1, 29)), "utf-8"
    )
    question = ("--home", home, "kpi", "mentions", "--by", "month", "--json")
    before = milepost(*question).json

    key = milepost("--home", home, "import", path, "--json").json["files"][0]["import"]
    undone = milepost("--home", home, "undo", key, "--json")

    assert undone.code == 0
    assert key not in [i["id"] for i in milepost("--home", home, "imports", "--json").json["imports"]]
    assert before == milepost(*question).json


def test_a_rebuild_gives_the_very_same_facts(milepost: Call, home: Path) -> None:
    said = milepost("--home", home, "rebuild", "--json")

    assert said.code == 0
    assert said.json["same"] is True
    assert said.json["files"] > 20


def test_a_kpi_keeps_both_sums_and_says_why_it_is_unknown(milepost: Call, brand_home: Path) -> None:
    said = milepost(
        *("--home", brand_home, "kpi", "aov", "--from", "2026-06-01", "--to", "2026-09-01"),
        *("--by", "month", "--json", "--as-of", TODAY),
    )

    rows = said.json["rows"]
    assert {"kpi", "unit", "definition", "rows"} <= set(said.json)
    assert [row["start"] for row in rows] == ["2026-06-01", "2026-07-01", "2026-08-01"]
    assert all(row["value"] == row["over"] / row["under"] for row in rows)
    early = milepost(
        *("--home", brand_home, "kpi", "orders", "--from", "2020-01-01", "--to", "2020-02-01", "--json")
    ).json["rows"]
    assert all(row["value"] is None and row["unknown"] for row in early)


def test_days_of_which_nothing_is_known_are_one_line(milepost: Call, brand_home: Path) -> None:
    said = milepost(
        *("--home", brand_home, "kpi", "orders", "--by", "day"),
        *("--from", "2020-01-01", "--to", "2020-02-01"),
    )

    assert said.code == 0
    assert said.out.count("unknown") == 1
    assert "2020-01-01 to 2020-01-31: unknown. " in said.out


def test_a_kpi_splits_and_filters(milepost: Call, brand_home: Path) -> None:
    period = ("--from", "2026-06-01", "--to", "2026-07-01", "--json", "--home", brand_home)
    whole = milepost("kpi", "sessions", *period, "--where", "channel=social").json["rows"]
    parts = milepost("kpi", "sessions", *period, "--where", "channel=social", "--split", "channel").json[
        "rows"
    ]

    assert whole[0]["value"] == sum(row["value"] for row in parts if row["value"] is not None)


def test_an_unknown_kpi_is_wrong_use_with_the_nearest_names(milepost: Call, brand_home: Path) -> None:
    said = milepost("--home", brand_home, "kpi", "sesions", "--json")

    assert said.code == 2
    assert "sessions" in said.json["error"]["remedy"]


def test_days_after_as_of_are_unseen(milepost: Call, brand_home: Path) -> None:
    question = ("--home", brand_home, "kpi", "orders", "--by", "month", "--json", "--from", "2026-06-01")
    early = milepost(*question, "--to", "2026-10-01", "--as-of", "2026-08-01").json["rows"]
    late = milepost(*question, "--to", "2026-10-01", "--as-of", TODAY).json["rows"]

    assert early[:2] == late[:2]
    assert all(row["value"] is None for row in early[2:])
    assert all(row["value"] is not None for row in late)


def test_goals_read_one_document_a_line(milepost: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "sys.stdin", io.StringIO("Generate 300 email subscribers in 90 days.\nGet more likes.\n")
    )

    said = milepost("goal", "read", "-", "--json")

    first, second = (json.loads(line) for line in said.out.splitlines())
    assert said.code == 1
    assert (first["metric"], first["amount"], first["deadline"], first["weak"]) == (
        "email_subscribers",
        300,
        "P90D",
        False,
    )
    assert second["weak"] is True
    assert "metric_as_goal" in second["problems"]


def test_a_goal_lives_from_sentence_to_verdict(milepost: Call, home: Path) -> None:
    added = milepost(
        *("--home", home, "--as-of", "2026-07-06", "goal", "add", "--json", "--owner", "Ada"),
        "Increase social-driven website traffic by 20% in one quarter.",
    ).json
    goal = added["goal"]
    assert added["added"] is True
    assert goal["target"] == pytest.approx(goal["baseline"]["value"] * 1.2, rel=1e-3)

    key = goal["id"]
    changed = milepost(
        *("--home", home, "goal", "amend", key, "--target", "9000", "--why", "more budget"),
        *("--as-of", "2026-08-03", "--json"),
    ).json["goal"]
    assert (changed["target"], changed["first_target"], changed["version"]) == (9000, goal["target"], 2)

    state = milepost("--home", home, "status", "--json", "--as-of", TODAY).json["goals"][0]
    wanted = {"id", "sentence", "kpi", "unit", "baseline", "first_target", "target", "start", "deadline"}
    wanted |= {"actual", "progress", "probability", "landing", "even_odds_target", "verdict", "says"}
    assert wanted <= set(state)
    assert state["first_target"] == goal["target"]
    assert 0 <= state["probability"] <= 1
    before = milepost("--home", home, "status", "--json", "--as-of", "2026-07-07").json["goals"][0]
    assert before["target"] == goal["target"]

    log = milepost("--home", home, "goal", "show", key, "--json", "--as-of", TODAY).json["log"]
    assert [line["why"] for line in log] == ["", "more budget"]
    milepost("--home", home, "goal", "amend", key, "--drop", "--why", "done", "--as-of", TODAY)
    assert milepost("--home", home, "goal", "list", "--json", "--as-of", TODAY).json == {"goals": []}


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Get more likes.", "metric_as_goal"),
        ("Publish 3 posts per week for 90 days.", "activity_not_outcome"),
        ("Increase revenue by 15%.", "no_deadline"),
        ("Be more consistent.", "no_metric"),
    ],
)
def test_a_weak_goal_is_not_taken_and_says_why(
    milepost: Call, brand_home: Path, sentence: str, code: str
) -> None:
    said = milepost("--home", brand_home, "goal", "add", sentence, "--as-of", TODAY, "--json")

    assert said.code == 1
    assert said.json["added"] is False
    assert code in [finding["code"] for finding in said.json["findings"]]


def test_another_channels_figures_never_stand_in(milepost: Call, brand_home: Path) -> None:
    said = milepost(
        *("--home", brand_home, "goal", "add", "Increase TikTok views by 20% in 90 days."),
        *("--as-of", TODAY, "--json"),
    )

    assert said.json["added"] is False
    assert "no_data" in [finding["code"] for finding in said.json["findings"]]


def test_a_target_far_off_is_told_unlikely_with_even_odds(
    milepost: Call, brand_home: Path, home: Path
) -> None:
    said = milepost(
        *("--home", home, "goal", "add", "Increase orders by 400% in one quarter."),
        *("--as-of", TODAY, "--json"),
    ).json

    assert "unlikely" in [finding["code"] for finding in said["findings"]]
    assert said["probability"] < 0.1
    assert said["even_odds_target"] < said["goal"]["target"]


def test_the_report_is_one_file_that_asks_for_nothing(
    milepost: Call, brand_home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "report.html"

    said = milepost("--home", brand_home, "report", "--out", out, "--as-of", TODAY, "--json")

    page = out.read_text("utf-8")
    assert said.code == 0
    assert said.json["kpis"] > 20
    assert "<script src" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_judging_a_bare_file_needs_no_workspace(milepost: Call, tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    days = "".join(f"2026-{m:02}-{d:02},{100 + (d * 7) % 13}\n" for m in range(1, 7) for d in range(1, 29))
    path.write_text("date,value\n" + days, "utf-8")

    found = milepost("judge", "forecast", path, "--days", "28", "--target", "2900", "--json").json

    assert {"days", "total", "probability", "even_odds_target", "history_days", "unknown"} <= set(found)
    assert found["total"]["p10"] < found["total"]["p50"] < found["total"]["p90"]
    both = milepost("judge", "change", path, path, "--json").json
    assert [str(path)] * 2 == [one["path"] for one in both["series"]]


def test_help_lists_every_command(milepost: Call) -> None:
    said = milepost("--help")

    assert said.code == 0
    for name in (
        "demo",
        "init",
        "import",
        "imports",
        "undo",
        "rebuild",
        "formats",
        "kpis",
        "kpi",
        "goal",
        "status",
    ):
        assert name in said.out


def test_a_format_of_ones_own_is_used_and_kept(milepost: Call, tmp_path: Path) -> None:
    mapping = tmp_path / "our_counter.toml"
    mapping.write_text(
        'title = "Our shop counter"\nsource = "counter"\ntime = ["day:day"]\n'
        '[recognise]\nneeds = ["day", "people"]\n'
        '[columns.day]\nheaders = ["tag"]\nkind = "day"\n'
        '[columns.people]\nheaders = ["besucher am tresen"]\nkind = "count"\n'
        '[[facts]]\ntable = "web_day"\nbreakdown = "channel"\n[facts.set]\nsessions = "people"\n',
        "utf-8",
    )
    counted = tmp_path / "tresen.csv"
    counted.write_text("Tag;Besucher am Tresen\n2026-03-02;14\n2026-03-03;9\n", "utf-8")
    home = tmp_path / "home"
    milepost("init", home, "--brand", "Corner shop")

    assert milepost("--home", home, "import", counted, "--json").code == 1
    entry = milepost("--home", home, "import", counted, "--map", mapping, "--json").json["files"][0]
    assert (entry["status"], entry["format"]) == ("imported", "our_counter")
    assert milepost("--home", home, "rebuild", "--json").json["same"] is True
    assert milepost("--home", home, "kpi", "sessions", "--json").json["rows"][0]["value"] == 23


def test_a_conversion_rate_of_eight_percent_is_told_unlikely(milepost: Call, home: Path) -> None:
    said = milepost(
        *("--home", home, "goal", "add", "Increase conversion rate to 8% in one quarter."),
        *("--as-of", TODAY, "--json"),
    ).json

    (finding,) = [f for f in said["findings"] if f["code"].startswith("unlikely")]
    assert said["goal"]["baseline"]["value"] < 0.04 < said["goal"]["target"] == 0.08
    assert said["probability"] < 0.1
    assert said["even_odds_target"] < 0.08
    assert "%" in finding["says"]


def test_two_goals_in_one_sentence_are_said_and_offered_apart(milepost: Call) -> None:
    said = milepost(
        "goal", "read", "Increase brand mentions and hashtag engagement by 20% within six months."
    )

    assert said.code == 1
    assert "The sentence holds 2 goals" in said.out
    assert "Increase brand mentions by 20% within six months." in said.out
    assert "Increase hashtag engagement by 20% within six months." in said.out


@pytest.mark.parametrize("verb", ["baseline", "change", "forecast", "standing"])
@pytest.mark.parametrize("content", ["date,value\n", "date,value\n2026-01-01,7\n"], ids=["empty", "one day"])
def test_too_little_to_judge_is_an_answer(milepost: Call, tmp_path: Path, verb: str, content: str) -> None:
    path = tmp_path / "few.csv"
    path.write_text(content, "utf-8")

    said = milepost("judge", verb, path, "--json")

    assert said.code == 0
    assert said.json["unknown"]


def test_worth_tells_for_each_metric_what_it_foretells(milepost: Call, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    driver = rng.normal(0, 0.3, 130)
    figures = {"orders": np.roll(driver, 3), "saves": driver, "likes": rng.normal(0, 0.3, 130)}
    for name, logs in figures.items():
        weeks = (f"{date(2024, 1, 1) + timedelta(weeks=at)},{np.exp(5 + v):.3f}" for at, v in enumerate(logs))
        (tmp_path / f"{name}.csv").write_text("date,value\n" + "\n".join(weeks) + "\n", "utf-8")
    files = [tmp_path / f"{name}.csv" for name in figures]

    found = milepost("judge", "worth", *files, "--json").json

    saves, likes = found["metrics"]
    assert (saves["verdict"], saves["lag_weeks"]) == ("carries", 3)
    assert likes["verdict"] in {"vanity", "unproved"}
    assert likes["lag_weeks"] is None
    assert all(each["says"] for each in found["metrics"])
