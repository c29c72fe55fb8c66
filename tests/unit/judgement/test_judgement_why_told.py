"""Which parts of a change are worth a word: sure ones, large ones, and first those that go its way."""

import pytest

from milepost.amount import Unit
from milepost.judgement.why_result import Kind, Part, Why


def part(segment: str, value: float, *, sure: bool = True) -> Part:
    low, high = (value - 0.1, value + 0.1) if sure else (value - 999, value + 999)
    return Part(
        segment, Kind.CHANGE, value, low, high, 10.0, 10.0 + value, None, Unit.COUNT, None, Unit.COUNT
    )


def verdict_of(change: float, *parts: Part, noise: bool = False) -> tuple[str, list[object]]:
    reach = 2 * abs(change) + 1 if noise else 1.0
    whole = Why(100.0, 100.0 + change, change - reach, change + reach, parts, (4, 4), Unit.COUNT, None)
    values = whole.verdict.values
    return whole.verdict.code, [values[name] for name in ("first", "second") if name in values]


@pytest.mark.parametrize(
    ("parts", "code", "named"),
    [
        ((part("A", 30), part("B", 12)), "why.moved_change_change", ["A", "B"]),
        ((part("A", 30), part("B", 2)), "why.moved_change", ["A"]),
        ((part("A", -15), part("B", 30)), "why.moved_change_change", ["B", "A"]),
        ((part("A", -15), part("B", 30, sure=False)), "why.spread", []),
        ((part("A", 3), part("B", 2)), "why.spread", []),
    ],
    ids=["two", "the second is small", "one against it", "only one against it", "all small"],
)
def test_of_a_change(parts: tuple[Part, ...], code: str, named: list[str]) -> None:
    assert verdict_of(40.0, *parts) == (code, named)


def test_of_a_figure_that_held_only_what_moved_it_by_a_twentieth_is_told() -> None:
    assert verdict_of(3.0, part("A", 20), part("B", -17), noise=True) == ("why.held_change", ["A"])
    assert verdict_of(3.0, part("A", 4), part("B", -1), noise=True) == ("why.quiet", [])
