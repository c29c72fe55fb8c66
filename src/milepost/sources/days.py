"""The day and the length of each row: from a date column, from a label such as a week's number, or from the
preamble.
"""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from milepost.facts.engine import literal, quote
from milepost.language import gettext_lazy
from milepost.period import Period
from milepost.sources.ids import coded_sql
from milepost.sources.spans import labelled, named_period, period_in_name
from milepost.sources.words import plain
from milepost.sources.work import Question, Work

if TYPE_CHECKING:
    import duckdb

_NEAR_TIME, _NEAR_DAY = 26, 40
"""Hours by which a time, or the midnight of a day, may differ from UTC and still be the same moment."""
_ENDLESS = {
    *("all time", "lifetime", "todo o período", "todo el período", "todo el tiempo", "gesamter zeitraum"),
    *("gesamte zeit", "toutes les dates", "tutto il periodo"),
}
FIRSTS: Final = 3
"""From so many firsts of a month on, and one more weeks, dates are taken as the starts of periods."""

_LABELS = {"nth_day", "nth_week", "nth_month", "week"}


@dataclass(frozen=True, slots=True)
class Timed:
    """SQL for the first day of a row and how many it covers; `because` is said of rows without a day."""

    day: str
    days: str = "1"
    join: str = ""
    because: str = gettext_lazy("its day is missing or cannot be read")


def time_of(con: "duckdb.DuckDBPyConnection", work: Work) -> Timed:
    """How the rows of this table are dated: the first way of the format's `time` whose column is there."""
    for way in work.match.format.time:
        kind, _, rest = way.partition(":")
        names = rest.split(":") if rest else []
        if all(name in work.match.places for name in names):
            if kind == "of_file":
                return _of_file(work)
            if kind == "posted":
                return Timed(
                    f"CAST({posted(work, *names)} AS DATE)",
                    because=gettext_lazy("its time of publishing is missing or cannot be read"),
                )
            if kind == "day_or_whole":
                return _day_or_whole(con, work, names[0])
            if kind == "stepped":
                return _stepped(con, work, names[0])
            if kind not in _LABELS and kind != "whole":
                return _dated(kind, names, _period(work) if kind == "quarter" else work.period)
            if _period(work) is not None:
                return _whole(work) if kind == "whole" else _labels(con, work, kind, names[0])
    endless = next((line for line in map(plain, work.table.preamble) if line in _ENDLESS), None)
    if endless is not None:
        raise Question(
            gettext_lazy("its period is “{period}”, which has no first and no last day", period=endless),
            gettext_lazy(
                "Choose a period in days and export it again, divided by day if you can; or say the days: "
                "--period 2026-03-01..2026-03-31."
            ),
            asks=("period",),
        )
    raise Question(
        gettext_lazy("the period is not in the file"),
        gettext_lazy(
            "Say it (--period 2026-03-01..2026-03-31), or export it again with its first lines or with a "
            "date column."
        ),
        asks=("period",),
    )


def _period(work: Work) -> Period | None:
    """The period of the table; where it does not say, the user's word, or that in the file's name."""
    if work.period is not None:
        return work.period
    answers = work.context.answers
    if answers.period:
        work.period = named_period(answers.period)
        work.assume(gettext_lazy("its period, {period}, is what you said", period=answers.period))
        return work.period
    for name in (work.table.sheet, answers.named):
        found = period_in_name(name)
        if found is not None:
            work.period = found
            work.assume(
                gettext_lazy(
                    "its period, {first} to {last}, is taken from the name “{name}”: "
                    "the file itself does not say it",
                    first=found.start,
                    last=found.last,
                    name=name,
                )
            )
            return found
    return None


def posted(work: Work, time: str, link: str = "") -> str:
    """SQL for the local time of publishing: what the id in the link says, else the column, which is in the
    format's zone. A column of days alone tells the day (its midnight).
    """
    zone, own = work.context.zone, work.match.format.zone
    column = f"CAST({quote(time)} AS TIMESTAMP)"
    plain_day = _is_day(work, time)
    local = column if plain_day or not zone or not own else _moved(column, own, zone)
    if link not in work.match.places:
        return local
    return f"coalesce({_coded(work, time, link)}, {local})"


def published(work: Work, times: Sequence[str], link: str = "") -> str:
    """SQL for the time of publishing by the first of these columns; NULL where only the day is known."""
    time = next((name for name in times if name in work.match.places), None)
    if time is None:
        return "NULL"
    if not _is_day(work, time):
        return posted(work, time, link)
    return _coded(work, time, link) if link in work.match.places else "NULL"


def _coded(work: Work, time: str, link: str) -> str:
    """The local time in the link's id. A link may carry any text; believe it only where the column agrees."""
    coded = coded_sql(quote(link))
    most = _NEAR_DAY if _is_day(work, time) else _NEAR_TIME
    near = f"abs(datediff('hour', {coded}, CAST({quote(time)} AS TIMESTAMP))) <= {most}"
    zone = work.context.zone or work.match.format.zone or "UTC"
    return f"CASE WHEN {near} THEN {_moved(coded, 'UTC', zone)} END"


def _is_day(work: Work, name: str) -> bool:
    return work.match.format.columns[name].kind == "day"


def _moved(sql: str, source: str, target: str) -> str:
    return f"timezone({literal(target)}, timezone({literal(source)}, {sql}))"


def _dated(kind: str, names: list[str], period: Period | None) -> Timed:
    first = quote(names[0])
    if kind == "week_start":
        return _inside(f"CAST({first} AS DATE)", "7", period)
    if kind == "month":
        start = f"CAST(date_trunc('month', {first}) AS DATE)"
        days = f"datediff('day', {start}, CAST({start} + INTERVAL 1 MONTH AS DATE))"
        return _inside(start, days, period)
    if kind == "quarter":
        start = _quarter(first)
        days = f"datediff('day', {start}, CAST({start} + INTERVAL 3 MONTH AS DATE))"
        return _inside(start, days, period)
    if kind == "either":  # the first of these columns that the row has
        return Timed(f"CAST(coalesce({', '.join(map(quote, names))}) AS DATE)")
    if kind == "length":
        return _by_length(first)
    if kind == "period":
        return _period_cell(first)
    if kind == "span":
        last = quote(names[1])
        return Timed(f"CASE WHEN {last} >= {first} THEN {first} END", f"datediff('day', {first}, {last}) + 1")
    return Timed(f"CAST({first} AS DATE)")


def _period_cell(cell: str) -> Timed:
    """A cell that says a day, a month `2026-03`, a year `2026`, or its first and last day."""
    dates = f"regexp_extract_all({cell}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')"
    month = f"regexp_extract({cell}, '^([0-9]{{4}}-[0-9]{{2}})$', 1)"
    year = f"regexp_extract({cell}, '^([0-9]{{4}})$', 1)"
    start = (
        f"CASE WHEN len({dates}) > 0 THEN TRY_CAST({dates}[1] AS DATE) WHEN {month} <> '' THEN "
        f"TRY_CAST({month} || '-01' AS DATE) WHEN {year} <> '' THEN TRY_CAST({year} || '-01-01' AS DATE) END"
    )
    end = (
        f"CASE WHEN len({dates}) > 0 THEN TRY_CAST({dates}[-1] AS DATE) + INTERVAL 1 DAY "
        f"WHEN {month} <> '' THEN ({start}) + INTERVAL 1 MONTH ELSE ({start}) + INTERVAL 1 YEAR END"
    )
    return Timed(start, f"datediff('day', {start}, CAST({end} AS DATE))")


def _quarter(cell: str) -> str:
    """SQL for the first day of a quarter in words: `4th quarter 2023`, `Q4 2023`, `4º trimestre de 2023`."""
    number = f"TRY_CAST(regexp_extract({cell}, '(?:^|[^0-9])([1-4])(?:[^0-9]|$)', 1) AS INTEGER)"
    year = f"TRY_CAST(regexp_extract({cell}, '(19[0-9]{{2}}|20[0-9]{{2}})', 1) AS INTEGER)"
    return f"make_date({year}, {number} * 3 - 2, 1)"


def _inside(start: str, days: str, period: Period | None) -> Timed:
    """A week or a month, cut at the edges of the period that the file covers."""
    if period is None:
        return Timed(start, days)
    end = f"CAST({start} + CAST({days} AS INTEGER) AS DATE)"
    cut = f"datediff('day', greatest({start}, DATE '{period.start}'), least({end}, DATE '{period.end}'))"
    touches = f"({start} < DATE '{period.end}' AND {end} > DATE '{period.start}')"
    return Timed(
        f"CASE WHEN {touches} THEN greatest({start}, DATE '{period.start}') ELSE {start} END",
        f"CASE WHEN {touches} THEN {cut} ELSE {days} END",
    )


def _day_or_whole(con: "duckdb.DuckDBPyConnection", work: Work, name: str) -> Timed:
    """A report that is not divided by day bears the first day of its period on every row."""
    period = work.period
    if period is not None and period.days > 1:
        row = con.execute(f"SELECT min({quote(name)}), max({quote(name)}) FROM typed").fetchone()
        if row is not None and row[0] == row[1] == period.start:
            work.notes.append(
                gettext_lazy(
                    "every row bears {first}, the first day of the report; "
                    "taken as one sum for {first} to {last}",
                    first=period.start,
                    last=period.last,
                )
            )
            return _whole(work)
    return Timed(f"CAST({quote(name)} AS DATE)")


def _stepped(con: "duckdb.DuckDBPyConnection", work: Work, name: str) -> Timed:
    """A day, a week or a month, as its dates step: seven days apart they are weeks, all firsts are months."""
    found = con.execute(
        f"SELECT DISTINCT {quote(name)} FROM typed WHERE {quote(name)} IS NOT NULL ORDER BY 1"
    )
    days = [row[0] for row in found.fetchall()]
    if days and _only_months(con, name):
        work.assume(gettext_lazy("its dates are months without a day, so each row is that of a month"))
        return _dated("month", [name], None)
    weekly = all((later - day).days % 7 == 0 for day, later in itertools.pairwise(days))
    grain = "month" if len(days) >= FIRSTS and all(day.day == 1 for day in days) else ""
    grain = grain or ("week_start" if len(days) > FIRSTS and weekly else "")
    if not grain:
        return Timed(f"CAST({quote(name)} AS DATE)")
    work.assume(FIRST_DAYS[grain])
    return _dated(grain, [name], None)


FIRST_DAYS = {
    "month": gettext_lazy("its dates are the first days of months, so each row is that of a month"),
    "week_start": gettext_lazy("its dates are the first days of weeks, so each row is that of a week"),
}


def _only_months(con: "duckdb.DuckDBPyConnection", name: str) -> bool:
    """Whether every date of a column was written as a month: `2026-01`, `01/2026`, `Jan 2026`."""
    cell = f"CAST(r.{quote(name)} AS VARCHAR)"
    shape = r"\d{4}[-/.]\d{1,2}|\d{1,2}[-/.]\d{4}|\D{3,}[ .-](de )?\d{4}"
    row = con.execute(
        f"SELECT bool_and(regexp_full_match(trim({cell}), {literal(shape)})) FROM raw r "
        f"JOIN typed t ON r._row = t._row WHERE t.{quote(name)} IS NOT NULL"
    ).fetchone()
    return bool(row and row[0])


def _by_length(cell: str) -> Timed:
    """Reports by year, month or day write `2024`, `2024-03` or `2024-03-05` into one and the same column."""
    year, month = (
        f"regexp_full_match({cell}, '(19|20)\\d{{2}}')",
        f"regexp_full_match({cell}, '(19|20)\\d{{2}}-\\d{{2}}')",
    )
    start = (
        f"CASE WHEN {year} THEN TRY_CAST({cell} || '-01-01' AS DATE) "
        f"WHEN {month} THEN TRY_CAST({cell} || '-01' AS DATE) "
        f"ELSE TRY_CAST(regexp_extract({cell}, '^((19|20)\\d{{2}}-\\d{{2}}-\\d{{2}})', 1) AS DATE) END"
    )
    end = (
        f"CASE WHEN {year} THEN {start} + INTERVAL 1 YEAR WHEN {month} THEN {start} + INTERVAL 1 MONTH "
        f"ELSE {start} + INTERVAL 1 DAY END"
    )
    return Timed(start, f"datediff('day', {start}, CAST({end} AS DATE))")


def _of_file(work: Work) -> Timed:
    """Tables without any date hold as of the last day of the other tables in their file."""
    day = work.period.last if work.period else work.context.file_day
    if day is None and (period := _period(work)) is not None:
        day = period.last
    if day is None:
        raise Question(
            gettext_lazy("it does not say as of which day it holds"),
            gettext_lazy(
                "Import the whole workbook or zip as it came, or say the day: "
                "--period 2026-03-31..2026-03-31."
            ),
            asks=("period",),
        )
    work.assume(gettext_lazy("dated {day}, the last day of its file", day=day))
    return Timed(f"DATE '{day}'")


def _whole(work: Work) -> Timed:
    assert work.period is not None  # noqa: S101  # asked for only when there is one
    return Timed(f"DATE '{work.period.start}'", str(work.period.days))


def _labels(con: "duckdb.DuckDBPyConnection", work: Work, kind: str, name: str) -> Timed:
    """A label is looked up among the periods inside the report; one that two of them bear says nothing."""
    assert work.period is not None  # noqa: S101  # asked for only when there is one
    found = list(labelled(kind, work.period))
    twice = {label for label, times in Counter(label for label, _, _ in found).items() if times > 1}
    con.execute("CREATE OR REPLACE TABLE labels(_label BIGINT, _start DATE, _length BIGINT)")
    con.executemany("INSERT INTO labels VALUES (?, ?, ?)", [row for row in found if row[0] not in twice])
    return Timed(
        "_start",
        "_length",
        f"LEFT JOIN labels ON labels._label = TRY_CAST(typed.{quote(name)} AS BIGINT)",
        gettext_lazy("its period stands twice in the report, or not at all"),
    )
