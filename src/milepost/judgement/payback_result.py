"""What the judgement of payback answers: the proposal, its gain, each channel's curve, and the next test."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from milepost.amount import Amount, Unit, Unknown
from milepost.judgement.payback_trial import Trial
from milepost.judgement.verdict import Between, Chance, Move, Value, Verdict, cannot_tell
from milepost.language import gettext_lazy

TINY = 1e-6
CLOSE = 0.1
"""A claim that misses the interval by less than this share of its end is let pass."""


class Resource(StrEnum):
    """What is put into channels; the value is the name of one unit of it."""

    MONEY = "unit of money"
    HOURS = "hour"
    PEOPLE = "person-week"


_ONE = {
    Resource.MONEY: gettext_lazy("one unit of money"),
    Resource.HOURS: gettext_lazy("one hour"),
    Resource.PEOPLE: gettext_lazy("one person-week"),
}


class Stand(StrEnum):
    """What is proposed: a move, none because its gain may be nothing, or none for want of data."""

    MOVE = "move"
    HOLD = "hold"
    TOO_LITTLE = "too_little"


class Pays(StrEnum):
    """Whether a channel earns back what is put in (80 % interval of what it keeps, against 1)."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Range:
    """An 80 % interval and its middle."""

    low: float
    mid: float
    high: float


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The outcome a week that a channel brings when `put_in` is put in every week."""

    put_in: float
    outcome: Range


@dataclass(frozen=True, slots=True)
class Measure:
    """In what outcome and input are told."""

    unit: Unit
    currency: str | None
    input_unit: Unit
    input_currency: str | None
    resource: Resource

    def outcome(self, value: float) -> Amount:
        """An outcome."""
        return Amount(value, self.unit, self.currency)

    def given(self, value: float) -> Amount:
        """An amount of the resource."""
        return Amount(value, self.input_unit, self.input_currency)

    def between(self, low: float, high: float) -> Between:
        """An interval of outcomes."""
        return Between(self.outcome(low), self.outcome(high))

    @property
    def one(self) -> Value:
        """One unit of the resource, as a sentence names it."""
        if self.input_unit is Unit.MONEY and self.input_currency:
            return self.given(1.0)
        return _ONE[self.resource]

    @property
    def same_money(self) -> bool:
        """Whether outcome and input are money of one currency, so that one may be held against the other."""
        return (
            self.unit is Unit.MONEY and self.input_unit is Unit.MONEY and self.currency == self.input_currency
        )


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel: what it gets a week now and in the proposal, and what that brings.

    `average` is the outcome of a unit put in now, `next_unit` that of one more; `claimed` what the platform
    says of a unit. `pays` and `weeks_to_earn` (the weeks until a unit put in once has earned itself back;
    the high end is None when it may never) need a margin. `fixed` says why the channel is not moved.
    Ranges are None where nothing can be told.
    """

    name: str
    measure: Measure
    present: float
    proposed: float
    average: Range | None = None
    next_unit: Range | None = None
    claimed: float | None = None
    curve: tuple[CurvePoint, ...] = ()
    margin: float | None = None
    pays: Pays | None = None
    weeks_to_earn: tuple[int, int | None] | None = None
    fixed: str | None = None

    @property
    def move(self) -> float:
        """The relative change proposed; 0 where nothing is put in."""
        return self.proposed / self.present - 1 if self.present > 0 else 0.0

    @property
    def verdict(self) -> Verdict:
        """Whether this channel pays, as far as can be told."""
        if self.fixed is not None:
            return Verdict("payback.channel_fixed", {"because": self.fixed})
        if self.average is None or self.next_unit is None:
            return Verdict("payback.channel_unknown")
        values: dict[str, Value] = {
            "one": self.measure.one,
            "average": self.measure.between(self.average.low, self.average.high),
            "next_unit": self.measure.between(self.next_unit.low, self.next_unit.high),
        }
        if self.pays is None:
            return Verdict(
                "payback.channel_revenue" if self.measure.same_money else "payback.channel", values
            )
        kept = (self.margin or 1.0) * self.average.low, (self.margin or 1.0) * self.average.high
        values["kept"] = self.measure.between(*kept)
        if self.pays is Pays.YES and self.weeks_to_earn and self.weeks_to_earn[1]:
            values["count"] = self.weeks_to_earn[1]
            at_once = self.weeks_to_earn[1] == 1
            return Verdict("payback.channel_pays_at_once" if at_once else "payback.channel_pays", values)
        return Verdict(f"payback.channel_{'loses' if self.pays is Pays.NO else 'open'}", values)

    @property
    def claim_verdict(self) -> Verdict | None:
        """That the platform's claim lies outside what the weeks show; None where it does not, or is none."""
        if self.claimed is None or self.average is None or self.fixed is not None:
            return None
        if (1 - CLOSE) * self.average.low <= self.claimed <= (1 + CLOSE) * self.average.high:
            return None
        return Verdict(
            "payback.claim_off",
            {
                "one": self.measure.one,
                "claimed": self.measure.outcome(self.claimed),
                "average": self.measure.between(self.average.low, self.average.high),
            },
        )


@dataclass(frozen=True, slots=True)
class Next:
    """Where one more unit (or one less) would be felt most (or least), and what it would change."""

    channel: str
    outcome: Range


@dataclass(frozen=True, slots=True)
class Payback:
    """What is proposed of `total` units a week, from `weeks` known weeks up to `end` (exclusive).

    `gain` is what the proposal brings a week over the present split, when all has settled (80 %), `chance`
    the probability that it is above zero. `kept` is
    the part of the resource that the test swings, within the tested channel's share: the proposal's
    amounts are its means. `more` and `less` answer where the next unit should go and the last be taken.
    `claim_error` is how far platforms seem to be off (log sd). `because` says why nothing is moved.
    """

    stand: Stand
    measure: Measure
    channels: tuple[Channel, ...]
    total: float
    gain: Range | None
    kept: float
    trial: Trial | None
    weeks: int
    end: date
    more: Next | None = None
    less: Next | None = None
    chance: float | None = None
    claim_error: float | None = None
    because: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """What to do with the next weeks' resource."""
        if self.stand is Stand.MOVE and self.gain is not None:
            return self._moved(self.gain)
        test = self._test()
        if self.stand is Stand.HOLD and self.gain is not None:
            code = "payback.hold_and_test" if test else "payback.hold"
            return Verdict(code, {"weeks": self.weeks, **test})
        because = self.because or gettext_lazy("nothing is known of the channels")
        if self.trial is None:
            return cannot_tell(Unknown(because))
        return Verdict(f"payback.too_little{'' if test else '_to_show'}", {"because": because, **test})

    def unit_verdict(self, which: str, told: Next) -> Verdict:
        """What one unit more ("more") or less ("less") would change, said of its channel."""
        felt = self.measure.between(told.outcome.low, told.outcome.high)
        return Verdict(f"payback.unit_{which}", {"one": self.measure.one, "felt": felt})

    def _moved(self, gain: Range) -> Verdict:
        by_move = sorted(self.channels, key=lambda each: each.proposed - each.present)
        given, taken = by_move[-1], by_move[0]
        added = self.total - sum(each.present for each in self.channels)
        values: dict[str, Value] = {"gain": self.measure.between(gain.low, gain.high), "weeks": self.weeks}
        values["chance"] = Chance(self.chance or 0.0)
        if added > TINY * self.total:
            values |= {"target": given.name, "added": self.measure.given(added)}
            return Verdict("payback.more", values)
        if added < -TINY * self.total:
            values |= {"source": taken.name, "saved": self.measure.given(-added)}
            return Verdict("payback.less", values)
        values |= {"target": given.name, "up": Move(given.move)}
        values |= {"source": taken.name, "down": Move(taken.move)}
        return Verdict("payback.move", values)

    def _test(self) -> dict[str, Value]:
        if self.trial is None or not self.trial.visible:
            return {}
        return {
            "channel": self.trial.channel,
            "high": self.measure.given(self.trial.high),
            "low": self.measure.given(self.trial.low),
            "count": self.trial.weeks,
            "start": self.trial.start,
        }
