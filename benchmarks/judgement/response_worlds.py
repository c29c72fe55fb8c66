"""Simulated brands whose response curves are known: what a proposal truly gains, and the best there was."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from scipy.optimize import minimize

from milepost.amount import Unit
from milepost.period import Grain
from milepost.series import Floats, Series

CHANNELS = ("search", "instagram", "tiktok", "facebook", "newsletter")
BEGIN = date(2023, 1, 2)


@dataclass(frozen=True, eq=False)
class Cell:
    """What a kind of world is like: weeks, cv of weekly spend, noise (share of the outcome), claim errors.

    The rest was set once so that the plain rules do about as well here as they are known to do elsewhere:
    how far channels lie apart (log sd), what is not media (of media), and the ranges of the curves' shapes.
    `together` is the correlation of the channels' spend, `seasonal` how far it follows the season (log), and
    `drift` how far the level wanders a week (log sd).
    """

    weeks: int = 104
    cv: float = 0.3
    noise: float = 0.05
    claim_sd: float = 0.4
    overclaim: float = 1.0
    spread: float = 0.65
    base: float = 1.5
    halves: tuple[float, float] = (0.5, 2.5)
    bends: tuple[float, float] = (0.8, 1.8)
    together: float = 0.0
    seasonal: float = 0.0
    drift: float = 0.0


@dataclass(frozen=True, eq=False)
class World:
    """A brand of five channels. `claims` are totals a week that the platforms claim (weeks, channels)."""

    spend: Floats
    outcome: Floats
    claims: Floats
    size: Floats
    half: Floats
    bend: Floats
    usual: Floats

    def response(self, spend: Floats) -> Floats:
        """True steady outcome a week of each channel."""
        raised = np.maximum(spend / self.usual, 0) ** self.bend
        return self.size * raised * (1 + self.half**self.bend) / (raised + self.half**self.bend)

    def gain(self, present: Floats, proposed: Floats) -> float:
        return float((self.response(proposed) - self.response(present)).sum())

    def best(self, present: Floats, step: float) -> Floats:
        """The proposal that an all-knowing planner would make within the same bounds."""
        total = present.sum()
        found = [
            minimize(
                lambda x: -self.response(x * present).sum() / self.size.sum(),
                start,
                bounds=[(1 - step, 1 + step)] * len(present),
                constraints={"type": "eq", "fun": lambda x: x @ present / total - 1},
                method="SLSQP",
            )
            for start in (np.ones(len(present)), 1 + 0.1 * np.cos(np.arange(len(present))))
        ]
        return np.asarray(min(found, key=lambda one: one.fun).x * present)

    def series(self) -> tuple[Series, list[Series], list[Series]]:
        """(outcome, spend by channel, claims by channel)."""
        return (
            weekly("revenue", self.outcome),
            [weekly(name, self.spend[:, at]) for at, name in enumerate(CHANNELS)],
            [weekly(name, self.claims[:, at]) for at, name in enumerate(CHANNELS)],
        )


def weekly(name: str, values: Floats) -> Series:
    starts = tuple(BEGIN + timedelta(days=7 * at) for at in range(len(values)))
    days = np.full(len(values), 7, dtype=np.int64)
    return Series(name, starts, days, values, grain=Grain.WEEK, unit=Unit.MONEY, currency="EUR")


def world(cell: Cell, rng: np.random.Generator) -> World:
    """Hill curves with carry-over, a yearly season and autocorrelated noise; media bring two fifths."""
    count = len(CHANNELS)
    usual = 1000 * np.exp(rng.normal(0, 0.5, count))
    returns = 2 * np.exp(rng.normal(0, cell.spread, count))
    size, half = returns * usual, np.exp(rng.uniform(*np.log(cell.halves), count))
    bend, decay = rng.uniform(*cell.bends, count), rng.uniform(0.1, 0.7, count)
    sigma = np.sqrt(np.log(1 + cell.cv**2))
    warm = 12
    moves = rng.normal(0, 1, (cell.weeks + warm, count))
    shared = rng.normal(0, 1, (cell.weeks + warm, 1))
    moves = np.sqrt(1 - cell.together) * moves + np.sqrt(cell.together) * shared
    wave = np.sin(2 * np.pi * ((np.arange(cell.weeks + warm) - warm) / 52.18 + rng.random()))
    spend = usual * np.exp(sigma * moves - sigma**2 / 2 + cell.seasonal * wave[:, None])
    held = np.empty_like(spend)
    before = usual
    for week, given in enumerate(spend):
        before = given * (1 - decay) + decay * before
        held[week] = before
    plain = World(spend, spend[:, 0], spend, size, half, bend, usual)
    media = np.array([plain.response(row) for row in held])[warm:]
    base = size.sum() * cell.base
    season = (1 + 0.1 * wave[warm:]) * np.exp(np.cumsum(rng.normal(0, cell.drift, cell.weeks)))
    shocks = rng.normal(0, cell.noise * np.sqrt(1 - 0.5**2), cell.weeks + 50)
    noise = np.zeros(cell.weeks + 50)
    for week in range(1, len(noise)):
        noise[week] = 0.5 * noise[week - 1] + shocks[week]
    outcome = base * season + media.sum(axis=1) + (base + size.sum()) * noise[50:]
    errors = np.exp(rng.normal(0, cell.claim_sd, count)) * cell.overclaim
    return World(spend[warm:], outcome, media * errors, size, half, bend, usual)
