"""The codes of every judgement. Their sentences are written elsewhere, once for each language."""

from enum import StrEnum


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
