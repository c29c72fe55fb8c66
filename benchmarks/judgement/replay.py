"""What a brand would have been told week by week: every sentence once, with the weeks in which it was said.

    PYTHONPATH=src python benchmarks/judgement/replay.py WORKSPACE --from 2024-01-08 --to 2024-12-30

To be read by a person: is each sentence true, and useful? The last lines count what could not be told. The
odds shown are kept in the workspace's journal, as they are for everybody who looks, so replay a copy.
"""

import argparse
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from milepost.amount import Unknown
from milepost.reports.words.judged import says
from milepost.reports.words.record import overall
from milepost.reports.words.reference import reference_line
from milepost.reports.words.verdict import verdict_line
from milepost.workspace.board import Board, board
from milepost.workspace.judging.brand import judgements
from milepost.workspace.opening import open_workspace

FIGURES = re.compile(r"\d[\d,.]*")


def of_goals(shown: Board) -> Iterator[tuple[str, bool, str]]:
    """What is said of each goal: its verdict, and how often such a move came by itself."""
    for state in shown.goals:
        yield "odds", not isinstance(state.odds, Unknown), f"{state.goal.sentence} {verdict_line(state)}"
        if reference := reference_line(state.odds, state.title, state.goal.better):
            yield "reference", True, reference


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--brand")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True)
    parser.add_argument("--to", dest="last", type=date.fromisoformat, required=True)
    parser.add_argument("--step", type=int, default=7)
    asked = parser.parse_args()
    workspace = open_workspace(asked.workspace)
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    counted: Counter[tuple[str, bool]] = Counter()
    seconds, day, weeks = [], asked.first, 0
    while day <= asked.last:
        begin = time.perf_counter()
        found = judgements(workspace, brand=asked.brand, today=day)
        seconds.append(time.perf_counter() - begin)
        told = [(one.part, one.known, says(one.verdict, one.about)) for one in found]
        shown = board(workspace, brand=asked.brand, today=day)
        told += [*of_goals(shown), ("record", True, overall(shown.record))]
        for part, known, sentence in told:
            said[part, FIGURES.sub("#", sentence)].append(sentence)
            counted[part, known] += 1
        day, weeks = day + timedelta(days=asked.step), weeks + 1
    for (part, _), sentences in sorted(said.items()):
        print(f"{part:10s} {len(sentences):3d} x  {sentences[-1]}")
    print(f"\n{weeks} weeks, {max(seconds):.2f} s the slowest, {sum(seconds) / weeks:.2f} s each")
    for part in sorted({part for part, _ in counted}):
        told, untold = counted[part, True], counted[part, False]
        print(f"{part:10s} {told + untold:5d} sentences, {untold / (told + untold):.0%} cannot tell")


if __name__ == "__main__":
    main()
