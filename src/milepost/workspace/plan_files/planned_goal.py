"""A goal of a plan file on its way into the journal: drafted anew, or amended upon what stands."""

from datetime import date

from milepost.amount import Unit
from milepost.goals.details import Details
from milepost.journal import Entry
from milepost.plan.difference import Change
from milepost.plan.document import GoalText
from milepost.plan.figures import read_figure
from milepost.plan.goal_reading import reading_of
from milepost.plan.names import Names
from milepost.plan.plain_goal import guards_of, target_of
from milepost.workspace.amending import AmendedGoal, Amendment, amended_goal
from milepost.workspace.goals import WrittenGoal, drafted_goal
from milepost.workspace.place import Workspace, choose_brand


def draft(
    workspace: Workspace, goal: GoalText, names: Names, *, brand: str, today: date, goal_id: str
) -> WrittenGoal:
    """The goal that a new item of the file becomes; nothing is stored. Raises NotFound, InvalidValue."""
    currency = choose_brand(workspace, brand).currency
    reading = reading_of(goal, names, currency)
    return drafted_goal(
        workspace,
        reading.text,
        brand=brand,
        today=today,
        goal_id=goal_id,
        details=_details(goal, names, currency),
        kpi=goal.kpi,
        until=goal.deadline.isoformat() if goal.deadline else None,
        reading=reading,
    )


def amend(
    workspace: Workspace,
    change: Change,
    names: Names,
    *,
    brand: str,
    today: date,
    who: str,
    why: str,
) -> tuple[AmendedGoal, Entry]:
    """The goal after a change, and its entry. Raises Refused, InvalidValue, NotFound, Conflict."""
    currency = choose_brand(workspace, brand).currency
    new: GoalText = change.new
    named = {one.name for one in change.fields}
    emptied = {one.name for one in change.fields if one.new in (None, (), "")}
    details = _details(new, names, currency)
    given = {name: getattr(details, name) for name in named - emptied if hasattr(details, name)}
    amendment = Amendment(
        target=target_of(new, names.units, currency) if named & {"target", "kpi"} else None,
        until=new.deadline.isoformat() if new.deadline and "deadline" in named else None,
        kpi=new.kpi if "kpi" in named else None,
        details=Details(**given),
        clear=tuple(sorted(name for name in emptied if hasattr(details, name))),
        sentence=new.sentence if "sentence" in named else None,
    )
    return amended_goal(
        workspace, change.key, amendment, brand=brand, today=today, why=why, who=who, upon=change.version
    )


def _details(goal: GoalText, names: Names, currency: str) -> Details:
    return Details(
        owner=goal.owner,
        objective=goal.objective,
        role=goal.role,
        leads=goal.leads or None,
        guards=guards_of(goal, names.units, currency) or None,
        segment=goal.segment,
        worked_on=goal.worked_on or None,
        budget=None if goal.budget is None else read_figure(goal.budget, Unit.MONEY, currency),
        hours=goal.hours,
        audience=goal.audience,
        after=goal.after,
    )
