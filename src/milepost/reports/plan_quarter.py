"""The quarter of a plan for a person: objectives with their goals, what is to be closed, what comes next."""

from milepost.amount import Unknown
from milepost.goals.goal import Goal
from milepost.goals.state import Verdict
from milepost.plan.quarter import Held, ObjectiveHeld
from milepost.reports import numbers
from milepost.reports.goal_words import OUTCOMES, came_out, offer_words
from milepost.reports.words import verdict as verdict_words
from milepost.reports.words.verdict import lower_first
from milepost.workspace.planning.quarter import Proposal, QuarterView

SERVED = {
    True: "at least one of its goals is met or on its way",
    False: "none of its goals is on its way: change the goals, the work, or the objective",
    None: "nobody can tell yet whether it is served",
}


def quarter_lines(view: QuarterView) -> list[str]:
    """Objectives first, then goals to close, then proposals."""
    when = "never" if view.last_held is None else f"last on {numbers.day(view.last_held)}"
    lines = [f"Goals against business objectives (held {when})"]
    if not view.quarter.objectives:
        lines.append("  No objective and no goal is written down.")
    for row in view.quarter.objectives:
        lines += ["", *_objective(row)]
    if view.quarter.overdue:
        lines += ["", "Ended and not closed:"]
        lines += [
            f"  milepost goal close {goal.id} --learned “…”   ({goal.sentence})"
            for goal in view.quarter.overdue
        ]
    if view.proposals:
        lines += ["", "For the next period, from your own data:"]
        for proposal in view.proposals:
            lines += [f"  {line}" for line in proposal_lines(proposal)]
    return [*lines, "", "When that is talked over: milepost plan quarter --concluded “…”"]


def proposal_lines(proposal: Proposal) -> list[str]:
    """What follows a goal: the sentence with its odds, and the command that would add it."""
    goal, offer = proposal.goal, proposal.offer
    if isinstance(offer, Unknown):
        return [f"after {goal.id}: nothing to propose, because {lower_first(offer.because)}"]
    return [
        f"after {goal.id} ({goal.sentence.rstrip('.')}):",
        f"  {offer_words(offer)}",
        f"  milepost goal add “{offer.sentence}” --after {goal.id}",
    ]


def _objective(row: ObjectiveHeld) -> list[str]:
    title = row.objective.title if row.objective else "On no objective"
    lines = [f"{title}: {_served(row)}"]
    return [*lines, *(f"  {_held(one)}" for one in row.goals)]


def _served(row: ObjectiveHeld) -> str:
    if row.objective is None:
        return "hang each on one, or give it up"
    return SERVED[row.served] if row.goals else "no goal hangs on it"


def _held(one: Held) -> str:
    goal = one.goal
    if one.closing is not None:
        came = came_out(goal, one.closing)
        return f"{goal.id}, closed: {goal.sentence} {came}; learned: {one.closing.learned}"
    return f"{goal.id}, {_word(one.word)}: {goal.sentence}{_moved(goal)}"


def _word(word: str) -> str:
    try:
        return verdict_words.NAMES[Verdict(word)].lower()
    except ValueError:
        return next((text for outcome, text in OUTCOMES.items() if outcome.value == word), word)


def _moved(goal: Goal) -> str:
    if goal.target == goal.first_target:
        return ""
    present, first = (numbers.exact(target, goal.unit) for target in (goal.target, goal.first_target))
    return f" (target {present}, first {first})"
