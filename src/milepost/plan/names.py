"""What a plan may name: ids of KPIs, kinds, roles, segments, stages, channels."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from milepost.knowledge.reader import table
from milepost.plan.objective import OWN, kinds, roles

TITLES: Mapping[str, str] = {
    "kpi": "KPI",
    "kind": "kind of objective",
    "role": "role of social media",
    "stage": "stage of the funnel",
    "segment": "segment",
    "channel": "channel",
    "lang": "language",
    "per": "period",
    "objective": "business objective",
    "audience": "audience profile",
    "goal": "goal",
}


@dataclass(frozen=True, slots=True)
class Names:
    """The vocabularies by name, and the unit of each KPI."""

    known: Mapping[str, Collection[str]]
    units: Mapping[str, str]


def names(units: Mapping[str, str], channels: Collection[str] = ()) -> Names:
    """What a plan may name, with these KPIs and their units; no channels: any."""
    return Names(
        {
            "kpi": tuple(units),
            "kind": (*kinds(), OWN),
            "role": tuple(roles()),
            "stage": tuple(table("stages")),
            "segment": tuple(table("segments")),
            "lang": ("en", "de", "fr", "es"),
            "per": ("day", "week", "month", "quarter", "year"),
            **({"channel": tuple(channels)} if channels else {}),
        },
        units,
    )
