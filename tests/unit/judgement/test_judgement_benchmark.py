"""An outside figure is compared only where it means the same and says where it comes from."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from milepost.amount import Unknown
from milepost.judgement.baseline import Baseline
from milepost.judgement.benchmark import Benchmark, Comparison, Definition, Own, against

TODAY = date(2026, 6, 1)
RATE = Definition("interactions", "followers", "post")
OURS = Own(
    "engagement_rate_by_followers",
    RATE,
    "instagram",
    Baseline(0.004, 0.005, 0.006, 13, date(2026, 3, 1), TODAY, None),
)
THEIRS = Benchmark(
    kpi="engagement_rate_by_followers",
    definition=RATE,
    platform="instagram",
    low=0.008,
    mid=0.01,
    high=0.013,
    publisher="Example Institute",
    title="A year of posts",
    n=1200,
    of_what="accounts",
    published=date(2026, 2, 1),
)


@pytest.mark.parametrize(
    ("low", "high", "place"), [(0.004, 0.006, "below"), (0.007, 0.009, "within"), (0.02, 0.03, "above")]
)
def test_the_place_is_that_of_the_whole_interval(low: float, high: float, place: str) -> None:
    own = replace(OURS, baseline=replace(OURS.baseline, low=low, value=(low + high) / 2, high=high))
    found = against(own, THEIRS, today=TODAY)
    assert isinstance(found, Comparison)
    assert found.place == place


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ({"kpi": "ctr"}, "is of ctr"),
        ({"definition": replace(RATE, under="impressions")}, "divides by impressions, yours divides by foll"),
        ({"definition": replace(RATE, under=None)}, "divides by nothing"),
        ({"definition": replace(RATE, over="likes")}, "counts likes"),
        ({"definition": replace(RATE, per=None)}, "of a whole account"),
        ({"platform": "facebook"}, "for Facebook, yours for Instagram"),
        ({"platform": None}, "all platforms together"),
        ({"currency": "EUR"}, "another unit or currency"),
        ({"publisher": " "}, "no source"),
        ({"title": ""}, "no source"),
        ({"n": None}, "how many"),
        ({"n": 0}, "how many"),
        ({"published": None}, "no date"),
        ({"published": date(2024, 11, 30)}, "older than 18 months"),
        ({"published": date(2026, 6, 2)}, "after today"),
        ({"low": None, "mid": None, "high": None}, "no figure"),
        ({"low": 0.02, "high": 0.01}, "no figure"),
    ],
)
def test_what_does_not_match_is_refused_with_its_reason(changed: dict[str, Any], because: str) -> None:
    found = against(OURS, replace(THEIRS, **changed), today=TODAY)
    assert isinstance(found, Unknown)
    assert because in found.because


def test_eighteen_months_to_the_day_are_still_compared() -> None:
    assert isinstance(against(OURS, replace(THEIRS, published=date(2024, 12, 1)), today=TODAY), Comparison)


def test_a_single_figure_is_compared_and_called_single() -> None:
    found = against(OURS, replace(THEIRS, low=None, high=None), today=TODAY)
    assert isinstance(found, Comparison)
    assert found.place == "below"
    assert any("without a band" in note for note in found.notes)


def test_an_address_without_a_title_is_a_source() -> None:
    found = against(OURS, replace(THEIRS, title="", url="https://example.org/report"), today=TODAY)
    assert isinstance(found, Comparison)


def test_the_same_industry_is_no_remark() -> None:
    same = against(
        replace(OURS, industry="food"), replace(THEIRS, industry="food", region="Spain"), today=TODAY
    )
    other = against(
        replace(OURS, industry="food"), replace(THEIRS, industry="sport", region="Spain"), today=TODAY
    )
    assert isinstance(same, Comparison)
    assert isinstance(other, Comparison)
    assert "It is of sport." in other.notes
    assert set(other.notes) - set(same.notes) == {"It is of sport."}
    assert "It is of Spain." in same.notes
