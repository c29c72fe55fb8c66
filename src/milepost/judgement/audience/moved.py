"""One audience export against the one before it: which groups have grown or shrunk, by more than chance."""

import math
from dataclasses import dataclass

from milepost.amount import Unknown, Why
from milepost.judgement.audience.told import Told
from milepost.judgement.shares import Z95
from milepost.language import gettext_lazy

SMALLEST = 0.01
"""Shares are told to a tenth of a percent; a shift of less than one point changes no plan."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A group whose share has moved: `before` and `now`, 0 to 1."""

    name: str
    before: float
    now: float


def shifts(now: Told, people: float | None = None) -> tuple[Shift, ...] | Unknown:
    """The groups that moved, the largest move first; Unknown where nobody knows how many are behind it.

    `people` is how many followers the account has, for exports that give shares only. Followers come and go:
    a share is taken as counted among so many, and a move must be larger than two such counts differ.
    """
    if now.before is None:
        return Unknown(gettext_lazy("there is no earlier export of it"), Why.TOO_LITTLE)
    if now.who != "followers":
        return Unknown(
            gettext_lazy("views of two periods come from other videos and pages as well"), Why.NOT_SUPPORTED
        )
    many, many_before = now.people or people, now.before.people or people
    if not many or not many_before:
        return Unknown(
            gettext_lazy("the export does not say how many followers are behind its shares"), Why.NOT_REPORTED
        )
    found = []
    tests = max(len(now.groups), 1)
    for group in now.groups:
        was = now.before.share(group.name)
        if was is None:
            continue
        spread = math.sqrt(group.share * (1 - group.share) / many + was * (1 - was) / many_before)
        # Many groups are looked at: each must stand out from all of them, not from itself alone.
        if abs(group.share - was) >= max(SMALLEST, Z95 * math.sqrt(1 + math.log(tests)) * spread):
            found.append(Shift(group.name, was, group.share))
    return tuple(sorted(found, key=lambda shift: -abs(shift.now - shift.before)))
