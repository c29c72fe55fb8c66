"""What a plan file changes and somebody else has changed since: who, when, and what to do."""

from collections.abc import Sequence
from datetime import date

from milepost.errors import Conflict
from milepost.journal import Entry
from milepost.language import gettext_lazy, together
from milepost.plan.difference import Change
from milepost.plan.document import PARTS
from milepost.workspace.goal_entries import day_of

GOALS = "goals"
"""The section of a plan file that holds its goals."""


_CALLED = {
    "goal": gettext_lazy("Goal {key}"),
    "identity": gettext_lazy("What the brand is for"),
    "capacity": gettext_lazy("What the team can carry"),
    "objective": gettext_lazy("The objective “{key}”"),
    "audience": gettext_lazy("The audience “{key}”"),
    "competitor": gettext_lazy("The competitor “{key}”"),
}
"""By kind of entry; a new part of a plan (`plan.document.PARTS`) is a line here, too."""

_CHANGED = gettext_lazy(
    "{change} was changed by {who} on {day} (version {seq}) after this file was written out; it is based on "
    "{upon}."
)
_GIVEN_UP = gettext_lazy(
    "{change} was given up or closed by {who} on {day} (version {seq}) after this file was written out; it "
    "is based on {upon}."
)


def joined(conflicts: Sequence[Conflict]) -> Conflict:
    """All of them in one, with the remedy of the first."""
    return Conflict(together(*(one.what for one in conflicts)), conflicts[0].remedy)


def kind_of(change: Change) -> str:
    """The kind of its entries in the journal."""
    return next((part.kind for part in PARTS if part.section == change.section), "goal")


def called(change: Change) -> str:
    """What it is about, as a sentence begins with it."""
    return _CALLED[kind_of(change)].format(key=change.key)


def conflict(change: Change, last: Entry | None, today: date) -> Conflict:
    """Why it cannot be applied: `last` is what stands now, None where nothing does."""
    if last is None:
        return Conflict(
            gettext_lazy("{change} is not what this file is based on.", change=called(change)),
            gettext_lazy("Export the plan again."),
        )
    who, day, seq = last.who or gettext_lazy("somebody"), day_of(last), last.seq
    if day > today:
        return Conflict(
            gettext_lazy(
                "{change} was written by {who} on {day}, after {today}, the day that was asked for.",
                change=called(change),
                who=who,
                day=day,
                today=today,
            ),
            gettext_lazy("Nothing was stored. Apply the file without --as-of, or as of a later day."),
        )
    upon = gettext_lazy("another version")
    if change.upon is not None:
        upon = gettext_lazy("version {n}", n=change.upon)
    words = _GIVEN_UP if last.undone else _CHANGED
    return Conflict(
        words.format(change=called(change), who=who, day=day, seq=seq, upon=upon),
        gettext_lazy(
            "Nothing was stored, theirs stands. See it with “milepost plan diff FILE”, write "
            "its present version into the file, then apply it again."
        ),
    )
