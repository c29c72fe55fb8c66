"""From a day to a day: “from 1 April to 30 June 2027”, “zwischen dem 1. April und dem 30. Juni 2027”."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from milepost.goals.deadlines import Deadline
from milepost.goals.tokens import Token
from milepost.goals.vocabulary import Vocabulary

_IS_A_DAY = re.compile(r"\d{4}-\d\d-\d\d|--\d\d(?:-\d\d)?")
_QUARTERS = {"Q1": "--01", "Q2": "--04", "Q3": "--07", "Q4": "--10"}
_OF_A_YEAR = re.compile(r"--(\d\d)(?:-(\d\d))?")


def with_begins(times: Sequence[Deadline], tokens: Sequence[Token], words: Vocabulary) -> list[Deadline]:
    """The times of a sentence, two that are the first and the last day of one span as that span."""
    found: list[Deadline] = []
    for time in times:
        span = _span(found[-1], time, tokens, words) if found else None
        if span is None:
            found.append(time)
        else:
            found[-1] = span
    return found


def _span(first: Deadline, last: Deadline, tokens: Sequence[Token], words: Vocabulary) -> Deadline | None:
    said = _QUARTERS.get(first.value, first.value)
    if first.question or last.question or not (_IS_A_DAY.fullmatch(said) and _is_a_day(last)):
        return None
    opened = next((i for i in (first.start, first.start - 1) if _opens(tokens, i, words)), None)
    if opened is None and first.kind == "date" and _is_ranged(first.end, last.start, tokens, words):
        opened = first.start  # “2027-04-01 to 2027-06-30”
    if opened is None or not _joined(first.end, last.start, tokens, words):
        return None
    if last.kind == "date":
        begins = first_day(said, date.fromisoformat(last.value))
        if begins is None:
            return None
        return replace(last, start=opened, begins=begins.isoformat(), certain=True, until=False)
    return replace(last, start=opened, begins=said, certain=True, until=False)


def _is_a_day(time: Deadline) -> bool:
    return time.kind in {"date", "period"} and _IS_A_DAY.fullmatch(time.value) is not None


def _opens(tokens: Sequence[Token], i: int, words: Vocabulary) -> bool:
    """“from”, “between”: it may belong to the first day already."""
    mention = words["from_to"].at(tokens, i) if i >= 0 else None
    return mention is not None and mention.id == "opens"


def _is_ranged(start: int, end: int, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """Whether one word or sign between two days says that one runs to the other."""
    between = start if start < end else start - 1
    return end <= start + 1 and (
        words["range"].at(tokens, between) is not None or tokens[between].norm in _DASHES
    )


_DASHES = frozenset("-–—")


def _joined(start: int, end: int, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """Whether nothing but the small words between two days stands there; they may belong to the second."""
    while start < end:
        joins = words["from_to"].at(tokens, start)
        if joins is None or joins.id != "joins":
            return False
        start = joins.end
    return start == end


def first_day(value: str, last: date) -> date | None:
    """The day that the span begins with: a day without its year is the nearest before the last one."""
    try:
        if (said := _OF_A_YEAR.fullmatch(value)) is None:
            begins = date.fromisoformat(value)
        else:
            begins = date(last.year, int(said[1]), int(said[2] or 1))
            begins = begins if begins <= last else begins.replace(year=last.year - 1)
    except ValueError:
        return None
    return begins if begins <= last else None
