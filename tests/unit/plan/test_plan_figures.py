"""Figures in a plan file: read as people write them, never guessed, and written back to the same value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.errors import InvalidValue
from milepost.plan.figures import read_figure, write_figure


@pytest.mark.parametrize(
    ("said", "unit", "value"),
    [
        (300, "count", 300),
        ("1,200,000", "count", 1_200_000),
        ("1 200", "count", 1_200),
        ("5%", "share", 0.05),
        ("5,5 %", "share", 0.055),
        (0.05, "share", 0.05),
        ("1200 EUR", "money", 1200),
        ("€1.234,50", "money", 1234.5),
        ("1'200 eur", "money", 1200),
        ("90 min", "seconds", 5400),
        ("1.5 h", "seconds", 5400),
        ("3.2", "ratio", 3.2),
    ],
)
def test_a_figure_is_read(said: float | str, unit: str, value: float) -> None:
    assert read_figure(said, unit, "EUR") == pytest.approx(value)


@pytest.mark.parametrize(
    ("said", "unit", "says"),
    [
        ("1,200", "count", "can be 1200 or 1.200"),
        ("1.200 EUR", "money", "can be 1200 or 1.200"),
        (5, "share", "5 % or 5 times"),
        ("20%", "count", "is a share, and this KPI is not"),
        ("100 USD", "money", "another currency"),
        ("$100", "money", "another currency"),
        (30, "seconds", "no length of time"),
        ("30 leads", "count", "has a unit"),
        ("many", "count", "is no figure"),
        (-3, "count", "no figure that can be aimed at"),
        (float("nan"), "count", "no figure"),
        ("+20 %", "share", "is no figure"),
    ],
)
def test_what_can_be_meant_in_two_ways_is_asked(said: float | str, unit: str, says: str) -> None:
    with pytest.raises(InvalidValue, match=says):
        read_figure(said, unit, "EUR")


@given(
    st.floats(min_value=0, max_value=1e12, allow_nan=False).map(lambda value: round(value, 6)),
    st.sampled_from(["count", "money", "share", "seconds", "ratio"]),
)
def test_a_figure_comes_back_as_it_was(value: float, unit: str) -> None:
    value = value / 1e13 if unit == "share" else value
    written = write_figure(value, unit, "EUR")
    assert read_figure(written, unit, "EUR") == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("said", ["1" + " " * 9_000 + "!", "1" * 9_000, "1," * 4_000])
def test_a_long_text_is_refused_at_once(said: str) -> None:
    with pytest.raises(InvalidValue, match="is no figure"):
        read_figure(said, "count")
