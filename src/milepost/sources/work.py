"""What is known while one table is converted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from milepost.errors import Problem
from milepost.language import Lazy, gettext_lazy
from milepost.period import Period
from milepost.sources.channel_rules import ChannelRules, channel_rules
from milepost.sources.cutting import RawTable
from milepost.sources.format import FactRule
from milepost.sources.recognise import Match
from milepost.sources.report import QUESTION, Answers
from milepost.sources.values import Conventions


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the table: whose it is, what the user answered, the words for channels, and what
    the other sheets of its file say of it: the period, and by what it was `filtered`.
    """

    answers: Answers
    brand: str
    zone: str | None
    secret: bytes
    staging: Path
    already_redacted: bool
    channel_words: Mapping[str, str]
    channel_rules: ChannelRules = field(default_factory=channel_rules)
    file_day: date | None = None
    file_period: Period | None = None
    filtered: str = ""


@dataclass(slots=True)
class Work:
    """What gathers while one table is converted. `reasons` are the sentences of rows that are left out, by
    their English: that is what SQL gives back of them.
    """

    table: RawTable
    match: Match
    context: Context
    channel: str = ""
    account: str = ""
    period: Period | None = None
    conventions: Conventions = field(default_factory=Conventions)
    rules: tuple[FactRule, ...] = ()
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    checksums: list[str] = field(default_factory=list)
    gives: dict[str, None] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)

    def assume(self, text: str) -> None:
        """Note what was taken to be so without the file saying it plainly."""
        self.notes.append(text)
        self.assumptions.append(text)

    def because(self, english: str) -> str:
        """The sentence that SQL gave back."""
        return self.reasons.get(english) or Lazy(english)

    @property
    def where(self) -> str:
        """The table as a Problem names it."""
        return self.table.title or self.table.sheet or gettext_lazy("the table")


class Question(Exception):  # travels inside this package only
    """The file does not say what must be known; the user can."""

    def __init__(
        self, because: str, remedy: str, status: str = QUESTION, *, asks: tuple[str, ...] = ()
    ) -> None:
        super().__init__(because)
        self.because = because
        self.remedy = remedy
        self.status = status
        self.asks = asks
