"""By when: “in 90 days”, “this quarter”, “by 31 July 2027”, “bis Ende Q3”, “d'ici juin”."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from milepost.goals.tokens import Token
from milepost.goals.vocabulary import Vocabulary
from milepost.period import add_months

_CODES = {
    "day": ("D", 1), "week": ("W", 1), "fortnight": ("W", 2), "month": ("M", 1), "quarter": ("M", 3),
    "half": ("M", 6), "year": ("Y", 1),
}  # fmt: skip
_NEXT = {
    "next_month": "P1M", "next_week": "P1W", "first_day": "P1D", "first_week": "P1W", "first_month": "P1M",
    "first_year": "P1Y", "second_year": "P2Y", "third_year": "P3Y", "half_year": "P6M",
}  # fmt: skip
_DASHES = frozenset("-–—")
_RANGES = _DASHES | {"/"}
EVENTS = frozenset({"launch", "season", "mandate"})  # named things; a time only after “by”, “before”, “until”
_YEARS = frozenset(range(1990, 2060)) - {2000}  # 2000 is an amount
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
NO_SUCH_DAY = "no_such_day"


@dataclass(frozen=True, slots=True)
class Deadline:
    """`kind` is date, duration or period; `value` an ISO day, an ISO duration, or a named period.

    `certain` is False when nothing but its form says so (no “in”, “by”, “bis”): it counts when nothing better
    does. `until` tells that the time ends the goal (“by May”), not that the goal is about it (“in May”).
    `begins` is the ISO day, or the day or month of a year, with which it begins, where one is named.
    """

    kind: str
    value: str
    start: int
    end: int
    certain: bool = True
    question: str = ""
    until: bool = False
    begins: str = ""


def deadlines_of(tokens: Sequence[Token], words: Vocabulary) -> list[Deadline]:
    """Every time by which something could be due, in order; `start` where it only begins (“since May”)."""
    found: list[Deadline] = []
    i = 0
    while i < len(tokens):
        deadline = _deadline_at(tokens, i, words)
        if deadline is not None:
            found.append(deadline)
        i = max(deadline.end, i + 1) if deadline is not None else i + 1
    return found


def _deadline_at(tokens: Sequence[Token], i: int, words: Vocabulary) -> Deadline | None:
    """What begins at token `i`, with or without the words that lead to it."""
    if _is_a_rhythm(tokens, i, words):
        return None
    led = words["deadline"].at(tokens, i)
    period = words["periods"].at(tokens, i)
    if led is None or (period is not None and period.end > led.end):
        return _bare(tokens, i, words)
    j, steps, since, prepositions = led.end, 0, led.id == "since", led.id == "before"
    while j < len(tokens) and steps < 6:
        time = _time_at(tokens, j, words)
        if time is not None:
            if since and not _is_a_range(tokens, time, words):
                return replace(time, kind="start", start=i)
            if time.value in EVENTS and not prepositions:
                return None  # “our winter collection”
            if since:  # “from January to March”: the range ends
                return replace(time, start=i)
            if not (prepositions or time.certain or led.id == "last"):
                return _soft(time, i)
            until = words["until"].at(tokens, i) is not None
            return replace(time, start=i, certain=prepositions, until=until)
        if _as_year(tokens, j) is not None and j + 3 < len(tokens) and _as_year(tokens, j + 2) is not None:
            j += 3  # the 2026/2027 season
            continue
        step = words["deadline"].at(tokens, j)
        if step is None:
            return None
        since = since and step.id != "before"
        prepositions = prepositions or step.id == "before"
        j, steps = step.end, steps + 1
    return None


def _is_a_range(tokens: Sequence[Token], time: Deadline, words: Vocabulary) -> bool:
    months = sum(words["months"].at(tokens, i) is not None for i in range(time.start, time.end))
    return months > 1


def _is_a_rhythm(tokens: Sequence[Token], i: int, words: Vocabulary) -> bool:
    """“a la semana”, “im Monat”: how often, unless a number says which month."""
    per = words["per"].at(tokens, i)
    unit = words["units"].at(tokens, per.end) if per is not None and per.end < len(tokens) else None
    if per is None or unit is None or per.id == "a" or len(tokens[per.end].norm) == 1:
        return False
    if words["periods"].at(tokens, per.end) is not None or words["months"].at(tokens, per.end) is not None:
        return False
    return unit.end >= len(tokens) or tokens[unit.end].kind != "number"


def _soft(time: Deadline, start: int) -> Deadline:
    return replace(time, start=start, certain=False)


def _bare(tokens: Sequence[Token], i: int, words: Vocabulary) -> Deadline | None:
    time = _time_at(tokens, i, words)
    if time is None:
        return None
    if time.value in _NEXT.values() and words["periods"].at(tokens, i) is not None:
        return time
    if time.kind == "duration" and not _may_stand_alone(tokens, time):
        return None
    if time.kind == "period" and time.value in EVENTS and tokens[i].norm not in _THIS:
        return None
    if time.kind == "period" and words["articles"].at(tokens, i):
        return None
    return _soft(time, i) if time.kind == "duration" else time


_THIS = frozenset({"this", "diesen", "diesem", "dieses", "diese", "ce", "cet", "cette", "este", "esta"})


def _may_stand_alone(tokens: Sequence[Token], time: Deadline) -> bool:
    """“(12mo)”, “6-month target”, “Month 3”, “…, 90 days” at the end."""
    before = tokens[time.start - 1].norm if time.start else ""
    hyphenated = any(token.norm in _RANGES for token in tokens[time.start : time.end])
    leads = tokens[time.start].kind == "word" and tokens[time.end - 1].kind == "number"
    return before in {"(", "|", ",", ":"} or hyphenated or leads


def _time_at(tokens: Sequence[Token], i: int, words: Vocabulary) -> Deadline | None:
    for read in (_full_date, _quarter, _month_date, _duration, _named, _year):
        found = read(tokens, i, words)
        if found is not None:
            return found
    return None


def _full_date(tokens: Sequence[Token], i: int, words: Vocabulary) -> Deadline | None:
    if tokens[i].kind != "date":
        return _short_date(tokens, i, words)
    written = tokens[i].norm.replace("/", "-").replace(".", "-").split("-")
    numbers = [int(part) for part in written]
    if len(written[0]) == 4:
        year, month, day = numbers
        return _on(year, month, day, i, i + 1)
    first, second, year = numbers
    year += 2000 if year < 100 else 0
    american = words.lang == "en" and "." not in tokens[i].norm and first <= 12
    month, day = (first, second) if american else (second, first)
    doubtful = "date_order" if first <= 12 and second <= 12 and first != second and words.lang == "en" else ""
    return _on(year, month, day, i, i + 1, doubtful)


def _on(year: int, month: int, day: int, start: int, end: int, question: str = "") -> Deadline | None:
    try:
        return Deadline("date", date(year, month, day).isoformat(), start, end, question=question)
    except ValueError:
        return None


def _short_date(tokens: Sequence[Token], i: int, words: Vocabulary) -> Deadline | None:
    """“6/30” (month first in English) and “30.6.” after a word that leads to a date."""
    if tokens[i].kind != "number" or not i or words["deadline"].at(tokens, i - 1) is None:
        return None
    if words.lang != "en" and tokens[i].norm.count(".") == 1 and not _has_a_unit(tokens, i + 1, words):
        day, month = tokens[i].norm.split(".")
        return _in_year(month, day, i, i + 1 + _dot_after(tokens, i + 1))
    if i + 2 < len(tokens) and tokens[i + 1].norm == "/" and tokens[i + 2].kind == "number":
        first, second = tokens[i].norm, tokens[i + 2].norm
        month, day = (first, second) if words.lang == "en" else (second, first)
        return _in_year(month, day, i, i + 3)
    return None


def _has_a_unit(tokens: Sequence[Token], i: int, words: Vocabulary) -> bool:
    """“a 4.5 %”, “a 2.5 millones”: no day of a month."""
    tables = ("percent", "magnitudes", "currencies", "units", "multiple_signs", "metrics", "newness")
    return i < len(tokens) and any(words[table].at(tokens, i) is not None for table in tables)


def _in_year(month: str, day: str, start: int, end: int) -> Deadline | None:
    if month.isdigit() and day.isdigit() and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
        return Deadline("period", f"--{int(month):02}-{int(day):02}", start, end)
    return None


def _dot_after(tokens: Sequence[Token], i: int) -> int:
    return int(i < len(tokens) and tokens[i].norm == ".")


def _quarter(tokens: Sequence[Token], i: int, words: Vocabulary) -> Deadline | None:
    norm = tokens[i].norm
    if len(norm) != 2 or norm[0] not in "qtsh" or norm[1] not in "1234":
        return None
    half = norm[0] in "hs"
    if (half and norm[1] > "2") or (norm[0] == "t" and words.lang == "en"):
        return None
    end, number = i + 1, int(norm[1])
    last_month = number * 6 if half else number * 3
    first_month = last_month - (5 if half else 2)
    while end + 1 < len(tokens) and tokens[end].norm in _RANGES and tokens[end + 1].norm[:1] == norm[0]:
        number = int(tokens[end + 1].norm[1:] or number) if tokens[end + 1].norm[1:].isdigit() else number
        last_month, end = number * (6 if half else 3), end + 2
    year, past = _year_after(tokens, end)
    if year is not None:
        begins = f"--{first_month:02}" if end > i + 1 else ""
        return Deadline("date", _last_of_month(year, last_month), i, past, begins=begins)
    return Deadline("period", f"Q{last_month // 3}", i, end)


def _month_date(tokens: Sequence[Token], i: int, words: Vocabulary) -> Deadline | None:
    """“July 31, 2027”, “31. Juli”, “1er juillet 2027”, “30 de junio de 2027”, “December”."""
    day, j = None, i
    if tokens[i].kind == "number" and tokens[i].norm.isdigit() and 1 <= int(tokens[i].norm) <= 31:
        day, j = int(tokens[i].norm), i + 1
        while j < len(tokens) and tokens[j].norm in {".", "st", "nd", "rd", "th", "er", "of", "de"}:
            j += 1
    month = words["months"].at(tokens, j) if j < len(tokens) else None
    if (
        month is None
        or (day is None and _is_a_perhaps(tokens, j))
        or (tokens[j].norm == "may" and day is None and j + 1 >= len(tokens) and j == i == 0)
    ):
        return None
    end, number = month.end, int(month.id)
    through = words["months"].at(tokens, end + 1) if end + 1 < len(tokens) else None
    if through is not None and (tokens[end].norm in _RANGES or words["range"].at(tokens, end)):
        end, number = through.end, int(through.id)
    beside = words["months"].at(tokens, end) if end < len(tokens) else None
    if beside is not None and day is None and tokens[end - 1].end + 1 == tokens[end].start:
        end, number = beside.end, int(beside.id)  # “June-July”
    if day is None and end < len(tokens) and tokens[end].norm.isdigit() and int(tokens[end].norm) <= 31:
        day, end = int(tokens[end].norm), end + 1
        end += end < len(tokens) and tokens[end].norm in {"st", "nd", "rd", "th"}
    year, end = _year_after(tokens, end)
    begins = f"--{month.id:0>2}" if day is None and number != int(month.id) else ""
    if year is None:
        if day is not None and day > _DAYS[number - 1]:
            return Deadline("period", f"--{number:02}", i, end, question=NO_SUCH_DAY)
        return Deadline("period", f"--{number:02}" + (f"-{day:02}" if day else ""), i, end, begins=begins)
    if day is None:
        return Deadline("date", _last_of_month(year, number), i, end, begins=begins)
    return _on(year, number, day, i, end) or Deadline(
        "date", _last_of_month(year, number), i, end, question=NO_SUCH_DAY
    )


def _is_a_perhaps(tokens: Sequence[Token], i: int) -> bool:
    """“Your objective may be …”: no month."""
    return tokens[i].norm == "may" and i + 1 < len(tokens) and tokens[i + 1].norm in _AFTER_PERHAPS


_AFTER_PERHAPS = frozenset({"be", "have", "not", "want", "also", "need", "include", "help", "well", "look"})


def _year_after(tokens: Sequence[Token], i: int) -> tuple[int | None, int]:
    j = i
    while (
        j < len(tokens)
        and j < i + 2
        and tokens[j].norm in {",", "of", "de", "del", "fy", "des", "-", "/", "'", "’", "‘"}
    ):
        j += 1
    year = _as_year(tokens, j)
    if year is None and j < len(tokens) and _is_a_short_year(tokens, j):
        year = 2000 + int(tokens[j].norm)
    return (year, j + 1) if year is not None else (None, i)


def _is_a_short_year(tokens: Sequence[Token], j: int) -> bool:
    """The 23 of “Q3FY23”, “Q3 '23”, and of “Q1 22” where nothing follows that it could count."""
    norm = tokens[j].norm
    if not norm.isdigit() or len(norm) != 2 or not _FIRST_SHORT <= int(norm) <= _LAST_SHORT:
        return False
    before = tokens[j - 1].norm
    alone = j + 1 >= len(tokens) or tokens[j + 1].norm in {".", ",", ")", ";"}
    return before in {"fy", "'", "’", "/", "‘"} or (alone and before[0] in "qh" and before[1:].isdigit())


_FIRST_SHORT, _LAST_SHORT = 15, 45


def _as_year(tokens: Sequence[Token], i: int) -> int | None:
    norm = tokens[i].norm if i < len(tokens) else ""
    return int(norm) if len(norm) == 4 and norm.isdigit() and int(norm) in _YEARS else None


def _last_of_month(year: int, month: int) -> str:
    return (add_months(date(year, month, 1), 1) - timedelta(days=1)).isoformat()


def _duration(tokens: Sequence[Token], i: int, words: Vocabulary) -> Deadline | None:
    unit = words["units"].at(tokens, i)
    if unit is not None and unit.id in _CODES and unit.end < len(tokens) and _whole(tokens, unit.end, words):
        year = _as_year(tokens, unit.end) if unit.id == "year" else None
        if year is not None:
            return Deadline("date", f"{year}-12-31", i, unit.end + 1)
        if tokens[unit.end].kind == "number" and not _counts_a_thing(tokens, i, unit.end + 1, words):
            return _lasting(_whole(tokens, unit.end, words), unit.id, i, unit.end + 1)
        return None
    count, j = _whole(tokens, i, words), i + 1
    if not count:
        return None
    if j + 1 < len(tokens) and (tokens[j].norm in _DASHES or words["range"].at(tokens, j)):
        upper = _whole(tokens, j + 1, words)
        count, j = (upper, j + 2) if upper else (count, j + 1)
    while j < len(tokens) and words["between_number_and_unit"].at(tokens, j):
        j += 1
    unit = words["units"].at(tokens, j) if j < len(tokens) else None
    if unit is None or unit.id not in _CODES:
        return None
    if unit.end < len(tokens) and tokens[unit.end].norm in {"old", "olds"}:
        return None
    if len(tokens[j].norm) == 1 and tokens[j].start > tokens[j - 1].end:
        return None
    return _lasting(count, unit.id, i, unit.end)


def _counts_a_thing(tokens: Sequence[Token], i: int, after: int, words: Vocabulary) -> bool:
    """“im Monat 20 Erstgespräche”, “D30”: the number is no number of the month."""
    if len(tokens[i].norm) == 1:
        return True
    if i == 0 and 0 < _plain(tokens[after - 1].norm) <= _MONTHS:
        return False  # “Month 1 revenue goal”
    return (
        after < len(tokens)
        and tokens[after].norm != "reach"
        and any(
            words[table].at(tokens, after) is not None for table in ("metrics", "newness", "percent", "loose")
        )
    )


_MONTHS = 24  # the last month, week or year by whose number a plan would call it


def _plain(norm: str) -> int:
    return int(norm) if norm.isdigit() else 0


def _lasting(count: int, unit: str, start: int, end: int) -> Deadline | None:
    code, times = _CODES[unit]
    return Deadline("duration", f"P{count * times}{code}", start, end) if 0 < count <= 5000 else None


def _whole(tokens: Sequence[Token], i: int, words: Vocabulary) -> int:
    if i >= len(tokens):
        return 0
    norm = tokens[i].norm
    if tokens[i].kind == "number":
        return int(norm) if norm.isdigit() and len(norm) < 5 else 0
    value = words.numbers.get(norm, 0)
    return int(value) if tokens[i].kind == "word" else 0


def _named(tokens: Sequence[Token], i: int, words: Vocabulary) -> Deadline | None:
    period = words["periods"].at(tokens, i)
    if period is None or (period.id == "launch" and _is_a_launch_of(tokens, period.end)):
        return None
    if period.id in _NEXT:
        return Deadline("duration", _NEXT[period.id], i, period.end)
    year, end = _year_after(tokens, period.end)
    if year is not None and period.id[0] == "Q":
        return Deadline("date", _last_of_month(year, int(period.id[1]) * 3), i, end)
    if year is not None and period.id == "year":
        return Deadline("date", f"{year}-12-31", i, end)
    after = _whole(tokens, period.end, words) if period.end < len(tokens) else 0
    numbered = period.id == "year" and 0 < after <= _PLANNED and tokens[period.end].kind == "number"
    if numbered and not _counts_a_thing(tokens, i, period.end + 1, words):
        return Deadline("duration", f"P{after}Y", i, period.end + 1)
    return Deadline("period", period.id, i, period.end)


def _is_a_launch_of(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].norm.startswith(
        ("video", "campaign", "post", "page", "event", "email")
    )


_PLANNED = 10  # years; “the end of year 1” counts from the start of a plan


def _year(tokens: Sequence[Token], i: int, words: Vocabulary) -> Deadline | None:
    year = _as_year(tokens, i)
    if i + 2 < len(tokens) and tokens[i + 1].norm in _RANGES and _as_year(tokens, i + 2) is not None:
        return None
    if tokens[i].norm == "fy" and i + 1 < len(tokens) and tokens[i + 1].norm.isdigit():
        short = tokens[i + 1].norm[-2:]
        return Deadline("date", f"20{short:0>2}-12-31", i, i + 2)
    led = words.lang == "de" or (i > 0 and words["deadline"].at(tokens, i - 1) is not None)
    led = led or (i == 0 and len(tokens) > 1 and words["goal_words"].at(tokens, 1) is not None)
    return Deadline("date", f"{year}-12-31", i, i + 1) if year is not None and led else None
