"""Own sentences by kind (`kinds.toml`): the breadth of the vocabulary and the rules of the reader."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from milepost.goals.sentence import as_json, read_sentence

KINDS: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("kinds.toml").read_text("utf-8")
)


def _differences(text: str, told: dict[str, Any]) -> list[str]:
    read = as_json(read_sentence(text))
    wrong = []
    for name, expected in told.items():
        if name == "none":
            wrong += [f"{field} is {read[field]!r}" for field in expected if read[field] not in (None, [])]
        elif name == "has":
            wrong += [f"{code} is missing" for code in set(expected) - set(read["problems"])]
        elif name == "lacks":
            wrong += [f"{code} is told" for code in set(expected) & set(read["problems"])]
        elif name == "channel":
            wrong += [f"channel is {read[name]!r}"] * (sorted(read[name]) != sorted(expected))
        elif read[name] != expected:
            wrong.append(f"{name} is {read[name]!r}")
    return wrong


@pytest.mark.parametrize("kind", KINDS)
def test_every_sentence_of_a_kind_is_read(kind: str) -> None:
    wrong = {text: _differences(text, told) for text, told in KINDS[kind].items()}
    assert {text: found for text, found in wrong.items() if found} == {}
