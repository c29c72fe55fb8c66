"""Operations of a format that decide: whether an order counts, what was paid back, who is content.

- `is_like`: whether a word matches; with `if_any` unknown in a file of which no row matches, as it may have
  no such stage at all. `not_like` is true of a blank cell too. `every` (in facts.py): all its rules hold.
- `joined`: a key made of several columns. `latest`: the last day in any of its columns.
- `paid_back`: what the refunds in the file that name this payment add up to.
- `past`: whether a moment lies before the last one that the file knows of, and nothing `spoilt` it.
- `content`: whether an answer to a survey is a satisfied one. `figure`: the number that a cell of text begins
  with. `size_of`: a figure without its sign.
- `or_zero`: zero where a column that the file has is blank, unknown where the file has it not. With `said_by`
  only in a row in which one of those columns says something; with `unwritten` only in a file that writes no
  zero in this column itself, as a blank is its zero then.
- `above`: the figure at the end of a line above the table, which holds on its last day.
- `plus_some`: the sum of the columns that the file has; `below_zero` turns its sign.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from milepost.facts.engine import literal, quote
from milepost.sources.work import Work

Rule = Mapping[str, Any]
Cell = Callable[[str], str]

_YES: Final = "^(true|yes|y|1|canceled|cancelled|no.?show)$"
_STARS: Final = r"TRY_CAST(regexp_extract({0}, '^\s*(\d+)', 1) AS INTEGER)"
_PLEASED: Final = (
    r"^\W*(good|great|excellent|happy|positive|satisfied|"
    r"(very|extremely|completely|somewhat|mostly) (satisfied|happy|good)|"
    r"gut|sehr gut|zufrieden|sehr zufrieden|bueno|muy bueno|satisfecho|muy satisfecho|bom|muito bom|ótimo|"
    r"satisfeito|muito satisfeito|satisfait|très satisfait|soddisfatto|molto soddisfatto|tevreden|"
    r"zeer tevreden)(\W.*)?$|^(👍|😀|🙂)"
)


def decision_sql(work: Work, rule: Rule, column: Cell) -> str | None:
    """SQL for one of these operations, None where the rule is none of them; `column` says a column in SQL."""
    for name, said in _DECISIONS.items():
        if name in rule:
            return said(work, rule, column)
    return None


def conditional(rule: Rule, sql: str, column: Cell) -> str:
    """The value where the column `when` matches, or `unless` does not; where it is not, NULL or what `else`
    says.
    """
    otherwise = str(rule["else"]) if "else" in rule else "NULL"
    if "when" in rule:
        return f"CASE WHEN {_like(column(rule['when']), rule['matches'])} THEN {sql} ELSE {otherwise} END"
    if "unless" in rule:
        return f"CASE WHEN {_like(column(rule['unless']), rule['matches'])} THEN {otherwise} ELSE {sql} END"
    return sql


def _like(cell: str, pattern: str) -> str:
    return f"regexp_matches(CAST({cell} AS VARCHAR), {literal('(?i)' + pattern)})"


def _is_like(_: Work, rule: Rule, column: Cell) -> str:
    said = _like(column(rule["of"]), rule["is_like"])
    if not rule.get("if_any"):
        return said
    return f"CASE WHEN (SELECT bool_or({said}) FROM ready WHERE _out IS NULL) THEN {said} END"


def _not_like(_: Work, rule: Rule, column: Cell) -> str:
    return f"NOT coalesce({_like(column(rule['of']), rule['not_like'])}, false)"


def _joined(_: Work, rule: Rule, column: Cell) -> str:
    cells = ", ".join(f"CAST({column(name)} AS VARCHAR)" for name in rule["joined"])
    return f"nullif(concat_ws(' ', {cells}), '')"


def _latest(_: Work, rule: Rule, column: Cell) -> str:
    days = [f"(SELECT max(CAST({column(name)} AS TIMESTAMP)) FROM ready)" for name in rule["latest"]]
    return f"CAST(greatest({', '.join(days)}) AS DATE)"


def _paid_back(work: Work, rule: Rule, _: Cell) -> str:
    """A figure above zero; none is zero; NULL where the file cannot tie a refund to its payment at all."""
    names = [rule[key] for key in ("paid_back", "to", "of", "when")]
    if not set(names) <= set(work.match.places):
        return "NULL"
    amount, to, of, kind = (quote(name) for name in names)
    is_refund = _like(f"r.{kind}", rule["matches"])
    return (
        f"coalesce((SELECT sum(abs(r.{amount})) FROM ready r WHERE r.{of} = ready.{to} AND {is_refund} "
        f"AND r.{amount} < 0), 0)"
    )


def _past(_: Work, rule: Rule, column: Cell) -> str:
    """NULL where the moment was still to come."""
    spoilt = [f"coalesce({_like(column(name), _YES)}, false)" for name in rule.get("spoilt", ())]
    seen = f"(SELECT max({column(rule['seen'])}) FROM ready)"
    gone = f"WHEN {column(rule['past'])} <= {seen} THEN true"
    return f"CASE WHEN {' OR '.join(spoilt) or 'false'} THEN false {gone} END"


def _content(_: Work, rule: Rule, column: Cell) -> str:
    """Whether an answer is one of the best two of its scale, or says so in words; NULL where nobody can tell.

    The scale is the one of the largest answer in the file: up to 5, or up to 7. Of ten steps and more nobody
    agrees which are the good ones.
    """
    cell = column(rule["content"])
    stars = _STARS.format(cell)
    largest = f"(SELECT max({stars}) FROM ready WHERE _out IS NULL)"
    return (
        f"CASE WHEN {cell} IS NULL THEN NULL WHEN {stars} IS NULL THEN {_like(cell, _PLEASED)} "
        f"WHEN {largest} <= 5 THEN {stars} >= 4 WHEN {largest} <= 7 THEN {stars} >= 6 END"
    )


def _figure(_: Work, rule: Rule, column: Cell) -> str:
    digits = rf"regexp_extract({column(rule['figure'])}, '^\s*(\d+([.,]\d+)?)', 1)"
    return f"TRY_CAST(replace({digits}, ',', '.') AS DECIMAL(18,6))"


def _size_of(_: Work, rule: Rule, column: Cell) -> str:
    return f"abs({column(rule['size_of'])})"


def _or_zero(work: Work, rule: Rule, column: Cell) -> str:
    cell = column(rule["or_zero"])
    if rule["or_zero"] not in work.match.places:
        return "NULL"
    asked = [f"{quote(name)} IS NOT NULL" for name in rule.get("said_by", ()) if name in work.match.places]
    holds = [f"({' OR '.join(asked) or 'false'})"] if "said_by" in rule else []
    if rule.get("unwritten"):
        holds.append(f"NOT EXISTS (SELECT 1 FROM ready r WHERE r.{quote(rule['or_zero'])} = 0)")
    return f"coalesce({cell}, CASE WHEN {' AND '.join(holds) or 'true'} THEN 0 END)"


def _above(work: Work, rule: Rule, _: Cell) -> str:
    """Such as “Total followers on 8/5/2024:,782”; digits are read without what parts their thousands."""
    for line in (*work.table.preamble, *work.table.first):
        found = re.search(r":[\s,;]*(\d[\d.,\s]*)$", line.strip())
        if found and re.search(rule["above"], line, re.IGNORECASE):
            figure = re.sub(r"\D", "", found[1])
            return f"CASE WHEN _day = (SELECT max(_day) FROM ready WHERE _out IS NULL) THEN {figure} END"
    return "NULL"


def _plus_some(work: Work, rule: Rule, column: Cell) -> str:
    parts = [f"coalesce({column(name)}, 0)" for name in rule["plus_some"] if name in work.match.places]
    sign = "-" if rule.get("below_zero") else ""
    return conditional(rule, f"{sign}({' + '.join(parts) or 'NULL'})", column)


_DECISIONS: Final[dict[str, Callable[[Work, Rule, Cell], str]]] = {
    "is_like": _is_like,
    "not_like": _not_like,
    "joined": _joined,
    "latest": _latest,
    "paid_back": _paid_back,
    "past": _past,
    "content": _content,
    "figure": _figure,
    "size_of": _size_of,
    "or_zero": _or_zero,
    "above": _above,
    "plus_some": _plus_some,
}
