"""Every KPI file carries examples; each must come out as it says."""

from datetime import date, timedelta
from typing import Any

import pytest

from milepost.amount import Unknown
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue
from milepost.kpis.kpi import Example, Kpi
from milepost.kpis.measure import measure
from milepost.period import Grain, Period

EXAMPLES = [(kpi, example) for kpi in catalogue().values() for example in kpi.examples]


def whole_period(example: Example) -> Period:
    days: list[tuple[date, int]] = [
        (row["day"], row.get("days", 1))
        for rows in example.tables.values()
        for row in rows
        if not row.get("before")
    ]
    return Period(min(d for d, _ in days), max(d + timedelta(days=n) for d, n in days))


@pytest.mark.parametrize(("kpi", "example"), EXAMPLES, ids=[f"{k.id}: {e.says}" for k, e in EXAMPLES])
def test_each_file_keeps_its_word(kpi: Kpi, example: Example, facts: Any) -> None:
    tables = {
        name: [{k: v for k, v in row.items() if k != "before"} for row in rows]
        for name, rows in example.tables.items()
    }
    rows = measure([kpi], [facts(tables)], Ask(whole_period(example), Grain.TOTAL)).rows
    assert len(rows) == 1
    figure = rows[0].figure
    if example.unknown is not None:
        assert isinstance(figure, Unknown)
        assert figure.why.value == example.unknown
    else:
        assert not isinstance(figure, Unknown), figure
        assert figure.value == pytest.approx(example.expected, rel=1e-12)
    if example.basis is not None:
        assert rows[0].basis == example.basis


@pytest.mark.parametrize("kpi", catalogue().values(), ids=lambda k: k.id)
def test_each_kpi_has_an_example(kpi: Kpi) -> None:
    assert kpi.examples
