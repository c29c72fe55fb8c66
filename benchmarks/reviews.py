"""How long a monthly review takes as a whole process: about 60 KPIs, 10 goals, 5 channels, 2,000 posts.

    PYTHONPATH=src python benchmarks/reviews.py [--rounds 3]

The demo's exports, a sheet with more KPIs, an export of 2,000 posts, and five goals more. Wanted: 3 s.
"""

import argparse
import csv
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from milepost.cli.demonstration import write_plan
from milepost.demo.brand import write_exports
from milepost.sources import Answers
from milepost.workspace.framework import framework
from milepost.workspace.goal_states import goal_states
from milepost.workspace.goals import write_goal
from milepost.workspace.imports import import_files
from milepost.workspace.opening import init_workspace
from milepost.workspace.place import choose_brand

TODAY = date(2026, 10, 5)
DAYS, POSTS = 430, 2000
MORE = (
    "qualified leads",
    "followers",
    "unfollows",
    "page views",
    "profit",
    "search clicks",
    "search impressions",
    "video views",
    "hashtag uses",
    "response time",
    "landing page sessions",
    "reach",
    "completed views",
    "video starts",
    "csat",
    "follows",
    "saves",
    "shares",
    "comments",
    "engagements",
    "views",
    "impressions",
)
GOALS = ("orders", "revenue", "leads", "link clicks", "likes per week")


def main() -> None:
    """Build the brand, then time the command."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rounds", type=int, default=3)
    rounds = words.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        home = _brand(Path(folder))
        for kind, wanted in (("monthly", 3.0), ("weekly", 3.0)):
            times = sorted(_timed(home, kind) for _ in range(rounds))
            told = f"median {times[len(times) // 2]:.2f} s, worst {times[-1]:.2f} s (wanted: {wanted:.0f} s)"
            sys.stdout.write(f"review {kind}: {told}\n")


def _timed(home: Path, kind: str) -> float:
    words = ["-m", "milepost", "review", kind, "--home", str(home), "--as-of", TODAY.isoformat()]
    begun = time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, capture_output=True)
    return time.perf_counter() - begun


def _brand(folder: Path) -> Path:
    made = write_exports(folder / "exports", last_day=TODAY - timedelta(days=1))
    workspace = init_workspace(
        folder / "home", brand=made.name, currency=made.currency, zone=made.zone, week_start=made.week_start
    )
    for channel in dict.fromkeys(file.channel for file in made.files):
        paths = [file.path for file in made.files if file.channel == channel]
        import_files(workspace, paths, Answers(channel=channel), brand=made.name)
    import_files(workspace, [_sheet(folder), _posts(folder)], Answers(), brand=made.name)
    write_plan(workspace, made)
    for metric in GOALS:
        sentence = f"Increase {metric} by 30% in 90 days."
        write_goal(workspace, sentence, brand=made.name, today=TODAY - timedelta(days=28), who="benchmark")
    brand = choose_brand(workspace, None)
    fed = len(framework(workspace, brand, TODAY))
    goals = len(goal_states(workspace, brand=brand.name, today=TODAY))
    sys.stdout.write(f"{fed} KPIs, {goals} goals, {POSTS:,} posts more\n")
    return workspace.home


def _sheet(folder: Path) -> Path:
    chance = random.Random(6)
    path = folder / "More figures.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("Date", *(name.capitalize() for name in MORE)))
        for at in range(DAYS):
            day = TODAY - timedelta(days=DAYS - at)
            out.writerow((day, *(chance.randint(40, 400) for _ in MORE)))
    return path


def _posts(folder: Path) -> Path:
    path = folder / "Nov-01-2025_Oct-04-2026_553300739452000.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(_HEAD)
        out.writerows(_rows())
    return path


_HEAD = (
    "Post ID",
    "Account ID",
    "Account username",
    "Account name",
    "Description",
    "Duration (sec)",
    "Publish time",
    "Permalink",
    "Post type",
    "Data comment",
    "Date",
    "Views",
    "Reach",
    "Likes",
    "Shares",
    "Follows",
    "Comments",
    "Saves",
)


def _rows() -> Iterator[tuple[object, ...]]:
    chance = random.Random(7)
    for number in range(POSTS):
        day = TODAY - timedelta(days=1 + number % 330)
        at = f"{day:%m/%d/%Y} {8 + number % 12:02d}:{number % 60:02d}"
        kind = ("IG reel", "IG image", "IG carousel")[number % 3]
        figures = [chance.randint(1, 900) for _ in range(5)]
        link = f"https://www.instagram.com/p/{number:06d}/"
        name = ("17841499000099999", "benchmark.bags", "Benchmark")
        views = chance.randint(1000, 9000)
        yield (
            17_000_000_000_000_000 + number,
            *name,
            f"Post {number}",
            30,
            at,
            link,
            kind,
            "",
            "Lifetime",
            views,
            views // 2,
            *figures,
        )


if __name__ == "__main__":
    main()
