"""How a table writes its figures and dates: one convention each, decided from whole columns, or asked for."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from milepost.facts.engine import quote
from milepost.language import gettext_lazy
from milepost.period import Period
from milepost.sources.format import SourceColumn
from milepost.sources.loading import Loaded
from milepost.sources.values import DATED, NUMERIC, Conventions, Evidence, evidence, moment
from milepost.sources.work import Question, Work

if TYPE_CHECKING:
    import duckdb


def conventions_seen(con: "duckdb.DuckDBPyConnection", work: Work, loaded: Loaded) -> Conventions:
    """The one number convention and the one order of dates of this table. Raises Question."""
    fmt = work.match.format
    used = [column for column in loaded.columns if column.kind in NUMERIC | DATED]
    if not used:
        return Conventions()
    counts = con.execute(evidence(used, {c.name: quote(c.name) for c in used})).fetchone()
    assert counts is not None  # noqa: S101  # an aggregate without GROUP BY gives one row
    seen = Evidence(*counts)
    resaved = seen.comma and not seen.point  # by a spreadsheet program, which wrote all figures its own way
    fixed = fmt.numbers in {"point", "comma"} and not resaved
    numbers = fmt.numbers if fixed else _numbers(work, seen)
    inside = "" if fmt.dates and not fmt.dates.endswith("?") else _order_inside(con, work, used, numbers)
    inside = inside or ("" if fmt.dates else _order_by_column(con, work, seen))
    found = Conventions(numbers, inside or _dates(fmt.dates, seen))
    if seen.comma or (seen.either and numbers == "comma"):
        work.assume(gettext_lazy("its figures are written with a decimal comma"))
    if seen.numeric_dates and found.order != fmt.dates:
        day_first = gettext_lazy("its dates are written day before month")
        month_first = gettext_lazy("its dates are written month before day")
        work.assume(day_first if found.order == "dmy" else month_first)
    return found


def _dates(said: str, seen: Evidence) -> str:
    """The order of dates as the format says; with a question mark, only where the dates do not decide it.

    A file that a spreadsheet program saved again bears its order of dates, whatever the format says.
    """
    if not said.endswith("?"):
        return "dmy" if said == "mdy" and _day_first(seen) else said or _order(seen)
    decided = seen.first_over_12 or seen.second_over_12 or seen.dotted
    return _order(seen) if decided else said.rstrip("?")


def _order_inside(
    con: "duckdb.DuckDBPyConnection", work: Work, used: Sequence[SourceColumn], numbers: str
) -> str:
    """The one order of dates by which every day lies in the period that the table names, and every month
    begins on its first day; or ''.
    """
    dated = [column for column in used if column.kind == "day"]
    if work.period is None or not dated:
        return ""
    months = {way.partition(":")[2] for way in work.match.format.time if way.startswith("month:")}
    fits = []
    for order in ("mdy", "dmy"):
        days = {c.name: f"({moment(quote(c.name), Conventions(numbers, order))})::DATE" for c in dated}
        checks = " AND ".join(
            _all_inside(work.period, name, day, name in months) for name, day in days.items()
        )
        row = con.execute(f"SELECT {checks} FROM raw").fetchone()
        if row is not None and row[0]:
            fits.append(order)
    return fits[0] if len(fits) == 1 else ""


def _all_inside(period: Period, name: str, day: str, month: bool) -> str:
    """SQL for whether all days of a column can be read and lie in the period; a month may begin before it."""
    first = period.start.replace(day=1) if month else period.start
    inside = f"{day} BETWEEN DATE '{first}' AND DATE '{period.last}'"
    if month:
        inside += f" AND day({day}) = 1"
    return f"(coalesce(bool_and({inside}), false) AND count({day}) = count({quote(name)}))"


def _numbers(work: Work, seen: Evidence) -> str:
    if seen.point and seen.comma:
        if min(seen.point, seen.comma) * 20 > max(seen.point, seen.comma):
            raise Question(
                gettext_lazy(
                    "{points} figures are written with a decimal point and {commas} with a decimal comma",
                    points=seen.point,
                    commas=seen.comma,
                ),
                gettext_lazy("Write all figures of the file the same way and import it again."),
            )
        return "point" if seen.point > seen.comma else "comma"
    if work.match.format.numbers and not seen.point and not seen.comma:
        return work.match.format.numbers.rstrip("?")
    if seen.either and not seen.point and not seen.comma and not _grouped(seen):
        raise Question(
            gettext_lazy(
                "figures such as 1.234 or 1,234 can be read in two ways, and none of the file's figures "
                "decides it"
            ),
            gettext_lazy("Export it again without thousands separators, or with two decimals."),
        )
    if seen.either and not seen.point and not seen.comma:
        return "comma" if seen.either_dots else "point"
    return "comma" if seen.comma else "point"


def _grouped(seen: Evidence) -> bool:
    """Whether 1.234 must be one thousand: figures with three decimals would not stand beside others without
    any.
    """
    return seen.whole > 0 and seen.either >= 2 and seen.either_dots in {0, seen.either}


def _order_by_column(con: "duckdb.DuckDBPyConnection", work: Work, seen: Evidence) -> str:
    """The order of days and months where no date decides it but another column does, such as a zone."""
    said = work.match.format.dates_by
    undecided = seen.numeric_dates and not (seen.first_over_12 or seen.second_over_12 or seen.dotted)
    if not undecided or said.get("of") not in work.match.places:
        return ""
    cells = con.execute(f"SELECT DISTINCT {quote(said['of'])} FROM raw WHERE {quote(said['of'])} <> ''")
    words = [str(word) for (word,) in cells.fetchall()]
    for order in ("mdy", "dmy"):
        if words and all(re.search(said[order], word, re.IGNORECASE) for word in words):
            header = work.table.header[work.match.places[said["of"]]]
            month_first = gettext_lazy("dates are read as month/day, because “{header}” says {word}")
            day_first = gettext_lazy("dates are read as day/month, because “{header}” says {word}")
            said_so = month_first if order == "mdy" else day_first
            work.notes.append(said_so.format(header=header, word=words[0]))
            return order
    return ""


def _day_first(seen: Evidence) -> bool:
    return bool(seen.first_over_12 or seen.dotted) and not seen.second_over_12


def _order(seen: Evidence) -> str:
    if not seen.numeric_dates:
        return "mdy"
    if seen.first_over_12 and seen.second_over_12:
        raise Question(
            gettext_lazy("some dates can only be day/month and others only month/day"),
            gettext_lazy("Write all dates as 2026-03-31 and import it again."),
        )
    if _day_first(seen):
        return "dmy"
    if seen.second_over_12:
        return "mdy"
    raise Question(
        gettext_lazy("every date can be read as day/month and as month/day"),
        gettext_lazy("Write the dates as 2026-03-31 and import it again."),
    )
