"""Every example that a format carries comes out as it says; and one that does not is found out."""

from pathlib import Path
from typing import Any

import pytest

from milepost.sources import SourceFormat, source_formats
from milepost.sources.examples import faults_of

FORMATS = source_formats()
EXAMPLES = [(fmt, example) for fmt in FORMATS.values() for example in fmt.examples]


@pytest.mark.parametrize(("fmt", "example"), EXAMPLES, ids=[f"{f.id}: {e['name']}" for f, e in EXAMPLES])
def test_example(fmt: SourceFormat, example: dict[str, Any], tmp_path: Path) -> None:
    assert faults_of(fmt, example, FORMATS, tmp_path) == ()


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=lambda fmt: fmt.id)
def test_every_format_has_an_example(fmt: SourceFormat) -> None:
    assert fmt.examples


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": ["refused"]}, "the status is"),
        ({"rows": {"order": 2}}, "the rows are"),
        ({"sums": {"order": {"gross": 1}}}, "the sums of order"),
        ({"notes": ["nobody wrote this"]}, "no note says"),
        ({"problems": ["nobody saw this"]}, "no problem says"),
        ({"redacted": ["35.00"]}, "stands in the redacted copy"),
    ],
)
def test_an_example_that_does_not_hold_is_told(change: dict[str, Any], said: str, tmp_path: Path) -> None:
    fmt = FORMATS["shopify_orders"]
    faults = faults_of(fmt, {**fmt.examples[0], **change}, FORMATS, tmp_path)
    assert any(said in fault for fault in faults)
