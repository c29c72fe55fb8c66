"""Percentiles over one's own clients: known answers, and nothing below five."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.amount import Unit, Unknown, Why
from milepost.judgement.percentiles import Percentiles, percentiles


def test_the_quartiles_of_nine_clients() -> None:
    found = percentiles([9, 1, 8, 2, 7, 3, 6, 4, 5])
    assert found == Percentiles(3, 5, 7, 9)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1, "lowest"),
        (3, "second"),
        (4.9, "second"),
        (5, "third"),
        (6.9, "third"),
        (7, "highest"),
        (99, "highest"),
    ],
)
def test_a_place_lies_between_two_of_them(value: float, code: str) -> None:
    assert Percentiles(3, 5, 7, 9).place(value).code == f"clients.{code}"


def test_where_most_are_the_same_nobody_stands_out() -> None:
    assert Percentiles(3, 3, 3, 9).place(3).code == "clients.alike"


def test_four_clients_are_too_few() -> None:
    found = percentiles([1, 2, 3, 4], Unit.SHARE)
    assert isinstance(found, Unknown)
    assert found.why is Why.WITHHELD
    assert isinstance(percentiles([]), Unknown)


@given(st.lists(st.floats(-1e9, 1e9), min_size=5, max_size=40))
def test_they_rise_and_a_place_holds_no_figure_of_another(figures: list[float]) -> None:
    found = percentiles(figures)
    assert isinstance(found, Percentiles)
    assert found.p25 <= found.p50 <= found.p75
    assert min(figures) <= found.p25
    assert found.p75 <= max(figures)
    assert set(found.place(figures[0]).values) == {"own", "n"}
