"""Which business objective a goal serves, as far as the goal's own rules must know it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Served:
    """The `kind` of the objective (revenue_growth ..., or own), and the `stage` that decides it."""

    kind: str
    stage: str | None
