"""The reader of sentences against labelled ones, where the material lies beside the repository."""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from milepost.goals.sentence import as_json, read_sentence

SHARED = Path(os.environ.get("MILEPOST_SHARED", Path(__file__).parents[3] / "shared"))
LABELLED = SHARED / "goals" / "goals.jsonl"
LEAST = {
    "metric": 0.90,
    "direction": 0.92,
    "amount_kind": 0.92,
    "amount_role": 0.92,
    "amount": 0.92,
    "unit": 0.92,
    "per": 0.92,
    "baseline": 0.92,
    "deadline_kind": 0.92,
    "deadline": 0.92,
    "channel": 0.88,
    "objective": 0.90,
    "funnel_stage": 0.90,
    "problems": 0.80,
    "weak": 0.92,
}

pytestmark = pytest.mark.skipif(not LABELLED.is_file(), reason="the labelled sentences are not there")


def _rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines() if line]


def _same(expected: object, actual: object) -> bool:
    if isinstance(expected, list) and isinstance(actual, list):
        return set(expected) == set(actual)
    return expected == actual


def test_each_field_is_read_as_it_was_labelled() -> None:
    rows = _rows()
    right: Counter[str] = Counter()
    for row in rows:
        read = as_json(read_sentence(row["text"]))
        right.update(name for name in LEAST if _same(row[name], read[name]))
    below = {name: right[name] / len(rows) for name in LEAST if right[name] / len(rows) < LEAST[name]}
    assert below == {}


def test_working_goals_are_read_as_well_as_those_of_textbooks() -> None:
    rows = [row for row in _rows() if row["origin"] == "working"]
    weak = sum(read_sentence(row["text"]).weak == row["weak"] for row in rows)
    metric = sum(read_sentence(row["text"]).metric == row["metric"] for row in rows)
    assert weak / len(rows) >= 0.92
    assert metric / len(rows) >= 0.85
