"""Rows to facts: typed values, rows that are no facts, days, and the tables of facts."""

from dataclasses import replace
from typing import TYPE_CHECKING

from milepost.errors import Problem
from milepost.sources.cutting import RawTable
from milepost.sources.days import Timed, time_of
from milepost.sources.facts import key_of, once_only, put_facts
from milepost.sources.format import FactRule
from milepost.sources.loading import Loaded, load
from milepost.sources.recognise import Match
from milepost.sources.report import EMPTY, IMPORTED, REFUSED, LeftOut, TableReport
from milepost.sources.spans import period_of
from milepost.sources.values import DATED, NUMERIC, Conventions, Evidence, evidence, literal, quote, value
from milepost.sources.words import clean
from milepost.sources.work import Context, Question, Work

if TYPE_CHECKING:
    import duckdb


def convert(con: "duckdb.DuckDBPyConnection", table: RawTable, match: Match, context: Context) -> TableReport:
    """Put the facts of one recognised table into the fact tables of `con`, and report."""
    work = Work(table, match, context, notes=[*table.notes, *match.notes, *match.format.notes])
    report = TableReport(
        table.title or table.sheet,
        IMPORTED,
        match.format.id,
        match.because,
        match.format.source,
        zone=context.zone,
    )
    rows = len(table.rows)
    if match.format.refuse:
        problem = Problem(work.where, match.format.refuse, match.format.remedy)
        left = (LeftOut(match.format.refuse, rows),) if rows else ()
        return replace(
            report,
            status=REFUSED,
            because=match.format.refuse,
            rows_read=rows,
            left_out=left,
            problems=(problem,),
        )
    try:
        return _convert(con, work, report)
    except Question as question:
        problem = Problem(work.where, question.because, question.remedy)
        return replace(
            report,
            status=question.status,
            because=f"{match.because}; but {question.because}",
            rows_read=rows,
            left_out=(LeftOut(question.because, rows),) if rows else (),
            channel=work.channel or None,
            account=work.account or None,
            notes=tuple(work.notes),
            problems=(*work.problems, problem),
        )


def _convert(con: "duckdb.DuckDBPyConnection", work: Work, report: TableReport) -> TableReport:
    work.period = period_of(work.table.preamble) or period_of(work.table.first)
    work.account = _account(work)
    work.channel = _channel(work)
    work.rules = _rules(work)
    loaded = load(
        con, work.table, work.match, work.context.secret, work.context.staging, work.context.already_redacted
    )
    if not loaded.rows_read:
        return replace(
            report,
            status=EMPTY,
            because=f"{work.match.because}; it has a header and no row",
            channel=work.channel or None,
            account=work.account or None,
            first_day=work.period.start if work.period else None,
            last_day=work.period.last if work.period else None,
            notes=tuple(work.notes),
        )
    work.conventions = _conventions(con, work, loaded)
    _type(con, work, loaded)
    timed = time_of(con, work)
    _leave_out(con, work, timed)
    left = _left_out(con, loaded)
    first, last = put_facts(con, work)
    kept = loaded.rows_read - sum(item.rows for item in left)
    return replace(
        report,
        status=IMPORTED if kept else EMPTY,
        channel=work.channel or None,
        account=work.account or None,
        first_day=first,
        last_day=last,
        rows_read=loaded.rows_read,
        rows_kept=kept,
        left_out=left,
        notes=tuple(work.notes),
        problems=(*work.problems, *_shape_problems(work, loaded)),
    )


def _account(work: Work) -> str:
    """The account: as the user said, else as the preamble says."""
    if work.context.answers.account:
        return work.context.answers.account
    kind, _, word = work.match.format.account.partition(":")
    if kind == "preamble":
        names = tuple(f"{name.casefold()}: " for name in word.split("|"))
        for line in (*work.table.preamble, *work.table.first):
            text = clean(line.lstrip("# "))
            if text.casefold().startswith(names):
                return text.partition(": ")[2]
    return ""


def _channel(work: Work) -> str:
    """The channel of the whole table: as its title or its format says, else as the user said."""
    said = work.context.answers.channel or ""
    title = work.match.title
    own = (title.channel if title else None) or work.match.format.channel
    if own == "ask":
        if not said:
            raise Question(
                "the file does not say which platform it comes from",
                "Say it: --channel facebook or --channel instagram.",
            )
        work.notes.append(f"the platform is not in the file; {said} is what you said")
        return said
    if own and said and own != said:
        work.notes.append(f"the file itself says {own}; your answer {said} was not needed")
    return own or said


def _rules(work: Work) -> tuple[FactRule, ...]:
    """The format's rules, with what the title of the block adds; rules whose columns are all absent fall away."""
    rules = work.match.format.facts
    title = work.match.title
    if title is not None and title.set:
        rules = tuple(replace(rule, set={**rule.set, **title.set}) for rule in rules)
    kept = tuple(rule for rule in rules if not rule.where or set(rule.where) & set(work.match.places))
    if not kept:
        raise Question(
            "this table holds nothing that Milepost measures", "Nothing needs to be done.", REFUSED
        )
    return kept


def _conventions(con: "duckdb.DuckDBPyConnection", work: Work, loaded: Loaded) -> Conventions:
    """The one number convention and the one order of dates of this table. Raises Question."""
    fmt = work.match.format
    used = [column for column in loaded.columns if column.kind in NUMERIC | DATED]
    if not used:
        return Conventions()
    counts = con.execute(evidence(used, {c.name: quote(c.name) for c in used})).fetchone()
    assert counts is not None  # noqa: S101  # an aggregate without GROUP BY gives one row
    seen = Evidence(*counts)
    return Conventions(fmt.numbers or _numbers(work, seen), fmt.dates or _order(work, seen))


def _numbers(work: Work, seen: Evidence) -> str:
    if seen.point and seen.comma:
        if min(seen.point, seen.comma) * 20 > max(seen.point, seen.comma):
            raise Question(
                f"{seen.point} figures are written with a decimal point and {seen.comma} with a decimal comma",
                "Write all figures of the file the same way and import it again.",
            )
        return "point" if seen.point > seen.comma else "comma"
    if seen.either and not seen.point and not seen.comma:
        raise Question(
            "figures such as 1.234 or 1,234 can be read in two ways, and none of the file's figures decides it",
            "Export it again without thousands separators, or with two decimals.",
        )
    return "comma" if seen.comma else "point"


def _order(work: Work, seen: Evidence) -> str:
    if not seen.numeric_dates:
        return "mdy"
    if seen.first_over_12 and seen.second_over_12:
        raise Question(
            "some dates can only be day/month and others only month/day",
            "Write all dates as 2026-03-31 and import it again.",
        )
    if seen.first_over_12 or (seen.dotted and not seen.second_over_12):
        return "dmy"
    if seen.second_over_12:
        return "mdy"
    raise Question(
        "every date can be read as day/month and as month/day",
        "Write the dates as 2026-03-31 and import it again.",
    )


def _type(con: "duckdb.DuckDBPyConnection", work: Work, loaded: Loaded) -> None:
    """Make `typed` of `raw`; each column's unreadable cells become one Problem."""
    inner = ", ".join(
        f"{value(c, quote(c.name), work.conventions)} AS {quote(c.name)}" for c in loaded.columns
    )
    con.execute(f"CREATE OR REPLACE TABLE converted AS SELECT _row, {inner} FROM raw")
    outer = ", ".join(
        f"CASE WHEN {quote(c.name)} = floor({quote(c.name)}) THEN {quote(c.name)} END AS {quote(c.name)}"
        if c.kind == "count"
        else quote(c.name)
        for c in loaded.columns
    )
    con.execute(f"CREATE OR REPLACE TABLE typed AS SELECT _row, {outer} FROM converted")
    for column in loaded.columns:
        if column.kind != "text":
            _unreadable(con, work, column.name, column.kind)


def _unreadable(con: "duckdb.DuckDBPyConnection", work: Work, name: str, kind: str) -> None:
    found = con.execute(
        f"SELECT r._row, r.{quote(name)} FROM raw r JOIN typed t ON r._row = t._row "
        f"WHERE r.{quote(name)} IS NOT NULL AND t.{quote(name)} IS NULL ORDER BY r._row"
    ).fetchall()
    if not found:
        return
    header = work.table.header[work.match.places[name]]
    samples = ", ".join(f"“{str(text)[:40]}” (line {row})" for row, text in found[:3])
    what = {"count": "a whole number", "day": "a day", "time": "a time", "id": "an undamaged id"}.get(
        kind, "a number"
    )
    remedy = (
        "A spreadsheet program rounded the ids; export the file again and import it unopened."
        if kind == "id"
        else "These cells are left empty; mend them in the file if they matter."
    )
    work.problems.append(
        Problem(f"{work.where}, column “{header}”", f"{len(found)} cells are not {what}: {samples}.", remedy)
    )


def _leave_out(con: "duckdb.DuckDBPyConnection", work: Work, timed: Timed) -> None:
    """Make `ready` of `typed`: `_day`, `_days`, and `_out`, the reason why a row is no fact (or NULL)."""
    reasons = [*_drop_reasons(work), (f"{timed.day} IS NULL", timed.because)]
    wheres = [rule.where for rule in work.rules]
    if all(wheres):
        names = sorted({n for where in wheres for n in where if n in work.match.places})
        reasons.append((" AND ".join(f"{quote(n)} IS NULL" for n in names), "no figure in the row"))
    cases = " ".join(f"WHEN {condition} THEN {literal(because)}" for condition, because in reasons)
    con.execute(
        f"CREATE OR REPLACE TABLE ready AS SELECT *, {timed.day} AS _day, {timed.days} AS _days, "
        f"CASE {cases} END AS _out FROM typed {timed.join}"
    )
    _last_of_a_key(con, work)


def _drop_reasons(work: Work) -> list[tuple[str, str]]:
    reasons = []
    for drop in work.match.format.drops:
        if drop.column not in work.match.places:
            continue
        cell = quote(drop.column)
        parts = [f"{cell} IS NULL"] if drop.blank else []
        if drop.matches is not None:
            parts.append(f"regexp_matches(CAST({cell} AS VARCHAR), {literal('(?i)' + drop.matches.pattern)})")
        reasons.append((" OR ".join(parts), drop.because))
    return reasons


def _last_of_a_key(con: "duckdb.DuckDBPyConnection", work: Work) -> None:
    """Where a key may stand once only (a post, an order, a day of an account), the last row of it holds."""
    rule = work.rules[0]
    if not once_only(rule.table):
        return
    key = ", ".join(key_of(work, rule))
    con.execute(
        f"UPDATE ready SET _out = 'the same again; the last one holds' WHERE _out IS NULL AND _row NOT IN "
        f"(SELECT max(_row) FROM ready WHERE _out IS NULL GROUP BY {key})"
    )


def _left_out(con: "duckdb.DuckDBPyConnection", loaded: Loaded) -> tuple[LeftOut, ...]:
    found = con.execute(
        "SELECT _out, count(*) FROM ready WHERE _out IS NOT NULL GROUP BY _out ORDER BY min(_row)"
    ).fetchall()
    early = [LeftOut(because, len(lines)) for because, lines in loaded.left_out.items()]
    return (*early, *(LeftOut(because, rows) for because, rows in found))


def _shape_problems(work: Work, loaded: Loaded) -> list[Problem]:
    problems = []
    if loaded.short:
        lines = ", ".join(map(str, loaded.short[:5]))
        problems.append(
            Problem(
                f"{work.where}, line {lines}",
                f"{len(loaded.short)} rows have fewer cells than the header; the missing cells are taken as empty.",
                "Nothing needs to be done unless their last columns matter.",
            )
        )
    wide = loaded.left_out.get("more cells than the header has", ())
    if wide:
        lines = ", ".join(map(str, wide[:5]))
        problems.append(
            Problem(
                f"{work.where}, line {lines}",
                f"{len(wide)} rows have more cells than the header and were left out.",
                "An unquoted delimiter inside a text does this; export the file again.",
            )
        )
    return problems
