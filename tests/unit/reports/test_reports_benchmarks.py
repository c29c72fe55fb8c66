"""What is said of outside figures: short sentences with their ground, and no praise."""

from dataclasses import replace
from datetime import date

import pytest

from milepost.amount import Amount, Unit
from milepost.judgement.baseline import Baseline
from milepost.judgement.benchmark import Benchmark, Definition, Own
from milepost.judgement.benchmark_bands import bands, beside, doubt
from milepost.judgement.percentiles import Percentiles
from milepost.knowledge import table
from milepost.reports import numbers
from milepost.reports.benchmark_words import source_words, unusable
from milepost.reports.words.judged import says

TODAY = date(2026, 6, 1)
COST = Benchmark(
    kpi="cpc",
    definition=Definition("cost", "clicks"),
    platform="google_search_ads",
    low=None,
    mid=5.42,
    high=None,
    publisher="Example Institute",
    title="A year of adverts",
    n=13474,
    of_what="search campaigns",
    published=date(2026, 1, 1),
    printed="2026",
    data_until="2026-03",
    unit=Unit.MONEY,
    currency="USD",
    region="US",
    statistic="mean",
)
OTHER = replace(COST, publisher="Sample Bureau", mid=3.1)
OWN = Own(
    "cpc",
    COST.definition,
    COST.platform,
    Baseline(1.1, 1.2, 1.3, 13, date(2026, 3, 1), TODAY, None),
    Unit.MONEY,
    "USD",
)


def test_a_band_names_every_publisher_and_year() -> None:
    (placed,), _ = beside(OWN, [COST, OTHER], today=TODAY)
    assert says(placed.verdict, "Outside band") == (
        "Outside band: US$3.10–5.40 (Example Institute 2026, Sample Bureau 2026); yours, US$1.10–1.30, lies "
        "below. Ask why before you aim for it: your own past stays the measure."
    )


def test_one_publisher_alone_is_called_alone_and_nothing_is_good_or_bad() -> None:
    (placed,), _ = beside(OWN, [COST], today=TODAY)
    said = says(placed.verdict, "Outside figure")
    assert "(Example Institute 2026 alone)" in said
    assert said.endswith("is lower. One publisher makes no measure: neither good nor bad.")


def test_doubt_is_a_question_to_the_user() -> None:
    found = doubt(20.0, Unit.MONEY, bands([COST, OTHER]), currency="USD")
    assert found is not None
    assert says(found, "Cost per click") == (
        "Cost per click: the target of US$20 is 3.7 times the highest outside figure, US$5.42 (Example "
        "Institute 2026, Sample Bureau 2026). Say what you know that they do not."
    )


def test_a_source_says_who_of_what_where_and_when() -> None:
    assert source_words(COST).replace(numbers.NBSP, " ") == (
        "US$5.42 (mean), Example Institute, “A year of adverts”, 13,474 search campaigns, the United States, "
        "published 2026, data to March 2026"
    )
    assert unusable(replace(COST, n=None), TODAY) == "not compared: it does not say from how many"
    assert unusable(COST, TODAY) is None


@pytest.mark.parametrize("code", ["lowest", "second", "third", "highest", "alike"])
def test_a_client_s_place_has_one_figure_and_the_number_of_clients(code: str) -> None:
    value = {"lowest": 1.0, "second": 3.0, "third": 5.0, "highest": 9.0, "alike": 1.0}[code]
    edges = (1, 1, 1) if code == "alike" else (2, 4, 6)
    verdict = Percentiles(*edges, 9).place(value)
    assert verdict.code == f"clients.{code}"
    assert verdict.values == {"own": Amount(value), "n": "9"}
    assert "of your 9 clients" in says(verdict, "Yours")


@pytest.mark.parametrize("catalogue", ["benchmark", "clients"])
def test_no_sentence_has_more_than_thirty_words(catalogue: str) -> None:
    for code, entry in table(f"verdicts/{catalogue}").items():
        assert len(str(entry["says"]).split()) <= 30, code
