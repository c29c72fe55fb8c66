"""Typed rows into the tables of facts, and what a whole series of them tells: zeros before tracking,
coverage.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from milepost.facts.schema import TABLES, Adds, Column, Kind, Table
from milepost.period import Period
from milepost.sources.days import published
from milepost.sources.decisions import conditional, decision_sql
from milepost.sources.format import FactRule
from milepost.sources.values import literal, quote
from milepost.sources.words import slug
from milepost.sources.work import Work

if TYPE_CHECKING:
    import duckdb

SUMMED: Final = frozenset({"ad_day", "web_day", "custom_day", "post_day", "competitor_day", "list_day"})
"""Tables whose rows of one key inside one file are parts to be added; in the others the last row holds."""

ZEROS: Final = 7
_FIGURES: Final = frozenset({Kind.COUNT, Kind.MICROS, Kind.MONEY})

_SPAN: Final = "min({0}), max({0} + CAST({1} - 1 AS INTEGER))"


def once_only(table: str) -> bool:
    """Whether a key may stand only once in one file."""
    return table not in SUMMED


def put_facts(con: "duckdb.DuckDBPyConnection", work: Work) -> tuple[date | None, date | None]:
    """Add the rows of `ready` to the fact tables; the first and the last day they speak of."""
    spans = []
    for rule in work.rules:
        _put(con, work, rule)
        if "day" in rule.set:  # a rule with days of its own, such as that on which somebody left
            spans.append(con.execute(f"SELECT {_SPAN.format('day', 'days')} FROM part").fetchone())
    spans.append(
        con.execute(f"SELECT {_SPAN.format('_day', '_days')} FROM ready WHERE _out IS NULL").fetchone()
    )
    firsts = [span[0] for span in spans if span and span[0] is not None]
    lasts = [span[1] for span in spans if span and span[1] is not None]
    return min(firsts, default=None), max(lasts, default=None)


def _put(con: "duckdb.DuckDBPyConnection", work: Work, rule: FactRule) -> None:
    table = TABLES[rule.table]
    con.execute(f"CREATE OR REPLACE TABLE part AS {merged(work, rule)}")
    if table.name in {"account_day", "web_day"}:
        _before_tracking(con, work, table)
    _fill_absent(con, work, rule, table)
    _cover(con, work, rule, table)
    number = work.table.number
    con.execute(f"INSERT INTO {quote('fact_' + rule.table)} SELECT *, {number} AS _table FROM part")


def merged(work: Work, rule: FactRule) -> str:
    """SQL for the facts of `ready`, the rows of one key put together."""
    table = TABLES[rule.table]
    values = {column.name: target(work, rule, column) for column in table.all_columns}
    where = " OR ".join(f"{quote(n)} IS NOT NULL" for n in rule.where if n in work.match.places)
    source = f"FROM ready WHERE _out IS NULL{f' AND ({where})' if where else ''}"
    named = ", ".join(f"{sql} AS {quote(name)}" for name, sql in values.items())
    inner = f"SELECT _row, {named} {source}"
    keys = {"brand", *table.key}
    outer = ", ".join(
        quote(c.name) if c.name in keys else f"{_together(c, rule.keep)} AS {quote(c.name)}"
        for c in table.all_columns
    )
    group = ", ".join(quote(c.name) for c in table.all_columns if c.name in keys)
    return f"SELECT {outer} FROM ({inner}) GROUP BY {group}"


def _together(column: Column, keep: str) -> str:
    """How the rows of one key become one: sums add, distinct people are unknown, else the last holds.

    Rows that are the parts of one thing (`keep` is sum) began when the first of them did.
    """
    name = quote(column.name)
    if column.adds is Adds.SUM:
        return f"TRY_CAST(sum({name}) AS BIGINT)"
    if column.adds is Adds.NEVER:
        return f"CASE WHEN count(*) = 1 THEN any_value({name}) END"
    if keep == "sum" and column.kind is Kind.FLAG:
        return f"bool_or({name})"
    if keep == "sum" and column.kind in {Kind.DAY, Kind.TIME}:
        return f"min({name})"
    return f"arg_max({name}, _row)"


def target(work: Work, rule: FactRule, column: Column) -> str:
    """SQL for one column of facts, of its exact type."""
    own: dict[str, str] = {
        "brand": literal(work.context.brand),
        "source": literal(work.match.format.source),
        "account": literal(work.account),
        "channel": literal(work.channel),
        "breakdown": literal(rule.breakdown),
        "day": "_day",
        "days": "_days",
        "currency": literal(work.match.currency) if work.match.currency else "NULL",
    }
    sql = rule_sql(work, rule.set[column.name]) if column.name in rule.set else own.get(column.name, "NULL")
    if column.name == "account" and work.context.answers.account:
        sql = own["account"]
    if column.kind in {Kind.MICROS, Kind.MONEY} and sql != "NULL":
        sql = f"round(({sql}) * 1000000)"
    elif column.name in {"account", "channel"} and column.name in rule.set:
        sql = f"coalesce({sql}, {own[column.name]})"
    elif column.name in {"account", "channel"}:
        sql = f"coalesce({sql}, '')"
    elif column.name == "currency":
        sql = f"upper({sql})"
    if column.kind in _FIGURES:
        return f"TRY_CAST({sql} AS {column.kind.sql})"  # a product beyond all measure is unknown
    return f"CAST({sql} AS {column.kind.sql})"


def rule_sql(work: Work, rule: Any) -> str:
    """SQL for what a format's TOML says of a column; NULL where the file has not the column it speaks of."""
    if isinstance(rule, str):
        return _column(work, rule)
    assert isinstance(rule, Mapping)  # noqa: S101  # the format's reader saw to it
    if "value" in rule:
        part = work.context.filtered and "filtered" in rule
        value = rule["filtered"] if part else rule["value"]
        said_so = literal(value) if isinstance(value, str) else str(value).upper()
        return conditional(rule, said_so, lambda name: _column(work, name))
    if "times" in rule:
        factors = [f"CAST({_column(work, name)} AS DOUBLE)" for name in rule["times"]]
        factors += [str(rule["by"])] if "by" in rule else []
        return "(" + " * ".join(factors) + ")"
    if "plus" in rule:
        return "(" + " + ".join(_column(work, name) for name in rule["plus"]) + ")"
    if "first" in rule:
        said = [rule_sql(work, part) for part in rule["first"]]
        if "or" in rule:
            said.append(rule_sql(work, rule["or"]))
        return f"coalesce({', '.join(said)}, NULL)"
    if "channel_of" in rule:
        return _channel_sql(work, rule)
    if "posted" in rule:
        times = rule["posted"]
        return published(work, [times] if isinstance(times, str) else times, rule.get("link", ""))
    if "lookup" in rule:
        return _looked(work, rule["lookup"])
    return _word_sql(work, rule)


def _channel_sql(work: Work, rule: Mapping[str, Any]) -> str:
    """The channel judged by source, medium and campaign; `else` where they say nothing, or (with `when`)
    where a column does not match or the judgement is open.
    """
    parts = [rule_sql(work, part) for part in rule["channel_of"]]
    parts += ["NULL"] * (3 - len(parts))
    same = " AND ".join(
        f"said.{name} IS NOT DISTINCT FROM CAST({part} AS VARCHAR)"
        for name, part in zip(("_source", "_medium", "_campaign"), parts, strict=True)
    )
    judged = f"(SELECT max(said._channel) FROM channel_said said WHERE {same})"
    if "else" not in rule:
        return judged
    otherwise = rule_sql(work, rule["else"])
    if "when" not in rule:
        return f"coalesce({judged}, {otherwise})"
    pattern = literal("(?i)" + rule["matches"])
    fits = f"regexp_matches(coalesce({_column(work, rule['when'])}, ''), {pattern})"
    known = f"{fits} AND {judged} NOT IN ('unassigned', 'referral')"
    return f"CASE WHEN {known} THEN {judged} ELSE coalesce({otherwise}, {judged}) END"


def _looked(work: Work, what: str) -> str:
    """How many rows the table has; or the day as of which its values hold: the end of the period, or the last
    day of the tables before it in its file, else its own last day.
    """
    if what == "rows":
        return "(SELECT count(*) FROM ready WHERE _out IS NULL)"
    if what == "period_end" and work.period is not None:
        return f"DATE '{work.period.last}'"
    if what == "file_end" and work.context.file_day is not None:
        return f"DATE '{work.context.file_day}'"
    return "(SELECT max(_day) FROM ready WHERE _out IS NULL)"


def _word_sql(work: Work, rule: Mapping[str, Any]) -> str:
    if "channel" in rule:
        return _looked_up(_column(work, rule["channel"]), work.context.channel_words, None)
    if "words" in rule:
        words = work.match.format.words[rule["words"]]
        otherwise = None if rule.get("slugged") else rule.get("else", "")
        return _looked_up(_column(work, rule["of"]), words, otherwise)
    if "slug" in rule:
        cell = f"strip_accents(lower({_column(work, rule['slug'])}))"
        word = f"trim(regexp_replace({cell}, '[^0-9a-z]+', '_', 'g'), '_')"
        return f"({literal(rule['prefix'])} || {word})" if "prefix" in rule else word
    if "part" in rule:
        part = f"split_part({_column(work, rule['of'])}, {literal(rule['at'])}, {rule['part']})"
        return f"nullif(trim({part}), '')"
    if "slug_link" in rule:
        return f"({literal(rule['slug_link'])} || {_column(work, rule['of'])})"
    if "currency_in" in rule:
        return _currency_sql(work, rule["currency_in"])
    if "header" in rule:
        return literal(rule.get("prefix", "") + slug(work.table.header[work.match.places[rule["header"]]]))
    return _figure_sql(work, rule)


def _figure_sql(work: Work, rule: Mapping[str, Any]) -> str:
    if "every" in rule:
        return "(" + " AND ".join(rule_sql(work, part) for part in rule["every"]) + ")"
    if (decided := decision_sql(work, rule, lambda name: _column(work, name))) is not None:
        return decided
    if "none_of" in rule:
        said, words = _column(work, rule["in"]), literal("(?i)" + rule["none_of"])
        return (
            f"(NOT regexp_matches(coalesce({said}, ''), {words}) AND {_column(work, rule['empty'])} IS NULL)"
        )
    if "share_of" in rule:
        cell = _column(work, rule["share_of"])
        return f"({cell} / nullif({_whole_of(work, cell)}, 0))"
    if "sum_of" in rule:
        return _sum_of_key(work, rule)
    if "day_of" in rule:
        return f"CAST({_column(work, rule['day_of'])} AS DATE)"
    if "at_most" in rule:
        return f"({_column(work, rule['of'])} <= {rule['at_most']})"
    if "take" in rule:
        if "or" in rule:
            taken = conditional(rule, _column(work, rule["take"]), lambda name: _column(work, name))
            return f"coalesce({taken}, {rule_sql(work, rule['or'])})"
        return conditional(rule, _column(work, rule["take"]), lambda name: _column(work, name))
    raise AssertionError(rule)


def _whole_of(work: Work, cell: str) -> str:
    """The whole of which the rows are parts: as the total row says, which knows more than an export lists,
    else their sum.
    """
    summed = f"(SELECT sum({cell}) FROM ready WHERE _out IS NULL)"
    reasons = sorted({drop.because for drop in work.match.format.drops if drop.total})
    if not reasons or cell == "NULL":
        return summed
    because = ", ".join(map(literal, reasons))
    total = f"SELECT {cell} FROM ready WHERE _out IN ({because}) AND {cell} IS NOT NULL ORDER BY _row LIMIT 1"
    return f"coalesce(({total}), {summed})"


def _sum_of_key(work: Work, rule: Mapping[str, Any]) -> str:
    """What the rows of one key add up to in one column, or in several together."""
    wanted = [rule["sum_of"]] if isinstance(rule["sum_of"], str) else rule["sum_of"]
    names = [name for name in wanted if name in work.match.places]
    if not names:
        return "NULL"
    key = _column(work, rule["of"])
    added = (
        f"r.{quote(names[0])}" if len(names) == 1 else " + ".join(f"coalesce(r.{quote(n)}, 0)" for n in names)
    )
    return f"(SELECT sum({added}) FROM ready r WHERE r.{key} = ready.{key})"


def _currency_sql(work: Work, name: str) -> str:
    """The currency that the cells of a column bear, as they were written; a bare `$` may be any dollar and
    says none.
    """
    known = {
        "R$": "BRL",
        "US$": "USD",
        "CA$": "CAD",
        "A$": "AUD",
        "€": "EUR",
        "£": "GBP",
        "₹": "INR",
        "₴": "UAH",
    }
    signs = " ".join(f"WHEN {literal(sign)} THEN {literal(code)}" for sign, code in known.items())
    sign = f"regexp_extract(r.{quote(name)}, '([A-Z]{{0,2}}[$€£₹₴₽]|[A-Z]{{3}})', 1)"
    code = f"CASE {sign} {signs} ELSE CASE WHEN length({sign}) = 3 THEN {sign} END END"
    return f"(SELECT min({code}) FROM raw r)" if name in work.match.places else "NULL"


def _looked_up(cell: str, words: Mapping[str, str], otherwise: str | None) -> str:
    """The id behind a word; an unknown word becomes its own slug where no default is given."""
    cases = " ".join(f"WHEN {literal(word)} THEN {literal(id_)}" for word, id_ in words.items())
    slug = f"trim(regexp_replace(strip_accents(lower({cell})), '[^0-9a-z]+', '_', 'g'), '_')"
    fallback = slug if otherwise is None else literal(otherwise)
    return f"CASE WHEN {cell} IS NOT NULL THEN CASE lower(trim({cell})) {cases} ELSE {fallback} END END"


def _column(work: Work, name: str) -> str:
    return quote(name) if name in work.match.places else "NULL"


def key_of(work: Work, rule: FactRule) -> list[str]:
    """SQL for the key of a rule's table."""
    table = TABLES[rule.table]
    return [target(work, rule, table.column(name)) for name in table.key]


def _measures(con: "duckdb.DuckDBPyConnection", table: Table) -> list[Column]:
    """The measures that `part` says anything about."""
    if not table.measures:
        return []
    counts = ", ".join(f"count({quote(c.name)})" for c in table.measures)
    row = con.execute(f"SELECT {counts} FROM part").fetchone()
    assert row is not None  # noqa: S101  # an aggregate without GROUP BY gives one row
    return [column for column, said in zip(table.measures, row, strict=True) if said]


def _before_tracking(con: "duckdb.DuckDBPyConnection", work: Work, table: Table) -> None:
    """A leading run of zeros that regular figures follow is not zero but unknown: nobody counted yet."""
    for column in _measures(con, table):
        name = quote(column.name)
        found = con.execute(
            f"""
            WITH one AS (SELECT account, channel, day, {name} AS v FROM part
                         WHERE breakdown = '' AND {name} IS NOT NULL),
                 begun AS (SELECT account, channel, min(day) FILTER (v <> 0) AS start FROM one GROUP BY ALL)
            SELECT account, channel, start, count(*) FILTER (day < start)
            FROM one JOIN begun USING (account, channel)
            GROUP BY ALL
            HAVING count(*) FILTER (day < start) >= {ZEROS}
               AND count(*) FILTER (day >= start AND v <> 0) >= {ZEROS}
               AND count(*) FILTER (day >= start AND v <> 0) * 2 >= count(*) FILTER (day >= start)
            """
        ).fetchall()
        for account, channel, start, zeros in found:
            con.execute(
                f"UPDATE part SET {name} = NULL WHERE account = ? AND channel = ? AND day < ?",
                [account, channel, start],
            )
            work.assume(f"{column.name}: the {zeros} zeros before {start} are unknown, counting began then")


def _fill_absent(con: "duckdb.DuckDBPyConnection", work: Work, rule: FactRule, table: Table) -> None:
    """In an export that lists only days on which something happened, the other days between are zero."""
    absent = (work.match.title.absent if work.match.title else None) or work.match.format.absent
    if absent != "zero" or rule.table != "account_day":
        return
    measures = [c.name for c in _measures(con, table)]
    row = con.execute("SELECT min(day), max(day), count(*) FROM part").fetchone()
    if row is None or row[0] is None or not measures:
        return
    missing = (row[1] - row[0]).days + 1 - row[2]
    if missing:
        values = ", ".join(
            "CAST(d AS DATE)"
            if c.name == "day"
            else "0"
            if c.name in measures
            else f"any_value({quote(c.name)})"
            for c in table.all_columns
        )
        con.execute(
            f"INSERT INTO part SELECT {values} FROM part, generate_series(DATE '{row[0]}', DATE '{row[1]}', "
            f"INTERVAL 1 DAY) AS s(d) WHERE CAST(d AS DATE) NOT IN (SELECT day FROM part) GROUP BY d"
        )
        work.assume(f"{missing} days that the file leaves out between its first and its last day are zero")


def _cover(con: "duckdb.DuckDBPyConnection", work: Work, rule: FactRule, table: Table) -> None:
    """Say for which days this file gives which measure."""
    if table.name == "coverage":
        return
    for column in _measures(con, table):
        work.gives[column.name] = None
        name = quote(column.name)
        trimmed = any(note.startswith(f"{column.name}: the ") for note in work.notes)
        spans = con.execute(
            f"SELECT account, channel, min(day), max(day + CAST(days AS INTEGER)) FROM part "
            f"WHERE {name} IS NOT NULL GROUP BY account, channel ORDER BY ALL"
        ).fetchall()
        for account, channel, first, end in spans:
            start = first if trimmed else _widest(work.period, first, end).start
            until = _widest(work.period, first, end).end
            con.execute(
                "INSERT INTO fact_coverage VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?)",
                [
                    *(work.context.brand, work.match.format.source, account, channel, rule.breakdown),
                    *(start, (until - start).days, table.name, column.name, work.table.number),
                ],
            )


def _widest(period: Period | None, first: date, end: date) -> Period:
    """The period the file speaks of, else that of its rows."""
    rows = Period(first, max(end, first + timedelta(days=1)))
    if period is None:
        return rows
    return Period(min(period.start, rows.start), max(period.end, rows.end))
