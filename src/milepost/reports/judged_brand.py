"""The judgements of a brand, as sections of sentences for a terminal or a page, and as one document."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from milepost.reports import numbers
from milepost.reports.words.judged import says
from milepost.reports.words.verdict import sentence
from milepost.subject import Subject
from milepost.workspace.judging.known import Judged

TITLES = {
    "change": "What has lastingly moved",
    "why": "Why it moved: the last four weeks against the four before",
    "lead": "What leads what",
    "worth": "What is worth watching",
    "payback": "What pays",
    "content": "What works in content",
    "customers": "Customers",
    "comments": "Comments",
}
"""The judgements in the order in which they are told."""

QUIET = {
    "change.no_change": "as usual",
    "change.no_change_in_units": "as usual",
    "change.restless": "as usual",
    "lead.together": "no early sign (they move in the same week)",
    "lead.unproved": "not proved to run ahead",
    "worth.unproved": "not proved either way",
}
"""Verdicts that are counted instead of told, and what is said of so many."""


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
        return ("The one early figure is not proved to run ahead of this one.",)
    return (f"Of {numbers.count_word(tried)} early figures none is proved to run ahead of this one.",)


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
    said = [f"{numbers.count_word(n)} {'is' if n == 1 else 'are'} {words}" for words, n in counted.items()]
    return sentence(("Of the others " if among else "") + ", ".join(said)) if said else ""
