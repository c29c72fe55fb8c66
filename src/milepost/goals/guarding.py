"""Whether what must not get worse has stayed as it was, or within its limit, while a goal is pursued."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from milepost.amount import Amount, Unknown
from milepost.goals.goal import Guard
from milepost.judgement.baseline import Baseline, baseline
from milepost.judgement.change import change
from milepost.judgement.verdict import Between, Movement, Value, Verdict, cannot_tell, rounded
from milepost.language import gettext_lazy
from milepost.series import Series

LOOKED_AT = timedelta(days=56)
"""A limit is held against the last eight weeks: long enough to tell, short enough to notice."""
FOUR_WEEKS = 28
"""The limit of a sum is meant for as many days."""


@dataclass(frozen=True, slots=True)
class GuardState:
    """`held` is None where it is too close to tell, or unknown. `told` is what stands behind it."""

    guard: Guard
    title: str
    held: bool | None
    told: Verdict


def guard_state(
    guard: Guard, title: str, better: str, series: Series, *, start: date, as_of: date
) -> GuardState:
    """The state of a guard of a goal that began on `start`; `better` is the KPI's own good direction."""
    if guard.at_least is None and guard.at_most is None:
        return _unlimited(guard, title, better, series, start, as_of)
    return _limited(guard, title, series, as_of)


def _unlimited(guard: Guard, title: str, better: str, series: Series, start: date, as_of: date) -> GuardState:
    """Without a limit it holds unless a lasting change for the worse began with the goal or after it."""
    moved = change(series, as_of=as_of)
    if isinstance(moved, Unknown):
        return GuardState(guard, title, held=None, told=cannot_tell(moved))
    worse = Movement.FALL if better == "higher" else Movement.RISE
    began = moved.since is not None and moved.since >= start - timedelta(days=7)
    if moved.movement is worse and began:
        told = moved.verdict
        sized = {"size", "since", "least", "most"} <= set(told.values)
        return GuardState(guard, title, held=False, told=replace(told, code="guard.worse") if sized else told)
    return GuardState(guard, title, held=True, told=Verdict("guard.unchanged", {"start": start}))


def _limited(guard: Guard, title: str, series: Series, as_of: date) -> GuardState:
    adds = series.adds and series.under is None
    recent = series.since(as_of - LOOKED_AT).until(as_of)
    now = baseline(recent, start=as_of, days=FOUR_WEEKS if adds else None)
    if isinstance(now, Unknown):
        return GuardState(guard, title, held=None, told=cannot_tell(now))
    inside = _inside(guard, now)
    limit = guard.at_least if guard.at_least is not None else guard.at_most
    values: dict[str, Value] = {
        "now": Amount(rounded(now.value), now.unit, now.currency),
        "around": Between(Amount(now.low, now.unit, now.currency), Amount(now.high, now.unit, now.currency)),
        "limit": Amount(limit or 0.0, now.unit, now.currency),
        "side": gettext_lazy("at least") if guard.at_least is not None else gettext_lazy("at most"),
    }
    code = {True: "guard.holds", False: "guard.broken", None: "guard.close"}[inside]
    return GuardState(guard, title, inside, Verdict(code, values))


def _inside(guard: Guard, now: Baseline) -> bool | None:
    """Whether the whole interval lies within the limits (True), beyond one (False), or across it (None)."""
    least = float("-inf") if guard.at_least is None else guard.at_least
    most = float("inf") if guard.at_most is None else guard.at_most
    if now.low >= least and now.high <= most:
        return True
    return False if now.high < least or now.low > most else None
