"""What a goal carries besides its sentence, and whether its guards hold."""

from datetime import date, timedelta

import numpy as np
import pytest
from plan_parts import goal

from milepost.errors import InvalidValue, NotFound
from milepost.goals.details import NOTHING, Details, Known, checked, read_guard, with_details
from milepost.goals.goal import Guard
from milepost.goals.guarding import guard_state
from milepost.period import Grain
from milepost.reports.words.judged import says
from milepost.series import Series

KNOWN = Known(kpis={"aov", "bounce_rate"}, objectives={"sell"}, roles={"service"}, goals={"g1"})
UNITS = {"bounce_rate": "share", "aov": "money"}


@pytest.mark.parametrize(
    ("text", "guard"),
    [
        ("aov", Guard("aov")),
        ("bounce_rate<=55%", Guard("bounce_rate", None, 0.55)),
        ("bounce_rate <= 0.55", Guard("bounce_rate", None, 0.55)),
        ("aov>=1,200", Guard("aov", 1200.0, None)),
        ("aov>=12,5", Guard("aov", 12.5, None)),
    ],
)
def test_a_guard_is_read(text: str, guard: Guard) -> None:
    assert read_guard(text, UNITS) == guard


@pytest.mark.parametrize("text", ["", "aov>30", "bounce_rate<=55", "aov>=..", "aov>=30 or so"])
def test_a_guard_that_could_mean_two_things_is_asked_about(text: str) -> None:
    with pytest.raises(InvalidValue):
        read_guard(text, UNITS)


@pytest.mark.parametrize(
    "details",
    [
        Details(leads=("aof",)),
        Details(guards=(Guard("bounce"),)),
        Details(objective="sel"),
        Details(role="servise"),
        Details(segment="content"),
        Details(audience="cooks"),
        Details(after="g2"),
    ],
)
def test_what_nobody_knows_is_not_taken(details: Details) -> None:
    with pytest.raises(NotFound):
        checked(details, KNOWN)


def test_money_and_hours_are_nought_or_more() -> None:
    for details in (Details(budget=-1.0), Details(hours=float("inf"))):
        with pytest.raises(InvalidValue):
            checked(details, KNOWN)


def test_details_are_set_left_and_cleared() -> None:
    one = with_details(goal(budget=10.0), Details(hours=3.0), ("owner", "guards"))
    assert (one.budget, one.hours, one.owner, one.guards) == (10.0, 3.0, None, ())
    assert with_details(goal(), NOTHING) == goal()
    with pytest.raises(NotFound):
        with_details(goal(), NOTHING, ("colour",))


BEGIN = date(2026, 1, 5)


def weekly(values: list[float]) -> Series:
    starts = tuple(BEGIN + timedelta(days=7 * n) for n in range(len(values)))
    over = np.array(values) * 100
    under = np.full(len(values), 100.0)
    return Series("bounce_rate", starts, np.full(len(values), 7), over, under, Grain.WEEK)


NOISE = [0.01, -0.01, 0.02, -0.02, 0.0, 0.01, -0.015, 0.005] * 5


@pytest.mark.parametrize(
    ("limit", "held"),
    [(Guard("b", None, 0.70), True), (Guard("b", None, 0.30), False), (Guard("b", None, 0.501), None)],
)
def test_a_limit_holds_is_broken_or_is_too_close_to_tell(limit: Guard, held: bool | None) -> None:
    series = weekly([0.5 + n for n in NOISE])
    found = guard_state(limit, "Bounce rate", "lower", series, start=BEGIN, as_of=BEGIN + timedelta(days=280))
    assert found.held is held
    assert says(found.told, found.title).startswith("Bounce rate ")


def test_without_a_limit_a_lasting_change_for_the_worse_breaks_it() -> None:
    end = BEGIN + timedelta(days=280)
    steady = weekly([0.3 + n for n in NOISE])
    worse = weekly([0.3 + n + (0.3 if at >= 34 else 0) for at, n in enumerate(NOISE)])
    start = end - timedelta(days=50)
    assert guard_state(Guard("b"), "Bounce rate", "lower", steady, start=start, as_of=end).held is True
    broken = guard_state(Guard("b"), "Bounce rate", "lower", worse, start=start, as_of=end)
    assert broken.held is False
    assert "was not to get worse and has" in says(broken.told, broken.title)
    assert guard_state(Guard("b"), "Bounce rate", "higher", worse, start=start, as_of=end).held is True


def test_a_guard_without_figures_is_unknown() -> None:
    found = guard_state(Guard("b"), "Bounce rate", "lower", weekly([]), start=BEGIN, as_of=BEGIN)
    assert found.held is None
    assert "cannot tell" in says(found.told, found.title)
