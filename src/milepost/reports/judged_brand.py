"""The judgements of a brand, as sections of sentences for a terminal or a page, and as one document."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from milepost.language import gettext, gettext_lazy, ngettext
from milepost.reports import numbers
from milepost.reports.words.judged import says
from milepost.reports.words.verdict import sentence
from milepost.subject import Subject
from milepost.workspace.judging.known import Judged

TITLES = {
    "change": gettext_lazy("What has lastingly moved"),
    "why": gettext_lazy("Why it moved: the last four weeks against the four before"),
    "lead": gettext_lazy("What leads what"),
    "worth": gettext_lazy("What is worth watching"),
    "payback": gettext_lazy("What pays"),
    "content": gettext_lazy("What works in content"),
    "customers": gettext_lazy("Customers"),
    "comments": gettext_lazy("Comments"),
}
"""The judgements in the order in which they are told."""

QUIET = {
    "change.no_change": "usual",
    "change.no_change_in_units": "usual",
    "change.restless": "usual",
    "lead.together": "together",
    "lead.unproved": "ahead",
    "worth.unproved": "either",
}
"""Verdicts that are counted instead of told, and as what."""


@dataclass(frozen=True, slots=True)
class Section:
    """One judgement's sentences; `quiet` counts what is as usual, `untold` gives reasons for not telling.

    `about` and `untold_about` are what each of the sentences speaks of.
    """

    part: str
    title: str
    says: tuple[str, ...]
    quiet: str
    untold: tuple[str, ...]
    about: tuple[tuple[Subject, ...], ...] = ()
    untold_about: tuple[tuple[Subject, ...], ...] = ()


def sections(judged: Sequence[Judged]) -> tuple[Section, ...]:
    """The judgements by kind; a kind of which there is nothing is not there."""
    found = []
    for part, title in TITLES.items():
        mine = [one for one in judged if one.part == part]
        told = [one for one in mine if one.known and one.verdict.code not in QUIET]
        quiet = Counter(QUIET[one.verdict.code] for one in mine if one.known and one.verdict.code in QUIET)
        untold = [one for one in mine if not one.known]
        if mine:
            found.append(
                Section(
                    part,
                    title,
                    tuple(_said(one) for one in told),
                    _quiet(quiet, among=bool(told)),
                    tuple(_said(one) for one in untold),
                    tuple(one.of for one in told),
                    tuple(one.of for one in untold),
                )
            )
    return tuple(found)


def leads_of(judged: Sequence[Judged], goal: str) -> tuple[str, ...]:
    """What runs ahead of one goal, with its evidence; or that nothing is proved to, and of how many."""
    mine = [one for one in judged if one.part == "lead" and one.goal == goal]
    told = tuple(_said(one) for one in mine if one.known and one.verdict.code not in QUIET)
    tried = sum(one.known for one in mine)
    if told or not mine:
        return told
    if not tried:
        return tuple(dict.fromkeys(_said(one) for one in mine)) if len(mine) == 1 else ()
    if tried == 1:
        return (gettext("The one early figure is not proved to run ahead of this one."),)
    n = numbers.count_word(tried)
    return (gettext("Of {n} early figures none is proved to run ahead of this one.", n=n),)


def document(judged: Sequence[Judged]) -> dict[str, Any]:
    """Every judgement as one row: which, about what, whether it can be told, its code and its sentence."""
    return {
        "judgements": [
            {
                "part": one.part,
                "about": one.about,
                "goal": one.goal,
                "known": one.known,
                "code": one.verdict.code,
                "says": _said(one),
            }
            for one in judged
        ]
    }


def _said(one: Judged) -> str:
    return says(one.verdict, one.about)


def _quiet(counted: Counter[str], *, among: bool) -> str:
    said = ", ".join(_counted(what, n) for what, n in counted.items())
    if not said:
        return ""
    return sentence(gettext("Of the others {counted}", counted=said) if among else said)


def _counted(what: str, n: int) -> str:
    """How many are as usual, or not proved to be anything else."""
    written = numbers.count_word(n)
    match what:
        case "usual":
            return ngettext("{n} is as usual", "{n} are as usual", n, n=written)
        case "together":
            return ngettext(
                "{n} is no early sign (they move in the same week)",
                "{n} are no early sign (they move in the same week)",
                n,
                n=written,
            )
        case "ahead":
            return ngettext("{n} is not proved to run ahead", "{n} are not proved to run ahead", n, n=written)
        case _:
            return ngettext("{n} is not proved either way", "{n} are not proved either way", n, n=written)
