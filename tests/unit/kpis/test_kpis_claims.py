"""What platforms and tools claim: who knows figures answers, and money has its currency."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import kpi
from milepost.kpis.measure import measure
from milepost.kpis.measured import Row
from milepost.period import Grain, Period

MON = date(2026, 3, 2)
SOCIAL = {"channel": ("social",)}
ADS = [
    {"breakdown": "campaign", "campaign": "spring", "channel": "paid_social", "currency": "EUR", "spend": 5}
    | {"source": "meta_ads", "day": MON + timedelta(days=d)}
    for d in range(14)
]
LIFE = ADS[0] | {"days": 400, "day": MON - timedelta(days=200), "claimed_revenue": 999}
WEB = [
    {"source": "ga4", "breakdown": "channel", "channel": channel, "claimed_revenue": n}
    | {"day": MON + timedelta(weeks=w), "days": 7}
    for w in (0, 1)
    for channel, n in (("paid_social", 10), ("organic_social", 4), ("email", 100))
]
COVERED = [{"source": "meta_ads", "of_table": "ad_day", "measure": "", "breakdown": "campaign"}]
COVERED = [row | {"day": MON - timedelta(days=200), "days": 400} for row in COVERED]


def told(files: Any, name: str, grain: Grain = Grain.WEEK, **ask: Any) -> tuple[Row, ...]:
    return measure([kpi(name)], [files], Ask(Period.of_days(MON, 14), grain, **ask)).rows


def test_a_claim_that_is_only_in_another_export_of_the_source_is_no_zero(facts: Any) -> None:
    """The adverts by day have no column of purchases; those of their whole life do."""
    files = facts({"ad_day": [*ADS, LIFE], "web_day": WEB, "coverage": COVERED})
    expected = [Amount(14.0, Unit.MONEY, "EUR")] * 2
    assert expected == [r.figure for r in told(files, "claimed_revenue", where=SOCIAL, own_currency="EUR")]
    (row,) = told(files, "claimed_revenue", Grain.TOTAL, where=SOCIAL)
    assert (row.figure, row.basis) == (Amount(28.0, Unit.MONEY, None), "web_day")
    alone = told(facts({"ad_day": [*ADS, LIFE], "coverage": COVERED}), "claimed_revenue")
    assert all(isinstance(r.figure, Unknown) for r in alone)


def test_platforms_that_do_claim_come_first(facts: Any) -> None:
    claiming = [row | {"claimed_revenue": 3} for row in ADS]
    rows = told(facts({"ad_day": claiming, "web_day": WEB}), "claimed_revenue", where=SOCIAL)
    assert [(Amount(21.0, Unit.MONEY, "EUR"), "ad_day")] * 2 == [(r.figure, r.basis) for r in rows]


def test_orders_know_no_channel_so_revenue_by_channel_is_unknown(facts: Any) -> None:
    order = {"order_id": "1", "day": MON, "counts": True, "gross": 90, "refunded": 0, "currency": "EUR"}
    covered = {"of_table": "order", "measure": "", "day": MON, "days": 14}
    files = facts({"order": [order], "web_day": WEB, "coverage": [covered]})
    rows = told(files, "revenue", where=SOCIAL)
    assert [r.figure.why for r in rows if isinstance(r.figure, Unknown)] == [Why.WRONG_GRAIN] * 2


def test_money_that_names_no_currency_is_the_brands(facts: Any) -> None:
    files = facts({"web_day": WEB})
    in_own = told(files, "claimed_revenue", currency="EUR", own_currency="EUR")
    assert {Amount(114.0, Unit.MONEY, "EUR")} == {r.figure for r in in_own}
    in_other = told(files, "claimed_revenue", currency="USD", own_currency="EUR")
    assert all(isinstance(r.figure, Unknown) for r in in_other)


def test_money_without_a_name_does_not_mix_with_another_currency(facts: Any) -> None:
    files = facts({"ad_day": [ADS[0], ADS[0] | {"source": "other_ads", "currency": None}]})
    one_day = Ask(Period.of_days(MON, 1), Grain.DAY)
    (alike,) = measure([kpi("ad_spend")], [files], replace(one_day, own_currency="EUR")).rows
    assert alike.figure == Amount(10.0, Unit.MONEY, "EUR")
    (mixed,) = measure([kpi("ad_spend")], [files], replace(one_day, own_currency="USD")).rows
    assert isinstance(mixed.figure, Unknown)
    assert mixed.figure.why is Why.MIXED_CURRENCY


def test_an_export_without_rows_is_zero_only_in_the_columns_it_has(facts: Any) -> None:
    covered = [{"of_table": "ad_day", "measure": "spend", "day": MON, "days": 14}]
    files = facts({"coverage": covered})
    spent = [r.figure for r in told(files, "ad_spend")]
    assert spent == [Amount(0.0, Unit.MONEY, None)] * 2
    assert all(isinstance(r.figure, Unknown) for r in told(files, "claimed_revenue"))
