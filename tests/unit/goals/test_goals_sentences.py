"""Own sentences in four languages, with what they say (`sentences.toml`)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from milepost.goals.sentence import as_json, read_sentence

SENTENCES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("sentences.toml").read_text("utf-8")
)["sentence"]


@pytest.mark.parametrize("case", SENTENCES, ids=[case["text"][:60] for case in SENTENCES])
def test_a_sentence_says(case: dict[str, Any]) -> None:
    read = as_json(read_sentence(case["text"]))
    expected = dict(case["says"])
    empty = dict.fromkeys(expected.pop("none", ()))
    for name in ("channel", "problems"):
        read[name] = sorted(read[name])
        if name in expected:
            expected[name] = sorted(expected[name])
    assert {**expected, **empty} == {name: read[name] for name in (*expected, *empty)}


@pytest.mark.parametrize(
    "case",
    [case for case in SENTENCES if {"has", "lacks", "asks", "offered"} & set(case)],
    ids=lambda c: c["text"][:60],
)
def test_a_sentence_is_told_what_is_wrong(case: dict[str, Any]) -> None:
    read = read_sentence(case["text"])
    assert set(case.get("has", ())) - set(read.problems) == set()
    assert set(case.get("lacks", ())) & set(read.problems) == set()
    if "asks" in case:
        assert case["asks"] in " ".join(read.questions).lower()
    if "offered" in case:
        assert case["offered"] == [other.metric for other in read.offered]
        assert [read.deadline] * len(read.offered) == [other.deadline for other in read.offered]
