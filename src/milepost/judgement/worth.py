"""Whether a metric is worth watching: does it carry any information about an outcome, now or in eight weeks?

Asked of surprises only (see `surprises`): what the outcome's own past, level and season foretell is no
merit of the metric. “Vanity” is a claim too, and needs its proof: whatever the metric may foretell must be
bounded below a tenth of the outcome's surprises, else the answer is that it is unproved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.judgement.lagged import Tested, adjust, tested, visible_share, whole_percent
from milepost.judgement.lead import DAYS, FALSE_SHARE
from milepost.judgement.surprises import LEAST_WEEKS, MOST_ORDER, aligned, surprises
from milepost.judgement.verdict import Between, Value, Verdict, cannot_tell
from milepost.language import gettext_lazy
from milepost.series import Series

LAGS = range(9)
MATTERS = 0.10
"""Less than this share of an outcome's surprises is not worth a place on a board."""

LEAST_FOR_VANITY = 104
"""Two years: in one, even a driver of a quarter of the surprises is seen in one case of four only."""


class Worthy(StrEnum):
    """Whether a metric is worth a place on the board, as far as the brand's own data can tell."""

    CARRIES = "carries"
    VANITY = "vanity"
    UNPROVED = "unproved"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Worth:
    """What `metric` tells of `outcome`: `share` (low, mid, high; 80 %) of its surprises, `lag_weeks` later.

    `most` bounds (90 %) the share that it may foretell at the best lag; `visible` is the share from which a
    link would be seen in four of five cases. `because` says why nothing can be said.
    """

    metric: str
    outcome: str
    finding: Worthy
    lag_weeks: int | None = None
    p_adjusted: float | None = None
    share: tuple[float, float, float] | None = None
    most: float | None = None
    visible: float | None = None
    weeks: int = 0
    because: str | None = None

    @property
    def verdict(self) -> Verdict:
        """Whether to keep it in view."""
        if self.share is None or self.most is None or self.visible is None:
            return cannot_tell(Unknown(self.because or gettext_lazy("nothing is known"), Why.TOO_LITTLE))
        values: dict[str, Value] = {"outcome": self.outcome, "weeks": self.weeks}
        low, _, high = self.share
        match self.finding:
            case Worthy.CARRIES:
                ends = Between(Amount(low, Unit.SHARE), Amount(high, Unit.SHARE))
                code = "worth.carries" if self.lag_weeks else "worth.carries_now"
                return Verdict(code, values | {"share": ends, "days": DAYS * (self.lag_weeks or 0)})
            case Worthy.VANITY:
                return Verdict("worth.vanity", values | {"most": whole_percent(self.most)})
            case _:
                return Verdict("worth.unproved", values | {"visible": whole_percent(self.visible)})


def worth(outcome: Series, metrics: Sequence[Series]) -> tuple[Worth, ...]:
    """One answer a metric, in their order: does it tell anything of `outcome` in this week or the next eight?

    Unknown below 52 common weeks; never vanity below 104.
    """
    steps = aligned([outcome, *metrics])
    target = surprises(steps[0], outcome.name)
    if isinstance(target, Unknown):
        return tuple(_unknown(each.name, outcome.name, target) for each in metrics)
    found: list[Tested | Unknown] = []
    for series, each in zip(metrics, steps[1:], strict=True):
        left = surprises(each, series.name)
        length = 0 if isinstance(left, Unknown) else min(len(left), len(target))
        if isinstance(left, Unknown):
            found.append(left)
        elif length < LEAST_WEEKS - MOST_ORDER:  # the first few only started the autoregression
            because = gettext_lazy(
                "Only {count} common weeks are known; {needed} are needed.", count=length, needed=LEAST_WEEKS
            )
            found.append(Unknown(because, Why.TOO_LITTLE))
        else:
            found.append(tested(left[-length:], target[-length:], LAGS))
    asked = [each for each in found if isinstance(each, Tested)]
    adjusted = iter(adjust([each.p for each in asked]))
    return tuple(
        _unknown(series.name, outcome.name, each)
        if isinstance(each, Unknown)
        else _judged(series.name, outcome.name, each, next(adjusted), len(asked))
        for series, each in zip(metrics, found, strict=True)
    )


def _judged(metric: str, outcome: str, found: Tested, p_adjusted: float, candidates: int) -> Worth:
    most, weeks = found.share[2], found.weeks + MOST_ORDER
    if p_adjusted <= FALSE_SHARE:
        finding = Worthy.CARRIES
    elif most < MATTERS and weeks >= LEAST_FOR_VANITY:
        finding = Worthy.VANITY
    else:
        finding = Worthy.UNPROVED
    return Worth(
        metric=metric,
        outcome=outcome,
        finding=finding,
        lag_weeks=found.lag if finding is Worthy.CARRIES else None,
        p_adjusted=p_adjusted,
        share=found.share,
        most=most,
        visible=visible_share(found.weeks, LAGS, candidates, FALSE_SHARE),
        weeks=weeks,
    )


def _unknown(metric: str, outcome: str, unknown: Unknown) -> Worth:
    return Worth(metric, outcome, Worthy.UNKNOWN, because=unknown.because)
