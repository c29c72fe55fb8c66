"""The answer to one claim of a profile."""

from dataclasses import dataclass
from enum import StrEnum

from milepost.judgement.verdict import Verdict


class Standing(StrEnum):
    """What the data say of a claim. `mixed`: platforms disagree, or the group is there but is no focus."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    MIXED = "mixed"
    NOT_TOLD = "not_told"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: the field it stands in, its text, and the platforms that the profile names (none: all)."""

    field: str
    text: str
    platforms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """What one platform, or the comments, say of a claim: the sentence's code and values.

    Where it is not told, the sentence says which export to get.
    """

    standing: Standing
    verdict: Verdict
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """A claim and what stands for or against it."""

    field: str
    text: str
    standing: Standing
    sayings: tuple[Saying, ...]
