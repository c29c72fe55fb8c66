"""What a channel brings, and how the next weeks' budget, hours or people had better be split.

Curves with diminishing returns and carry-over are fitted to the weeks (Jin et al. 2017), with what platforms
claim as a prior that widens when the shop disagrees. A split is proposed only in small steps and only
when its gain is likely; where the weeks cannot tell, the answer is the test that would let them.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from milepost.amount import Unit, Unknown
from milepost.judgement.payback_answer import LEAST_VARIATION, Answer, trial_of
from milepost.judgement.payback_fit import background, fit
from milepost.judgement.payback_plan import Terms
from milepost.judgement.payback_result import Channel, Measure, Payback, Resource, Stand
from milepost.judgement.payback_weeks import Weeks, weeks_of
from milepost.language import gettext_lazy
from milepost.series import Series

LEAST_WEEKS = 52
USUAL_DECAY = 0.38


def payback(
    outcome: Series,
    inputs: Sequence[Series],
    *,
    claims: Sequence[Series] = (),
    resource: Resource = Resource.MONEY,
    terms: Terms | None = None,
    seed: int = 0,
) -> Payback | Unknown:
    """How `inputs` (what each channel got) pay back in `outcome`, and which split to try next.

    All series are totals, by day or week; `claims` are the platforms' own results under their channels'
    names. The resource's total stays as it is unless `terms.total` names another; it is reached as far as
    the steps allow. Unknown when the figures cannot be held against one another at all.
    """
    terms = terms or Terms()
    if not (0 < terms.step <= 1 and 0 <= terms.kept <= 1):
        return Unknown(
            gettext_lazy("A step lies above 0 and up to 1, and the share kept for testing between 0 and 1.")
        )
    if terms.margin is not None and not 0 < terms.margin <= 1:
        return Unknown(gettext_lazy("A margin is a share above 0 and up to 1: 0.4 is 40 %."))
    weeks = weeks_of(outcome, inputs, claims)
    if isinstance(weeks, Unknown):
        return weeks
    first = weeks.channels[0]
    measure = Measure(outcome.unit, outcome.currency, first.unit, first.currency, resource)
    if resource is Resource.MONEY and first.unit is not Unit.MONEY:
        measure = replace(measure, input_unit=Unit.COUNT)
    scale = float(np.mean(np.abs(weeks.outcome[weeks.known])))
    because = _too_little(outcome, weeks, scale, terms)
    if because is not None:
        return _without_curves(weeks, measure, terms, scale, because)
    usual = weeks.inputs[weeks.known].mean(axis=0)
    used = usual > 0
    spread = usual[used] / usual[used].sum()
    claimed = None if weeks.claimed is None else weeks.claimed[used] / scale
    fitted = fit(
        weeks.outcome / scale, weeks.inputs[:, used] / usual[used], weeks.known, spread, claimed, seed=seed
    )
    return Answer(weeks, measure, terms, scale, usual, used, fitted).payback()


def _too_little(outcome: Series, weeks: Weeks, scale: float, terms: Terms) -> str | None:
    """Why there is not enough to fit any curve, if so."""
    count = int(weeks.known.sum())
    if count < LEAST_WEEKS:
        return gettext_lazy(
            "only {count} weeks are known; {needed} are needed", count=count, needed=LEAST_WEEKS
        )
    told = weeks.outcome[weeks.known]
    if not scale > 0 or float(told.std()) <= 1e-9 * scale:
        return gettext_lazy("“{name}” never changes", name=outcome.name)
    moving = weeks.variation >= LEAST_VARIATION
    if not (moving & (weeks.present > 0)).any():
        return gettext_lazy("no channel was ever moved by enough")
    if (moving & (weeks.present > 0)).sum() < 2 and terms.total is None:
        return gettext_lazy("only one channel was ever moved by enough")
    return None


def _without_curves(weeks: Weeks, measure: Measure, terms: Terms, scale: float, because: str) -> Payback:
    """No proposal, but the test that would create the knowledge."""
    claimed = weeks.claimed if weeks.claimed is not None else np.full(len(weeks.channels), np.nan)
    mean = weeks.inputs[weeks.known].mean(axis=0)
    channels = tuple(
        Channel(
            series.name,
            measure,
            present,
            present,
            claimed=float(claim / usual) if usual > 0 and np.isfinite(claim) else None,
        )
        for series, present, claim, usual in zip(
            weeks.channels, weeks.present.tolist(), claimed, mean, strict=True
        )
    )
    noise = background(weeks.outcome / scale, weeks.known) if scale > 0 else None
    test = None
    if noise is not None:
        least = np.where(weeks.present > 0, weeks.present, -1.0)
        tested = int(np.argmax(least))
        expected = _expected(channels[tested], measure, terms.margin)
        test = trial_of(weeks, tested, terms, noise[0] * scale, noise[1], USUAL_DECAY, expected)
    return Payback(
        Stand.TOO_LITTLE,
        measure,
        channels,
        float(weeks.present.sum()),
        None,
        0.0 if test is None else (test.high - test.low) / 2,
        test,
        int(weeks.known.sum()),
        weeks.end,
        because=because,
        notes=weeks.notes,
    )


def _expected(channel: Channel, measure: Measure, margin: float | None) -> float | None:
    """The effect of a unit that a test should show: what is needed to pay, else what the platform claims."""
    if measure.same_money:
        return 1.0 / margin if margin and margin > 0 else 1.0
    return channel.claimed
