"""Customers out of orders, against SQL that says the same in another way, and days nobody can speak of."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from milepost.amount import Amount, Ratio, Unknown, Why
from milepost.facts.batches import FactFiles
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue
from milepost.kpis.measure import measure
from milepost.kpis.purchases import YEAR, known_days
from milepost.period import Grain, Period

START = date(2023, 1, 2)
DAYS = 1200
KNOWN = Period(date(2024, 3, 1), date(2024, 9, 1))
CHANNELS = ("email", "instagram", "direct")


def orders() -> Iterator[dict[str, Any]]:
    """Four years of a shop whose customers come back, or do not; some orders name nobody, some are void."""
    rng = random.Random(11)
    for number in range(2500):
        day = START + timedelta(days=number * DAYS // 2500)
        at = {"source": "shopify", "order_id": str(number), "day": day, "currency": "EUR"}
        whose = {"customer": f"c{rng.randrange(900)}", "channel": rng.choice(CHANNELS)}
        gross = rng.randrange(10, 90) + 0.5
        paid = {"gross": gross, "refunded": gross if number % 17 == 0 else 0, "counts": number % 13 != 0}
        yield at | whose | paid


def adverts() -> Iterator[dict[str, Any]]:
    for number in range(DAYS):
        yield {"day": START + timedelta(days=number), "spend": 5 + number % 7, "currency": "EUR"}


@pytest.fixture(scope="module")
def files(facts: Any) -> FactFiles:
    written: FactFiles = facts({"order": orders(), "ad_day": adverts()})
    return written


def value(name: str, files: FactFiles, period: Period = KNOWN, basis: str = "", **more: Any) -> Any:
    kpi = catalogue()[name]
    rows = measure([kpi.by(basis) if basis else kpi], [files], Ask(period, Grain.TOTAL, **more)).rows
    assert len(rows) == 1
    return rows[0].figure


BOUGHT = """
    WITH bought AS (SELECT DISTINCT customer, day FROM "order" WHERE counts),
    firsts AS (SELECT * FROM bought b WHERE NOT EXISTS (FROM bought e WHERE e.customer = b.customer
               AND e.day < b.day AND e.day >= b.day - 365)),
    came AS (SELECT * FROM firsts WHERE day >= ? AND day < ?),
    worth AS (SELECT c.customer, sum(o.gross - o.refunded) / 1e6 AS paid FROM came c JOIN "order" o
              ON o.customer = c.customer AND o.counts AND o.day BETWEEN c.day AND c.day + 365 GROUP BY ALL)
"""
KEPT = (
    "SELECT count(*) FILTER (EXISTS (FROM bought b WHERE b.customer = c.customer AND b.day > c.day "
    "AND b.day <= c.day + {days})) / count(*)::DOUBLE FROM came c"
)
BY_HAND = {
    "new_customers": "SELECT count(*) FROM came",
    "repeat_purchase_rate": "SELECT 1 - (SELECT count(*) FROM came) / count(*)::DOUBLE FROM bought "
    "WHERE day >= ? AND day < ?",
    "retention_rate": KEPT.format(days=90),
    "churn_rate": f"SELECT 1 - ({KEPT.format(days=365)})",
    "ltv": "SELECT sum(paid) / count(*) FROM worth",
    "cac": "SELECT (SELECT sum(spend) / 1e6 FROM ad_day WHERE day >= ? AND day < ?) / count(*) FROM came",
    "ltv_cac": "SELECT sum(paid) / (SELECT sum(spend) / 1e6 FROM ad_day WHERE day >= ? AND day < ?) "
    "FROM worth",
}


@pytest.mark.parametrize("name", sorted(BY_HAND))
def test_a_figure_of_customers_is_what_sql_by_hand_says(name: str, files: FactFiles) -> None:
    with duckdb.connect() as engine:
        for table, paths in files.tables.items():
            engine.execute(f"CREATE VIEW \"{table}\" AS FROM read_parquet('{paths.rows}')")
        asked = [KNOWN.start, KNOWN.end]
        marks = BY_HAND[name].count("?") // 2
        found = engine.execute(BOUGHT + BY_HAND[name], asked * (1 + marks)).fetchone()
    assert found is not None
    assert value(name, files).value == pytest.approx(found[0], rel=1e-12)


def test_months_of_new_customers_add_up_to_the_whole_and_so_do_channels(files: FactFiles) -> None:
    kpi, whole = catalogue()["new_customers"], value("new_customers", files).value
    months = measure([kpi], [files], Ask(KNOWN, Grain.MONTH)).rows
    assert sum(row.figure.value for row in months if isinstance(row.figure, Amount)) == whole
    parts = measure([kpi], [files], Ask(KNOWN, Grain.TOTAL, split=("channel",))).rows
    assert {row.split["channel"] for row in parts} == set(CHANNELS)
    assert sum(row.figure.value for row in parts if isinstance(row.figure, Amount)) == whole


def test_who_came_back_and_who_did_not_are_all_who_came(files: FactFiles) -> None:
    kept, lost = value("retention_rate", files), value("churn_rate", files, basis="within_90_days")
    assert isinstance(kept, Ratio)
    assert isinstance(lost, Ratio)
    assert kept.over + lost.over == kept.under == lost.under == value("new_customers", files).value


def test_worth_grows_with_the_days_that_are_looked_at(files: FactFiles) -> None:
    worth = [value("ltv", files, basis=b).value for b in ("within_90_days", "within_180_days", "purchase")]
    assert worth == sorted(worth)
    assert worth[0] < worth[2]


def test_a_shorter_memory_takes_more_for_new_and_is_known_sooner(files: FactFiles) -> None:
    short = value("new_customers", files, basis="half_a_year")
    assert short.value > value("new_customers", files).value
    half = Period(date(2023, 7, 15), date(2023, 9, 1))
    assert isinstance(value("new_customers", files, half, basis="half_a_year"), Amount)
    repeat = value("repeat_purchase_rate", files, basis="half_a_year")
    assert isinstance(repeat, Ratio)
    assert repeat.under - repeat.over == short.value


def test_in_the_first_year_nobody_can_tell_who_is_new(files: FactFiles) -> None:
    for name in ("new_customers", "repeat_purchase_rate", "retention_rate", "cac"):
        early = value(name, files, Period(START, date(2023, 6, 1)))
        assert isinstance(early, Unknown), name
        assert early.why is Why.NO_DATA
    first = START + timedelta(days=YEAR)
    assert isinstance(value("new_customers", files, Period.of_days(first, 1)), Amount)
    assert isinstance(value("new_customers", files, Period.of_days(first - timedelta(days=1), 1)), Unknown)


def test_nobody_knows_who_comes_back_before_the_days_are_over(files: FactFiles) -> None:
    last = START + timedelta(days=DAYS - 1)
    assert isinstance(value("retention_rate", files, Period.of_days(last - timedelta(days=89), 1)), Unknown)
    known = value("retention_rate", files, Period.of_days(last - timedelta(days=90), 1))
    assert not isinstance(known, Unknown)


def test_what_comes_after_the_day_of_asking_is_not_seen(files: FactFiles) -> None:
    asked = Period.of_days(date(2024, 5, 1), 31)
    assert isinstance(value("retention_rate", files, asked, as_of=date(2024, 8, 1)), Unknown)
    later = value("retention_rate", files, asked, as_of=date(2024, 9, 1))
    assert later == value("retention_rate", files, asked)


def test_an_order_that_names_nobody_leaves_new_customers_unknown(facts: Any) -> None:
    rows = [*orders(), {"source": "shopify", "order_id": "x", "day": KNOWN.start, "counts": True}]
    files = facts({"order": rows})
    new = value("new_customers", files)
    assert isinstance(new, Unknown)
    assert new.why is Why.NOT_REPORTED
    assert (
        value("repeat_purchase_rate", files).value
        == value("repeat_purchase_rate", facts({"order": list(orders())})).value
    )


def test_money_of_two_currencies_is_no_worth(facts: Any) -> None:
    rows = [dict(row) for row in orders()]
    for row in rows:
        if row["day"] == date(2024, 6, 3):
            row["currency"] = "USD"
    assert isinstance(value("ltv", facts({"order": rows})), Unknown)


def test_spend_in_another_currency_than_revenue_is_no_ratio(facts: Any) -> None:
    spent = [row | {"currency": "USD"} for row in adverts()]
    found = value("ltv_cac", facts({"order": orders(), "ad_day": spent}))
    assert isinstance(found, Unknown)
    assert found.why is Why.MIXED_CURRENCY


def test_a_hole_in_the_exports_starts_the_year_anew() -> None:
    spans = ((0, 1000), (1100, 1300))
    assert known_days(spans, "rows", None) == spans
    assert known_days(spans, "first", None) == ((365, 1000),)
    assert known_days(spans, "kept_90", None) == ((365, 910),)
    assert known_days(spans, "kept_90", 600) == ((365, 510),)
    assert known_days(((0, 2000),), "value_365", 400) == ()
