"""What “why it changed” answers: the whole change, and the parts that add up to it."""

from dataclasses import dataclass
from enum import StrEnum

from milepost.amount import Amount, Unit
from milepost.judgement.verdict import Between, Move, Value, Verdict

SMALL, SECOND = 0.1, 0.25
"""Of the change: parts below are no reason for it, and no second reason."""

SMALL_OF_WHOLE = 0.05
"""Of the figure before: what moved it by less is not told of a figure that held."""


class Kind(StrEnum):
    """How a part came about: a segment's own change, its share, its own rate, or a step of a chain."""

    CHANGE = "change"
    MIX = "mix"
    RATE = "rate"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Part:
    """A segment's part (`value`, in the unit of the whole) with its 80 % interval.

    `relative` is the part by the whole before (None where that is zero); `before` and `after` the segment's
    own total, share, rate or step, in `own_unit`. `is_noise`: the interval spans zero; None where none can be
    told.
    """

    segment: str
    kind: Kind
    value: float
    low: float | None
    high: float | None
    before: float | None
    after: float | None
    relative: float | None
    unit: Unit
    currency: str | None
    own_unit: Unit
    own_currency: str | None = None

    @property
    def is_noise(self) -> bool | None:
        """Whether the interval spans zero."""
        if self.low is None or self.high is None:
            return None
        return self.low <= 0 <= self.high

    @property
    def verdict(self) -> Verdict:
        """What this part did to the whole; it is said of the segment."""
        values: dict[str, Value] = {"part": self._told(self.value)}
        if self.low is None or self.high is None:
            return Verdict("why.part_unknown", values)
        values["between"] = Between(self._told(self.low), self._told(self.high))
        if self.is_noise:
            return Verdict("why.part_noise", values)
        if self.before is None or self.after is None:
            return Verdict("why.part_new", values)
        return Verdict(f"why.part_{self.kind.value}", values | self.ends)

    @property
    def ends(self) -> dict[str, Value]:
        """The segment's own figures before and after, as far as there are any."""
        told = (("before", self.before), ("after", self.after))
        return {
            name: Amount(value, self.own_unit, self.own_currency) for name, value in told if value is not None
        }

    def _told(self, value: float) -> Amount:
        """A part of a rate by the whole rate before (points of a percentage are misread), else its amount."""
        if self.kind in (Kind.MIX, Kind.RATE) and self.relative is not None and self.value != 0:
            return Amount(value * self.relative / self.value, Unit.SHARE)
        return Amount(value, self.unit, self.currency)


@dataclass(frozen=True, slots=True)
class Why:
    """The change from `before` to `after` within `low` .. `high` (80 %), and its parts, largest first.

    The parts add up to `after - before` exactly. Where the two periods differ in length, `before` is brought
    to the length of the later one. `weeks` are those of both periods.
    """

    before: float
    after: float
    low: float | None
    high: float | None
    parts: tuple[Part, ...]
    weeks: tuple[int, int]
    unit: Unit
    currency: str | None
    notes: tuple[str, ...] = ()

    @property
    def change(self) -> float:
        """How much it changed."""
        return self.after - self.before

    @property
    def is_noise(self) -> bool | None:
        """Whether the whole change may be none; None where no interval can be told."""
        if self.low is None or self.high is None:
            return None
        return self.low <= 0 <= self.high

    @property
    def told(self) -> tuple[Part, ...]:
        """The parts that stand out of their noise, largest first."""
        return tuple(part for part in self.parts if part.is_noise is False)

    @property
    def verdict(self) -> Verdict:
        """Why it changed, by the two largest parts that are more than noise."""
        values: dict[str, Value] = {"move": self._move(self.change)}
        if self.is_noise is None:
            return Verdict("why.unknown_noise", values)
        shown = self._shown
        if not shown:
            return Verdict("why.quiet" if self.is_noise else "why.spread", values)
        code = "why.held" if self.is_noise else "why.moved"
        for name, part in zip(("first", "second"), shown, strict=False):
            code += f"_{part.kind.value}"
            values |= {name: part.segment, f"{name}_part": self._move(part.value)}
            values |= {f"{name}_{key}": value for key, value in part.ends.items()}
        return Verdict(code, values)

    @property
    def _shown(self) -> list[Part]:
        """At most two parts that are worth a word: sure, with figures before and after, and not small.

        The first goes the way of the whole: what merely held against it is no reason for the change.
        """
        sure = [part for part in self.told if len(part.ends) == 2]
        if self.is_noise:
            return [part for part in sure if abs(part.value) >= SMALL_OF_WHOLE * abs(self.before)][:1]
        first = [part for part in sure if part.value * self.change > 0 and self._weighs(part, SMALL)][:1]
        return (
            first + [part for part in sure if part not in first and self._weighs(part, SECOND)][: len(first)]
        )

    def _weighs(self, part: Part, share: float) -> bool:
        return abs(part.value) >= share * abs(self.change)

    def _move(self, value: float) -> Value:
        """A part of the whole before, or the amount itself where that was nothing."""
        if self.before > 0:
            return Move(value / self.before)
        return Amount(value, self.unit, self.currency)
