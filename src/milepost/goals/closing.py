"""How a goal came out, and what was learned: written once, when it is closed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What became of a goal, by its figures and not by anybody's word."""

    MET = "met"
    MISSED = "missed"
    OPEN = "open"  # closed before its time
    UNKNOWN = "unknown"  # the figures do not tell


@dataclass(frozen=True, slots=True)
class Closing:
    """`actual` is what was reached by then; whether the first target was met too stands beside it."""

    outcome: Outcome
    actual: float | None
    met_first_target: bool | None
    learned: str
    currency: str | None = None


def closing_to_body(closing: Closing) -> dict[str, Any]:
    """The closing as JSON, for the journal."""
    return asdict(closing) | {"outcome": closing.outcome.value}


def closing_from_body(body: Mapping[str, Any]) -> Closing:
    """The closing back from JSON."""
    return Closing(
        Outcome(body["outcome"]),
        body["actual"],
        body["met_first_target"],
        body["learned"],
        body.get("currency"),
    )
