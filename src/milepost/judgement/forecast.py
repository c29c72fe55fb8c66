"""Where a figure will land: draws of the sum, or of the level, over coming days."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.judgement import discount, local_level, season
from milepost.judgement.calibration import Spread, calibrated, calibrated_nets, own_spread
from milepost.judgement.steps import WEEK, Steps, steps_of
from milepost.judgement.usual import levels
from milepost.judgement.verdict import Between, Value, Verdict, rounded
from milepost.language import gettext_lazy
from milepost.series import Floats, Series

DRAWS = 2000
OPEN = 3.0
"""A range whose upper end is so many times its lower one promises nothing."""

SMALL = 200
"""Counts up to this size are drawn as whole numbers: three leads or four, never 3.4."""


@dataclass(frozen=True, eq=False)
class Draws:
    """Equally likely outcomes. `totals` (n,) is the sum, or the level at the end.

    `paths` (n, steps) is what each coming step adds, or the level of each; step i ends before the day
    `ends[i]`. `start` and `end` bound the days drawn, `history_days` is how many days taught the models.
    `season` is the factor that earlier years lend to a sum, `adds` whether it is one.
    """

    totals: Floats
    paths: Floats | None
    history_days: int
    start: date
    end: date
    ends: tuple[date, ...] = ()
    notes: tuple[str, ...] = ()
    season: float = 1.0
    unit: Unit = Unit.COUNT
    currency: str | None = None
    adds: bool = True

    def quantiles(self, *levels: float) -> tuple[float, ...]:
        """The outcomes below which these shares of the draws lie."""
        return tuple(float(q) for q in np.quantile(self.totals, levels))

    @property
    def verdict(self) -> Verdict:
        """Where it will land; `open` where the range is too wide to promise anything."""
        low, median, high = self.quantiles(0.1, 0.5, 0.9)
        code = "sum" if self.adds else "level"
        if low >= 0 and high > OPEN * max(low, 0.0):
            code = f"open_{code}"
        likely = Between(*(Amount(end, self.unit, self.currency) for end in (low, high)))
        values: dict[str, Value] = {
            "median": Amount(rounded(median), self.unit, self.currency),
            "range": likely,
            "first": self.start,
            "last": self.end - timedelta(days=1),
            "weeks": self.history_days // WEEK,
        }
        return Verdict(f"forecast.{code}", values)


def forecast_sum(series: Series, *, days: int, seed: int = 0, n: int = DRAWS) -> Draws | Unknown:
    """The total of the `days` days after the last known. Unknown for levels, ratios, and below 4 weeks."""
    if days < 1:
        return Unknown(gettext_lazy("A forecast needs at least one day ahead."), Why.WRONG_GRAIN)
    steps = steps_of(series)
    if isinstance(steps, Unknown):
        return steps
    return forecast_window(series, start=steps.end, end=steps.end + timedelta(days=days), seed=seed, n=n)


def forecast_window(
    series: Series, *, start: date, end: date, seed: int = 0, n: int = DRAWS
) -> Draws | Unknown:
    """The total of the days from `start` to `end` (exclusive), which lie after the last known step."""
    if not series.adds or series.under is not None:
        return Unknown(
            gettext_lazy("“{name}” does not add up over days; ask for its level.", name=series.name),
            Why.DOES_NOT_ADD,
        )
    steps = steps_of(series)
    if isinstance(steps, Unknown):
        return steps
    rng = np.random.default_rng(seed)
    shares = steps.shares(max(start, steps.end), end)
    told = steps.over[np.isfinite(steps.over)]
    if not told.any() and series.unit is not Unit.COUNT:
        return Unknown(
            gettext_lazy("“{name}” has been zero all along: there is no size to go by.", name=series.name),
            Why.TOO_LITTLE,
        )
    move = season.move(steps, start=start, end=end) if told.min() >= 0 else season.Move(0.0)
    factor = float(np.exp(move.log_shift))
    paths = factor * coming(steps, shares, (end - steps.end).days, n, rng)
    paths = _whole(paths, series, steps)[:, shares > 0]
    ends = tuple(day for day, share in zip(steps.ends(end), shares, strict=True) if share > 0)
    notes = (*steps.notes, *move.notes)
    return Draws(
        totals=paths.sum(axis=1),
        paths=paths,
        history_days=steps.history_days,
        start=start,
        end=end,
        ends=ends,
        notes=notes,
        season=factor,
        unit=series.unit,
        currency=series.currency,
    )


def coming(steps: Steps, shares: Floats, days: int, n: int, rng: np.random.Generator) -> Floats:
    """Draws (n, steps) of what the coming steps bring, `shares` of each, the last of which ends in `days`."""
    drawn = _signed_paths if float(np.nanmin(steps.over)) < 0 else _positive_paths
    return drawn(steps, shares, days, n, rng)


def offset_of(values: Floats) -> float:
    """What is added before taking logs: half an event where there are zeros, else next to nothing."""
    told = values[np.isfinite(values)]
    mean = float(told.mean())
    if mean <= 0:
        return 0.5
    return min(0.5 * discount.dispersion(values), 0.25 * mean) if told.min() <= 0 else 1e-9 * mean


def _positive_paths(steps: Steps, shares: Floats, horizon: int, n: int, rng: np.random.Generator) -> Floats:
    """Half the draws from the local level of logs, half from discounted counts, then mended by the table."""
    offset = offset_of(steps.over)
    half = n // 2
    drawn = shares > 0
    part = np.where(drawn, 1 / np.sqrt(np.clip(shares, 1 / 7, 1)), 0.0)
    model = local_level.fit(np.log(steps.over + offset))
    logs = model.paths(len(shares), n - half, rng, part)
    ceiling = np.log(np.nanmax(steps.over) + offset) + 12
    level = np.maximum(np.exp(np.minimum(logs, ceiling)) - offset, 0.0) * shares
    counts = discount.fit(steps.over).sums(shares, half, rng)
    paths = np.concatenate([level, counts])
    raw = paths.sum(axis=1)
    totals = _mended(steps, raw, model, offset, size=float(shares.sum()), days=horizon)
    return _rescaled(paths, raw, totals, shares)


def _mended(
    steps: Steps, raw: Floats, model: local_level.LocalLevel, offset: float, *, size: float, days: int
) -> Floats:
    """`raw` totals of `size` steps about the level to expect, as far apart as real brands' were."""
    event = discount.dispersion(steps.over)
    edge = _offset_of_sums(raw, offset, event)
    logs = np.log(raw + edge)
    usual = levels(steps, float(np.exp(model.now)) - offset)
    # Whoever saw no event, or few, knows their rate no better than this.
    least = 1 / float(np.sqrt(np.nansum(steps.over) / event + 0.5))
    found = _spread(steps, model, own=own_spread(logs), apart=usual.apart(size, edge))
    spread = replace(found, own=max(found.own, least), noise=max(found.noise, least))
    centre = usual.centre(float(np.median(logs)), steps=size, offset=edge, days=days)
    return calibrated(raw, days, edge, centre=centre, spread=spread)


def _offset_of_sums(raw: Floats, offset: float, event: float) -> float:
    """Half an event (of size `event`) where some sums are zero, so that they lie not infinitely far away."""
    if raw.min() > 0:
        return offset
    return max(offset, min(0.5 * event, 0.25 * float(raw.mean())), 1e-300)


def _rescaled(paths: Floats, raw: Floats, totals: Floats, shares: Floats) -> Floats:
    """Each path stretched to its mended total; a path of zeros spreads its total evenly."""
    even = shares / shares.sum()
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        stretched = paths * (totals / raw)[:, None]
    usable = (raw > 0) & np.isfinite(stretched).all(axis=1)
    return np.where(usable[:, None], stretched, totals[:, None] * even)


def _signed_paths(steps: Steps, shares: Floats, horizon: int, n: int, rng: np.random.Generator) -> Floats:
    """For figures that go below zero (net money, net follows): the level itself wanders, not its log."""
    told = steps.over[np.isfinite(steps.over)]
    scale = max(float(np.mean(np.abs(told))), 1e-12)
    part = np.where(shares > 0, 1 / np.sqrt(np.clip(shares, 1 / 7, 1)), 0.0)
    model = local_level.fit(steps.over, scale=scale)
    paths = model.paths(len(shares), n, rng, part) * shares
    raw = paths.sum(axis=1)
    size = scale * float(shares.sum())
    spread = _spread(steps, model, own=own_spread(raw / size), relative_to=scale)
    totals = calibrated_nets(raw, horizon, size, spread=spread)
    even = shares / shares.sum()
    return np.asarray(paths + (totals - raw)[:, None] * even, dtype=np.float64)


def _spread(
    steps: Steps, model: local_level.LocalLevel, *, own: float, relative_to: float = 1.0, apart: float = 0.0
) -> Spread:
    """What the error of a forecast from such steps goes by; the noise is brought to that of a week."""
    noise = model.usual_noise / relative_to * float(np.sqrt(steps.days / WEEK))
    weeks = int(np.isfinite(steps.over).sum()) * steps.days / WEEK
    return Spread(own, noise, weeks, apart)


def _whole(paths: Floats, series: Series, steps: Steps) -> Floats:
    """Small counts as whole numbers; the last step that takes part carries the rounding."""
    told = series.over[np.isfinite(series.over)]
    whole = series.unit is Unit.COUNT and bool(np.all(told == np.rint(told)))
    total = paths.sum(axis=1)
    if not whole or float(np.median(total)) > SMALL or float(np.nanmin(steps.over)) < 0:
        return paths
    running = np.rint(np.cumsum(paths, axis=1))
    return np.diff(running, axis=1, prepend=0.0)
