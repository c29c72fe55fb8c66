"""A source format: how one kind of export is recognised, and which of its columns are which facts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from milepost.errors import InvalidValue
from milepost.facts.schema import TABLES
from milepost.knowledge.reader import Leaf, leaves
from milepost.sources.words import plain

KINDS: Final = (
    "text",
    "id",
    "count",
    "decimal",
    "short",
    "percent",
    "duration",
    "day",
    "last_day",
    "time",
    "week",
)
"""What a column of text holds: ids are never numbers; a decimal keeps its fraction; a percent becomes a
share; a short one is a decimal in thousands or millions (`3.2K`).

`last_day` is the second day of a cell that says two, such as `2024-03-01 - 2024-03-11`; `week` the first
day of a week, also of one that is numbered, such as `2026-W10`.
"""

OPERATIONS: Final = (
    *("value", "times", "plus", "first", "channel", "words", "slug", "take", "posted", "lookup"),
    *("none_of", "at_most", "part", "sum_of", "share_of", "header", "slug_link", "currency_in", "is_like"),
    *("day_of", "every", "not_like", "paid_back", "past", "latest", "content", "joined"),
    *("figure", "size_of", "or_zero", "above", "plus_some", "channel_of"),
)


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """One column of an export: the words that head it (plain), or a pattern of them, and what it holds."""

    name: str
    kind: str
    headers: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    personal: str | None = None


@dataclass(frozen=True, slots=True)
class Signs:
    """What a table must show to be of a format; columns it `holds` have a value somewhere, those it `lacks`
    nowhere; where it has a column that `shows` a pattern, one of its cells must.

    Without one of the columns that make it `sure`, the channel must have been answered, or the file be
    `named` so.
    """

    needs: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    forbids: tuple[str, ...] = ()
    preamble: tuple[re.Pattern[str], ...] = ()
    sheets: tuple[re.Pattern[str], ...] = ()
    width: int | None = None
    titled: bool = False
    only: bool = False
    sure: tuple[str, ...] = ()
    named: re.Pattern[str] | None = None
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    weight: int = 0
    shows: Mapping[str, re.Pattern[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drop:
    """Rows that are not facts and why: whose column matches, is blank, is nothing that `unless` matches, or
    that name none of the things `without`.

    A total is also a checksum.
    """

    column: str
    because: str
    matches: re.Pattern[str] | None = None
    blank: bool = False
    total: bool = False
    without: tuple[str, ...] = ()
    unless: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class FactRule:
    """Into which table of facts the rows go, with which columns; `where` names columns of which one must
    speak.

    `by` names the columns that divide the account: those in the file, joined by '+', are the breakdown.
    `keep` says which row of a key holds that stands several times: the last one, the first, or their sum.
    """

    table: str
    breakdown: str
    set: Mapping[str, Any]
    where: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    keep: str = "last"


@dataclass(frozen=True, slots=True)
class Title:
    """What the title of a block says: the platform, and which measure its value column is."""

    channel: str | None
    set: Mapping[str, Any]
    absent: str | None = None


@dataclass(frozen=True, slots=True)
class SourceFormat:
    """One format, as its TOML says it."""

    id: str
    title: str
    source: str
    signs: Signs
    columns: Mapping[str, SourceColumn]
    facts: tuple[FactRule, ...]
    drops: tuple[Drop, ...] = ()
    titles: Mapping[str, Title] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    channel: str = ""
    account: str = ""
    currency: str = ""
    own: str = ""
    numbers: str = ""  # point or comma; with a question mark, only where the figures do not decide it
    dates: str = ""  # dmy or mdy; with a question mark, only where the dates do not decide it
    dates_by: Mapping[str, str] = field(default_factory=dict)
    zone: str = ""
    nulls: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    absent: str = ""
    refuse: str = ""
    remedy: str = ""
    layout: str = "columns"
    ask_channel_of: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    examples: tuple[Mapping[str, Any], ...] = ()
    seen: int = 0
    """How many real exports it was made and tried on; 0 where only documented columns were at hand."""


_TOP: Final = {
    "seen",
    *("title", "source", "recognise", "columns", "facts", "drop", "titles", "words", "channel", "account"),
    *("currency", "own", "numbers", "dates", "zone", "nulls", "time", "absent", "refuse", "remedy", "layout"),
    *("notes", "example", "says", "ask_channel_of", "dates_by"),
}


def source_formats(overlay: Path | None = None) -> Mapping[str, SourceFormat]:
    """Every known format by its id, a user's own folder laid over ours. Raises InvalidValue."""
    return _ours() if overlay is None else _read(overlay)


@cache
def _ours() -> Mapping[str, SourceFormat]:
    return _read(None)


def _read(overlay: Path | None) -> Mapping[str, SourceFormat]:
    return MappingProxyType({id_: read_format(leaf) for id_, leaf in leaves("sources", overlay).items()})


def read_format(leaf: Leaf) -> SourceFormat:
    """One format from its file. Raises InvalidValue when it names what does not exist."""
    body = leaf.body
    strange = set(body) - _TOP
    if strange:
        raise _wrong(
            leaf,
            f"“{sorted(strange)[0]}” is not a key of a format",
            f"Known keys: {', '.join(sorted(_TOP))}.",
        )
    columns = {name: _column(leaf, name, spec) for name, spec in body.get("columns", {}).items()}
    titles = {plain(title): _title(leaf, spec, columns) for title, spec in body.get("titles", {}).items()}
    return SourceFormat(
        id=leaf.id,
        title=_need(leaf, body, "title"),
        source=_need(leaf, body, "source"),
        signs=_signs(leaf, body.get("recognise", {}), columns),
        columns=columns,
        facts=tuple(_fact(leaf, spec, columns) for spec in body.get("facts", ())),
        drops=tuple(_drop(leaf, spec, columns) for spec in body.get("drop", ())),
        titles=titles,
        words={n: {plain(k): v for k, v in m.items()} for n, m in body.get("words", {}).items()},
        nulls=tuple(plain(word) for word in body.get("nulls", ())),
        time=tuple(body.get("time", ())),
        notes=tuple(body.get("notes", ())),
        examples=tuple(body.get("example", ())),
        **{k: body.get(k, "") for k in ("channel", "account", "currency", "own", "numbers", "dates", "zone")},
        **{k: body.get(k, "") for k in ("absent", "refuse", "remedy")},
        layout=body.get("layout", "columns"),
        seen=int(body.get("seen", 0)),
        ask_channel_of=body.get("ask_channel_of", {}),
        dates_by=body.get("dates_by", {}),
    )


def _wrong(leaf: Leaf, what: str, remedy: str = "") -> InvalidValue:
    return InvalidValue(f"{leaf.where}: {what}.", remedy)


def _need(leaf: Leaf, body: Mapping[str, Any], key: str) -> str:
    if not isinstance(body.get(key), str):
        raise _wrong(leaf, f"a format needs a {key}")
    said: str = body[key]
    return said


def _column(leaf: Leaf, name: str, spec: Mapping[str, Any]) -> SourceColumn:
    kind = spec.get("kind", "text")
    if kind not in KINDS:
        raise _wrong(leaf, f"column “{name}” is of kind “{kind}”", f"Kinds: {', '.join(KINDS)}.")
    if spec.get("personal") not in {None, "drop", "hash"}:
        raise _wrong(leaf, f"column “{name}” has personal = “{spec['personal']}”", "It is “drop” or “hash”.")
    pattern = _pattern(leaf, spec["pattern"]) if "pattern" in spec else None
    headers = tuple(plain(word) for word in spec.get("headers", ()))
    return SourceColumn(name, kind, headers, pattern, spec.get("personal"))


def _signs(leaf: Leaf, spec: Mapping[str, Any], columns: Mapping[str, SourceColumn]) -> Signs:
    any_of = tuple(tuple(group) for group in spec.get("any_of", ()))
    for name in (
        *spec.get("needs", ()),
        *spec.get("forbids", ()),
        *spec.get("holds", ()),
        *spec.get("lacks", ()),
        *spec.get("sure", ()),
        *spec.get("shows", {}),
        *(n for group in any_of for n in group),
    ):
        _known(leaf, name, columns)
    return Signs(
        tuple(spec.get("needs", ())),
        any_of,
        tuple(spec.get("forbids", ())),
        tuple(_pattern(leaf, text) for text in spec.get("preamble", ())),
        tuple(_pattern(leaf, text) for text in spec.get("sheets", ())),
        spec.get("width"),
        bool(spec.get("titled")),
        bool(spec.get("only")),
        tuple(spec.get("sure", ())),
        _pattern(leaf, spec["named"]) if "named" in spec else None,
        tuple(spec.get("holds", ())),
        tuple(spec.get("lacks", ())),
        int(spec.get("weight", 0)),
        {name: _pattern(leaf, text) for name, text in spec.get("shows", {}).items()},
    )


def _pattern(leaf: Leaf, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise _wrong(leaf, f"“{text}” is not a pattern ({error})") from error


def _drop(leaf: Leaf, spec: Mapping[str, Any], columns: Mapping[str, SourceColumn]) -> Drop:
    _known(leaf, spec["column"], columns)
    matches = _pattern(leaf, spec["matches"]) if "matches" in spec else None
    without = tuple(spec.get("totals_by", ()))
    for name in without:
        _known(leaf, name, columns)
    unless = _pattern(leaf, spec["unless"]) if "unless" in spec else None
    blank, total = bool(spec.get("blank")), bool(spec.get("total"))
    return Drop(spec["column"], spec["because"], matches, blank, total, without, unless)


def _title(leaf: Leaf, spec: Mapping[str, Any], columns: Mapping[str, SourceColumn]) -> Title:
    for name in spec.get("set", {}).values():
        _known(leaf, name, columns)
    return Title(spec.get("channel"), spec.get("set", {}), spec.get("absent"))


def _fact(leaf: Leaf, spec: Mapping[str, Any], columns: Mapping[str, SourceColumn]) -> FactRule:
    table = TABLES.get(spec.get("table", ""))
    if table is None:
        raise _wrong(
            leaf, f"there is no table of facts “{spec.get('table')}”", f"Tables: {', '.join(TABLES)}."
        )
    known = {column.name for column in table.all_columns} | {"day", "days"}
    for target, rule in spec.get("set", {}).items():
        if target not in known:
            raise _wrong(leaf, f"table {table.name} has no column “{target}”")
        for name in _mentioned(leaf, rule):
            _known(leaf, name, columns)
    where = tuple(spec.get("where", ()))
    by = tuple(spec.get("by", ()))
    for name in (*where, *by):
        _known(leaf, name, columns)
    keep = spec.get("keep", "last")
    if keep not in {"first", "last", "sum"}:
        raise _wrong(leaf, f"keep is “{keep}”", "It is “first”, “last” or “sum”.")
    return FactRule(table.name, spec.get("breakdown", ""), spec.get("set", {}), where, by, keep)


def _mentioned(leaf: Leaf, rule: Any) -> list[str]:
    """The columns of the export that a rule speaks of."""
    if isinstance(rule, str):
        return [rule]
    if not isinstance(rule, Mapping) or not set(rule) & set(OPERATIONS):
        raise _wrong(leaf, f"{rule!r} says no known operation", f"Operations: {', '.join(OPERATIONS)}.")
    names: list[str] = []
    for key in ("times", "plus", "plus_some", "joined", "latest", "spoilt", "posted", "said_by"):
        said = rule.get(key, ())
        names.extend([said] if isinstance(said, str) else said)
    for key in ("first", "every", "channel_of"):
        names.extend(name for part in rule.get(key, ()) for name in _mentioned(leaf, part))
    for key in ("or", *(("else",) if "channel_of" in rule else ())):
        if key in rule:
            names.extend(_mentioned(leaf, rule[key]))
    names.extend(
        rule[key]
        for key in (
            "channel",
            "slug",
            "take",
            "when",
            "of",
            "in",
            "empty",
            "share_of",
            "header",
            "currency_in",
            "day_of",
            *("to", "unless", "paid_back", "past", "seen", "content", "figure", "size_of", "or_zero"),
        )
        if key in rule
    )
    added = rule.get("sum_of", ())
    names.extend([added] if isinstance(added, str) else added)
    return names


def _known(leaf: Leaf, name: str, columns: Mapping[str, SourceColumn]) -> None:
    if name not in columns:
        raise _wrong(leaf, f"“{name}” is not among its columns", f"Columns: {', '.join(columns)}.")
