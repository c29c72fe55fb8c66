"""What there is to say of one brand beside many others: pure, from what was read of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from milepost.amount import Unknown
from milepost.goals.guarding import GuardState
from milepost.goals.portfolio import is_financial
from milepost.goals.state import GoalState, Verdict
from milepost.period import Period, WeekStart, month_of
from milepost.reviews.attention import Limits, Order
from milepost.reviews.cadence import Kind, period_of
from milepost.reviews.decision import Decision, Status
from milepost.reviews.held import Held, HeldGoal
from milepost.reviews.standing_goals import is_over
from milepost.reviews.summary import AccountEnd, Due, Overdue, Reason, Stake, Summary

WORST = (
    *(Verdict.UNLIKELY, Verdict.MISSED, Verdict.OPEN, Verdict.UNKNOWN),
    *(Verdict.LIKELY, Verdict.NOT_STARTED, Verdict.MET),
)
"""What can still be turned stands before what is over."""

_MOST_REVIEWS = 120


@dataclass(frozen=True, slots=True)
class Told:
    """The days of which one account's figures are known: whole, with the gaps between them."""

    source: str
    account: str
    channel: str
    days: Period
    gaps: tuple[Period, ...] = ()


@dataclass(frozen=True, eq=False)
class BrandCase:
    """Everything that a summary is made of, as known on `as_of`. `questions` name tables that wait for an
    answer.
    """

    brand: str
    as_of: date
    goals: Sequence[GoalState] = ()
    decisions: Sequence[Decision] = ()
    held: Sequence[Held] = ()
    told: Sequence[Told] = ()
    questions: Sequence[str] = ()
    stakes: tuple[Stake, ...] = ()
    week_start: WeekStart = WeekStart.MONDAY


def summary_of(case: BrandCase, order: Order) -> Summary:
    """The brand as one small value; its reasons stand in their order."""
    accounts = tuple(_accounts(case.told, case.as_of))
    overdue = tuple(_overdue(case, order.limits))
    reasons = (
        *_of_guards(case),
        *_of_goals(case),
        *_of_decisions(case),
        *_of_data(case, accounts, order.limits),
        *_of_plan(case, accounts),
        *_of_reviews(case, overdue, order.limits),
    )
    weekly = period_of(Kind.WEEKLY, case.as_of, case.week_start)
    held = [one for one in case.held if one.kind is Kind.WEEKLY and one.start == weekly.start]
    return Summary(
        brand=case.brand,
        as_of=case.as_of,
        verdicts=Counter(state.verdict.value for state in case.goals),
        worst=min(case.goals, key=_badness, default=None),
        reasons=order.sorted(reasons),
        decisions_due=sum(one.is_due(case.as_of) for one in case.decisions),
        overdue=overdue,
        accounts=accounts,
        questions=len(case.questions),
        signals=dict(held[-1].counts).get("signal", 0) if held else None,
        due=_next_due(case),
        stakes=case.stakes,
    )


def _chance(state: GoalState) -> float | None:
    return None if isinstance(state.odds, Unknown) else state.odds.probability


def _badness(state: GoalState) -> tuple[int, float]:
    chance = _chance(state)
    return WORST.index(state.verdict), 1.0 if chance is None else chance


def _running(case: BrandCase) -> list[GoalState]:
    return [state for state in case.goals if not is_over(state, case.as_of)]


def _of_guards(case: BrandCase) -> Iterator[Reason]:
    """Guards that do not hold, apart by whether a review has told them."""
    told = {(goal.id, goal.version): goal.broken for goal in _shown(case)}
    fresh: list[tuple[GoalState, GuardState]] = []
    known: list[tuple[GoalState, GuardState]] = []
    for state in _running(case):
        for one in state.guards:
            if one.held is False:
                seen = one.guard.kpi in told.get((state.goal.id, state.goal.version), ())
                (known if seen else fresh).append((state, one))
    for code, broken in (("guard_broken", fresh), ("guard_known", known)):
        if broken:
            state, guard = broken[0]
            yield Reason(code, len(broken), state.goal.id, state.title, guard.title)


def _of_goals(case: BrandCase) -> Iterator[Reason]:
    """Goals that are unlikely, apart by whether a review has told it; that are over; that cannot be told."""
    told = {(goal.id, goal.version): goal.verdict for goal in _shown(case)}
    running = _running(case)
    fresh: list[GoalState] = []
    known: list[GoalState] = []
    for state in running:
        if state.verdict is Verdict.UNLIKELY:
            seen = told.get((state.goal.id, state.goal.version)) == Verdict.UNLIKELY.value
            (known if seen else fresh).append(state)
    ended = [state for state in case.goals if is_over(state, case.as_of)]
    unknown = [state for state in running if state.verdict is Verdict.UNKNOWN]
    by_reason = {
        "goal_unlikely": fresh,
        "unlikely_known": known,
        "goal_ended": ended,
        "goal_unknown": unknown,
    }
    for code, states in by_reason.items():
        if states:
            first = min(states, key=_badness)
            end = first.verdict.value if first.verdict in {Verdict.MET, Verdict.MISSED} else "passed"
            what = end if code == "goal_ended" else ""
            yield Reason(code, len(states), first.goal.id, first.title, what, _chance(first))


def _shown(case: BrandCase) -> Iterator[HeldGoal]:
    """The goals as reviews have told them, first to last."""
    for one in sorted(case.held, key=lambda held: (held.as_of, held.start)):
        if one.as_of <= case.as_of:
            yield from one.goals


def _of_decisions(case: BrandCase) -> Iterator[Reason]:
    due = sorted((one for one in case.decisions if one.is_due(case.as_of)), key=lambda one: one.check)
    if due:
        yield Reason("decision_due", len(due), due[0].id, what=due[0].what, day=due[0].check)


def _of_data(case: BrandCase, accounts: Sequence[AccountEnd], limits: Limits) -> Iterator[Reason]:
    """Figures that have stopped, of all accounts or of some beside others that go on."""
    if accounts:
        latest = max(accounts, key=lambda one: one.last)
        late = [one for one in accounts if _stopped(one, limits) and latest.last - one.last < limits.closed]
        late.sort(key=lambda one: one.last)
        if _stopped(latest, limits):
            yield Reason("data_stopped", day=latest.last, days=latest.days)
        elif late:
            first = late[0]
            what = f"{first.source}|{first.channel}|{first.account}"
            yield Reason("account_stopped", len(late), what=what, day=first.last, days=first.days)
    if case.questions:
        yield Reason("question", len(case.questions), what=case.questions[0])


def _stopped(one: AccountEnd, limits: Limits) -> bool:
    return limits.stopped <= timedelta(days=one.days)


def _of_plan(case: BrandCase, accounts: Sequence[AccountEnd]) -> Iterator[Reason]:
    """What is not there to judge by, or to be judged."""
    if not accounts:
        yield Reason("no_data" if case.goals else "never_set_up")
    elif not case.goals:
        yield Reason("no_goal", day=max(one.last for one in accounts))
    if case.goals and not any(is_financial(state.goal.kpi) for state in case.goals):
        yield Reason("no_money")


def _of_reviews(case: BrandCase, overdue: Sequence[Overdue], limits: Limits) -> Iterator[Reason]:
    """One reason for all reviews that were not held: what was due first is told."""
    if overdue:
        first = min(overdue, key=lambda one: one.since)
        yield Reason("review_overdue", first.n, what=first.kind.value, day=first.since)
    elif not case.held and case.goals:
        began = min(state.goal.created for state in case.goals)
        if began + limits.first_review <= case.as_of:
            yield Reason("never_reviewed", day=began)


def _overdue(case: BrandCase, limits: Limits) -> Iterator[Overdue]:
    """The kinds of review that were begun and then left out; a kind that was never held is not asked for."""
    for kind in Kind:
        last = max((one.start for one in case.held if one.kind is kind), default=None)
        period = period_of(kind, case.as_of, case.week_start)
        if case.as_of < period.end + limits.review:
            period = period_of(kind, period.start, case.week_start)
        if last is None or last >= period.start:
            continue
        n, since = 0, period.end
        while last < period.start and n < _MOST_REVIEWS:
            n, since = n + 1, period.end
            period = period_of(kind, period.start, case.week_start)
        yield Overdue(kind, since, n)


def _accounts(told: Sequence[Told], today: date) -> Iterator[AccountEnd]:
    """The last known day before `today` of each account that has one."""
    for one in told:
        end = min(one.days.end, today)
        for gap in one.gaps:
            if gap.start < end <= gap.end:
                end = gap.start
        if one.days.start < end:
            last = end - timedelta(days=1)
            yield AccountEnd(one.source, one.account, one.channel, last, (today - end).days)


def _next_due(case: BrandCase) -> Due | None:
    """The next of: checks of decisions, last days of goals, and the reviews that this brand holds."""
    coming = [
        Due(one.check, "check", one.id)
        for one in case.decisions
        if one.status is Status.OPEN and one.check >= case.as_of
    ]
    coming += [
        Due(state.goal.deadline, "deadline", state.goal.id)
        for state in _running(case)
        if state.goal.deadline is not None
    ]
    coming += [_review(case, kind) for kind in Kind if any(one.kind is kind for one in case.held)]
    return min(coming, key=lambda one: (one.on, one.what, one.id), default=None)


def _review(case: BrandCase, kind: Kind) -> Due:
    """The day from which the next review of a kind is due; a past one, where the last was not held."""
    period = period_of(kind, case.as_of, case.week_start)
    held = any(one.kind is kind and one.start == period.start for one in case.held)
    after = month_of(period.end).end if kind is Kind.MONTHLY else period.end + timedelta(days=7)
    return Due(after if held else period.end, kind.value)
