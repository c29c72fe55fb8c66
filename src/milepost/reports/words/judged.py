"""The sentence of a judgement's verdict, from `knowledge/verdicts/`."""

from datetime import date

from milepost.amount import Amount
from milepost.judgement.verdict import Between, Chance, Move, Value, Verdict
from milepost.knowledge import table
from milepost.language import gettext
from milepost.reports import numbers
from milepost.reports.words.verdict import lower_first, sentence

_NAMED = "*"


def says(verdict: Verdict, name: str) -> str:
    """The verdict on what is called `name`, as one sentence. KeyError: a code of ours lacks its sentence."""
    judgement, _, code = verdict.code.partition(".")
    template = str(table(f"verdicts/{judgement}")[code]["says"])
    values = {key: written(value) for key, value in verdict.values.items()}
    if "because" in values:
        values["because"] = lower_first(values["because"])
    return sentence(template.format(name=name, **values))


def says_unnamed(verdict: Verdict) -> str:
    """The same without the name before its colon, for a place that has it already."""
    return sentence(without_name(says(verdict, _NAMED), _NAMED))


def without_name(told: str, name: str) -> str:
    """The sentence without the name that it begins with, and without the colon behind that."""
    rest = told.removeprefix(name).lstrip() if told.startswith(name) else ""
    return rest[1:].lstrip() if rest.startswith(":") else told


def upper_first(text: str) -> str:
    """The text with a capital at its start, the rest as it was."""
    return text[:1].upper() + text[1:]


def written(value: Value) -> str:
    """One value as a reader sees it, never finer than its figures allow."""
    match value:
        case Amount():
            return numbers.written(value.value, value.unit, value.currency)
        case Between():
            low, high = value.low, value.high
            return numbers.interval(low.value, high.value, low.unit, low.currency)
        case Move():
            return numbers.signed_share(value.value)
        case Chance():
            return numbers.probability(value.value)
        case date():
            return numbers.day(value)
        case int():
            return numbers.count_word(value) if value else gettext("none")
        case _:
            return str(value)
