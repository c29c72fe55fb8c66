"""From series to the words that rules wait for."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from milepost.amount import Unit
from milepost.period import Grain
from milepost.playbook.standings import PLACES, Stand, State, shares, stand_of
from milepost.series import Series

MONDAY = date(2023, 1, 2)
CALM = [95.0, 100.0, 105.0]


def weekly(values: list[float], unit: Unit = Unit.COUNT, begin: date = MONDAY) -> Series:
    starts = tuple(begin + timedelta(weeks=n) for n in range(len(values)))
    return Series("visits", starts, np.full(len(values), 7), np.array(values), grain=Grain.WEEK, unit=unit)


def states(series: Series, later: int = 0, share: float | None = None) -> frozenset[State]:
    span = series.span
    assert span is not None
    found = stand_of("sessions", None, series, as_of=span.end + timedelta(days=later), share=share)
    return frozenset() if found is None else found.states


@pytest.mark.parametrize(
    ("last", "state"),
    [
        ([100.0] * 4, State.USUAL),
        ([160.0] * 6, State.RISING),
        ([50.0] * 6, State.FALLING),
        ([0.0] * 4, State.ENDED),
    ],
)
def test_the_last_weeks_give_the_word(last: list[float], state: State) -> None:
    assert states(weekly(CALM * 14 + last)) & PLACES == {state}


def test_from_nothing_is_no_rise() -> None:
    assert states(weekly([0.0] * 42 + [80.0, 90.0, 100.0, 90.0])) & PLACES == {State.BEGAN}


def test_a_restless_figure_is_only_present() -> None:
    wild = [float(n) for n in np.random.default_rng(4).lognormal(4, 1.2, 48)]
    assert states(weekly(wild)) == {State.PRESENT}


def test_too_few_weeks_and_old_figures_cannot_be_judged() -> None:
    assert states(weekly(CALM * 3)) == {State.PRESENT}
    assert states(weekly(CALM * 14), later=60) == frozenset()
    assert stand_of("sessions", None, weekly([]), as_of=MONDAY) is None


def test_a_spike_does_not_make_a_month_high() -> None:
    found = states(weekly([*CALM * 14, 100.0, 900.0, 100.0, 100.0]))
    assert State.SPIKE in found
    assert not found & {State.HIGH, State.RISING}


def test_a_spike_downwards_or_long_ago_is_none() -> None:
    assert State.SPIKE not in states(weekly([*CALM * 14, 100.0, 8.0, 100.0, 100.0]))
    assert State.SPIKE not in states(weekly([*CALM * 12, 900.0, *CALM * 3]))


def test_a_spike_tells_its_week_and_what_is_usual() -> None:
    found = stand_of("sessions", None, weekly([*CALM * 14, 900.0]), as_of=MONDAY + timedelta(weeks=43))
    assert isinstance(found, Stand)
    told = found.verdict(State.SPIKE)
    assert told is not None
    assert told.code == "playbook.spike_week"
    assert told.values["day"] == MONDAY + timedelta(weeks=42)


def test_the_same_season_a_year_ago_is_told() -> None:
    year = CALM * 15 + [160.0] * 7
    assert State.AS_LAST_YEAR in states(weekly(year * 2))
    assert State.AS_LAST_YEAR not in states(weekly(CALM * 17 + [100.0] + year))
    assert State.AS_LAST_YEAR not in states(weekly(year))


def test_who_gives_two_thirds_carries() -> None:
    most, rest = weekly([200.0] * 20), weekly([50.0] * 20)
    as_of = MONDAY + timedelta(weeks=20)
    assert shares({"instagram": most, "email": rest}, as_of=as_of) == {"instagram": 0.8, "email": 0.2}
    assert shares({"instagram": most}, as_of=as_of) == {}
    assert shares({"a": weekly([0.0] * 20), "b": weekly([0.0] * 20)}, as_of=as_of) == {}
    assert State.CARRIES in states(weekly(CALM * 14), share=0.8)
    assert State.CARRIES not in states(weekly(CALM * 14), share=0.5)


@pytest.mark.parametrize("scale", [1e-6, 1e6])
def test_the_unit_does_not_matter(scale: float) -> None:
    values = CALM * 14 + [160.0] * 6
    money = weekly([value * scale for value in values], unit=Unit.MONEY)
    assert states(money) == states(weekly(values))


def test_a_handful_of_events_is_not_judged() -> None:
    assert states(weekly([1.0, 1.0, 2.0] * 14 + [2.0] * 4)) == {State.PRESENT}
    assert State.FALLING in states(weekly([5.0, 5.0, 6.0] * 14 + [2.0] * 6))


def test_a_rate_of_a_handful_of_events_is_not_judged() -> None:
    sessions, orders = np.full(48, 200.0), np.array([1.0] * 42 + [2.0] * 6)
    few = replace(weekly(orders.tolist(), Unit.SHARE), under=sessions, adds=False)
    many = replace(few, over=orders * 50, under=sessions * 50)
    assert states(few) == {State.PRESENT}
    assert State.RISING in states(many)


def test_a_figure_has_at_most_one_place() -> None:
    rng = np.random.default_rng(7)
    for _ in range(20):
        values = rng.poisson(60, 60) * np.where(np.arange(60) > rng.integers(30, 60), rng.uniform(0, 3), 1)
        assert len(states(weekly(values.astype(float).tolist())) & PLACES) <= 1
