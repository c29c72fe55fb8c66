"""Budget and hours: the proposal within its bounds, what pays, and what the team can carry."""

from collections.abc import Iterator

from milepost import subject
from milepost.amount import Unit
from milepost.goals.goal import Goal
from milepost.reports import numbers
from milepost.reports.document import Block, Bullets, Document, Heading, Label, Paragraph, Table, Tone
from milepost.reports.documents.page_words import columns, head, say, title
from milepost.reports.words.judged import says
from milepost.reviews.case import Allocated
from milepost.workspace.evidence.allocation import Allotted

PARTS = (("unit", "channel"), "pays"), (("claim",), "claims"), (("test",), "test")
MOVES = frozenset({"payback.move", "payback.more", "payback.less"})
UNTOLD = frozenset({"any.cannot_tell", "review.hours_untold"})


def allocation_document(of: Allotted, label: Label | None = None) -> Document:
    """The page of budget and hours."""
    proposals = [one for one in of.parts if one.part == "proposal"]
    blocks: list[Block] = []
    if proposals:
        blocks.append(Heading(head("proposal")))
        blocks += [proposal(one) for one in proposals]
    else:
        blocks.append(Paragraph(say("allocation_none_lead"), Tone.UNKNOWN))
    for parts, name in PARTS:
        found = [one for one in of.parts if one.part in parts]
        if found:
            told = tuple(says(one.verdict, one.about) for one in found)
            blocks += [Heading(head(name)), Bullets(told, tuple(one.of for one in found))]
    blocks += [Heading(head("carries")), *carries(of)]
    return Document(
        kind="allocation",
        title=title("allocation"),
        brand=of.brand,
        as_of=of.today,
        headline=_headline(of),
        blocks=tuple(blocks),
        label=label or Label(),
    )


def _headline(of: Allotted) -> str:
    proposals = [one for one in of.parts if one.part == "proposal"]
    if not any(one.verdict.code not in UNTOLD for one in proposals):
        return say("allocation_none" if not proposals else "allocation_untold")
    if not any(one.acts for one in proposals):
        return say("allocation_still")
    moves = any(one.verdict.code in MOVES for one in proposals)
    return say("allocation_move" if moves else "allocation_test")


def proposal(one: Allocated) -> Paragraph:
    """One proposal: what to move, which test would tell, or why nothing."""
    known = one.verdict.code not in UNTOLD
    tone = Tone.WATCH if one.acts else Tone.PLAIN if known else Tone.UNKNOWN
    return Paragraph(says(one.verdict, one.about), tone, about=one.of)


def carries(of: Allotted) -> Iterator[Block]:
    """Hours, money and KPIs that there are against what the goals ask."""
    hours, money = of.capacity.hours_a_week, of.capacity.budget_a_month
    asked_hours = sum(goal.hours or 0.0 for goal in of.goals)
    kpis = {goal.kpi for goal in of.goals}
    rows = (
        (
            say("hours_there"),
            say("not_said") if hours is None else numbers.plain(hours, 1),
            numbers.plain(asked_hours, 1) if asked_hours else say("none_asked"),
        ),
        (
            say("money_there"),
            say("not_said") if money is None else numbers.exact(money, Unit.MONEY, of.currency),
            say("whole_budgets" if any(g.budget is not None for g in of.goals) else "none_asked"),
        ),
        (
            say("kpis_there"),
            say("at_most", count=numbers.plain(of.capacity.most_kpis)),
            numbers.plain(len(kpis)),
        ),
    )
    yield Table(head("carries"), columns("carries"), rows)
    if hours is not None and asked_hours:
        over = asked_hours > hours
        told = say(
            "over_hours" if over else "fits_hours",
            asked=numbers.plain(asked_hours, 1),
            there=numbers.plain(hours, 1),
        )
        yield Paragraph(told, Tone.WATCH if over else Tone.PLAIN)
    asking = [goal for goal in of.goals if goal.hours or goal.budget is not None]
    if asking:
        about = tuple((subject.goal(goal.id, goal.sentence),) for goal in asking)
        rows_of = tuple(_asks(goal, of.currency) for goal in asking)
        yield Table("", columns("goals_ask"), rows_of, about=about)
    if hours is None and money is None:
        yield Paragraph(say("no_capacity"), Tone.UNKNOWN)


def _asks(goal: Goal, currency: str) -> tuple[str, str, str]:
    hours = numbers.plain(goal.hours, 1) if goal.hours else ""
    money = "" if goal.budget is None else numbers.exact(goal.budget, Unit.MONEY, currency)
    return goal.sentence, hours, money
