"""What a sentence says, field by field."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Guard:
    """A limit that the goal must keep (“at $50 CPL”, “without raising ad spend”).

    `relation` is at_least, at_most or keep (as it is today, or as the amount says). `amount` is in `unit` as
    in a reading, None where the sentence gives none; `text` is what was said.
    """

    metric: str
    relation: str
    amount: float | None
    unit: str | None
    text: str


@dataclass(frozen=True, slots=True)
class GoalReading:
    """One goal as it was read from a sentence; nothing is added that the sentence does not say.

    `amount` is in `unit`: a count, percent (20 for 20 %), whole units of a currency, or seconds for a
    duration. `amount_kind` is absolute, relative (a change in percent) or rate (the level of a ratio);
    `amount_role` is change or level. `deadline` is an ISO day (its last), an ISO duration, or a named period
    (quarter, Q3, --06). `until` tells that a named time ends the goal (“by Q3”), not that the goal is about
    it (“in Q3”); `begins` is its first day or month, if named. `counts_new` tells that the amount counts
    what comes in (“generate 300 subscribers”), not what stands in the end. `problems` are codes; `questions`
    are sentences; `offered` are the goals that a sentence with several falls into; `guards` are second
    targets that are limits of this goal.
    """

    text: str
    lang: str
    metric: str | None = None
    direction: str | None = None
    amount_kind: str | None = None
    amount_role: str | None = None
    amount: float | None = None
    unit: str | None = None
    per: str | None = None
    baseline: float | None = None
    deadline_kind: str | None = None
    deadline: str | None = None
    channel: tuple[str, ...] = ()
    objective: str | None = None
    funnel_stage: str | None = None
    problems: tuple[str, ...] = ()
    weak: bool = True
    questions: tuple[str, ...] = ()
    counts_new: bool = False
    until: bool = False
    begins: str | None = None
    offered: tuple["GoalReading", ...] = field(default=())
    guards: tuple[Guard, ...] = ()


def as_json(reading: GoalReading) -> dict[str, Any]:
    """The reading as the command line and the API give it; whole numbers stay whole."""
    body = {name: getattr(reading, name) for name in _PLAIN}
    for name in ("amount", "baseline"):
        value = body[name]
        if value is not None and value == int(value):
            body[name] = int(value)
    for name in ("channel", "problems", "questions"):
        body[name] = list(getattr(reading, name))
    body["guards"] = [_guard(guard) for guard in reading.guards]
    body["offered"] = [as_json(other) for other in reading.offered]
    return body


def _guard(guard: Guard) -> dict[str, Any]:
    amount = guard.amount
    whole = int(amount) if amount is not None and amount == int(amount) else amount
    return {
        "metric": guard.metric,
        "relation": guard.relation,
        "amount": whole,
        "unit": guard.unit,
        "text": guard.text,
    }


_PLAIN = (
    "text", "lang", "metric", "direction", "amount_kind", "amount_role", "amount", "unit", "per", "baseline",
    "deadline_kind", "deadline", "channel", "objective", "funnel_stage", "problems", "weak", "questions",
    "counts_new", "until", "begins",
)  # fmt: skip
