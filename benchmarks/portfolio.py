"""How long the portfolio of many brands takes: cold, warm, and after something of one brand has changed.

    PYTHONPATH=src python benchmarks/portfolio.py [--brands 100]

Each brand has 430 days of six figures in a sheet of its own and three goals. Wanted: 40 ms warm for 100.
"""

import argparse
import csv
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from milepost.reports.portfolio import portfolio_view
from milepost.sources import Answers
from milepost.workspace.goal_entries import goal_entries, goal_entry, goals_of
from milepost.workspace.goals import write_goal
from milepost.workspace.imports import import_files
from milepost.workspace.opening import init_workspace, open_workspace
from milepost.workspace.place import Workspace
from milepost.workspace.portfolio.portfolio import portfolio

T = TypeVar("T")
TODAY = date(2026, 10, 5)
DAYS = 430
METRICS = ("Sessions", "Orders", "Revenue", "Leads", "Followers", "Link clicks")
GOALS = (
    "Increase orders by 10% by 31 December 2026.",
    "Get 9000 website sessions by 15 November 2026.",
    "Generate 2500 leads by 31 December 2026.",
)


def main() -> None:
    """Build the brands, then time the portfolio in this process."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--brands", type=int, default=100)
    brands = words.parse_args().brands
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        workspace = _agency(Path(folder), brands)
        _tell("built", time.perf_counter() - began)
        cold, found = _timed(lambda: portfolio(workspace, today=TODAY))
        _tell("cold", cold, f"{cold / brands * 1000:.0f} ms a brand; {len(found.calling)} call")
        warm = sorted(_timed(lambda: portfolio(workspace, today=TODAY))[0] for _ in range(20))
        _tell("warm", warm[10], f"worst of 20: {warm[-1] * 1000:.1f} ms")
        view = sorted(_timed(lambda: portfolio_view(found))[0] for _ in range(5))
        _tell("in words", view[2])
        import_files(workspace, [_sheet(Path(folder), 0, DAYS + 1)], Answers(), brand="Brand 000")
        one, _ = _timed(lambda: portfolio(workspace, today=TODAY))
        _tell("after one import", one)
        limited, found = _timed(lambda: portfolio(workspace, today=TODAY + timedelta(days=1), seconds=1))
        _tell("the next day, within a second", limited, f"{len(found.pending)} brands wait")


def _timed(call: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    found = call()
    return time.perf_counter() - began, found


def _tell(what: str, seconds: float, more: str = "") -> None:
    sys.stdout.write(f"{what}: {seconds * 1000:,.1f} ms{f' ({more})' if more else ''}\n")


def _agency(folder: Path, brands: int) -> Workspace:
    """Brands with figures of their own. Goals are written once; the others get the very same."""
    names = [f"Brand {number:03d}" for number in range(brands)]
    init_workspace(folder / "home", brand=names[0])
    with (folder / "home" / "milepost.toml").open("a", encoding="utf-8") as settings:
        settings.writelines(f'\n[brand."{name}"]\ncurrency = "EUR"\n' for name in names[1:])
    workspace = open_workspace(folder / "home")
    from milepost.store.entries import add_entries  # its models need the open database

    for number, name in enumerate(names):
        import_files(workspace, [_sheet(folder, number)], Answers(), brand=name)
    day = TODAY - timedelta(days=28)
    for sentence in GOALS:
        write_goal(workspace, sentence, brand=names[0], today=day, who="benchmark")
    first = goals_of(workspace, brand=names[0], today=TODAY)
    for name in names[1:]:
        for goal in first:
            entries = goal_entries(name)
            its = replace(goal, brand=name)
            add_entries([goal_entry(entries, its, who="benchmark", why="", today=day)])
    return workspace


def _sheet(folder: Path, number: int, days: int = DAYS) -> Path:
    chance = random.Random(number)
    path = folder / f"Figures {number}-{days}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("Date", *METRICS))
        for at in range(days):
            day = TODAY - timedelta(days=days - at)
            out.writerow((day, *(chance.randint(40, 140 + number) for _ in METRICS)))
    return path


if __name__ == "__main__":
    main()
