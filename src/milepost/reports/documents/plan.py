"""The plan as a page: what the brand is for, objectives with their goals, what is open, what is carried."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from milepost import subject
from milepost.goals.findings import Finding
from milepost.plan.objective import Objective, kinds, roles, stage_of
from milepost.plan.plan import Plan
from milepost.reports import numbers
from milepost.reports.document import Block, Bullets, Document, Heading, Label, Paragraph, Tone
from milepost.reports.documents.page_words import head, opening, say, title
from milepost.reports.plan_words import capacity_lines, identity_lines
from milepost.reports.words.finding import texts_of
from milepost.reports.words.kpi import stage_title
from milepost.reports.words.midway import midway

SEVERITIES = {"refuse": Tone.BAD, "question": Tone.WATCH, "advice": Tone.PLAIN}


@dataclass(frozen=True, eq=False)
class PlanFound:
    """A plan as of a day, and what was found of it."""

    plan: Plan
    today: date
    findings: tuple[Finding, ...]


def plan_document(of: PlanFound, label: Label | None = None, *, whole: bool = True) -> Document:
    """The plan's page; unless `whole`, only what was found: the rest is left to who can change it."""
    plan = of.plan
    blocks = list(finding_blocks(of))
    if whole:
        blocks = [
            *(Paragraph(line) for line in identity_lines(plan.identity)),
            Heading(head("objectives")),
            *_objectives(plan),
            *blocks,
            Heading(head("carries")),
            Bullets(tuple(capacity_lines(plan.capacity, plan.currency))),
        ]
    return Document(
        kind="plan",
        title=title("plan"),
        brand=plan.brand,
        as_of=of.today,
        headline=headline(of),
        blocks=tuple(blocks),
        label=label or Label(),
    )


def headline(of: PlanFound) -> str:
    """The gravest of what was found, counted."""
    plan = of.plan
    if not (plan.goals or plan.objectives):
        return say("plan_none")
    for severity in SEVERITIES:
        count = sum(finding.severity == severity for finding in of.findings)
        if count:
            name = f"plan_{severity}_one" if count == 1 else f"plan_{severity}"
            return opening(name, count=numbers.count_word(count))
    return say("plan_fine")


def finding_blocks(of: PlanFound) -> Iterator[Block]:
    """What was found, the gravest first, each with its remedy."""
    for severity, tone in SEVERITIES.items():
        found = [finding for finding in of.findings if finding.severity == severity]
        if not found:
            continue
        yield Heading(head(severity))
        for text in texts_of(found, currency=of.plan.currency):
            yield Paragraph(text.says, tone, text.remedy, text.of)


def _objectives(plan: Plan) -> Iterator[Block]:
    if not plan.objectives:
        yield Paragraph(say("no_objectives"), Tone.UNKNOWN)
    for objective in plan.objectives:
        yield Heading(objective.title, 2)
        yield Paragraph(part_of(objective), small=objective.says)
        hanging = [goal for goal in plan.goals if goal.objective == objective.id]
        told = tuple(goal.sentence for goal in hanging)
        of = tuple((subject.goal(goal.id, goal.sentence),) for goal in hanging)
        yield Bullets(told, of) if hanging else Paragraph(say("no_goal_hangs"), Tone.WATCH)


def part_of(objective: Objective) -> str:
    """Its kind, the stage that decides it, and what social media does for it."""
    kind = kinds()[objective.kind].title if objective.kind in kinds() else say("own_kind")
    stage = stage_of(objective)
    decided = say("decided_at", kind=kind, stage=midway(stage_title(stage))) if stage else kind
    parts = [midway(roles()[role].title) for role in objective.roles if role in roles()]
    return say("objective", kind=decided, roles=", ".join(parts)) if parts else f"{decided}."
