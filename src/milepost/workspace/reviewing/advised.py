"""What the playbook advises a review: what is on trial by a decision is marked, not said again."""

from collections.abc import Sequence
from datetime import date

from milepost.playbook.advice import Advice
from milepost.reviews.decision import Decision, Status
from milepost.workspace.framework import Measured
from milepost.workspace.place import Brand, Workspace
from milepost.workspace.playing import advice_for


def advice_of(
    workspace: Workspace,
    brand: Brand,
    today: date,
    measured: tuple[Measured, ...] | None = None,
    decisions: Sequence[Decision] = (),
) -> tuple[Advice, ...]:
    """What the playbook advises on `today`, with its evidence, but for what open `decisions` are trying."""
    tried = [one.source for one in decisions if one.source and one.status is Status.OPEN]
    found = advice_for(workspace, brand, today, measured=measured, tried=tried)
    return tuple(advice for advice in found if not advice.on_trial)
