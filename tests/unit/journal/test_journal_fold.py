from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.errors import InvalidValue
from milepost.journal import Entry, history, live, next_seq

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def entry(key: str, seq: int, day: int = 0, **body: object) -> Entry:
    return Entry("Tin & Twine", "goal", key, seq, START + timedelta(days=day), "Ada", "", body)


def test_the_highest_number_holds_whatever_the_clock_said() -> None:
    early = entry("a", 2, day=0, target=20)
    assert {"a": early} == live([early, entry("a", 1, day=5, target=10)], "goal")


def test_an_undone_thing_is_gone_and_comes_back_with_a_later_entry() -> None:
    entries = [entry("a", 1), entry("a", 2, undone=True)]
    assert live(entries, "goal") == {}
    again = entry("a", 3, target=5)
    assert {"a": again} == live([*entries, again], "goal")


def test_the_plan_on_an_earlier_day_is_what_was_written_until_then() -> None:
    entries = [entry("a", 1, day=0, target=10), entry("a", 2, day=9, target=30), entry("b", 1, day=9)]
    assert {"a": entries[0]} == live(entries, "goal", START + timedelta(days=8))


def test_other_kinds_are_not_seen_and_keys_come_in_the_order_they_appeared() -> None:
    other = Entry("Tin & Twine", "import", "a", 1, START, "Ada", "", {})
    entries = [other, entry("z", 1, day=1), entry("b", 1, day=2), entry("z", 2, day=3)]
    assert list(live(entries, "goal")) == ["z", "b"]


def test_a_history_is_in_order_and_tells_the_next_number() -> None:
    entries = [entry("a", 2), entry("b", 1), entry("a", 1)]
    assert [e.seq for e in history(entries, "goal", "a")] == [1, 2]
    assert tuple(next_seq(entries, "goal", key) for key in "abc") == (3, 2, 1)


def test_an_entry_needs_a_zone_and_a_number_from_one() -> None:
    with pytest.raises(InvalidValue):
        Entry("B", "goal", "a", 1, datetime(2026, 1, 1), "", "", {})  # noqa: DTZ001
    with pytest.raises(InvalidValue):
        entry("a", 0)


@given(st.permutations([entry(k, s, day=s, undone=(s == 3)) for k in "abc" for s in (1, 2, 3, 4)]))
def test_the_order_in_which_entries_are_given_is_of_no_matter(entries: list[Entry]) -> None:
    assert {k: e.seq for k, e in live(entries, "goal").items()} == {"a": 4, "b": 4, "c": 4}
    assert live(entries, "goal", START + timedelta(days=3)) == {}
