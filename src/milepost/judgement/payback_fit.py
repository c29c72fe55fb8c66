"""Response curves from weeks: the best fit, and draws of all that the weeks leave open.

What is not media (level, trend, season, autocorrelated noise) is integrated out exactly, as it is linear
and Gaussian. The curves are fitted by least squares for each reading of the platforms, and drawn from a
mixture of Student t around these fits, weighted to the true posterior (importance sampling with truncated
weights, Ionides 2008).
"""

from dataclasses import dataclass

import numpy as np

from milepost.judgement.payback_curve import Curves, carried, carried_slope, shape
from milepost.judgement.payback_prior import Belief, beliefs
from milepost.series import Floats

YEAR = 365.25 / 7
DRAWS = 400
PROPOSED = 1600
TAIL = 5.0
"""Degrees of freedom of the proposals: wider than the posterior, so that no weight explodes."""

ROUNDS = 2
LEVEL_SD, TREND_SD, SEASON_SD = 0.5, 0.5, 0.3
LEVEL_MEAN = 0.6
"""What is not media, in outcomes: level 60 % give or take 50, trend over the whole span, season."""

LEAST_NOISE = 1e-3
LEAST_WEEKS = 8
SPIKE = 5.0
"""Robust sds beyond which a week is left out."""


@dataclass(frozen=True, eq=False)
class Fit:
    """Draws of the curves, in references of input and outcomes of mean 1, and the noise beside them.

    `noise` is the sd of a week and `memory` its autocorrelation from week to week. `claim_error` is the mean
    log sd by which the weeks hold platforms to be off (None without claims). `effective` is how many
    independent draws the weighted ones are worth, `weeks` how many weeks were used.
    """

    curves: Curves
    noise: float
    memory: float
    claim_error: float | None
    effective: float
    weeks: int


@dataclass(frozen=True, eq=False)
class Whitened:
    """Weeks turned so that what is not media is white noise of sd 1; `turn` has shape (weeks, weeks)."""

    outcome: Floats
    turn: Floats
    inputs: Floats
    known: np.ndarray[tuple[int], np.dtype[np.bool_]]

    def missed(self, curves: Curves) -> Floats:
        """Whitened residuals, shape (weeks, draws)."""
        return np.asarray(
            self.outcome[:, None] - self.turn @ curves.weekly(self.inputs)[self.known], dtype=np.float64
        )


def fit(
    outcome: Floats,
    inputs: Floats,
    known: np.ndarray[tuple[int], np.dtype[np.bool_]],
    spread: Floats,
    claimed: Floats | None,
    *,
    seed: int = 0,
) -> Fit:
    """Fit weekly `outcome` (mean 1; only `known` weeks count) to `inputs` (weeks, channels; mean 1 each)."""
    readings = beliefs(spread, claimed)
    usual = max(readings, key=lambda each: each.log_weight)
    known = known & ~_spikes(outcome, inputs, known)
    noise, memory = _noise(outcome, inputs, known, None)
    point = usual.mean
    for _ in range(ROUNDS):
        whitened = _whiten(outcome, inputs, known, noise, memory)
        point, _ = _climb(whitened, usual, point)
        noise, memory = _noise(outcome, inputs, known, curves_of(point[None, :]))
    whitened = _whiten(outcome, inputs, known, noise, memory)
    peaks = [_climb(whitened, each, point) for each in readings]
    drawn, effective, weights = _draw(whitened, readings, peaks, np.random.default_rng(seed))
    errors = [each.error for each in readings if each.error is not None]
    error = float(weights @ np.array(errors)) if errors else None
    return Fit(curves_of(drawn), noise, memory, error, effective, int(known.sum()))


def background(
    outcome: Floats, known: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[float, float] | None:
    """(sd, autocorrelation) of a week around level and trend alone; None below eight known weeks."""
    if known.sum() < LEAST_WEEKS:
        return None
    noise, memory = _noise(outcome, np.zeros((len(outcome), 0)), known, None)
    return noise, memory


def curves_of(points: Floats) -> Curves:
    """Curves from log parameters of shape (draws, 4 x channels)."""
    size, half, bend, decay = np.split(points, 4, axis=1)
    size, decay = np.clip(size, -30, 10), np.clip(decay, -10, 5)
    half, bend = np.clip(half, -4, 4), np.clip(bend, -2, 2)
    return Curves(np.exp(size), np.exp(half), np.exp(bend), 1 / (1 + np.exp(-decay)))


def _design(count: int) -> tuple[Floats, Floats]:
    """Columns of what is not media, and the sd that each may have."""
    place = np.arange(count)
    waves = (1, 2) if count >= 2 * YEAR - 1 else (1,) if count >= YEAR - 1 else ()
    columns = [np.ones(count), place / max(count - 1, 1) - 0.5]
    columns += [wave(2 * np.pi * k * place / YEAR) for k in waves for wave in (np.sin, np.cos)]
    deviations = [LEVEL_SD, TREND_SD, *([SEASON_SD] * (2 * len(waves)))]
    return np.column_stack(columns), np.array(deviations)


def _noise(
    outcome: Floats,
    inputs: Floats,
    known: np.ndarray[tuple[int], np.dtype[np.bool_]],
    curves: Curves | None,
) -> tuple[float, float]:
    """(sd, autocorrelation) of a week around the fitted curves, or around straight lines without them."""
    missed, lost = _missed(outcome, inputs, known, curves)
    squares = float(np.nansum(missed**2))
    noise = np.sqrt(squares / max(int(known.sum()) - lost, 5))
    pairs = missed[1:] * missed[:-1]
    told = np.isfinite(pairs)
    memory = float(pairs[told].mean() / max(squares / known.sum(), 1e-300)) if told.any() else 0.0
    memory += (1 + 4 * memory) / max(int(known.sum()), 1)  # least squares takes some of it away
    return max(float(noise), LEAST_NOISE), float(np.clip(memory, 0.0, 0.9))


def _spikes(
    outcome: Floats, inputs: Floats, known: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Weeks so far out that no channel made them (a sale, a viral post): they would bend every curve."""
    missed, _ = _missed(outcome, inputs, known, None)
    told = missed[known]
    usual = 1.4826 * float(np.median(np.abs(told - np.median(told))))
    return np.nan_to_num(np.abs(missed), nan=0.0) > SPIKE * max(usual, LEAST_NOISE)


def _missed(
    outcome: Floats,
    inputs: Floats,
    known: np.ndarray[tuple[int], np.dtype[np.bool_]],
    curves: Curves | None,
) -> tuple[Floats, int]:
    """(residuals of the known weeks, NaN elsewhere; how many parameters took part in them)."""
    design, _ = _design(len(inputs))
    left = outcome.copy()
    if curves is None:
        design = np.column_stack([design, inputs])
    else:
        left = left - curves.weekly(inputs)[:, 0]
    kept = design[known]
    missed = np.full(len(outcome), np.nan)
    missed[known] = left[known] - kept @ np.linalg.lstsq(kept, left[known], rcond=None)[0]
    lost = design.shape[1] + (inputs.shape[1] if curves is not None else 0)
    return missed, lost


def _whiten(
    outcome: Floats,
    inputs: Floats,
    known: np.ndarray[tuple[int], np.dtype[np.bool_]],
    noise: float,
    memory: float,
) -> Whitened:
    design, deviations = _design(len(outcome))
    place = np.flatnonzero(known)
    kept = design[known]
    covariance = noise**2 * memory ** np.abs(place[:, None] - place[None, :]).astype(np.float64)
    covariance += (kept * deviations**2) @ kept.T
    turn = np.linalg.inv(np.linalg.cholesky(covariance))
    return Whitened(turn @ (outcome[known] - LEVEL_MEAN), turn, inputs, known)


def _climb(whitened: Whitened, belief: Belief, start: Floats) -> tuple[Floats, Floats]:
    """The most likely log parameters under one reading, and the root of their precision there."""
    from scipy.optimize import least_squares

    def missed(point: Floats) -> Floats:
        away = belief.root @ (point - belief.mean)
        return np.concatenate([whitened.missed(curves_of(point[None, :]))[:, 0], away])

    def slope(point: Floats) -> Floats:
        return np.vstack([_slope(whitened, point), belief.root])

    found = least_squares(missed, start, jac=slope, method="lm", max_nfev=60)
    jacobian = slope(found.x)
    return np.asarray(found.x), np.asarray(np.linalg.cholesky(jacobian.T @ jacobian).T)


def _slope(whitened: Whitened, point: Floats) -> Floats:
    """The derivative of the whitened residuals by the log parameters."""
    curves = curves_of(point[None, :])
    held = carried(whitened.inputs, curves.decay)
    safe = np.maximum(held, 1e-12)
    odds, top = curves.bend * (np.log(safe) - np.log(curves.half)), -curves.bend * np.log(curves.half)
    share, share_top = (1 / (1 + np.exp(-np.clip(u, -500, 500))) for u in (odds, top))
    value = curves.size * shape(held, curves.half, curves.bend)
    by_decay = carried_slope(whitened.inputs, held, curves.decay) * curves.decay * (1 - curves.decay)
    parts = (
        value,
        value * curves.bend * (share - share_top),
        value * ((1 - share) * odds - (1 - share_top) * top),
        value * (1 - share) * curves.bend / safe * by_decay,
    )
    stacked = np.concatenate([part[:, 0, :] for part in parts], axis=1)
    return np.asarray(-whitened.turn @ stacked[whitened.known], dtype=np.float64)


def _draw(
    whitened: Whitened,
    readings: tuple[Belief, ...],
    peaks: list[tuple[Floats, Floats]],
    rng: np.random.Generator,
) -> tuple[Floats, float, Floats]:
    """Draws of the log parameters, how many they are worth, and the weight of each reading."""
    heights = np.array(
        [
            _log_likelihood(whitened, point[None, :])[0]
            + belief.log_density(point[None, :])[0]
            - np.log(np.abs(np.diag(root))).sum()
            for belief, (point, root) in zip(readings, peaks, strict=True)
        ]
    )
    share = np.exp(heights - heights.max())
    share = 0.8 * share / share.sum() + 0.2 / len(share)
    points = np.concatenate(
        [
            _student(point, root, round(PROPOSED * part), rng)
            for part, (point, root) in zip(share, peaks, strict=True)
        ]
    )
    proposed = np.logaddexp.reduce(
        [
            np.log(part) + _student_density(points, point, root)
            for part, (point, root) in zip(share, peaks, strict=True)
        ]
    )
    each = np.array([belief.log_density(points) for belief in readings])
    target = np.logaddexp.reduce(each) + _log_likelihood(whitened, points)
    weight = np.exp(target - proposed - np.max(target - proposed))
    weight = np.minimum(weight, weight.mean() * np.sqrt(len(weight)))
    weight /= weight.sum()
    belonging = np.exp(each - np.logaddexp.reduce(each)) @ weight
    places = np.searchsorted(np.cumsum(weight), (np.arange(DRAWS) + rng.random()) / DRAWS)
    return points[np.minimum(places, len(points) - 1)], float(1 / (weight**2).sum()), belonging


def _log_likelihood(whitened: Whitened, points: Floats) -> Floats:
    return np.asarray(-0.5 * (whitened.missed(curves_of(points)) ** 2).sum(axis=0), dtype=np.float64)


def _student(point: Floats, root: Floats, count: int, rng: np.random.Generator) -> Floats:
    """Draws of a multivariate t around `point` with the precision root'root."""
    normal = np.linalg.solve(root, rng.normal(size=(len(point), count))).T
    return np.asarray(point + normal / np.sqrt(rng.chisquare(TAIL, (count, 1)) / TAIL), dtype=np.float64)


def _student_density(points: Floats, point: Floats, root: Floats) -> Floats:
    """Its log density, up to a constant that all proposals share."""
    away = ((points - point) @ root.T) ** 2
    size = float(np.log(np.abs(np.diag(root))).sum())
    return np.asarray(size - 0.5 * (TAIL + len(point)) * np.log1p(away.sum(axis=1) / TAIL), dtype=np.float64)
