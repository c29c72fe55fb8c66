"""A review: looked at, or held and written into the journal."""

from datetime import date

from milepost.reviews.cadence import Kind
from milepost.reviews.held import Held
from milepost.reviews.hold import held_of, hold
from milepost.reviews.review import Review
from milepost.workspace.kept import keep
from milepost.workspace.known import REVIEW
from milepost.workspace.place import Workspace
from milepost.workspace.reviewing.deciding import keep_outcomes
from milepost.workspace.reviewing.gathering import case_of


def review_of(workspace: Workspace, kind: Kind, *, brand: str | None, today: date) -> Review:
    """The review of the last whole week or month before `today`; nothing is written. Raises NotFound."""
    return hold(case_of(workspace, kind, brand=brand, today=today))


def hold_review(
    workspace: Workspace,
    kind: Kind,
    *,
    brand: str | None,
    today: date,
    who: str,
    concluded: str = "",
) -> Review:
    """The same, and it is kept that it was held, what was shown, and what came of decisions that are due."""
    review = review_of(workspace, kind, brand=brand, today=today)
    held: Held = held_of(review, concluded.strip())
    key = f"{kind.value}@{review.period.start}"
    keep(review.brand, REVIEW, key, held, today=today, who=who, why=held.concluded)
    keep_outcomes(review.brand, review.due, today=today, who=who)
    return review
