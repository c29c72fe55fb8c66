"""Reading YAML: what a plan needs of it, the line of every fault, and nothing a hostile file could use."""

# ruff: noqa: E501 - each example on its line

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.errors import MilepostError, Refused
from milepost.plan import yaml_text
from milepost.plan.yaml_text import read_tree


def refused(text: str | bytes) -> str:
    with pytest.raises(Refused) as found:
        read_tree(text if isinstance(text, bytes) else text.encode(), "plan.yaml")
    assert found.value.remedy
    return found.value.what


def test_values_are_what_they_look_like() -> None:
    text = "a: no\nb: 'true'\nc: true\nd: 12\ne: 1.5\nf: 2027-03-31\ng: 12:30\nh: 007\ni:\nj: [on, ~, -3]\nk: 1e3\n"
    assert read_tree(text.encode(), "x").value == {
        "a": "no", "b": "true", "c": True, "d": 12, "e": 1.5, "f": "2027-03-31", "g": "12:30", "h": "007",
        "i": None, "j": ["on", None, -3], "k": 1000.0,
    }  # fmt: skip


def test_every_place_has_its_line() -> None:
    tree = read_tree(b"goals:\n  - sentence: one\n\n  - sentence: two\n    leads:\n      - ctr\n", "x")
    assert tree.lines["goals", 1, "leads", 0] == 6
    assert tree.lines["goals", 1] == 4
    assert tree.lines["goals", 0, "sentence"] == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: &x [1]\nb: *x\n", "line 1: a plan has no anchors"),
        ("lol: &l [x]\n", "anchors"),
        ("a: !!python/object/apply:os.system [ls]\n", "has no tags"),
        ("a: !<tag:evil> x\n", "has no tags"),
        ("a: 1\n---\nb: 2\n", "line 2: a second document"),
        ("a: 1\nb: 2\na: 3\n", "line 3: “a” stands twice in the plan (first in line 1)"),
        ("goals:\n- {x: 1, x: 2}\n", "stands twice in goals[0]"),
        ("[" * 40, "nested deeper"),
        ("a:\n\tb: 1\n", "line 2"),
        ("a: b: c\n", "line 1"),
        ('a: "open\n', "not YAML"),
        ("? [a]\n: b\n", "where a name is expected"),
        ("a: \x07\n", "a character that no text may hold"),
        (b"milepost: 1\na: x\0\n", "line 2: this is no text"),
        ("milepost: 1\n".encode("utf-16-le"), "zero byte"),
        ("a: " + "x" * 15_000, "15,000 characters"),
        ("a: " + "!" * 900_000, "line 1: it has 900,003 characters"),
        ("a:\n" + "- 1\n" * 25_000, "more than 20,000 values"),
        ("#" * 1_000_001, "1,000,001 bytes"),
    ],
)
def test_what_no_plan_needs_is_refused(text: str | bytes, says: str) -> None:
    assert says in refused(text)


def test_a_bomb_of_aliases_is_refused_before_it_grows() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{c}: &{c} [{', '.join([f'*{p}'] * 9)}]" for p, c in zip("abcdefgh", "bcdefghi", strict=True)]
    assert "anchors" in refused("\n".join(lines))


def test_other_encodings_are_read_and_told() -> None:
    assert read_tree("a: Ä\n".encode("utf-16"), "x").notes == ("utf-16-le",)
    assert read_tree("a: Ä\n".encode("cp1252"), "x").notes == ("cp1252",)
    assert read_tree("\ufeffa: Ж 中 ع\n".encode(), "x").value == {"a": "Ж 中 ع"}


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(MilepostError):
        assert read_tree(data, "x").lines is not None


@given(st.text(alphabet="{}[]:-,\n #&*!|>'\"%@?ab1", max_size=80))
def test_any_yaml_signs_are_read_or_refused(text: str) -> None:
    try:
        tree = read_tree(text.encode(), "x")
    except Refused:
        return
    assert len(tree.lines) <= yaml_text.MOST_VALUES


def test_thousands_after_a_point_stay_text_so_that_they_are_asked() -> None:
    value = read_tree(b"a: 8.000\nb: 12.50\nc: 1.125\nd: 0.500\n", "x").value
    assert value == {"a": "8.000", "b": 12.5, "c": 1.125, "d": 0.5}
