"""A measured figure beside the one that is wanted, and the interval that brands lend it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from milepost.series import Floats

MEASURED = Path(__file__).parent / "measured"
RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` within `low` .. `high` (95 % over `n` brands), beside what is wanted: `least` .. `most`.

    `known` is the best figure published or measured before this one, None where nobody measured it.
    A figure without an interval (a time, a closure) has `low` and `high` None.
    """

    what: str
    value: float
    low: float | None = None
    high: float | None = None
    least: float | None = None
    most: float | None = None
    known: float | None = None
    n: int | None = None
    digits: int = 2
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether the wanted range is met by the point, or overlaps the interval over brands."""
        low = self.value if self.low is None else self.low
        high = self.value if self.high is None else self.high
        return (self.least is None or high >= self.least) and (self.most is None or low <= self.most)

    @property
    def point_holds(self) -> bool:
        """Whether the point itself lies in the wanted range."""
        return (self.least is None or self.value >= self.least) and (
            self.most is None or self.value <= self.most
        )


def cluster_weights(clusters: Sequence[str]) -> Floats:
    """Weights (summing to 1) that let each cluster count once, whatever its number of rows."""
    names, counts = np.unique(np.array(clusters), return_counts=True)
    size = dict(zip(names.tolist(), counts.tolist(), strict=True))
    return np.array([1 / size[cluster] for cluster in clusters]) / len(size)


def over_clusters(values: Floats, clusters: Sequence[str], seed: int = 5) -> tuple[float, float, float]:
    """(mean, low, high): each cluster counts once; 95 % by drawing clusters anew."""
    names = sorted(set(clusters))
    labels = np.array(clusters)
    means = np.array([float(np.mean(values[labels == name])) for name in names])
    rng = np.random.default_rng(seed)
    drawn = means[rng.integers(len(means), size=(RESAMPLES, len(means)))].mean(axis=1)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return float(means.mean()), float(low), float(high)


def keep(part: str, figures: Sequence[Figure]) -> None:
    """Write the figures of one part, so that the page can be made from all parts."""
    MEASURED.mkdir(exist_ok=True)
    rows = [asdict(figure) for figure in figures]
    (MEASURED / f"{part}.json").write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", "utf-8")


def kept(part: str) -> list[Figure]:
    """The figures of a part as last measured; none where it never was."""
    path = MEASURED / f"{part}.json"
    return [Figure(**row) for row in json.loads(path.read_text("utf-8"))] if path.exists() else []
