"""Holds reviews over a brand's history as if they had been held then, and numbers every sentence.

    PYTHONPATH=src python benchmarks/reviews_replay.py HOME --weekly 2026-03-02:8 --monthly 2026-04-01:2
        [--decide "2026-03-02|What|kpi|+10%|2026-03-30"] [--marks marks.tsv]

HOME is copied; nothing in it is changed. Reviews and decisions happen in the order of their days, each held,
so that the next one knows what was told. With --marks (a line a sentence: its number, a tab, and useful,
true or neither) the shares are printed: useful ones are true and worth the reader's time.
"""

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from milepost.period import add_months
from milepost.reports.decisions import taken_lines
from milepost.reports.review import review_document
from milepost.reports.review_data import sentences
from milepost.reviews.cadence import Kind
from milepost.workspace.opening import open_workspace
from milepost.workspace.place import Workspace, choose_brand
from milepost.workspace.reviewing.deciding import decide
from milepost.workspace.reviewing.holding import hold_review

MARKS = ("useful", "true", "neither")


def main() -> None:
    """Replay, print, and count the marks."""
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("--weekly", default="")
    parser.add_argument("--monthly", default="")
    parser.add_argument("--decide", action="append", default=[])
    parser.add_argument("--marks", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(shutil.copytree(asked.home, Path(folder) / "home"))
        workspace = open_workspace(home)
        events = [*_days(Kind.WEEKLY, asked.weekly), *_days(Kind.MONTHLY, asked.monthly)]
        events += [(date.fromisoformat(text.split("|")[0]), "", text) for text in asked.decide]
        number = 0
        for day, kind, text in sorted(events, key=lambda event: (event[0], event[1])):
            if text:
                sys.stdout.write(f"\n# decided on {day}\n" + "\n".join(_decided(workspace, text)) + "\n")
                continue
            for first, told in enumerate(_held(workspace, Kind(kind), day)):
                if not first:
                    sys.stdout.write(f"\n# {kind} {day}\n")
                number += 1
                sys.stdout.write(f"{number}\t{told}\n")
    if asked.marks:
        _count(asked.marks, number)


def _days(kind: Kind, asked: str) -> Iterator[tuple[date, str, str]]:
    if not asked:
        return
    first, _, count = asked.partition(":")
    day = date.fromisoformat(first)
    for at in range(int(count or 1)):
        yield (day + timedelta(days=7 * at) if kind is Kind.WEEKLY else add_months(day, at)), kind.value, ""


def _held(workspace: Workspace, kind: Kind, day: date) -> list[str]:
    owner = choose_brand(workspace, None)
    found = hold_review(workspace, kind, brand=owner.name, today=day, who="replay")
    page = review_document(found, currency=owner.currency)
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in sentences(page)]


def _decided(workspace: Workspace, text: str) -> list[str]:
    day, what, kpi, expect, check = text.split("|")
    made = decide(
        workspace,
        what,
        kpi=kpi,
        expect=expect,
        check=date.fromisoformat(check),
        why="a replay",
        owner="replay",
        brand=None,
        today=date.fromisoformat(day),
        who="replay",
    )
    return taken_lines(made)


def _count(path: Path, number: int) -> None:
    marks = dict(line.split("\t")[:2] for line in path.read_text("utf-8").splitlines() if "\t" in line)
    counted = Counter(marks.values())
    sys.stdout.write(f"\n{number} sentences, {len(marks)} marked: ")
    shares = (f"{name} {counted[name]} ({counted[name] / max(len(marks), 1):.0%})" for name in MARKS)
    sys.stdout.write(", ".join(shares) + "\n")


if __name__ == "__main__":
    main()
