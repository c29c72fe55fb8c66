"""The statistic behind a lasting change: its answer by hand, and the laws it must keep."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.judgement.scan import BEFORE, SHORTEST, SUDDEN, THRESHOLD, best, scans
from milepost.series import Floats

WEEKS = st.lists(st.floats(-3, 3), min_size=20, max_size=70)


def noise(seed: int, weeks: int = 60) -> Floats:
    return np.random.default_rng(seed).normal(0, 0.05, weeks)


def test_the_shift_is_the_difference_of_both_means() -> None:
    before = np.tile([0.9, 1.0, 1.1], 13)
    values = np.concatenate([before, [2.0, 2.0, 2.0]])
    scan = next(scan for scan in scans(values) if scan.length == 3)
    assert scan.usual == pytest.approx(before.mean())
    assert scan.shift == pytest.approx(2.0 - before.mean())
    assert scan.before == BEFORE
    # Neighbours do not resemble each other, so nothing is added; the robust spread is 1.4826 x 0.1.
    assert scan.error == pytest.approx(0.8 * 1.4826 * 0.1 * np.sqrt(1 / 3 + 1 / 39))


def test_two_weeks_need_a_greater_shift_than_three() -> None:
    two, three = scans(noise(1))[:2]
    assert two.needed == pytest.approx(SUDDEN * THRESHOLD * two.error)
    assert three.needed == pytest.approx(THRESHOLD * three.error)
    assert (two.length, three.length) == (SHORTEST, 3)


@settings(max_examples=60, deadline=None)
@given(values=WEEKS, by=st.floats(-100, 100))
def test_moving_all_weeks_moves_nothing(values: list[float], by: float) -> None:
    plain, moved = scans(np.array(values)), scans(np.array(values) + by)
    assert [scan.shift for scan in plain] == pytest.approx([scan.shift for scan in moved], abs=1e-9)
    assert [scan.error for scan in plain] == pytest.approx([scan.error for scan in moved], abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(values=WEEKS)
def test_upside_down_the_shift_changes_its_sign(values: list[float]) -> None:
    up, down = scans(np.array(values)), scans(-np.array(values))
    assert [scan.shift for scan in up] == pytest.approx([-scan.shift for scan in down], abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(values=WEEKS, lift=st.floats(0, 2))
def test_a_larger_lift_is_a_larger_shift(values: list[float], lift: float) -> None:
    lower, higher = np.array(values), np.array(values)
    lower[-3:], higher[-3:] = lower[-3:] + lift, higher[-3:] + lift + 0.5
    first, second = (next(s for s in scans(v) if s.length == 3) for v in (lower, higher))
    assert second.shift >= first.shift - 1e-9
    assert second.error == pytest.approx(first.error)


def test_one_wild_week_before_hides_no_change() -> None:
    values = noise(2)
    values[-3:] += 0.6
    clean = best(scans(values), values)
    values[-20] += 8
    wild = best(scans(values), values)
    assert clean is not None
    assert wild is not None
    assert wild.shift == pytest.approx(clean.shift, abs=0.05)


@pytest.mark.parametrize("place", [-1, -2, -4, -7])
def test_one_wild_week_now_is_no_change(place: int) -> None:
    values = noise(3)
    values[place] += 5
    assert best(scans(values), values) is None


def test_two_wild_weeks_of_eight_are_no_change() -> None:
    values = noise(4)
    values[[-2, -6]] += 5
    assert best(scans(values), values) is None


def test_the_length_follows_the_change() -> None:
    for length in (3, 5, 8):
        values = noise(5)
        values[-length:] += 1
        found = best(scans(values), values)
        assert found is not None
        assert found.length == length


def test_unknown_weeks_are_left_out() -> None:
    values = noise(6)
    values[-30:-15] = np.nan
    assert scans(values)[0].before < BEFORE
    values[:-10] = np.nan
    assert scans(values) == []


def test_a_visible_shift_is_found_in_four_of_five_cases() -> None:
    found = 0
    for seed in range(100):
        values = noise(seed)
        visible = min(scan.visible for scan in scans(values[:-8]))
        values[-8:] += visible
        found += any(best(scans(values[: 60 - back]), values[: 60 - back]) is not None for back in range(7))
    assert 75 <= found <= 100
