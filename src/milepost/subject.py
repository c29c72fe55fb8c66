"""What the words of a sentence are about, so that a page can lead on to definition, files and rows."""

from dataclasses import dataclass
from enum import StrEnum


class About(StrEnum):
    """The things that have a page of their own, on which their figures can be followed to files and rows."""

    KPI = "kpi"
    GOAL = "goal"
    CHANNEL = "channel"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a text speaks of: `words` are its name exactly as it stands in the text.

    A text that does not hold these words is still about it: then its name stands after the text.
    """

    about: About
    id: str
    words: str


def kpi(id_: str, words: str) -> Subject:
    """A KPI, which the text calls `words`."""
    return Subject(About.KPI, id_, words)


def goal(id_: str, words: str = "") -> Subject:
    """A goal; without `words` the text names it by its id."""
    return Subject(About.GOAL, id_, words or id_)


def channel(id_: str, words: str) -> Subject:
    """A channel, which the text calls `words`."""
    return Subject(About.CHANNEL, id_, words)


def decision(id_: str, words: str = "") -> Subject:
    """A decision; without `words` the text names it by its id."""
    return Subject(About.DECISION, id_, words or id_)
