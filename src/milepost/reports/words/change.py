"""Whether a figure has moved, as a page says it under the figure's name."""

from milepost.amount import Amount, Unknown
from milepost.judgement.change import Change
from milepost.judgement.verdict import Move
from milepost.reports import numbers
from milepost.reports.words.judged import says, written
from milepost.reports.words.verdict import lower_first, sentence

NAMED = "*"
"""Stands for the name while the sentence is written; the page has it already."""


def is_signal(change: Change | Unknown) -> bool:
    """Whether there is a lasting rise or fall to be told."""
    return not isinstance(change, Unknown) and change.movement in ("rise", "fall")


def is_quiet(change: Change | Unknown) -> bool:
    """Whether it is known that nothing lasting happened."""
    return not isinstance(change, Unknown) and change.movement == "no_change"


def change_sentence(change: Change | Unknown) -> str:
    """The verdict without the name, and for a quiet figure the spikes that did not last."""
    if isinstance(change, Unknown):
        return sentence(f"Whether it changed cannot be told: {lower_first(change.because)}")
    told = sentence(says(change.verdict, NAMED).removeprefix(f"{NAMED}: "))
    return f"{told} {_spikes(change)}." if change.spikes and is_quiet(change) else told


def change_cell(change: Change | Unknown) -> str:
    """For a table: the size of a lasting change, “usual” where there is none, “cannot tell” else."""
    if isinstance(change, Unknown) or change.movement == "unknown":
        return "cannot tell"
    effect = change.effect
    if effect is None:
        return "usual" if is_quiet(change) else str(change.movement)
    if change.from_nothing:
        return "began" if effect.mid > 0 else "ended"
    if effect.relative:
        return written(Move(effect.mid))
    sign = "+" if effect.mid > 0 else numbers.MINUS
    return sign + written(Amount(abs(effect.mid), change.unit, change.currency))


def _spikes(change: Change) -> str:
    n = len(change.spikes)
    on = ", ".join(numbers.day(day) for day in change.spikes[-3:])
    if n == 1:
        return f"One spike ({on}) did not last"
    last = "the last three of them " if n > 3 else ""
    return f"{numbers.count_word(n).capitalize()} spikes ({last}{on}) did not last"
