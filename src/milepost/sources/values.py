"""Text to values: one number convention and one order of dates a file, decided from its whole columns."""

from dataclasses import dataclass
from typing import Final

from milepost.facts.engine import literal
from milepost.language import Lazy, gettext_lazy
from milepost.sources.format import SourceColumn
from milepost.sources.months import MONTHS

NULLS: Final = ("", "-", "--", "—", "n/a", "nan", "undefined", "null", "[null]", "none", "not available")
NUMERIC: Final = frozenset({"count", "short", "decimal", "percent"})
DATED: Final = frozenset({"day", "time", "week"})
_YEAR: Final = r"(199\d|20\d{2})"
"""No figure of marketing is older or later: `0001-01-01` and `9999-12-31` stand for “none” and “for ever”."""

_WHAT: Final = {
    "count": (gettext_lazy("1 cell is not a whole number"), gettext_lazy("{n} cells are not a whole number")),
    "day": (gettext_lazy("1 cell is not a day"), gettext_lazy("{n} cells are not a day")),
    "last_day": (gettext_lazy("1 cell is not a day"), gettext_lazy("{n} cells are not a day")),
    "time": (gettext_lazy("1 cell is not a time"), gettext_lazy("{n} cells are not a time")),
    "week": (gettext_lazy("1 cell is not a week"), gettext_lazy("{n} cells are not a week")),
    "id": (gettext_lazy("1 cell is not an undamaged id"), gettext_lazy("{n} cells are not an undamaged id")),
}
_FIGURE: Final = "DECIMAL(18,6)"
"""Figures below a million millions: in millionths, as they are stored, they still fit into 64 bits."""
_BLANKS = r"[\s\x{00A0}\x{202F}\x{2009}'’]"
_CURRENCY = r"[A-Za-z]{0,3}[$€£¥₹₴₽₺₩฿]|R\$|[A-Z]{3}|kr|zł|Kč|Ft|lei|лв"
_LAKH = r"\d{1,2}(,\d{2})+,\d{3}"
"""India groups by two above the thousands: 12,34,567."""
_POINT = rf"[+-]?(\d{{1,3}}(,\d{{3}})+|{_LAKH}|\d+)?(\.\d+)?([eE][+-]?\d+)?"
_COMMA = r"[+-]?(\d{1,3}(\.\d{3})+|\d+)?(,\d+)?([eE][+-]?\d+)?"
SHORTENED: Final = r"(?i)[\s\x{00A0}\x{202F}]*(k|m|tsd|mio|mln|mill)\.?$"
_PLAIN_TIMES = ("%b %d, %Y %I:%M %p", "%B %d, %Y %I:%M %p", "%d %b %Y %H:%M", "%b %d, %Y %H:%M")


@dataclass(frozen=True, slots=True)
class Conventions:
    """How this file writes: `numbers` is point or comma (the decimal sign), `order` is dmy or mdy."""

    numbers: str = "point"
    order: str = "mdy"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the columns show, counted: values that only one convention can have written."""

    point: int = 0
    comma: int = 0
    either: int = 0
    either_dots: int = 0
    whole: int = 0
    first_over_12: int = 0
    second_over_12: int = 0
    dotted: int = 0
    numeric_dates: int = 0


def bare(cell: str) -> str:
    """A written number without blanks, currency and percent sign; (5) is -5."""
    tight = f"regexp_replace({cell}, {literal(_BLANKS)}, '', 'g')"
    signed = f"regexp_replace({tight}, '^\\((.*)\\)$', '-\\1')"
    front = f"regexp_replace({signed}, '^([+-]?)({_CURRENCY})([+-]?)(\\d|[.,]\\d)', '\\1\\3\\4')"
    return f"regexp_replace({front}, '(\\d)({_CURRENCY}|%)$', '\\1')"


def number(cell: str, conventions: Conventions) -> str:
    """SQL for the DECIMAL(38, 6) a cell says, NULL when it says none, or one beyond any of marketing."""
    text = bare(cell)
    if conventions.numbers == "comma":
        shape, digits = _COMMA, f"replace(replace({text}, '.', ''), ',', '.')"
    else:
        shape, digits = _POINT, f"replace({text}, ',', '')"
    slow = f"CASE WHEN regexp_full_match({text}, {literal(shape)}) THEN TRY_CAST({digits} AS {_FIGURE}) END"
    # Nearly every cell is a run of digits: spare it the six replacements.
    found = f"CASE WHEN regexp_full_match({cell}, '\\d+') THEN TRY_CAST({cell} AS {_FIGURE}) ELSE {slow} END"
    return f"CAST({found} AS DECIMAL(38,6))"


def value(column: SourceColumn, cell: str, conventions: Conventions) -> str:
    """SQL for the typed value of a column whose cleaned text is `cell`."""
    if column.kind in {"count", "decimal"}:
        return number(cell, conventions)
    if column.kind == "short":
        size = f"lower(regexp_extract({cell}, {literal(SHORTENED)}, 1))"
        factor = f"CASE WHEN {size} = '' THEN 1 WHEN {size} IN ('k', 'tsd') THEN 1000 ELSE 1000000 END"
        return f"({number(_digits(cell), conventions)} * {factor})::DECIMAL(38,6)"
    if column.kind == "percent":
        return f"({number(cell, conventions)} / 100)::DECIMAL(38,6)"
    if column.kind == "duration":
        return duration(cell, conventions)
    if column.kind == "day":
        return f"({moment(cell, conventions)})::DATE"
    if column.kind == "week":
        return f"coalesce(({_numbered_week(cell)})::DATE, ({moment(cell, conventions)})::DATE)"
    if column.kind == "last_day":
        return f"TRY_CAST(regexp_extract({cell}, '(\\d{{4}}-\\d{{2}}-\\d{{2}})$', 1) AS DATE)"
    if column.kind == "time":
        return moment(cell, conventions)
    if column.kind == "id":
        return f"CASE WHEN NOT regexp_full_match({cell}, '\\d([.,]\\d+)?E\\+\\d+') THEN {cell} END"
    return cell


def _digits(cell: str) -> str:
    """SQL for a shortened figure without its size."""
    return f"regexp_replace({cell}, {literal(SHORTENED)}, '')"


def _numbered_week(cell: str) -> str:
    """SQL for the Monday of an ISO week such as `2026-W10`."""
    tidy = f"regexp_replace({cell}, '^(\\d{{4}})[ -]?[Ww](\\d{{1,2}})$', '\\1-W\\2-1')"
    return f"try_strptime({tidy}, '%G-W%V-%u')"


def duration(cell: str, conventions: Conventions) -> str:
    """SQL for seconds: `0:05:42`, `5:42` or a plain number."""
    parts = f"string_split({cell}, ':')"
    clock = (
        f"list_reduce(list_transform({parts}, lambda p: TRY_CAST(p AS DECIMAL(18,3))::DOUBLE), "
        f"lambda a, b: a * 60 + b)::DECIMAL(38,6)"
    )
    shape = r"\d+:\d{2}(:\d{2})?(\.\d+)?"
    return f"CASE WHEN regexp_full_match({cell}, '{shape}') THEN {clock} ELSE {number(cell, conventions)} END"


_NUMBER: Final = (gettext_lazy("1 cell is not a number"), gettext_lazy("{n} cells are not a number"))


def unread(count: int, kind: str, samples: str) -> str:
    """How many cells are not what their column holds, and some of them, in words."""
    one, many = _WHAT.get(kind, _NUMBER)
    told = one if count == 1 else many.format(n=count)
    return Lazy("{told}: {samples}.", {"told": told, "samples": samples})


def moment(cell: str, conventions: Conventions) -> str:
    """SQL for the local time a cell says; an offset behind it is not applied: the day is the source's own."""
    day, month = ("'%d/%m/%Y", "'%d/%m/%y") if conventions.order == "dmy" else ("'%m/%d/%Y", "'%m/%d/%y")
    tidy = f"regexp_replace({cell}, '^(\\d{{1,2}})[./-](\\d{{1,2}})[./-](\\d{{2,4}})', '\\1/\\2/\\3')"
    tails = ("'", " %H:%M'", " %H:%M:%S'", " %I:%M %p'", " %I:%M:%S %p'")
    long_years = ", ".join(day + tail for tail in tails)
    short_years = ", ".join(month + tail for tail in tails)
    words = ", ".join(literal(text) for text in _PLAIN_TIMES)
    return (
        f"CASE WHEN regexp_full_match({cell}, '(?i){_YEAR}-\\d{{2}}-\\d{{2}} \\d{{1,2}}:\\d{{2}} ?[ap]m') "
        f"THEN try_strptime(replace({cell}, ' ', ''), '%Y-%m-%d%I:%M%p') "
        f"WHEN regexp_matches({cell}, '^{_YEAR}-\\d{{2}}-\\d{{2}}') "
        f"THEN TRY_CAST(replace(regexp_extract({cell}, "
        f"'^\\d{{4}}-\\d{{2}}-\\d{{2}}([T ]\\d{{2}}:\\d{{2}}(:\\d{{2}})?)?'), 'T', ' ') AS TIMESTAMP) "
        f"WHEN regexp_matches({cell}, '^{_YEAR}/\\d{{1,2}}/\\d{{1,2}}') "
        f"THEN TRY_CAST(replace({cell}, '/', '-') AS TIMESTAMP) "
        f"WHEN regexp_full_match({cell}, '{_YEAR}\\d{{4}}') THEN try_strptime({cell}, '%Y%m%d') "
        f"WHEN regexp_full_match({cell}, '[3-5]\\d{{4}}(\\.\\d+)?') "
        f"THEN TIMESTAMP '1899-12-30' + to_seconds(round(CAST({cell} AS DOUBLE) * 86400)) "
        f"WHEN regexp_full_match({cell}, '{_YEAR}\\d{{6}}') THEN try_strptime({cell}, '%Y%m%d%H') "
        f"WHEN regexp_full_match({cell}, '{_YEAR}-\\d{{2}}') THEN try_strptime({cell}, '%Y-%m') "
        f"WHEN regexp_matches({cell}, '^\\d{{1,2}}[./-]\\d{{1,2}}[./-]{_YEAR}') "
        f"THEN try_strptime({tidy}, [{long_years}]) "
        f"WHEN regexp_matches({cell}, '^\\d{{1,2}}[./-]\\d{{1,2}}[./-]\\d{{2}}') "
        f"THEN try_strptime({tidy}, [{short_years}]) "
        f"ELSE coalesce(try_strptime({cell}, [{words}]), {worded(cell)}) END"
    )


def worded(cell: str) -> str:
    """SQL for the day a cell says in words: `Sat, Sep 6, 2025`, `15-Nov-2025`, `March 2024`."""
    name = r"([^\d\s.,-]{3,})"
    shapes = (
        (rf"(\d{{1,2}})(?:\.? |-)(?:de )?{name}(?:\.?,? |-)(?:de )?(\d{{4}})", 1, 2, 3),
        (rf"{name}\.? (\d{{1,2}}),? (\d{{4}})", 2, 1, 3),
        (rf"^{name}\.? (?:de )?(\d{{4}})$", 0, 1, 2),
    )
    cases = " ".join(f"WHEN {literal(word)} THEN {month}" for word, month in MONTHS.items())
    tries = []
    for shape, day, month, year in shapes:
        part = {n: f"regexp_extract({cell}, {literal(shape)}, {n})" for n in (day, month, year) if n}
        number = f"CASE left(lower({part[month]}), 3) {cases} END"
        text = f"{part[year]} || '-' || {number} || '-' || {part[day] if day else literal('1')}"
        tries.append(f"try_strptime({text}, '%Y-%m-%d')")
    return f"coalesce({', '.join(tries)})"


def evidence(columns: list[SourceColumn], cells: dict[str, str]) -> str:
    """SQL that counts, over all figures and dates, what only one convention can have written; one row."""
    numeric = [
        (column, bare(_digits(cells[column.name]) if column.kind == "short" else cells[column.name]))
        for column in columns
        if column.kind in NUMERIC
    ]
    dated = [cells[column.name] for column in columns if column.kind in DATED]
    point, comma, either, dots, whole = [], [], [], [], []
    for column, text in numeric:
        only_point = (
            r"[+-]?\d*\.(\d{1,2}|\d{4,})|[+-]?(0|\d{4,})\.\d+|"
            r"[+-]?\d{1,3}(,\d{3})+\.\d+|[+-]?\d{1,3}(,\d{3}){2,}|"
            rf"[+-]?{_LAKH}(\.\d+)?"
        )
        only_comma = (
            r"[+-]?\d*,(\d{1,2}|\d{4,})|[+-]?(0|\d{4,}),\d+|"
            r"[+-]?\d{1,3}(\.\d{3})+,\d+|[+-]?\d{1,3}(\.\d{3}){2,}"
        )
        group_point, group_comma = r"[+-]?[1-9]\d{0,2}\.\d{3}", r"[+-]?[1-9]\d{0,2},\d{3}"
        if column.kind in {"count", "short"}:
            only_point, only_comma = f"{only_point}|{group_comma}", f"{only_comma}|{group_point}"
        else:
            either.append(_count(f"regexp_full_match({text}, '{group_point}|{group_comma}')"))
            dots.append(_count(f"regexp_full_match({text}, '{group_point}')"))
            whole.append(_count(f"regexp_full_match({text}, '[+-]?[1-9]\\d*')"))
        point.append(_count(f"regexp_full_match({text}, '{only_point}')"))
        comma.append(_count(f"regexp_full_match({text}, '{only_comma}')"))
    shape = r"^(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}"
    first = [_count(f"TRY_CAST(regexp_extract({c}, '{shape}', 1) AS INTEGER) > 12") for c in dated]
    second = [_count(f"TRY_CAST(regexp_extract({c}, '{shape}', 2) AS INTEGER) > 12") for c in dated]
    dotted = [_count(f"regexp_matches({c}, '^\\d{{1,2}}\\.\\d{{1,2}}\\.\\d{{2,4}}')") for c in dated]
    all_numeric = [_count(f"regexp_matches({c}, '{shape}')") for c in dated]
    sums = (point, comma, either, dots, whole, first, second, dotted, all_numeric)
    return "SELECT " + ", ".join(" + ".join(terms) or "0" for terms in sums) + " FROM raw"


def _count(condition: str) -> str:
    return f"count(*) FILTER ({condition})"
