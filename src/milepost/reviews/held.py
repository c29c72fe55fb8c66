"""What was shown when a review was held, as the journal keeps it: enough to know what is new next time."""

from dataclasses import dataclass
from datetime import date

from milepost.reviews.cadence import Kind


@dataclass(frozen=True, slots=True)
class HeldSignal:
    """A lasting change that was told: `movement` is rise or fall, `size` its relative size."""

    kpi: str
    movement: str
    since: date
    size: float | None = None


@dataclass(frozen=True, slots=True)
class HeldGoal:
    """A goal as it was shown; `probability` None: not told; `broken` are KPIs of guards."""

    id: str
    version: int
    target: float
    verdict: str
    probability: float | None
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """One review as it was held: about the days `start` to `end` (exclusive), by what was known on `as_of`.

    `counts` are the parts of its headline. `advice` are the keys, `decisions` the ids of what was due,
    `findings` the codes of what the plan lacked, with their goals, `untold` the titles of KPIs that cannot be
    told and for which no file is missing.
    """

    kind: Kind
    start: date
    end: date
    as_of: date
    counts: tuple[tuple[str, int], ...]
    nothing_to_do: bool
    quiet: int
    unknown: int
    signals: tuple[HeldSignal, ...] = ()
    goals: tuple[HeldGoal, ...] = ()
    decisions: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    concluded: str = ""
