"""Rows to facts: typed values, rows that are no facts, days, and the tables of facts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from milepost.errors import Problem
from milepost.facts.engine import literal, quote
from milepost.language import Lazy, gettext_lazy
from milepost.sources.channels_said import judge_channels
from milepost.sources.conventions import conventions_seen
from milepost.sources.cutting import RawTable
from milepost.sources.days import Timed, time_of
from milepost.sources.facts import put_facts
from milepost.sources.format import FactRule
from milepost.sources.leaving import check_totals, drop_reasons, ids, one_of_a_key, others
from milepost.sources.loading import Loaded, load
from milepost.sources.longer_rows import longer_beside_days
from milepost.sources.places_said import NO_FIGURE, damaged, of_column, of_line
from milepost.sources.recognise import Match
from milepost.sources.report import EMPTY, IMPORTED, REFUSED, LeftOut, TableReport
from milepost.sources.scrubbing import scrubbed
from milepost.sources.spans import period_in_figures, period_of
from milepost.sources.telling import with_notes
from milepost.sources.values import unread, value
from milepost.sources.words import clean
from milepost.sources.work import Context, Question, Work
from milepost.sources.yearless import dated_table

if TYPE_CHECKING:
    import duckdb


def convert(con: "duckdb.DuckDBPyConnection", table: RawTable, match: Match, context: Context) -> TableReport:
    """Put the facts of one recognised table into the fact tables of `con`, and report."""
    work = Work(table, match, context, notes=[*table.notes, *match.notes, *match.format.notes])
    work.assumptions += match.notes
    report = TableReport(
        table.title or table.sheet,
        IMPORTED,
        match.format.id,
        match.because,
        match.format.source,
        zone=context.zone,
    )
    rows = len(table.rows) if table.lines is None else table.lines
    if match.format.refuse and not rows:
        return replace(report, status=EMPTY, because=gettext_lazy("it has a header and no row"))
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
            because=gettext_lazy("{known}; but {because}", known=match.because, because=question.because),
            rows_read=rows,
            left_out=(LeftOut(question.because, rows),) if rows else (),
            channel=work.channel or None,
            account=work.account or None,
            notes=tuple(work.notes),
            problems=(*work.problems, problem),
            asks=question.asks,
        )


def _convert(con: "duckdb.DuckDBPyConnection", work: Work, report: TableReport) -> TableReport:
    if work.table.asks:
        raise Question(work.table.asks, gettext_lazy("Say the year: --year 2026."), asks=("year",))
    if work.match.format.layout == "yearless":
        work.table = dated_table(work)
    work.period = period_of(work.table.preamble) or period_of(work.table.first) or work.context.file_period
    if work.period is None and work.match.format.dates:
        work.period = period_in_figures(work.table.preamble, work.match.format.dates)
    work.account = _account(work)
    work.channel = _channel(work)
    work.rules = _rules(work)
    loaded = load(
        con, work.table, work.match, work.context.secret, work.context.staging, work.context.already_redacted
    )
    if not loaded.rows_read:
        report = replace(
            report,
            status=EMPTY,
            because=gettext_lazy("{known}; it has a header and no row", known=work.match.because),
            channel=work.channel or None,
            account=work.account or None,
            first_day=work.period.start if work.period else None,
            last_day=work.period.last if work.period else None,
        )
        return with_notes(report, work)
    work.conventions = conventions_seen(con, work, loaded)
    _type(con, work, loaded)
    _account_of_rows(con, work)
    timed = time_of(con, work)
    judge_channels(con, work)
    _leave_out(con, work, timed)
    check_totals(con, work)
    left = _left_out(con, loaded, work)
    first, last = put_facts(con, work)
    read = loaded.rows_read
    if work.table.lines is not None:
        read, left = _by_line(con, work, work.table.lines)
    kept = read - sum(item.rows for item in left)
    report = replace(
        report,
        status=IMPORTED if kept else EMPTY,
        channel=work.channel or None,
        account=work.account or None,
        first_day=first,
        last_day=last,
        rows_read=read,
        rows_kept=kept,
        left_out=left,
        problems=(*work.problems, *_shape_problems(work, loaded)),
    )
    return with_notes(report, work)


def _account(work: Work) -> str:
    """The account: as the user said, else as the preamble says; the part of it to which a filter led."""
    if work.match.format.account == "filters" and work.context.filtered:
        part = f"only {work.context.filtered}"
        work.notes.append(
            gettext_lazy(
                "the export is filtered ({part}): it is kept apart from exports of the whole", part=part
            )
        )
        own = work.context.answers.account
        return f"{own} ({part})" if own else part
    if work.context.answers.account:
        return work.context.answers.account
    kind, _, word = work.match.format.account.partition(":")
    if kind == "preamble":
        names = tuple(f"{name.casefold()}: " for name in word.split("|"))
        for line in (*work.table.preamble, *work.table.first):
            text = clean(line.lstrip("# "))
            if text.casefold().startswith(names):
                return scrubbed(text.partition(": ")[2])
    return ""


def _account_of_rows(con: "duckdb.DuckDBPyConnection", work: Work) -> None:
    """The account where a column says it: the one most rows bear."""
    kind, _, name = work.match.format.account.partition(":")
    if kind != "column" or name not in work.match.places or work.account:
        return
    row = con.execute(
        f"SELECT {quote(name)} FROM typed WHERE {quote(name)} IS NOT NULL GROUP BY 1 ORDER BY "
        f"count(*) DESC, 1 LIMIT 1"
    ).fetchone()
    work.account = str(row[0]) if row else ""


def _channel(work: Work) -> str:
    """The channel of the whole table: as its title or its format says, else as the user said."""
    said = work.context.answers.channel or ""
    title = work.match.title
    own = (title.channel if title else None) or work.match.format.channel
    asked = work.match.format.ask_channel_of
    if asked and not said and _sessions_only(work):
        return _channel_by_name(work, asked["because"])
    if own == "ask":
        if not said:
            raise Question(
                gettext_lazy("the file does not say which platform it comes from"),
                gettext_lazy("Say it: --channel facebook or --channel instagram."),
                asks=("channel",),
            )
        work.assume(gettext_lazy("the platform is not in the file; {said} is what you said", said=said))
        return said
    if own and said and own != said:
        work.notes.append(
            gettext_lazy(
                "the file itself says {channel}; your answer {said} was not needed", channel=own, said=said
            )
        )
    return own or said


def _sessions_only(work: Work) -> bool:
    """Whether sessions stand without the visitors of the whole shop beside them."""
    return "sessions" in work.match.places and "visitors" not in work.match.places


def _channel_by_name(work: Work, because: str) -> str:
    """The channel that a word in the file's name says, with a note; the file itself does not say it."""
    name = work.context.answers.named.casefold().replace("_", " ").replace("-", " ")
    if "social" in name:
        work.assume(
            gettext_lazy(
                "taken as visits from social media because the file was named “{name}”",
                name=work.context.answers.named,
            )
        )
        return "organic_social"
    if "over time" in name:
        work.assume(
            gettext_lazy(
                "taken as all visits because the file was named “{name}”", name=work.context.answers.named
            )
        )
        return ""
    raise Question(
        because,
        gettext_lazy(
            "Say it: --channel organic_social, or name the file “sessions over time” for all visits."
        ),
        asks=("channel",),
    )


def _rules(work: Work) -> tuple[FactRule, ...]:
    """The format's rules, with what the title of the block adds; rules whose columns are all absent fall
    away.
    """
    rules = work.match.format.facts
    title = work.match.title
    if title is not None and title.set:
        rules = tuple(replace(rule, set={**rule.set, **title.set}) for rule in rules)
    rules = tuple(
        replace(rule, breakdown="+".join(n for n in rule.by if n in work.match.places)) if rule.by else rule
        for rule in rules
    )
    if work.match.format.ask_channel_of and work.channel:
        rules = tuple(replace(rule, breakdown=rule.breakdown or "channel") for rule in rules)
    kept = tuple(rule for rule in rules if not rule.where or set(rule.where) & set(work.match.places))
    if not kept:
        raise Question(
            gettext_lazy("this table holds nothing that Milepost measures"),
            gettext_lazy("Nothing needs to be done."),
            REFUSED,
        )
    return kept


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
    con.execute("DROP TABLE converted")
    for column in loaded.columns:
        if column.kind != "text":
            _unreadable(con, work, column.name, column.kind)


def _unreadable(con: "duckdb.DuckDBPyConnection", work: Work, name: str, kind: str) -> None:
    dropped = " OR ".join(f"({condition})" for condition, _ in drop_reasons(work))
    facts = f"AND t._row NOT IN (SELECT _row FROM typed WHERE {dropped})" if dropped else ""
    found = con.execute(
        f"SELECT r._row, r.{quote(name)} FROM raw r JOIN typed t ON r._row = t._row "
        f"WHERE r.{quote(name)} IS NOT NULL AND t.{quote(name)} IS NULL {facts} ORDER BY r._row"
    ).fetchall()
    if not found:
        return
    header = work.table.header[work.match.places[name]]
    samples = _samples([(str(text)[:40], row // work.table.per_line) for row, text in found[:3]])
    remedy = (
        gettext_lazy("A spreadsheet program rounded the ids; export the file again and import it unopened.")
        if kind == "id"
        else gettext_lazy("These cells are left empty; mend them in the file if they matter.")
    )
    work.problems.append(Problem(of_column(work, header), unread(len(found), kind, samples), remedy))


def _samples(cells: Sequence[tuple[str, int]]) -> str:
    """“n/a” (line 3), “-” (line 9): cells with their lines, at most three."""
    told = ""
    for text, line in cells:
        one = gettext_lazy("“{text}” (line {line})", text=text, line=line)
        told = Lazy("{before}, {one}", {"before": told, "one": one}) if told else one
    return told


def _leave_out(con: "duckdb.DuckDBPyConnection", work: Work, timed: Timed) -> None:
    """Make `ready` of `typed`: `_day`, `_days`, and `_out`, the reason why a row is no fact (or NULL)."""
    reasons = [*drop_reasons(work), *others(con, work), (f"{timed.day} IS NULL", timed.because)]
    reasons += [(f"{quote(n)} IS NULL", damaged(n)) for n in ids(work)]
    wheres = [rule.where for rule in work.rules]
    if all(wheres):
        names = sorted({n for where in wheres for n in where if n in work.match.places})
        reasons.append((" AND ".join(f"{quote(n)} IS NULL" for n in names), NO_FIGURE))
    work.reasons |= {because: because for _, because in reasons}
    cases = " ".join(f"WHEN {condition} THEN {literal(because)}" for condition, because in reasons)
    con.execute(
        f"CREATE OR REPLACE TABLE ready AS SELECT *, {timed.day} AS _day, {timed.days} AS _days, "
        f"CASE {cases} END AS _out FROM typed {timed.join}"
    )
    con.execute("DROP TABLE typed")
    one_of_a_key(con, work)
    longer_beside_days(con, work)


def _left_out(con: "duckdb.DuckDBPyConnection", loaded: Loaded, work: Work) -> tuple[LeftOut, ...]:
    found = con.execute(
        "SELECT _out, count(*) FROM ready WHERE _out IS NOT NULL GROUP BY _out ORDER BY min(_row)"
    ).fetchall()
    early = [LeftOut(because, len(lines)) for because, lines in loaded.left_out.items()]
    return (*early, *(LeftOut(work.because(because), rows) for because, rows in found))


def _by_line(con: "duckdb.DuckDBPyConnection", work: Work, lines: int) -> tuple[int, tuple[LeftOut, ...]]:
    """Rows of a table that was made long, counted as they stand in the file: kept where one figure of a
    line is.
    """
    found = con.execute(
        f"SELECT coalesce(reason, ''), count(*) FROM (SELECT _row // {work.table.per_line} AS line, "
        f"CASE WHEN bool_or(_out IS NULL) THEN NULL ELSE min(_out) END AS reason FROM ready GROUP BY line) "
        f"GROUP BY 1 ORDER BY 1"
    ).fetchall()
    left = [LeftOut(work.because(reason), rows) for reason, rows in found if reason]
    silent = lines - sum(rows for _, rows in found)
    if silent:
        left.append(LeftOut(NO_FIGURE, silent))
    return lines, tuple(left)


def _shape_problems(work: Work, loaded: Loaded) -> list[Problem]:
    problems = []
    if loaded.short:
        lines = ", ".join(map(str, loaded.short[:5]))
        problems.append(
            Problem(
                of_line(work, lines),
                gettext_lazy(
                    "{n} rows have fewer cells than the header; the missing cells are taken as empty.",
                    n=len(loaded.short),
                ),
                gettext_lazy("Nothing needs to be done unless their last columns matter."),
            )
        )
    wide = loaded.left_out.get("more cells than the header has", ())
    if wide:
        lines = ", ".join(map(str, wide[:5]))
        problems.append(
            Problem(
                of_line(work, lines),
                gettext_lazy("{n} rows have more cells than the header and were left out.", n=len(wide)),
                gettext_lazy("An unquoted delimiter inside a text does this; export the file again."),
            )
        )
    return problems
