"""What every judgement says: a code and its values. Its sentence is written elsewhere, in each language."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from milepost.amount import Amount, Unknown


@dataclass(frozen=True, slots=True)
class Between:
    """Two ends of an interval, in the same unit."""

    low: Amount
    high: Amount


@dataclass(frozen=True, slots=True)
class Move:
    """A relative change: 0.2 is +20 %."""

    value: float


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability, 0 to 1."""

    value: float


def rounded(value: float, digits: int = 3) -> float:
    """A figure that was estimated, to its first digits: a forecast of 12,345 is 12,300."""
    if value == 0 or not math.isfinite(value):
        return value
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


Value = Amount | Between | Move | Chance | date | int | str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing a judgement says: `code` names its sentence, `values` fill it.

    The code `change.rise` is the sentence [rise] of `knowledge/verdicts/change.toml`.
    """

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)


def cannot_tell(unknown: Unknown) -> Verdict:
    """The verdict of a judgement that has nothing to go by, with its reason."""
    return Verdict("any.cannot_tell", {"because": unknown.because})


class Movement(StrEnum):
    """Whether a figure has moved to a new level and stayed there."""

    NO_CHANGE = "no_change"
    RISE = "rise"
    FALL = "fall"
    UNKNOWN = "unknown"


class LeadVerdict(StrEnum):
    """Whether one figure moves before another."""

    LEADS = "leads"
    UNPROVED = "unproved"
    UNKNOWN = "unknown"


class Volatility(StrEnum):
    """How much a KPI moves from week to week by itself: below 10 %, to 25 %, above."""

    CALM = "calm"
    MID = "mid"
    WILD = "wild"


class Better(StrEnum):
    """In which direction a KPI is meant to go."""

    HIGHER = "higher"
    LOWER = "lower"
