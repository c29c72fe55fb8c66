"""What is found in a goal, as a code with its values, and its words from `knowledge/findings.toml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from milepost.knowledge.reader import table
from milepost.language import gettext

REFUSE, QUESTION, ADVICE = "refuse", "question", "advice"


@dataclass(frozen=True, slots=True)
class Finding:
    """`severity` is refuse (the goal is not kept as it is), question (the user decides) or advice."""

    code: str
    severity: str
    values: Mapping[str, object] = field(default_factory=dict)


def says(finding: Finding) -> str:
    """The finding in a sentence of the language that is spoken."""
    return _filled(finding, "says")


def remedy(finding: Finding) -> str:
    """What to do about it, in a sentence of the language that is spoken."""
    return _filled(finding, "remedy")


@lru_cache(maxsize=1)
def templates() -> Mapping[str, Any]:
    """All sentences by code: `says` and `remedy`, with values in braces."""
    return table("findings")


def _filled(finding: Finding, part: str) -> str:
    said = str(templates()[finding.code][part].format_map(_Named(finding.values)))
    return said[:-1] if said.endswith("..") else said


def named(goals: Sequence[object]) -> str:
    """“goal g1”, “goals g1, g2 and g4”."""
    ids = [str(one) for one in goals]
    if len(ids) == 1:
        return gettext("goal {id}", id=ids[0])
    if not ids:
        return gettext("no goal")
    return gettext("goals {ids} and {last}", ids=", ".join(ids[:-1]), last=ids[-1])


class _Named(dict[str, object]):
    """Values for a sentence: numbers as people write them, and an open place for what is not known."""

    def __init__(self, values: Mapping[str, object]) -> None:
        share = values.get("unit") == "share"
        super().__init__(
            {name: _written(value, share and name != "amount") for name, value in values.items()}
        )
        if isinstance(ids := values.get("goals"), (tuple, list)):
            self["named"] = named(ids)

    def __missing__(self, key: str) -> str:
        return gettext("({what} not known)", what=key.replace("_", " "))


def _written(value: object, share: bool) -> object:
    if isinstance(value, float) and share:
        return f"{value * 100:.3g} %"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
    if isinstance(value, (tuple, list)):
        return ", ".join(str(part) for part in value)
    return value
