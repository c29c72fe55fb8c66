"""Whether a figure has moved, as a page says it under the figure's name."""

from milepost.amount import Amount, Unknown
from milepost.judgement.change import Change
from milepost.judgement.verdict import Move, Movement
from milepost.language import gettext, gettext_lazy
from milepost.reports import numbers
from milepost.reports.words.judged import says_unnamed, written
from milepost.reports.words.verdict import lower_first, sentence

MOVED = {
    Movement.RISE: gettext_lazy("rise"),
    Movement.FALL: gettext_lazy("fall"),
    Movement.NO_CHANGE: gettext_lazy("no_change"),
    Movement.UNKNOWN: gettext_lazy("unknown"),
}


def is_signal(change: Change | Unknown) -> bool:
    """Whether there is a lasting rise or fall to be told."""
    return not isinstance(change, Unknown) and change.movement in ("rise", "fall")


def is_quiet(change: Change | Unknown) -> bool:
    """Whether it is known that nothing lasting happened."""
    return not isinstance(change, Unknown) and change.movement == "no_change"


def change_sentence(change: Change | Unknown) -> str:
    """The verdict without the name, and for a quiet figure the spikes that did not last."""
    if isinstance(change, Unknown):
        because = lower_first(change.because)
        return sentence(gettext("Whether it changed cannot be told: {because}", because=because))
    told = says_unnamed(change.verdict)
    return f"{told} {_spikes(change)}" if change.spikes and is_quiet(change) else told


def change_cell(change: Change | Unknown) -> str:
    """For a table: the size of a lasting change, “usual” where there is none, “cannot tell” else."""
    if isinstance(change, Unknown) or change.movement == "unknown":
        return gettext("cannot tell")
    effect = change.effect
    if effect is None:
        return gettext("usual") if is_quiet(change) else str(MOVED[change.movement])
    if change.from_nothing:
        return gettext("began") if effect.mid > 0 else gettext("ended")
    if effect.relative:
        return written(Move(effect.mid))
    sign = "+" if effect.mid > 0 else numbers.MINUS
    return sign + written(Amount(abs(effect.mid), change.unit, change.currency))


def _spikes(change: Change) -> str:
    n = len(change.spikes)
    on = ", ".join(numbers.day(day) for day in change.spikes[-3:])
    if n == 1:
        return gettext("One spike ({days}) did not last.", days=on)
    told = numbers.count_word(n).capitalize()
    if n > 3:
        return gettext("{n} spikes (the last three of them {days}) did not last.", n=told, days=on)
    return gettext("{n} spikes ({days}) did not last.", n=told, days=on)
