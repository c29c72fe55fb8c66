"""What a format's TOML says of a column of facts, as SQL over the typed rows of a table."""

from collections.abc import Mapping
from typing import Any

from milepost.facts.engine import literal, quote
from milepost.sources.days import published
from milepost.sources.decisions import conditional, decision_sql
from milepost.sources.words import slug
from milepost.sources.work import Work


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
    """How many rows the table has; or the day as of which its values hold: the end of the row's own days, of
    the period, or the last day of the tables before it in its file, else its own last day.
    """
    if what == "rows":
        return "(SELECT count(*) FROM ready WHERE _out IS NULL)"
    if what == "row_end":
        return "(_day + CAST(_days - 1 AS INTEGER))"
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
