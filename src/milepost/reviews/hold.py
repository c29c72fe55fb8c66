"""Holding a review: pure, so that last March's can be held again and says the same."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from milepost.goals.findings import ADVICE, Finding
from milepost.goals.state import Verdict as GoalVerdict
from milepost.reviews.cadence import Kind
from milepost.reviews.case import Case, Checked
from milepost.reviews.decision import Status
from milepost.reviews.held import Held, HeldGoal, HeldSignal
from milepost.reviews.review import GoalLine, Review
from milepost.reviews.shown import day_rows, jumps, month_rows
from milepost.reviews.signals import Sorted, is_gap, is_late, last_of, sorted_by_signal
from milepost.reviews.standing_goals import freed, goal_lines

ANSWERED = frozenset(
    {
        "no_review_held",
        "no_review_yet",
        "not_held_against_objectives",
        "goal_overdue",
        "empty_plan",
        "unrealistic_target",
    }
)
"""Findings that this very review answers, or that stand beside the goal itself."""

COUNTED = (
    "signal",
    "goal_ended",
    "goal_unlikely",
    "goal_further",
    "guard",
    "decision",
    "unclosed",
    "advice",
    "allocation",
    "mistake",
)


def hold(case: Case) -> Review:
    """The review of one period; see `Review`."""
    found = sorted_by_signal(case)
    last = last_of(case)
    lines, over = goal_lines(case, last)
    due = tuple(one for one in case.decisions if one.decision.is_due(case.as_of))
    monthly = case.cadence.kind is Kind.MONTHLY
    unclosed = () if monthly else tuple(one for one in due if _told_before(one, case.as_of))
    seen = frozenset() if last is None else frozenset(last.advice)
    mistakes = tuple(_mistakes(case)) if monthly else ()
    known = frozenset() if last is None else frozenset(last.findings)
    review = Review(
        kind=case.cadence.kind,
        title=case.cadence.title,
        brand=case.brand,
        period=case.period,
        as_of=case.as_of,
        counts=(),
        signals=found.signals,
        standing=found.standing,
        gone=found.gone,
        quiet=found.quiet,
        vanity=found.vanity,
        unknown=found.unknown,
        untold_before=frozenset() if last is None else frozenset(last.untold),
        missing=_missing(case),
        known_until=_known_until(case),
        jumps=tuple(jumps(case)),
        days=() if monthly else tuple(day_rows(case)),
        months=tuple(month_rows(case)) if monthly else (),
        goals=lines,
        over=over,
        due=tuple(one for one in due if one not in unclosed),
        unclosed=unclosed,
        running=tuple(one for one in case.decisions if _runs(one, case.as_of)),
        judged=tuple(sorted(_judged(case).items())),
        advice=tuple(one for one in case.advice if one.key not in seen),
        standing_advice=tuple(one for one in case.advice if one.key in seen),
        allocation=case.allocation if monthly else (),
        freed=tuple(freed(case.goals, case.as_of)) if monthly else (),
        claims=case.claims if monthly else (),
        mistakes=tuple(one for one in mistakes if _name(one) not in known),
        standing_mistakes=tuple(one for one in mistakes if _name(one) in known),
        last=None if last is None else last.as_of,
    )
    return _counted(review, found)


def held_of(review: Review, concluded: str = "") -> Held:
    """What the journal keeps of a review that was held."""
    return Held(
        kind=review.kind,
        start=review.period.start,
        end=review.period.end,
        as_of=review.as_of,
        counts=review.counts,
        nothing_to_do=review.nothing_to_do,
        quiet=review.quiet,
        unknown=review.unknown_kpis,
        signals=tuple(
            HeldSignal(
                one.kpi.id,
                one.change.movement.value,
                one.change.since,
                one.change.effect.mid if one.change.effect and one.change.effect.relative else None,
            )
            for one in (*review.signals, *review.standing)
            if one.change.since is not None
        ),
        goals=tuple(_held_goal(line) for line in review.goals)
        + tuple(_held_goal(GoalLine(state, None, "")) for state in review.over),
        decisions=tuple(one.decision.id for one in (*review.due, *review.unclosed)),
        advice=tuple(one.key for one in (*review.advice, *review.standing_advice)),
        findings=tuple(_name(one) for one in (*review.mistakes, *review.standing_mistakes)),
        untold=tuple(kpi for one in review.unknown if not one.late for kpi in one.kpis),
        concluded=concluded,
    )


def _held_goal(line: GoalLine) -> HeldGoal:
    goal, odds = line.state.goal, line.state.odds
    chance = getattr(odds, "probability", None)
    broken = tuple(one.guard.kpi for one in line.broken)
    return HeldGoal(goal.id, goal.version, goal.target, line.state.verdict.value, chance, broken)


def _begins_unlikely(line: GoalLine) -> bool:
    """Whether a goal that is shown for the first time, or was changed, is unlikely by its own figures."""
    return line.news == "new" and line.state.verdict is GoalVerdict.UNLIKELY


def _newly_broken(line: GoalLine) -> bool:
    known = () if line.before is None else line.before.broken
    return any(one.guard.kpi not in known for one in line.broken)


def _told_before(one: Checked, as_of: date) -> bool:
    """Whether a review that was held has told its verdict already."""
    outcome = one.decision.outcome
    return outcome is not None and outcome.day < as_of


def _known_until(case: Case) -> date | None:
    return max((one.told for one in case.measures if one.told is not None), default=None)


def _missing(case: Case) -> bool:
    """Whether of every KPI of this review the period, or the better half of it, is missing."""
    own = [one for one in case.measures if case.cadence.place_of(one.kpi) is not None]
    return all(one.told is None or is_late(one, case.period) or is_gap(one, case.period) for one in own)


def _runs(one: Checked, as_of: date) -> bool:
    return one.decision.status is Status.OPEN and not one.decision.is_due(as_of)


def _judged(case: Case) -> Counter[str]:
    """What came of all decisions that were closed with a verdict."""
    outcomes = (one.decision.outcome for one in case.decisions if one.decision.status is Status.CLOSED)
    return Counter(outcome.finding.value for outcome in outcomes if outcome is not None)


def _mistakes(case: Case) -> Iterator[Finding]:
    """What the plan lacks, without the mere advice and without what this review answers."""
    for finding in case.findings:
        if finding.code not in ANSWERED and finding.severity != ADVICE:
            yield finding


def _name(finding: Finding) -> str:
    goals = finding.values.get("goals")
    named = ",".join(str(one) for one in goals) if isinstance(goals, (tuple, list)) else ""
    return f"{finding.code}@{named}" if named else finding.code


def _counted(review: Review, found: Sorted) -> Review:
    """The review with what there is to do; what was told last time is not counted again."""
    counts = {
        "signal": len(found.signals),
        "goal_ended": sum(line.news == "ended" for line in review.goals),
        "goal_unlikely": sum(_begins_unlikely(line) for line in review.goals),
        "goal_further": sum(line.news == "further" for line in review.goals),
        "guard": sum(_newly_broken(line) for line in review.goals),
        "decision": len(review.due),
        "unclosed": len(review.unclosed),
        "advice": len(review.advice),
        "allocation": sum(one.acts for one in review.allocation) + len(review.freed),
        "mistake": len(review.mistakes),
    }
    return replace(review, counts=tuple((name, counts[name]) for name in COUNTED if counts[name]))
