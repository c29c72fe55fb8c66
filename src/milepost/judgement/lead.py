"""Which figures move before another one, and which only seem to.

A lead is claimed only for surprises (see `surprises`), when it stands up to two tests (see `lagged`), and
among all candidates at once (Benjamini & Hochberg 1995). What the claimed ones tell is then taken out of the
outcome and the others are asked again: two drivers hide each other otherwise. On worlds of real noise the
second look found 6 to 8 drivers in a hundred more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.judgement.lagged import Tested, adjust, gain, tested, visible_share, whole_percent, without
from milepost.judgement.surprises import LEAST_WEEKS, MOST_ORDER, aligned, surprises
from milepost.judgement.verdict import Between, LeadVerdict, Value, Verdict, cannot_tell
from milepost.language import gettext_lazy
from milepost.series import Floats, Series

LAGS = range(9)
"""A pair whose best lag is 0 moves in the same week: a shared holiday, seen through the memory of both, looks
like a lead of a week or two. Asking lag 0 as well takes false claims of such worlds from 0.15 to 0.03.
"""

FALSE_SHARE = 0.06
"""Of the claims, by the text book; chosen of four on the worlds of the benchmark. Memory
that whitening leaves makes it up to 0.07 there, and on worlds drawn anew; 0.10 is what we promise."""

ROUNDS = 2
DAYS = 7


@dataclass(frozen=True, slots=True)
class Lead:
    """One indicator: how many weeks it runs ahead of `outcome`, and the adjusted p value (None: unknown).

    `correlation` is that of the surprises of both; `share` (low, mid, high; 80 %) is how much of the later
    ones it foretells; `gain` the same in the last third of the weeks, learned on those before. `visible` is
    the share from which a lead would be proved in four of five cases. `together`: both move in the same week,
    which is no lead. `because` says why nothing can be said.
    """

    indicator: str
    lag_weeks: int | None
    finding: LeadVerdict
    p_adjusted: float | None
    correlation: float | None = None
    because: str | None = None
    outcome: str = ""
    weeks: int = 0
    share: tuple[float, float, float] | None = None
    gain: float | None = None
    visible: float | None = None
    together: bool = False

    @property
    def verdict(self) -> Verdict:
        """Whether to watch it first."""
        if self.finding is LeadVerdict.UNKNOWN or self.share is None or self.visible is None:
            return cannot_tell(Unknown(self.because or gettext_lazy("nothing is known"), Why.TOO_LITTLE))
        values: dict[str, Value] = {"outcome": self.outcome, "weeks": self.weeks}
        if self.together:
            return Verdict("lead.together", values)
        if self.lag_weeks is None:
            return Verdict("lead.unproved", values | {"visible": whole_percent(self.visible)})
        low, high = (Amount(value, Unit.SHARE) for value in (self.share[0], self.share[2]))
        code = "lead.up" if (self.correlation or 0) > 0 else "lead.down"
        return Verdict(code, values | {"days": DAYS * self.lag_weeks, "share": Between(low, high)})

    @property
    def trust(self) -> Verdict | None:
        """For a claim: whether it held in the last third of the weeks."""
        if self.gain is None:
            return None
        if self.gain <= 0:
            return Verdict("lead.did_not_hold", {"outcome": self.outcome})
        return Verdict("lead.held", {"outcome": self.outcome, "gain": whole_percent(self.gain)})


@dataclass(frozen=True, eq=False)
class _Pair:
    name: str
    before: Floats
    after: Floats


def lead(outcome: Series, indicators: Sequence[Series]) -> tuple[Lead, ...]:
    """One answer an indicator, in their order: does it move before `outcome`, by one to eight weeks?"""
    steps = aligned([outcome, *indicators])
    target = surprises(steps[0], outcome.name)
    if isinstance(target, Unknown):
        return tuple(_unknown(each.name, target) for each in indicators)
    made = [
        _pair(series.name, surprises(each, series.name), target)
        for series, each in zip(indicators, steps[1:], strict=True)
    ]
    pairs = [pair for pair in made if isinstance(pair, _Pair)]
    judged = iter(_judged(pairs, outcome.name))
    return tuple(next(judged) if isinstance(pair, _Pair) else pair for pair in made)


def _pair(name: str, left: Floats | Unknown, target: Floats) -> _Pair | Lead:
    """The common weeks of one indicator and the outcome."""
    if isinstance(left, Unknown):
        return _unknown(name, left)
    length = min(len(left), len(target))
    if length < LEAST_WEEKS - MOST_ORDER:  # the first few only started the autoregression
        because = gettext_lazy(
            "Only {count} common weeks are known; {needed} are needed.", count=length, needed=LEAST_WEEKS
        )
        return _unknown(name, Unknown(because, Why.TOO_LITTLE))
    return _Pair(name, left[-length:], target[-length:])


def _judged(pairs: list[_Pair], outcome: str) -> list[Lead]:
    """The first look at all, then again at what is unproved without what the proved ones tell."""
    found = [tested(pair.before, pair.after, LAGS) for pair in pairs]
    p_values = _adjusted(found)
    claimed: list[int] = []
    for _ in range(ROUNDS):
        now = [at for at, p in enumerate(p_values) if p <= FALSE_SHARE]
        if now == claimed:
            break
        claimed = now
        found = _again(pairs, found, claimed)
        p_values = _adjusted(found)
    return [
        _told(pair, each, p, outcome, len(pairs))
        for pair, each, p in zip(pairs, found, p_values, strict=True)
    ]


def _adjusted(found: list[Tested]) -> tuple[float, ...]:
    """The adjusted p values of leads; what moves in the same week is none."""
    return adjust([each.p if each.lag else 1.0 for each in found])


def _again(pairs: list[_Pair], found: list[Tested], claimed: list[int]) -> list[Tested]:
    """What is unproved, tested on what is left of the outcome when the claimed ones have told theirs."""
    left: dict[int, Floats] = {}
    answers = list(found)
    for at, pair in enumerate(pairs):
        if at in claimed:
            continue
        length = len(pair.after)
        if length not in left:
            told = [(pairs[i].before, found[i].lag) for i in claimed if len(pairs[i].before) >= length]
            left[length] = without(pair.after, [(before[-length:], lag) for before, lag in told])
        answers[at] = tested(pair.before, left[length], LAGS)
    return answers


def _told(pair: _Pair, found: Tested, p_adjusted: float, outcome: str, candidates: int) -> Lead:
    leads = p_adjusted <= FALSE_SHARE
    return Lead(
        indicator=pair.name,
        lag_weeks=found.lag if leads else None,
        finding=LeadVerdict.LEADS if leads else LeadVerdict.UNPROVED,
        p_adjusted=p_adjusted,
        correlation=found.correlation,
        outcome=outcome,
        weeks=found.weeks + MOST_ORDER,
        share=found.share,
        gain=gain(pair.before, pair.after, found.lag) if leads else None,
        visible=visible_share(found.weeks, LAGS, candidates, FALSE_SHARE),
        together=found.lag == 0 and found.p * candidates <= FALSE_SHARE,
    )


def _unknown(name: str, unknown: Unknown) -> Lead:
    return Lead(name, None, LeadVerdict.UNKNOWN, None, because=unknown.because)
