"""The page of measured figures is made from what was measured, and from nothing else."""

from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
BENCHMARKS = ROOT / "benchmarks" / "judgement"


def test_the_page_says_what_was_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    figures, page = import_module("figures"), import_module("page")
    made = page.page({part.name: figures.kept(part.name) for part in page.PARTS})
    written = (ROOT / "docs" / "judgement.md").read_text("utf-8")
    assert made == written, "run: PYTHONPATH=src python benchmarks/judgement --page"


def test_every_part_has_a_module_and_a_measurement() -> None:
    listed = (BENCHMARKS / "page.py").read_text("utf-8")
    kept = {path.stem for path in (BENCHMARKS / "measured").glob("*.json")}
    assert kept
    for name in kept:
        assert f'"{name}"' in listed, f"measured/{name}.json belongs to no part of the page"
