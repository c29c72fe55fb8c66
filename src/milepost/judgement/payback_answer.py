"""From fitted curves to what is proposed, what it gains, and what each channel brings."""

from dataclasses import dataclass, replace

import numpy as np

from milepost.judgement.payback_curve import Curves
from milepost.judgement.payback_fit import Fit
from milepost.judgement.payback_plan import CAUTION, LIKELY, Terms, best_split, gains
from milepost.judgement.payback_result import Channel, CurvePoint, Measure, Next, Payback, Pays, Range, Stand
from milepost.judgement.payback_trial import Trial, trial
from milepost.judgement.payback_weeks import Weeks
from milepost.language import gettext_lazy
from milepost.series import Floats

LEAST_VARIATION = 0.15
"""A channel whose weeks differ by less (sd by mean) is not moved: its curve would be a guess."""

LOW, HIGH = 0.1, 0.9
WIDER = 1.1
"""The gain's interval is drawn out by this: noise is estimated too, and splits are chosen for their gain.

In 400 simulated worlds (not those of the benchmark) .77 of the gains lay within without it.
"""

CURVE_POINTS = 9
CURVE_REACH = 2.0
DISAGREE = 0.8
"""From this log sd on, single claims are off by more than a factor of two: the reader is told."""


@dataclass(frozen=True, eq=False)
class Answer:
    """Fitted weeks on their way to an answer. `usual` is the input a reference stands for."""

    weeks: Weeks
    measure: Measure
    terms: Terms
    scale: float
    usual: Floats
    used: np.ndarray[tuple[int], np.dtype[np.bool_]]
    fitted: Fit

    @property
    def curves(self) -> Curves:
        """Draws of the curves of the channels in use."""
        return self.fitted.curves

    @property
    def cost(self) -> Floats:
        """What one reference of each channel in use takes of the resource."""
        return self.usual[self.used]

    @property
    def present(self) -> Floats:
        """The present level of the channels in use, in references."""
        return np.asarray(self.weeks.present[self.used] / self.cost, dtype=np.float64)

    @property
    def free(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which channels in use may be moved."""
        return np.asarray((self.weeks.variation[self.used] >= LEAST_VARIATION) & (self.present > 0))

    def payback(self) -> Payback:
        """The proposal with all that belongs to it."""
        notes = list(self.weeks.notes)
        proposed, gain, chance, stand = self._proposal(notes)
        error = self.fitted.claim_error
        spikes = int(self.weeks.known.sum()) - self.fitted.weeks
        if spikes:
            notes.append(
                gettext_lazy(
                    "{count} weeks are so far out that no channel explains them; they are left out.",
                    count=spikes,
                )
            )
        if error is not None and error >= DISAGREE:
            notes.append(
                gettext_lazy(
                    "What platforms claim and what the weeks show disagree; the claims are hardly used."
                )
            )
        if not self.measure.same_money and self.terms.margin is not None:
            notes.append(
                gettext_lazy("The margin is not used: outcome and input are not money of one currency.")
            )
        if self.measure.same_money and self.terms.margin is None:
            notes.append(gettext_lazy("Gains are revenue, not profit: no margin was given."))
        channels = self._channels(proposed)
        test = self._test()
        slope = self.curves.slope(self.present) * self.scale / self.cost
        return Payback(
            stand,
            self.measure,
            channels,
            float(sum(each.proposed for each in channels)),
            gain,
            0.0 if test is None else (test.high - test.low) / 2,
            test,
            self.fitted.weeks,
            self.weeks.end,
            more=self._next(slope, best=True),
            less=self._next(slope, best=False),
            chance=chance,
            claim_error=error,
            because=None
            if stand is Stand.MOVE
            else gettext_lazy("the gain of the best split may be nothing"),
            notes=tuple(notes),
        )

    def _proposal(self, notes: list[str]) -> tuple[Floats, Range, float, Stand]:
        """(levels in references, gain a week, the chance of any, what is proposed)."""
        reach = np.where(self.free, self.terms.step, 0.0) * self.present
        low, high = self.present - reach, self.present + reach
        least, most = float(self.cost @ low), float(self.cost @ high)
        unused = float(self.weeks.present[~self.used].sum())
        before = float(self.cost @ self.present)
        asked = before if self.terms.total is None else self.terms.total - unused
        total = min(max(asked, least), most)
        if abs(total - asked) > 1e-9 * max(before, abs(asked)):
            notes.append(
                gettext_lazy(
                    "The total asked for is more than one step away; the proposal goes as far as a step."
                )
            )
        level = best_split(self.curves, self.present, self.cost, low, high, total)
        drawn = gains(self.curves, self.present, level) * self.scale
        chance = float(np.mean(drawn > 0))
        another = abs(total - before) > 1e-9 * before  # then no split stands still
        if another or chance >= LIKELY:
            return level, _wider(_range(drawn)), chance, Stand.MOVE
        return self.present, _wider(_range(drawn)), chance, Stand.HOLD

    def _channels(self, proposed: Floats) -> tuple[Channel, ...]:
        place = {int(at): rank for rank, at in enumerate(np.flatnonzero(self.used))}
        levels = np.linspace(0, CURVE_REACH, CURVE_POINTS)
        shown = [self.curves.steady(np.where(self.present > 0, self.present, 1.0) * x) for x in levels]
        slope = self.curves.slope(self.present) * self.scale / self.cost
        return tuple(
            self._channel(at, place.get(at), proposed, levels, shown, slope)
            for at in range(len(self.weeks.channels))
        )

    def _channel(
        self, at: int, rank: int | None, proposed: Floats, levels: Floats, shown: list[Floats], slope: Floats
    ) -> Channel:
        name, present = self.weeks.channels[at].name, float(self.weeks.present[at])
        if rank is None:
            return Channel(name, self.measure, present, present, fixed=gettext_lazy("it never got anything"))
        claim = None if self.weeks.claimed is None else float(self.weeks.claimed[at])
        told = Channel(
            name,
            self.measure,
            present,
            present if proposed[rank] == self.present[rank] else float(proposed[rank] * self.cost[rank]),
            claimed=None if claim is None or not np.isfinite(claim) else claim / float(self.cost[rank]),
        )
        if present <= 0:
            return replace(told, fixed=gettext_lazy("it gets nothing at present"))
        base = present
        average = self.curves.steady(self.present)[:, rank] * self.scale / present
        told = replace(
            told,
            average=_range(average),
            next_unit=_range(slope[:, rank]),
            curve=tuple(
                CurvePoint(float(x * base), _range(outcome[:, rank] * self.scale))
                for x, outcome in zip(levels, shown, strict=True)
            ),
        )
        if not self.free[rank]:
            told = replace(told, fixed=gettext_lazy("what it gets hardly changed in all these weeks"))
        return self._earning(told, average, self.curves.decay[:, rank])

    def _earning(self, told: Channel, average: Floats, decay: Floats) -> Channel:
        """With whether it earns itself back, and by when: 1 - decay ** weeks has come by then."""
        margin = self.terms.margin
        if margin is None or not self.measure.same_money or told.average is None:
            return told
        kept = margin * average
        needed = np.where(kept > 1, 1 - 1 / np.maximum(kept, 1 + 1e-12), 0.0)
        weeks = np.where(kept > 1, np.ceil(np.log(np.maximum(needed, 1e-12)) / np.log(decay) - 1e-9), np.inf)
        early, late = np.quantile(np.maximum(weeks, 1), (LOW, HIGH), method="nearest")
        low, high = margin * told.average.low, margin * told.average.high
        pays = Pays.YES if low > 1 else Pays.NO if high < 1 else Pays.OPEN
        earned = None if not np.isfinite(early) else (int(early), int(late) if np.isfinite(late) else None)
        return replace(told, margin=margin, pays=pays, weeks_to_earn=earned)

    def _next(self, slope: Floats, *, best: bool) -> Next | None:
        """Where the next unit brings most for sure, or the last is missed least for sure."""
        if not self.free.any():
            return None
        caution = (-CAUTION if best else CAUTION) * slope.std(axis=0)
        score = np.where(self.free, slope.mean(axis=0) + caution, -np.inf if best else np.inf)
        rank = int(np.argmax(score) if best else np.argmin(score))
        name = self.weeks.channels[int(np.flatnonzero(self.used)[rank])].name
        return Next(name, _range(slope[:, rank]))

    def _test(self) -> Trial | None:
        """Of the channel whose swing is least foreseen, if the test would show it: there it teaches most."""
        reach = self.terms.step * self.present
        open_ = self.curves.steady(self.present + reach) - self.curves.steady(self.present - reach)
        order = np.argsort(-open_.std(axis=0))
        tests = [test for rank in order if (test := self._test_of(int(rank))) is not None]
        return next((test for test in tests if test.visible), tests[0] if tests else None)

    def _test_of(self, rank: int) -> Trial | None:
        slope = self.curves.slope(self.present)[:, rank] * self.scale / self.cost[rank]
        return trial_of(
            self.weeks,
            int(np.flatnonzero(self.used)[rank]),
            self.terms,
            self.fitted.noise * self.scale,
            self.fitted.memory,
            float(self.curves.decay[:, rank].mean()),
            float(slope.mean()),
        )


def _wider(told: Range) -> Range:
    return Range(
        told.mid - WIDER * (told.mid - told.low), told.mid, told.mid + WIDER * (told.high - told.mid)
    )


def _range(draws: Floats) -> Range:
    low, mid, high = np.quantile(draws, (LOW, 0.5, HIGH))
    return Range(float(low), float(mid), float(high))


def trial_of(
    weeks: Weeks, at: int, terms: Terms, noise: float, memory: float, decay: float, expected: float | None
) -> Trial | None:
    """The test of channel number `at`, swinging the share of all that is kept for testing.

    Where so little would show nothing within a year, up to half of the channel is swung, if that does.
    """
    usual = float(weeks.present[at])

    def swung(most: float) -> Trial | None:
        return trial(
            weeks.channels[at].name,
            usual=usual,
            most=most,
            expected=expected,
            noise=noise,
            memory=memory,
            decay=decay,
            after=weeks.end,
        )

    kept = swung(terms.kept * float(weeks.present.sum()))
    if kept is None or kept.visible:
        return kept
    larger = swung(usual)
    return larger if larger is not None and larger.visible else kept
