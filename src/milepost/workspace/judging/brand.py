"""All judgements of a brand as of a day."""

from collections.abc import Callable, Iterator
from datetime import date

from milepost.facts.batches import FactFiles
from milepost.workspace.framework import Measured, framework
from milepost.workspace.goal_entries import goals_of
from milepost.workspace.judging.heard import judge_heard
from milepost.workspace.judging.known import Judged, Known
from milepost.workspace.judging.leading import judge_leads, judge_worth
from milepost.workspace.judging.moved import judge_changes
from milepost.workspace.judging.paying import judge_payback
from milepost.workspace.judging.posted import judge_posts
from milepost.workspace.judging.reasons import judge_reasons
from milepost.workspace.judging.shoppers import judge_customers
from milepost.workspace.place import Workspace, choose_brand
from milepost.workspace.reading import with_facts

PARTS: tuple[Callable[[Known], Iterator[Judged]], ...] = (
    judge_changes,
    judge_leads,
    judge_worth,
    judge_reasons,
    judge_payback,
    judge_posts,
    judge_customers,
    judge_heard,
)


def judgements(
    workspace: Workspace, *, brand: str | None, today: date, measured: tuple[Measured, ...] | None = None
) -> tuple[Judged, ...]:
    """Everything that can be judged of a brand on `today`, and what cannot. Raises NotFound for the brand.

    `measured` is the brand's framework of that day, where it is known already.
    """
    owner = choose_brand(workspace, brand)
    framed = framework(workspace, owner, today) if measured is None else measured
    goals = goals_of(workspace, brand=owner.name, today=today)

    def work(files: FactFiles) -> tuple[Judged, ...]:
        known = Known(workspace, owner, files, today, framed, goals)
        return tuple(judged for part in PARTS for judged in part(known))

    return with_facts(workspace, owner.name, work)
