"""Every KPI file carries examples; each must come out as it says, and one that does not is found out."""

from dataclasses import replace

import pytest

from milepost.kpis.catalogue import catalogue
from milepost.kpis.examples import faults_of
from milepost.kpis.kpi import Example, Kpi

EXAMPLES = [(kpi, example) for kpi in catalogue().values() for example in kpi.examples]


@pytest.mark.parametrize(("kpi", "example"), EXAMPLES, ids=[f"{k.id}: {e.says}" for k, e in EXAMPLES])
def test_each_file_keeps_its_word(kpi: Kpi, example: Example) -> None:
    assert faults_of(kpi, example) == ()


@pytest.mark.parametrize("kpi", catalogue().values(), ids=lambda k: k.id)
def test_each_kpi_has_an_example(kpi: Kpi) -> None:
    assert kpi.examples


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"expected": 1}, "it is 12, not 1"),
        ({"expected": None, "unknown": "no_data"}, "not unknown"),
        ({"basis": "custom_day"}, "the basis is account_day"),
    ],
)
def test_an_example_that_does_not_hold_is_told(change: dict[str, object], said: str) -> None:
    kpi = catalogue()["comments"]
    example = replace(kpi.examples[0], **change)  # type: ignore[arg-type]
    assert any(said in fault for fault in faults_of(kpi, example))
