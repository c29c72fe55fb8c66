"""An export that tells a long stretch in one row beside one that tells single days."""

from datetime import date, timedelta
from typing import Any

from milepost.amount import Amount, Unknown
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue
from milepost.kpis.measure import measure
from milepost.period import Grain, Period

BEGIN = date(2026, 1, 1)
DAYS, STRETCH = 28, 400


def spend(files: Any, period: Period) -> float | None:
    (row,) = measure([catalogue()["ad_spend"]], [files], Ask(period, Grain.TOTAL)).rows
    assert isinstance(row.figure, Amount | Unknown)
    return row.figure.value if isinstance(row.figure, Amount) else None


def both(facts: Any) -> Any:
    named = {"campaign": "C", "ad": "A", "breakdown": "campaign+ad", "currency": "EUR"}
    daily = [{**named, "day": BEGIN + timedelta(days=100 + i), "spend": 2} for i in range(DAYS)]
    life = {**named, "day": BEGIN, "days": STRETCH, "spend": 900}
    covered = {"of_table": "ad_day", "measure": "spend", "breakdown": "campaign+ad"}
    return facts(
        {
            "ad_day": [*daily, life],
            "coverage": [
                {**covered, "day": BEGIN + timedelta(days=100), "days": DAYS},
                {**covered, "day": BEGIN, "days": STRETCH},
            ],
        }
    )


def test_the_days_of_one_export_do_not_stand_for_the_years_of_another(facts: Any) -> None:
    files = both(facts)

    assert spend(files, Period.of_days(BEGIN, STRETCH)) == 900
    assert spend(files, Period.of_days(BEGIN + timedelta(days=100), DAYS)) == 56


def test_what_only_the_long_row_speaks_of_is_unknown_by_shorter_periods(facts: Any) -> None:
    files = both(facts)

    assert spend(files, Period.of_days(BEGIN, 50)) is None
    assert spend(files, Period.of_days(BEGIN + timedelta(days=90), 60)) is None
