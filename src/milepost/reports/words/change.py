"""Whether a figure has moved: only what stands out from its own noise is called a change."""

from milepost.amount import Unit, Unknown
from milepost.judgement.change import Change, Effect
from milepost.reports import numbers
from milepost.reports.words.verdict import lower_first, sentence

RESTLESS = 2.0
"""From +200 % on, a smallest visible change says more as a multiple than in percent."""


def is_signal(change: Change | Unknown) -> bool:
    """Whether there is a lasting rise or fall to be told."""
    return not isinstance(change, Unknown) and change.movement in ("rise", "fall")


def is_quiet(change: Change | Unknown) -> bool:
    """Whether it is known that nothing lasting happened."""
    return not isinstance(change, Unknown) and change.movement == "no_change"


def change_sentence(change: Change | Unknown, unit: str = Unit.COUNT, currency: str | None = None) -> str:
    """One sentence; without a lasting change it says how large one must be to be seen.

    `unit` and `currency` are those of the figure: needed where its effect is not relative.
    """
    if isinstance(change, Unknown):
        return sentence(f"Whether it changed cannot be told: {lower_first(change.because)}")
    if change.movement == "unknown":
        return "Whether it changed cannot be told yet."
    if not is_signal(change):
        return _quiet(change)
    since = f" since about {numbers.day(change.since)}" if change.since else ""
    return f"A lasting {change.movement}{since}: {_size(change, unit, currency)}."


def change_cell(change: Change | Unknown, unit: str = Unit.COUNT, currency: str | None = None) -> str:
    """For a table: the size of a lasting change, “usual” where there is none, “cannot tell” else."""
    if isinstance(change, Unknown) or change.movement == "unknown":
        return "cannot tell"
    if not is_signal(change):
        return "usual"
    return _mid(change, unit, currency)


def _quiet(change: Change) -> str:
    seen = change.smallest_visible_change
    words = "No lasting change in the last eight weeks"
    if seen is not None and seen >= RESTLESS:
        times = numbers.count_word(round(seen + 1))
        words += f": the figure is so restless that only one to about {times} times its level would be seen"
    elif seen is not None:
        words += f"; the smallest visible change would be {numbers.plain(seen * 100)}{numbers.NBSP}%"
    if change.spikes:
        words += f". {_spikes(change)}"
    return words + "."


def _spikes(change: Change) -> str:
    n = len(change.spikes)
    on = ", ".join(numbers.day(day) for day in change.spikes[-3:])
    if n == 1:
        return f"One spike ({on}) did not last"
    last = "the last three of them " if n > 3 else ""
    return f"{numbers.count_word(n).capitalize()} spikes ({last}{on}) did not last"


def _mid(change: Change, unit: str, currency: str | None) -> str:
    effect = change.effect
    return str(change.movement) if effect is None else _signed(effect.mid, effect, unit, currency)


def _size(change: Change, unit: str, currency: str | None) -> str:
    effect = change.effect
    if effect is None:
        return "its size is not known"
    low, high = (_signed(v, effect, unit, currency) for v in sorted((effect.low, effect.high), key=abs))
    return f"{_mid(change, unit, currency)} (between {low} and {high})"


def _signed(value: float, effect: Effect, unit: str, currency: str | None) -> str:
    """A relative effect in percent; that of a figure which goes below zero in its own unit."""
    if effect.relative:
        return numbers.signed_share(value)
    sign = "+" if value > 0 else numbers.MINUS if value < 0 else ""
    return sign + numbers.written(abs(value), unit, currency)
