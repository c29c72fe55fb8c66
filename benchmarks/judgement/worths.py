"""How often a metric that carries nothing is called worth it, and one that drives is called vanity."""

import time
from pathlib import Path

import numpy as np

from figures import Figure, over_clusters
from milepost.judgement.worth import Worth, Worthy, worth
from milepost.series import Floats
from worlds import CANDIDATES, noises, world

WORLDS = 150
LENGTHS = (52, 104, 156)
EFFECTS = (0.7, 1.0)
MOST_FALSE_WORTH = 0.10
MOST_FALSE_VANITY = 0.05
NEXT_YEAR = 52


def figures(shared: Path) -> list[Figure]:
    """False worth, false vanity and what is found; and whether the share that was told holds next year."""
    noise = noises(shared)["all"]
    rows: list[Figure] = []
    for weeks in LENGTHS:
        none = [_judged(noise, weeks, at) for at in range(WORLDS)]
        rows.append(
            _figure(
                f"{weeks} weeks, nothing carries: worlds with a metric called worth it",
                [float(any(each.finding is Worthy.CARRIES for each in found)) for found, _ in none],
                most=MOST_FALSE_WORTH,
            )
        )
        rows.append(
            _figure(
                f"{weeks} weeks, nothing carries: metrics called vanity",
                [_share(found, Worthy.VANITY) for found, _ in none],
            )
        )
        for effect in EFFECTS:
            rows += _of_drivers(noise, weeks, effect)
    rows += [_next_year(noise), _speed(noise)]
    return rows


def _of_drivers(noise: dict[str, list[Floats]], weeks: int, effect: float) -> list[Figure]:
    found = [_judged(noise, weeks, at, effect) for at in range(WORLDS)]
    what = f"{weeks} weeks, two drivers of {effect}"
    false = []
    for answers, lags in found:
        carried = [at for at, each in enumerate(answers) if each.finding is Worthy.CARRIES]
        false.append(len([at for at in carried if at >= len(lags)]) / max(len(carried), 1))
    return [
        _figure(
            f"{what}: drivers called worth it",
            [_share(answers[: len(lags)], Worthy.CARRIES) for answers, lags in found],
        ),
        _figure(
            f"{what}: drivers called vanity",
            [_share(answers[: len(lags)], Worthy.VANITY) for answers, lags in found],
            most=MOST_FALSE_VANITY,
        ),
        _figure(f"{what}: false share of what is called worth it", false, most=MOST_FALSE_WORTH),
    ]


def _next_year(noise: dict[str, list[Floats]]) -> Figure:
    """The share of the surprises told on two years against that of the third, at the lag that was told."""
    from milepost.judgement.surprises import aligned, surprises

    promised, delivered = [], []
    for at in range(WORLDS):
        rng = np.random.default_rng(900 + at)
        made = world(noise, 104 + NEXT_YEAR, rng, drivers=2, effect=1.0)
        cut = made.outcome.starts[104]
        told = worth(made.outcome.until(cut), [each.until(cut) for each in made.metrics])
        whole = [surprises(each, "") for each in aligned([made.outcome, *made.metrics])]
        for place, each in enumerate(told):
            if each.lag_weeks is None or each.share is None:
                continue
            y, x = whole[0], whole[place + 1]
            lag = each.lag_weeks
            r = np.corrcoef(x[-NEXT_YEAR - lag : len(x) - lag], y[-NEXT_YEAR:])[0, 1]
            promised.append(each.share[1])
            delivered.append(float(r) ** 2 - 1 / NEXT_YEAR)
    ratio = float(np.sum(delivered) / np.sum(promised))
    return Figure(
        "share of the surprises next year, to the share told on two years",
        ratio,
        n=len(promised),
        note="what was called worth it, effect 1.0",
    )


def _speed(noise: dict[str, list[Floats]]) -> Figure:
    rng = np.random.default_rng(1)
    made = [world(noise, 104, rng) for _ in range(20)]
    begin = time.perf_counter()
    for each in made:
        worth(each.outcome, each.metrics)
    seconds = (time.perf_counter() - begin) / len(made) / CANDIDATES
    return Figure("milliseconds a metric", 1000 * seconds, most=1.0)


def _judged(
    noise: dict[str, list[Floats]], weeks: int, seed: int, effect: float = 0.0
) -> tuple[tuple[Worth, ...], list[int]]:
    rng = np.random.default_rng(seed)
    made = world(noise, weeks, rng, drivers=2 if effect else 0, effect=effect)
    return worth(made.outcome, made.metrics), made.lags


def _share(answers: tuple[Worth, ...], finding: Worthy) -> float:
    return float(np.mean([each.finding is finding for each in answers]))


def _figure(what: str, values: list[float], *, most: float | None = None) -> Figure:
    """The interval is over worlds: each draws eleven of the brands anew."""
    mean, low, high = over_clusters(np.array(values), [str(at) for at in range(len(values))])
    return Figure(what, mean, low, high, most=most, n=len(values), note="interval over worlds")
