"""Where the next unit of budget, hours or people goes, or which test would tell."""

from collections.abc import Iterator

from milepost.amount import Unknown
from milepost.judgement.payback_result import Payback, Stand
from milepost.judgement.verdict import Verdict, cannot_tell
from milepost.language import gettext_lazy
from milepost.plan.capacity import Capacity
from milepost.reviews.case import Allocated
from milepost.workspace.judging.known import Known
from milepost.workspace.judging.paying import Paid, payback_of
from milepost.workspace.kept import standing
from milepost.workspace.known import CAPACITY, SOLE

PEOPLE = gettext_lazy("Hours and people")


def allocation(known: Known) -> Iterator[Allocated]:
    """The proposal with its bounds, where one unit more or less is felt, each channel, and the test."""
    found = payback_of(known)
    if found is not None:
        if isinstance(found.judged, Unknown):
            yield Allocated("proposal", found.about, cannot_tell(found.judged), of=found.of)
        else:
            yield from _paid(found, found.judged)
    if _has_people(known):
        yield Allocated("proposal", PEOPLE, Verdict("review.hours_untold"))


def _paid(found: Paid, judged: Payback) -> Iterator[Allocated]:
    if judged.total <= 0:
        yield Allocated("proposal", found.about, Verdict("review.no_spend"), of=found.of)
        return
    tested = judged.trial is not None and judged.trial.visible
    acts = judged.stand is Stand.MOVE or tested
    yield Allocated("proposal", found.about, judged.verdict, acts=acts, of=found.of)
    for which, told in (("more", judged.more), ("less", judged.less)):
        if told is not None:
            of = found.of_channel(told.channel)
            yield Allocated("unit", told.channel, judged.unit_verdict(which, told), of=of)
    for channel in judged.channels:
        of = found.of_channel(channel.name)
        if channel.average is not None:
            yield Allocated("channel", channel.name, channel.verdict, of=of)
        if channel.claim_verdict is not None:
            yield Allocated("claim", channel.name, channel.claim_verdict, of=of)
    if judged.trial is not None and judged.stand is Stand.MOVE and tested:
        of = found.of_channel(judged.trial.channel)
        yield Allocated("test", judged.trial.channel, judged.trial.verdict, of=of)


def _has_people(known: Known) -> bool:
    """Whether anybody has written down hours: for the team, or for a goal."""
    written = standing(known.brand.name, CAPACITY, Capacity, known.today).get(SOLE)
    team = written is not None and written.value.hours_a_week is not None
    return team or any(goal.hours for goal in known.goals)
