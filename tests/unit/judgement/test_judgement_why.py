"""Why it changed: parts that add up exactly, and intervals that call noise noise."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from milepost.amount import Unit, Unknown
from milepost.judgement.why import Chain, why, why_chain
from milepost.judgement.why_noise import inflation
from milepost.judgement.why_parts import of_product, of_ratio, of_total
from milepost.judgement.why_result import Kind, Why
from milepost.period import Grain, Period, add_months
from milepost.reports.words.judged import says
from milepost.series import Floats, Series

END = date(2024, 7, 1)
WEEKS = 4
AFTER = Period(END - timedelta(days=7 * WEEKS), END)
BEFORE = AFTER.before()


def weekly(name: str, over: object, under: object = None, **more: object) -> Series:
    values = np.asarray(over, dtype=np.float64)
    starts = tuple(END - timedelta(days=7 * at) for at in range(len(values), 0, -1))
    lower = None if under is None else np.asarray(under, dtype=np.float64)
    days = np.full(len(values), 7, dtype=np.int64)
    return Series(name, starts, days, values, lower, grain=Grain.WEEK, **more)  # type: ignore[arg-type]


def told(*segments: Series) -> Why:
    found = why(segments, before=BEFORE, after=AFTER)
    assert isinstance(found, Why)
    return found


def noisy(level: float, spread: float, seed: int, weeks: int = 40) -> Floats:
    return np.asarray(level * np.exp(spread * np.random.default_rng(seed).normal(size=weeks)))


COUNTS = st.floats(min_value=1e-3, max_value=1e6) | st.integers(0, 5).map(float)
PAIRS = arrays(np.float64, (4, 3), elements=COUNTS)


@given(PAIRS)
def test_totals_close(values: Floats) -> None:
    assert of_total(values[0], values[1]).sum() == pytest.approx(values[1].sum() - values[0].sum(), rel=1e-9)


@given(PAIRS)
def test_mix_and_rate_close(values: Floats) -> None:
    over_before, under_before, over_after, under_after = values
    if under_before.sum() < 1e-3 or under_after.sum() < 1e-3:
        return
    mix, rate = of_ratio(over_before, under_before, over_after, under_after)
    first, second = over_before.sum() / under_before.sum(), over_after.sum() / under_after.sum()
    scale = max(np.abs(mix).max(), np.abs(rate).max(), abs(first), abs(second), 1e-9)
    assert abs(mix.sum() + rate.sum() - (second - first)) <= 1e-9 * scale


@given(arrays(np.float64, (2, 4), elements=COUNTS))
def test_chains_close(values: Floats) -> None:
    parts = of_product(values[0], values[1])
    scale = max(np.abs(parts).max(), values.max(), 1e-9)
    assert abs(parts.sum() - (values[1, -1] - values[0, -1])) <= 1e-9 * scale


@given(arrays(np.float64, (2, 4), elements=st.integers(-1000, 1000).map(float)))
def test_chains_of_any_sign_close(values: Floats) -> None:
    parts = of_product(values[0], values[1])
    assert abs(parts.sum() - (values[1, -1] - values[0, -1])) <= 1e-6 * max(np.abs(parts).max(), 1.0)


def test_a_known_mix_and_rate() -> None:
    # Half the visits at 10 % and half at 2 %; then a quarter and three quarters: 6 % becomes 4 %, all mix.
    mix, rate = of_ratio(
        np.array([5.0, 1.0]), np.array([50.0, 50.0]), np.array([2.5, 1.5]), np.array([25.0, 75.0])
    )
    assert rate == pytest.approx([0, 0])
    assert mix == pytest.approx([(0.10 - 0.05) * -0.25, (0.02 - 0.05) * 0.25])


def test_a_known_rate() -> None:
    mix, rate = of_ratio(
        np.array([5.0, 1.0]), np.array([50.0, 50.0]), np.array([3.0, 1.0]), np.array([50.0, 50.0])
    )
    assert mix == pytest.approx([0, 0])
    assert rate == pytest.approx([-0.02, 0])


def test_a_segment_that_comes_or_goes_is_mix() -> None:
    mix, rate = of_ratio(
        np.array([5.0, 0.0]), np.array([50.0, 0.0]), np.array([5.0, 1.0]), np.array([50.0, 50.0])
    )
    assert rate == pytest.approx([0, 0], abs=1e-15)
    assert mix.sum() == pytest.approx(0.06 - 0.1)


def test_a_known_chain() -> None:
    # Reach doubles and the click rate halves: the parts cancel.
    assert of_product(np.array([100.0, 10.0]), np.array([200.0, 10.0])).sum() == pytest.approx(0)
    parts = of_product(np.array([100.0, 10.0]), np.array([200.0, 20.0]))
    assert parts == pytest.approx([10, 0])


def test_a_chain_through_zero_is_shared_as_shapley_does() -> None:
    parts = of_product(np.array([0.0, 0.0]), np.array([100.0, 10.0]))
    assert parts == pytest.approx([10, 0])


def test_order_and_scale_do_not_matter() -> None:
    segments = [weekly(str(at), noisy(50, 0.1, at), noisy(1000, 0.1, at + 9)) for at in range(3)]
    one, other = told(*segments), told(*reversed(segments))
    assert {(p.segment, p.kind): p.value for p in one.parts} == pytest.approx(
        {(p.segment, p.kind): p.value for p in other.parts}
    )
    large = told(*(weekly(s.name, s.over * 1e6, s.under) for s in segments))
    assert [p.value for p in large.parts] == pytest.approx([p.value * 1e6 for p in one.parts])
    assert [p.is_noise for p in large.parts] == [p.is_noise for p in one.parts]


def test_the_culprit_is_named_and_the_rest_is_noise() -> None:
    instagram = noisy(100, 0.03, 1)
    instagram[-WEEKS:] *= 0.6
    found = told(weekly("Instagram", instagram), weekly("TikTok", noisy(60, 0.03, 2)))
    assert found.parts[0].segment == "Instagram"
    assert found.parts[0].is_noise is False
    assert found.parts[1].is_noise is True
    assert found.verdict.code == "why.moved_change"
    assert sum(part.value for part in found.parts) == pytest.approx(found.change, abs=1e-9)


def test_noise_needs_no_reason() -> None:
    quiet = 0
    for seed in range(20):
        segments = [weekly(str(at), noisy(100, 0.2, 100 * seed + at)) for at in range(3)]
        quiet += told(*segments).verdict.code in {"why.quiet", "why.spread"}
    assert quiet >= 7  # of three segments with 80 % intervals, half of all brands show one by chance


def test_mix_and_rate_are_told_apart() -> None:
    visits = noisy(1000, 0.02, 1)
    orders = visits * 0.05
    orders[-WEEKS:] *= 0.5
    other = noisy(1000, 0.02, 2)
    other[-WEEKS:] *= 3
    found = told(
        weekly("Shop", orders, visits, unit=Unit.SHARE), weekly("Blog", other * 0.01, other, unit=Unit.SHARE)
    )
    by_kind = {(part.segment, part.kind): part for part in found.parts}
    assert by_kind["Shop", Kind.RATE].is_noise is False
    assert by_kind["Shop", Kind.MIX].is_noise is False
    assert by_kind["Shop", Kind.RATE].value < 0
    assert found.verdict.code.startswith("why.moved_")


def test_one_week_a_period_has_no_interval() -> None:
    after = Period(END - timedelta(days=7), END)
    found = why([weekly("a", [3, 4]), weekly("b", [5, 9])], before=after.before(), after=after)
    assert isinstance(found, Why)
    assert found.is_noise is None
    assert all(part.is_noise is None for part in found.parts)
    assert found.verdict.code == "why.unknown_noise"


def test_months_have_no_interval() -> None:
    starts = tuple(add_months(date(2024, 1, 1), at) for at in range(6))
    months = Series("a", starts, np.full(6, 30), np.arange(6) + 5.0, grain=Grain.MONTH)
    found = why([months], before=BEFORE, after=AFTER)
    assert isinstance(found, Why)
    assert found.low is None


def test_a_segment_unknown_in_one_period_is_left_out_of_both() -> None:
    new = np.full(20, np.nan)
    new[-WEEKS:] = 50
    found = told(weekly("Old", noisy(100, 0.1, 1)), weekly("New", new))
    assert [part.segment for part in found.parts] == ["Old"]
    assert any("New" in note for note in found.notes)


def test_a_segment_with_zeros_before_is_new() -> None:
    new = np.zeros(20)
    new[-WEEKS:] = [50, 52, 49, 51]
    found = told(weekly("Old", np.full(20, 100.0)), weekly("New", new))
    assert found.change == pytest.approx(202)
    assert found.parts[0].segment == "New"


def test_periods_of_other_lengths_are_brought_together() -> None:
    steady = weekly("a", np.full(30, 10.0))
    found = why([steady], before=Period(END - timedelta(days=100), BEFORE.end), after=AFTER)
    assert isinstance(found, Why)
    assert found.change == pytest.approx(0)
    assert found.weeks[0] > found.weeks[1] == WEEKS
    assert len(found.notes) == 2


def test_a_break_between_the_periods_is_refused() -> None:
    broken = weekly("a", np.full(20, 10.0), breaks=(AFTER.start,))
    found = why([broken], before=BEFORE, after=AFTER)
    assert isinstance(found, Unknown)
    assert "meaning" in found.because


def test_wilder_weeks_give_wider_intervals() -> None:
    calm, wild = (told(weekly("a", noisy(100, spread, 3))).parts[0] for spread in (0.05, 0.4))
    assert calm.low is not None
    assert calm.high is not None
    assert wild.low is not None
    assert wild.high is not None
    assert wild.high - wild.low > 3 * (calm.high - calm.low)


def test_weeks_that_resemble_each_other_are_worth_less() -> None:
    assert inflation(4, 0.0) == 1
    assert inflation(8, 0.5) > inflation(8, 0.2) > 1


def test_the_sentence_says_what_the_issue_asks_for() -> None:
    visits = noisy(1000, 0.01, 1)
    orders = visits * 0.05
    orders[-WEEKS:] *= 0.7
    other = noisy(600, 0.01, 2)
    found = told(
        weekly("Instagram", orders, visits, unit=Unit.SHARE),
        weekly("TikTok", other * 0.01, other, unit=Unit.SHARE),
    )
    text = says(found.verdict, "Conversion rate").replace("\N{NO-BREAK SPACE}", " ")
    assert text.startswith("Conversion rate changed by −")
    assert "because Instagram itself went from 5 % to 3.5 %" in text
    assert text.endswith("the rest is smaller or noise.")


LONG = 60
ODD: dict[str, Floats] = {
    "empty": np.array([]),
    "one point": np.array([5.0]),
    "constant": np.full(LONG, 7.0),
    "zeros": np.zeros(LONG),
    "unknown": np.full(LONG, np.nan),
    "infinite": np.where(np.arange(LONG) % 9 == 0, np.inf, 5.0),
    "huge": np.geomspace(1, 1e15, LONG),
    "tiny": 1e-12 * (1 + np.arange(LONG) % 5),
    "negative": 50 * np.sin(np.arange(LONG)),
    "gaps": np.where(np.arange(LONG) % 3 == 0, np.nan, 4.0),
    "vanished": np.where(np.arange(LONG) < LONG - WEEKS, 5.0, 0.0),
    "long": np.arange(10_000) % 11 + 1.0,
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("other", ["gaps", "zeros", "negative", "empty"])
def test_odd_figures_are_answered(name: str, other: str) -> None:
    odd, also = ODD[name], ODD[other]
    chain = Chain("all", (weekly("reach", odd), weekly("clicks", also)))
    shared = min(len(odd), len(also))
    for found in (
        why([weekly("a", odd), weekly("b", also)], before=BEFORE, after=AFTER),
        why([weekly("a", odd[len(odd) - shared :], also[len(also) - shared :])], before=BEFORE, after=AFTER),
        why_chain([chain], before=BEFORE, after=AFTER),
    ):
        if isinstance(found, Why):
            assert np.isfinite([found.before, found.after]).all()
            size = max(abs(part.value) for part in found.parts) or 1.0
            assert abs(sum(part.value for part in found.parts) - found.change) <= 1e-9 * max(
                size, abs(found.after)
            )
            said = [says(found.verdict, "It")] + [says(p.verdict, p.segment) for p in found.parts]
            assert all(text.endswith(".") and "nan" not in text for text in said)


FIGURES = st.one_of(st.floats(-1e9, 1e9), st.just(0.0), st.just(np.nan), st.integers(0, 9).map(float))


@settings(max_examples=40, deadline=None)
@given(values=arrays(np.float64, (4, 12), elements=FIGURES))
def test_any_figures_are_answered(values: Floats) -> None:
    found = why(
        [weekly("a", values[0], values[1]), weekly("b", values[2], values[3])], before=BEFORE, after=AFTER
    )
    if isinstance(found, Why):
        assert all(p.low is None or (p.high is not None and p.low <= p.value <= p.high) for p in found.parts)
