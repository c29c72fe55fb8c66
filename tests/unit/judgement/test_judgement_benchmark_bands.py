"""Publishers of one meaning form a band; bands only ever cast doubt on a target."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.amount import Unit
from milepost.judgement.baseline import Baseline
from milepost.judgement.benchmark import Benchmark, Comparison, Definition, Own, against
from milepost.judgement.benchmark_bands import DOUBTED, Band, bands, beside, doubt
from milepost.judgement.verdict import Better

TODAY = date(2026, 6, 1)
RATE = Definition("interactions", "followers", "post")
ONE = Benchmark(
    kpi="engagement_rate_by_followers",
    definition=RATE,
    platform="instagram",
    low=None,
    mid=0.003,
    high=None,
    publisher="Example Institute",
    title="A year of posts",
    n=1200,
    of_what="accounts",
    published=date(2026, 2, 1),
    printed="2026-02",
    statistic="median",
)
OTHER = replace(ONE, publisher="Sample Bureau", mid=0.005, printed="2026-03", published=date(2026, 3, 1))
OWN = Own(ONE.kpi, RATE, "instagram", Baseline(0.006, 0.007, 0.008, 13, date(2026, 3, 1), TODAY, None))


def test_two_publishers_make_a_band_and_one_makes_none() -> None:
    (band,) = bands([ONE, OTHER])
    assert (band.low, band.high, band.single) == (0.003, 0.005, False)
    (alone,) = bands([ONE])
    assert alone.single


@pytest.mark.parametrize(
    "other",
    [
        replace(OTHER, platform="facebook"),
        replace(OTHER, definition=replace(RATE, per=None)),
        replace(OTHER, industry="retail"),
        replace(OTHER, followers=(0, 999)),
        replace(OTHER, of_kind="Reels"),
    ],
)
def test_what_means_something_else_is_another_band(other: Benchmark) -> None:
    assert len(bands([ONE, other])) == 2


def test_of_one_publisher_the_median_stands_then_the_newest() -> None:
    mean = replace(ONE, statistic="mean", mid=0.009, published=date(2026, 5, 1))
    older = replace(ONE, mid=0.008, published=date(2025, 12, 1))
    (band,) = bands([mean, older, ONE])
    assert band.figures == (ONE,)
    (every,) = bands([mean, older, ONE], every=True)
    assert len(every.figures) == 3
    assert every.single


def test_one_stands_above_the_whole_band_and_says_who() -> None:
    (placed,), refused = beside(OWN, [ONE, OTHER, replace(ONE, currency="USD")], today=TODAY)
    assert placed.place == "above"
    assert placed.verdict.code == "benchmark.several_above"
    assert placed.verdict.values["publishers"] == "Example Institute 2026, Sample Bureau 2026"
    assert ["another unit or currency" in each.because for each in refused] == [True]


def test_a_band_widens_what_cannot_be_told_apart() -> None:
    wide = replace(OTHER, mid=0.02)
    (placed,), _ = beside(OWN, [ONE, wide], today=TODAY)
    assert placed.place == "within"


def test_a_remark_of_one_publisher_carries_its_name() -> None:
    (placed,), _ = beside(OWN, [ONE, replace(OTHER, statistic=None)], today=TODAY)
    assert "Sample Bureau: it does not say whether it is a mean or a median." in placed.notes
    assert "It does not say of which countries." in placed.notes


def test_accounts_of_another_size_are_not_compared() -> None:
    tier = replace(ONE, followers=(1000, 4999))
    _, (refused,) = beside(OWN, [tier], today=TODAY)
    assert "how many follow yours is not known" in refused.because
    _, (refused,) = beside(replace(OWN, followers=9000.0), [tier], today=TODAY)
    assert "yours has 9,000 followers" in refused.because
    (placed,), _ = beside(replace(OWN, followers=4999.0), [tier], today=TODAY)
    assert placed.band.figures == (tier,)


def test_a_band_that_users_read_off_needs_no_sample_and_says_so() -> None:
    peers = replace(ONE, n=None, low=0.002, high=0.004, trust="own")
    found = against(OWN, peers, today=TODAY)
    assert isinstance(found, Comparison)
    assert "It does not say from how many." in found.notes
    assert not isinstance(against(OWN, replace(peers, low=None, high=None), today=TODAY), Comparison)
    assert not isinstance(against(OWN, replace(peers, trust="republication"), today=TODAY), Comparison)


BANDS = bands([ONE, OTHER])


def test_four_times_the_highest_figure_is_doubted() -> None:
    found = doubt(0.02, Unit.SHARE, BANDS)
    assert found is not None
    assert found.code == "benchmark.doubt_higher"
    assert found.values["times"] == "4"


def test_of_costs_the_lowest_figure_is_the_edge() -> None:
    cost = replace(
        ONE, kpi="cpc", definition=Definition("cost", "clicks"), unit=Unit.MONEY, currency="USD", mid=2.0
    )
    found = doubt(0.5, Unit.MONEY, bands([cost]), better=Better.LOWER, currency="USD")
    assert found is not None
    assert found.code == "benchmark.doubt_lower"
    assert doubt(0.5, Unit.MONEY, bands([cost]), better=Better.LOWER, currency="EUR") is None
    assert doubt(3.0, Unit.MONEY, bands([cost]), better=Better.LOWER, currency="USD") is None


@given(target=st.floats(-1, 1, allow_nan=False), highest=st.floats(0, 0.5))
def test_a_target_near_or_inside_a_band_is_never_praised_nor_doubted(target: float, highest: float) -> None:
    band = Band((replace(ONE, mid=highest),))
    found = doubt(target, Unit.SHARE, [band])
    assert (found is not None) == (highest > 0 and target / highest >= DOUBTED if highest > 0 else False)


def test_without_bands_nothing_is_said() -> None:
    assert doubt(0.5, Unit.SHARE, ()) is None
    assert doubt(float("nan"), Unit.SHARE, BANDS) is None


@pytest.mark.parametrize(("low", "high", "place"), [(0.0026, 0.0028, "within"), (0.0024, 0.0026, "below")])
def test_a_published_figure_is_not_known_to_its_last_digit(low: float, high: float, place: str) -> None:
    own = replace(OWN, baseline=replace(OWN.baseline, low=low, value=low, high=high))
    (placed,), _ = beside(own, [ONE], today=TODAY)
    assert placed.place == place
