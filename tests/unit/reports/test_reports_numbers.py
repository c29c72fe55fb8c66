"""Numbers as a reader sees them."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.amount import Amount, Ratio, Unit, Unknown
from milepost.period import Period
from milepost.reports import numbers


def spaced(text: str) -> str:
    """The text with plain spaces, which are easier to write in a test."""
    return text.replace(numbers.NBSP, " ")


@pytest.mark.parametrize(
    ("value", "unit", "currency", "expected"),
    [
        (0, Unit.COUNT, None, "0"),
        (1234.4, Unit.COUNT, None, "1,234"),
        (3.456, Unit.COUNT, None, "3.5"),
        (-12, Unit.COUNT, None, "−12"),
        (-0.0001, Unit.COUNT, None, "0"),
        (0.0345, Unit.SHARE, None, "3.5 %"),
        (0.0004, Unit.SHARE, None, "0.04 %"),
        (1.5, Unit.SHARE, None, "150 %"),
        (4.625, Unit.MONEY, "EUR", "€4.62"),
        (1234.5, Unit.MONEY, "EUR", "€1,234"),
        (-20, Unit.MONEY, "CHF", "−CHF 20"),
        (20, Unit.MONEY, None, "20"),
        (42, Unit.SECONDS, None, "42 s"),
        (125, Unit.SECONDS, None, "2 min 5 s"),
        (12_000, Unit.SECONDS, None, "3 h 20 min"),
        (259_200, Unit.SECONDS, None, "3 days"),
        (2.346, Unit.RATIO, None, "2.35"),
        (math.nan, Unit.COUNT, None, "unknown"),
    ],
)
def test_a_figure_is_written_in_its_unit(
    value: float, unit: str, currency: str | None, expected: str
) -> None:
    assert expected == spaced(numbers.written(value, unit, currency))


@pytest.mark.parametrize(
    ("low", "high", "unit", "currency", "expected"),
    [
        (243.2, 328.7, Unit.COUNT, None, "240–330"),
        (3, 17, Unit.COUNT, None, "3–17"),
        (41, 41.2, Unit.COUNT, None, "41"),
        (0.0312, 0.0361, Unit.SHARE, None, "3.1–3.6 %"),
        (41.2, 43.9, Unit.MONEY, "EUR", "€41.20–43.90"),
        (10_234, 15_800, Unit.MONEY, "EUR", "€10,000–16,000"),
        (5_900, 7_700, Unit.SECONDS, None, "1.65–2.15 h"),
        (-5, 20, Unit.COUNT, None, "−5 to 20"),
    ],
)
def test_an_interval_is_no_finer_than_its_width(
    low: float, high: float, unit: str, currency: str | None, expected: str
) -> None:
    assert expected == spaced(numbers.interval(low, high, unit, currency))


@given(st.floats(0, 1e9), st.floats(0, 1e9))
def test_rounding_moves_no_end_by_more_than_an_eighth_of_the_width(a: float, b: float) -> None:
    low, high = sorted((a, b))
    step = numbers.step_for(low, high, Unit.RATIO)
    assert step <= max((high - low) / 8 * (1 + 1e-9), 0.001)


@pytest.mark.parametrize(
    ("chance", "expected"), [(0.712, "71 %"), (0.001, "under 1 %"), (0.999, "over 99 %"), (0.5, "50 %")]
)
def test_odds_are_never_promised(chance: float, expected: str) -> None:
    assert expected == spaced(numbers.probability(chance))


def test_a_target_keeps_the_digits_that_were_written() -> None:
    assert [
        spaced(numbers.exact(0.0425, Unit.SHARE)),
        spaced(numbers.exact(48_000, Unit.MONEY, "EUR")),
        spaced(numbers.exact(4.5, Unit.MONEY, "EUR")),
        spaced(numbers.exact(12_000)),
    ] == ["4.25 %", "€48,000", "€4.50", "12,000"]


@pytest.mark.parametrize(
    ("first", "end", "expected"),
    [
        (date(2026, 3, 3), date(2026, 3, 31), "3–30 March 2026"),
        (date(2026, 3, 3), date(2026, 3, 4), "3 March 2026"),
        (date(2026, 2, 3), date(2026, 3, 31), "3 February to 30 March 2026"),
        (date(2025, 12, 3), date(2026, 1, 2), "3 December 2025 to 1 January 2026"),
    ],
)
def test_a_period_is_said_from_its_first_to_its_last_day(first: date, end: date, expected: str) -> None:
    assert expected == spaced(numbers.days(Period(first, end)))


def test_labels_of_charts_shorten_millions() -> None:
    assert [
        numbers.compact(1_750_000, Unit.MONEY, "EUR"),
        numbers.compact(48_000, Unit.MONEY, "EUR"),
        numbers.compact_interval(1_500_000, 2_250_000, Unit.MONEY, "EUR"),
        numbers.compact_interval(900, 1_100),
    ] == ["€1.75M", "€48,000", "€1.50–2.25M", "900–1,100"]


def test_an_unknown_is_a_word_and_never_a_zero() -> None:
    assert [
        numbers.figure(Unknown("nobody said")),
        numbers.figure(Amount(3)),
        spaced(numbers.figure(Ratio(1, 2))),
    ] == ["unknown", "3", "50 %"]


@pytest.mark.parametrize(
    ("ticks", "unit", "currency", "expected"),
    [
        ([0, 5_000, 10_000], Unit.COUNT, None, ["0", "5K", "10K"]),
        ([0, 0.025, 0.05], Unit.SHARE, None, ["0.0 %", "2.5 %", "5.0 %"]),
        ([4, 4.5, 5], Unit.MONEY, "EUR", ["€4.00", "€4.50", "€5.00"]),
        ([-1, 0, 1], Unit.COUNT, None, ["−1", "0", "1"]),
        ([0, 60, 120], Unit.SECONDS, None, ["0", "1 min", "2 min"]),
    ],
)
def test_the_ticks_of_an_axis_agree(
    ticks: list[float], unit: str, currency: str | None, expected: list[str]
) -> None:
    assert expected == [spaced(label) for label in numbers.axis_labels(ticks, unit, currency)]


def test_a_figure_beyond_the_digits_of_a_float_is_a_power_of_ten() -> None:
    assert numbers.plain(6.724949124438234e60) == "6.7\u00a0×\u00a010^60"
    assert numbers.signed_share(6.724949124438234e60) == "×6.7\u00a0×\u00a010^60"
    assert numbers.written(-2e16, "money", "EUR") == "−€2\u00a0×\u00a010^16"
    assert numbers.plain(999_999_999_999_999) == "999,999,999,999,999"


@pytest.mark.parametrize(
    ("language", "ticks", "expected"),
    [
        ("de", [0, 500, 1000], ["0 €", "500 €", "1.000 €"]),
        ("es", [0, 500, 1000], ["0 €", "500 €", "1.000 €"]),
        ("de", [0, 10_000, 20_000], ["0 €", "10.000 €", "20.000 €"]),
        ("de", [0, 0.5, 1], ["0,00 €", "0,50 €", "1,00 €"]),
        ("fr", [0, 2.5, 5], ["0,00 €", "2,50 €", "5,00 €"]),
    ],
)
def test_an_axis_of_money_has_cents_only_where_its_ticks_do(
    language: str, ticks: list[float], expected: list[str]
) -> None:
    with numbers.written_in(language):
        assert [spaced(label) for label in numbers.axis_labels(ticks, Unit.MONEY, "EUR")] == expected
