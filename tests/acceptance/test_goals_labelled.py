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
FIELDS = (
    "metric", "direction", "amount_kind", "amount_role", "amount", "unit", "per", "baseline", "deadline_kind",
    "deadline", "channel", "objective", "funnel_stage", "weak",
)  # fmt: skip
LEAST_OF_A_FIELD = 0.93
LEAST_RIGHT_IN_ALL = 0.85
LEAST_F1_OF_WEAK = 0.95
LEAST_F1_OF_A_PROBLEM = 0.90
ENOUGH = 10  # rows; of fewer no figure is told

pytestmark = pytest.mark.skipif(not LABELLED.is_file(), reason="the labelled sentences are not there")


def _rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines() if line]


def _same(expected: object, actual: object) -> bool:
    if isinstance(expected, list) and isinstance(actual, list):
        return set(expected) == set(actual)
    return expected == actual


def _read() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [(row, as_json(read_sentence(row["text"]))) for row in _rows()]


def _f1(told: list[bool], said: list[bool]) -> float:
    both = sum(one and other for one, other in zip(told, said, strict=True))
    return 2 * both / (sum(told) + sum(said)) if any(told) or any(said) else 1.0


def test_each_field_is_read_as_it_was_labelled() -> None:
    read = _read()
    right = {name: sum(_same(row[name], said[name]) for row, said in read) / len(read) for name in FIELDS}
    assert {name: share for name, share in right.items() if share < LEAST_OF_A_FIELD} == {}


def test_most_sentences_are_read_without_a_fault() -> None:
    read = _read()
    fields = (*FIELDS, "problems")
    right = sum(all(_same(row[name], said[name]) for name in fields) for row, said in read)
    assert right / len(read) >= LEAST_RIGHT_IN_ALL


def test_weak_goals_are_told_from_strong_ones() -> None:
    read = _read()
    assert _f1([row["weak"] for row, _ in read], [said["weak"] for _, said in read]) >= LEAST_F1_OF_WEAK


def test_each_problem_is_found_and_none_made_up() -> None:
    read = _read()
    labelled = Counter(problem for row, _ in read for problem in row["problems"])
    found = {
        problem: _f1(
            [problem in row["problems"] for row, _ in read], [problem in said["problems"] for _, said in read]
        )
        for problem, count in labelled.items()
        if count >= ENOUGH
    }
    assert {problem: f1 for problem, f1 in found.items() if f1 < LEAST_F1_OF_A_PROBLEM} == {}


def test_working_goals_are_read_as_well_as_those_of_textbooks() -> None:
    rows = [row for row in _rows() if row["origin"] == "working"]
    weak = sum(read_sentence(row["text"]).weak == row["weak"] for row in rows)
    metric = sum(read_sentence(row["text"]).metric == row["metric"] for row in rows)
    assert weak / len(rows) >= 0.92
    assert metric / len(rows) >= 0.85
