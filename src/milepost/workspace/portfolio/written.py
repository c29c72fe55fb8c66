"""A summary as JSON and back. What comes back says all that the summary said."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import numpy as np

from milepost.amount import Unit, Unknown, Why
from milepost.goals.goal import goal_from_body, goal_to_body
from milepost.goals.state import GoalState, Verdict
from milepost.judgement.attainability import Odds
from milepost.reviews.cadence import Kind
from milepost.reviews.summary import AccountEnd, Due, Overdue, Reason, Stake, Summary
from milepost.series import Series

_ODDS = (
    *("probability", "low", "median", "high", "even_odds_target", "likely_target", "reached"),
    *("unknown_days", "settled", "notes", "target", "currency"),
)
_STATE = ("title", "actual", "progress", "usual_by_now", "measured_as", "currency")
_EMPTY = Series("", (), np.array([], dtype=np.int64), np.array([], dtype=np.float64))


def to_body(summary: Summary) -> dict[str, Any]:
    """The summary as JSON; days are ISO days. The worst goal is kept without series, fan and guards."""
    flat = {
        "as_of": summary.as_of.isoformat(),
        "verdicts": dict(summary.verdicts),
        "worst": None if summary.worst is None else _state_to_body(summary.worst),
        "decisions_due": summary.decisions_due,
        "questions": summary.questions,
        "signals": summary.signals,
        "due": None if summary.due is None else _plain(asdict(summary.due)),
    }
    lists = {name: getattr(summary, name) for name in ("reasons", "overdue", "accounts", "stakes")}
    return flat | {name: [_plain(asdict(one)) for one in items] for name, items in lists.items()}


def from_body(body: Mapping[str, Any], brand: str) -> Summary:
    """The summary out of JSON. Raises KeyError, TypeError or ValueError where it is not one."""
    worst, due = body["worst"], body["due"]
    return Summary(
        brand=brand,
        as_of=date.fromisoformat(body["as_of"]),
        verdicts={Verdict(name).value: int(n) for name, n in body["verdicts"].items()},
        worst=None if worst is None else _state_from_body(worst, date.fromisoformat(body["as_of"])),
        reasons=tuple(Reason(**_dated(one, "day")) for one in body["reasons"]),
        decisions_due=int(body["decisions_due"]),
        overdue=tuple(
            Overdue(**{**_dated(one, "since"), "kind": Kind(one["kind"])}) for one in body["overdue"]
        ),
        accounts=tuple(AccountEnd(**_dated(one, "last")) for one in body["accounts"]),
        questions=int(body["questions"]),
        signals=None if body["signals"] is None else int(body["signals"]),
        due=None if due is None else Due(**_dated(due, "on")),
        stakes=tuple(Stake(**_dated(one, "start", "end")) for one in body["stakes"]),
    )


def slim(state: GoalState) -> GoalState:
    """A state with all that its line of words needs, and nothing that is long."""
    reached = next((point for point in state.so_far if point[1] >= state.goal.target), None)
    odds = state.odds if isinstance(state.odds, Unknown) else replace(state.odds, reference=None)
    return replace(
        state,
        odds=odds,
        history=_EMPTY,
        so_far=() if reached is None else (reached,),
        fan=(),
        change=Unknown("it is not kept"),
        breaks=(),
        findings=(),
        guards=(),
    )


def _state_to_body(state: GoalState) -> dict[str, Any]:
    kept = slim(state)
    odds: dict[str, Any]
    if isinstance(kept.odds, Unknown):
        odds = {"because": kept.odds.because, "why": kept.odds.why.value}
    else:
        odds = {name: getattr(kept.odds, name) for name in _ODDS}
        odds |= {"notes": list(kept.odds.notes), "unit": kept.odds.unit.value}
        odds["met"] = None if kept.odds.met is None else list(kept.odds.met)
    return {name: getattr(kept, name) for name in _STATE} | {
        "goal": goal_to_body(kept.goal),
        "known_until": None if kept.known_until is None else kept.known_until.isoformat(),
        "verdict": kept.verdict.value,
        "odds": odds,
        "so_far": [[day.isoformat(), value] for day, value in kept.so_far],
    }


def _state_from_body(body: Mapping[str, Any], as_of: date) -> GoalState:
    said = dict(body["odds"])
    odds: Odds | Unknown
    if "because" in said:
        odds = Unknown(said["because"], Why(said["why"]))
    else:
        said |= {"notes": tuple(said["notes"]), "unit": Unit(said["unit"])}
        said["met"] = None if said["met"] is None else (int(said["met"][0]), int(said["met"][1]))
        odds = Odds(**said, reference=None)
    told = body["known_until"]
    return GoalState(
        **{name: body[name] for name in _STATE},
        goal=goal_from_body(body["goal"]),
        as_of=as_of,
        known_until=None if told is None else date.fromisoformat(told),
        odds=odds,
        verdict=Verdict(body["verdict"]),
        history=_EMPTY,
        so_far=tuple((date.fromisoformat(day), float(value)) for day, value in body["so_far"]),
        fan=(),
        change=Unknown("it is not kept"),
        breaks=(),
        findings=(),
    )


def _dated(body: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**body, **{name: date.fromisoformat(body[name]) for name in names if body[name] is not None}}


def _plain(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in body.items()}
