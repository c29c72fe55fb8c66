"""The plan as a file, walked by the command line as the manual tells it; two people, and two processes."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import milepost

Call = Callable[..., Any]
DAY = ("--as-of", "2026-10-05")


@pytest.fixture
def home(brand_home: Path, tmp_path: Path) -> Path:
    """A copy that a test may write to."""
    return Path(shutil.copytree(brand_home, tmp_path / "home"))


NEW = """milepost: 1
objectives:
  - title: Sell online in Austria
    kind: revenue_growth
goals:
  - sentence: Generate 300 email subscribers by 31 December 2026
    owner: Ana
  - kpi: sessions
    target: 20000
    deadline: 2026-12-31
    objective: sell_online_in_austria
    leads: [link_clicks]
    guards: [bounce_rate<=70%]
    budget: 1200 EUR
"""


def test_a_plan_is_written_looked_at_applied_and_changed(milepost: Call, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(NEW, "utf-8")

    alone = milepost("plan", "lint", file, "--home", home, *DAY)
    assert "2 goals" in alone.out or "two goals" in alone.out
    diff = milepost("plan", "diff", file, "--home", home, *DAY)
    assert "+ objective sell_online_in_austria" in diff.out
    assert "+ goal “Generate 300 email subscribers by 31 December 2026”" in diff.out
    assert "3 to add" in diff.out

    dry = milepost("plan", "apply", file, "--why", "Year end", "--dry-run", "--home", home, *DAY)
    assert "3 changes would be written; nothing was stored." in dry.out
    assert milepost("goal", "list", "--home", home, *DAY, "--json").json["goals"] == []

    done = milepost("plan", "apply", file, "--why", "Year end", "--json", "--home", home, *DAY)
    assert done.json["stored"] is True
    assert [entry["key"] for entry in done.json["entries"]] == ["sell_online_in_austria", "g1", "g2"]
    (first, second) = [one["goal"] for one in done.json["goals"]]
    assert (first["target"], first["owner"], first["baseline"] is not None) == (300, "Ana", True)
    assert (second["kpi"], second["target"], second["deadline"]) == ("sessions", 20000, "2026-12-31")
    assert (second["objective"], second["leads"], second["budget"]) == (
        "sell_online_in_austria",
        ["link_clicks"],
        1200,
    )
    assert second["guards"][0]["at_most"] == 0.7
    assert second["sentence"] == "Reach 20000 sessions by 31 December 2026."

    again = milepost("plan", "apply", file, "--why", "Year end", "--home", home, *DAY)
    assert (again.code, "Nothing to do" in again.out) == (0, True)

    out = milepost("plan", "export", "--out", file, "--home", home, *DAY)
    assert out.out.startswith(f"Written to {file}: 2 goals, 1 objective.")
    assert milepost("plan", "diff", file, "--home", home, *DAY).out.startswith("The file says what the plan")

    changed = (
        file.read_text("utf-8").replace("target: 300", "target: 320").replace("owner: Ana", "owner: Ben")
    )
    file.write_text(changed, "utf-8")
    diff = milepost("plan", "diff", file, "--json", "--home", home, *DAY).json["changes"]
    assert [(c["id"], c["fields"]) for c in diff] == [
        ("g1", {"target": {"old": 300, "new": 320}, "owner": {"old": "Ana", "new": "Ben"}})
    ]
    done = milepost("plan", "apply", file, "--why", "More money", "--home", home, *DAY)
    assert "1 change written to the journal." in done.out
    log = milepost("goal", "show", "g1", "--json", "--home", home, *DAY).out
    assert "More money" in log
    assert "first_target: 300" in milepost("plan", "export", "--home", home, *DAY).out


def test_a_plan_is_linted_without_any_workspace(milepost: Call, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("MILEPOST_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "plan.yaml"
    file.write_text("milepost: 1\ngoals:\n  - kpi: convesion_rate\n    target: 5%\n    per: month\n", "utf-8")

    said = milepost("plan", "lint", file)

    assert said.code == 1
    assert said.out.splitlines()[0] == (
        "line 3, goals[0].kpi: refused: There is no KPI “convesion_rate”. "
        "Did you mean conversion_rate, lead_conversion_rate, completion_rate?"
    )
    assert "there is no workspace here" in said.out
    document = milepost("plan", "lint", file, "--json").json
    assert document["remarks"][0]["code"] == "unknown_name"
    assert document["held_against_data"] is False


def test_a_refused_goal_stops_all_of_it_unless_it_is_left_out(
    milepost: Call, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(NEW + "  - Get more likes.\n", "utf-8")

    said = milepost("plan", "apply", file, "--why", "x", "--home", home, *DAY)
    assert said.code == 1
    assert "Nothing was stored" in said.out
    assert "No amount is given." in said.out
    assert milepost("goal", "list", "--json", "--home", home, *DAY).json["goals"] == []

    said = milepost("plan", "apply", file, "--why", "x", "--skip-refused", "--home", home, *DAY)
    assert said.code == 1
    assert "3 changes written to the journal. Left out: 1." in said.out


def test_what_cannot_be_read_is_never_applied(milepost: Call, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(NEW.replace("kpi: sessions", "kpi: sesions"), "utf-8")
    said = milepost("plan", "apply", file, "--why", "x", "--skip-refused", "--home", home, *DAY)
    assert (said.code, "holds what cannot be read" in said.out) == (1, True)
    file.write_text("a: &a [x]\nb: *a\n", "utf-8")
    bomb = milepost("plan", "apply", file, "--why", "x", "--home", home, *DAY)
    assert (bomb.code, "line 1: a plan has no anchors" in bomb.err) == (1, True)
    assert milepost("plan", "apply", tmp_path / "none.yaml", "--why", "x", "--home", home, *DAY).code == 2
    assert milepost("goal", "list", "--json", "--home", home, *DAY).json["goals"] == []


def test_a_target_below_the_usual_level_is_refused_where_it_is_to_rise(
    milepost: Call, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("milepost: 1\ngoals:\n  - Increase sessions to 50 by 31 December 2026\n", "utf-8")
    remarks = milepost("plan", "lint", file, "--json", "--home", home, *DAY).json["remarks"]
    assert "against_direction" in [remark["code"] for remark in remarks]


def test_a_kpi_that_nobody_measures_is_asked_about(milepost: Call, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(NEW.replace("[link_clicks]", "[share_of_voice]"), "utf-8")
    remarks = milepost("plan", "lint", file, "--json", "--home", home, *DAY).json["remarks"]
    (found,) = [remark for remark in remarks if remark["code"] == "unmeasured"]
    assert (found["path"], found["line"]) == ("goals[1].leads[0]", 12)


def test_two_processes_apply_from_the_same_export(home: Path, tmp_path: Path) -> None:
    base = run(home, "plan", "export")
    assert base[0] == 0
    files = []
    for who in ("ann", "ben"):
        file = tmp_path / f"{who}.yaml"
        file.write_text(base[1].replace('mission: ""', f"mission: The mission of {who}"), "utf-8")
        files.append(file)
    started = [start(home, "plan", "apply", file, "--why", "mine", "--json") for file in files]
    ended = [process.communicate(timeout=60) for process in started]
    codes = sorted(process.returncode for process in started)

    assert codes == [0, 1], ended
    told = next(out for process, (out, _) in zip(started, ended, strict=True) if process.returncode == 1)
    assert json.loads(told)["error"]["kind"] == "Conflict"
    log = run(home, "plan", "export")[1]
    winner = files[[process.returncode for process in started].index(0)].stem
    assert f"mission: The mission of {winner}" in log
    assert "version: 1" in log


def start(home: Path, *words: str | Path) -> "subprocess.Popen[str]":
    source = str(Path(milepost.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": source, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "milepost", *map(str, words), "--home", str(home), *DAY]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )


def run(home: Path, *words: str | Path) -> tuple[int, str]:
    process = start(home, *words)
    out, _ = process.communicate(timeout=60)
    return process.returncode, out


OKRS = """# OKRs Q4 2026

## Objective: Sell more online
- KR1: Generate 300 email subscribers
    - Owner: Ana
- KR2: Post every day
"""


def test_okrs_become_a_plan_that_can_be_applied(milepost: Call, home: Path, tmp_path: Path) -> None:
    okrs, plan = tmp_path / "okrs.md", tmp_path / "plan.yaml"
    okrs.write_text(OKRS, "utf-8")

    said = milepost("plan", "import", okrs, "--out", plan, "--home", home, *DAY)
    assert said.code == 1
    assert "2 key results read; 1 objective, 1 goal, 1 left out with the reason" in said.out
    assert "“Post every day”. This is work to be done" in plan.read_text("utf-8")

    done = milepost("plan", "apply", plan, "--why", "From our OKRs", "--json", "--home", home, *DAY)
    assert done.json["stored"] is True
    (goal,) = [one["goal"] for one in done.json["goals"]]
    assert (goal["owner"], goal["deadline"], goal["objective"]) == ("Ana", "2026-12-31", "sell_more_online")


def test_a_workbook_of_goals_is_read(milepost: Call, home: Path, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "goals.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Ziele")
        sheet.write_row(0, 0, ["Ziel", "Schlüsselergebnis", "Verantwortlich", "Zielwert", "Frist"])
        sheet.write_row(1, 0, ["Mehr Umsatz", "Newsletter-Abonnenten gewinnen", "Jo", 400, "2026-12-31"])
    said = milepost("plan", "import", path, "--json", "--home", home, *DAY)
    assert said.json["taken"] == 1, said.json
    assert "target: 400" in said.json["yaml"]


def test_a_file_without_goals_is_refused_and_the_schema_is_written(
    milepost: Call, home: Path, tmp_path: Path
) -> None:
    prose = tmp_path / "notes.md"
    prose.write_text("# Notes\nNothing here.\n", "utf-8")
    assert milepost("plan", "import", prose, "--home", home, *DAY).code == 1
    prose.write_text("# A\n" + "- KR: Generate 300 leads\n" * 201, "utf-8")
    many = milepost("plan", "import", prose, "--home", home, *DAY)
    assert (many.code, "more than 200 key results" in many.err) == (1, True)
    assert milepost("plan", "import", tmp_path / "none.md", "--home", home, *DAY).code == 2
    out = tmp_path / "plan.schema.json"
    assert milepost("plan", "schema", "--out", out, "--home", home).code == 0
    assert json.loads(out.read_text("utf-8"))["title"] == "A Milepost plan"
