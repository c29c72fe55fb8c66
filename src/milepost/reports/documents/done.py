"""What was decided and what is proposed, as the client's report tells it: decisions, outcomes, advice."""

from datetime import timedelta

from milepost.language import colon
from milepost.reports.documents.client import Done
from milepost.reports.scorecard import Page
from milepost.reports.words.decision import verdict_sentences
from milepost.reviews.case import Checked
from milepost.reviews.decision import Status
from milepost.workspace.place import Workspace, choose_brand
from milepost.workspace.reviewing.advised import advice_of
from milepost.workspace.reviewing.deciding import check_decisions

LOOKED_BACK = timedelta(days=62)
"""Two months: the one that the report is about, and what was decided before it and is told now."""


def done_of(workspace: Workspace, page: Page) -> Done:
    """The decisions of the last two months up to the day of the page, and what is proposed on it."""
    owner = choose_brand(workspace, page.brand)
    checked = check_decisions(workspace, brand=owner.name, today=page.as_of)
    recent = (one for one in checked if page.as_of - one.decision.made < LOOKED_BACK)
    told = tuple(_told(one) for one in recent if one.decision.status is not Status.DROPPED)
    advice = advice_of(workspace, owner, page.as_of)
    return Done(decisions=told, proposals=tuple(str(colon(one.title, one.action)) for one in advice))


def _told(one: Checked) -> str:
    """“More reels (Ana, since 3 March): Visits ...”: what was decided, and the verdict so far."""
    decision = one.decision
    who = f" ({decision.owner})" if decision.owner else ""
    said = " ".join(verdict_sentences(decision, one.outcome))
    return f"{decision.what.rstrip('.')}{who}. {said}"
