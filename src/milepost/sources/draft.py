"""A suggestion written down as a format file, for its owner to look at, change and keep."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from milepost.facts.schema import TABLES
from milepost.language import gettext_lazy
from milepost.sources.suggest import SuggestedColumn, Suggestion
from milepost.sources.words import plain, slug

_KEYS: Final = frozenset(("day", "post_id", "channel", "campaign"))
_KINDS: Final = {"day": "day", "post_id": "id", "channel": "text", "campaign": "text"}


def with_words(suggestion: Suggestion, said: Mapping[str, str]) -> Suggestion:
    """The suggestion with what the user says instead: header -> measure ('' leaves a column out)."""
    own = {plain(header): measure for header, measure in said.items()}
    taken = {measure for measure in own.values() if measure}
    columns = tuple(_said(column, own, taken) for column in suggestion.columns)
    return Suggestion(suggestion.table, columns)


def _said(column: SuggestedColumn, own: Mapping[str, str], taken: set[str]) -> SuggestedColumn:
    head = plain(column.header)
    if head in own:
        return replace(column, becomes=own[head], because=gettext_lazy("you said so"))
    if column.becomes in taken:
        return replace(column, becomes="", because=gettext_lazy("you named another one"))
    return column


def as_format(suggestion: Suggestion, name: str) -> str:
    """The TOML of a format that reads this table: its source and id are the slug of `name`."""
    used = [column for column in suggestion.columns if column.becomes]
    lines = [
        "# A mapping of your own: look it through, change what is wrong, then import with --map.",
        f"title = {_text(name)}",
        f"source = {_text(slug(name))}",
    ]
    if suggestion.of("channel") is None and suggestion.table in {"account_day", "post_value"}:
        lines.append('channel = "ask"  # or the platform itself, such as "instagram"')
    lines += [_time(suggestion), "", "[recognise]"]
    lines.append(f"needs = [{', '.join(_text(_id(column)) for column in used)}]")
    lines.append("weight = 100  # your own word goes before ours")
    for column in used:
        lines += ["", f"[columns.{_id(column)}]", f"headers = [{_text(plain(column.header))}]"]
        lines.append(f"kind = {_text(_kind(column))}")
    for facts in _facts(suggestion, used):
        lines += ["", *facts]
    return "\n".join([*lines, ""])


def _time(suggestion: Suggestion) -> str:
    return 'time = ["day:day"]' if suggestion.of("day") else 'time = ["whole"]  # say --period A..B'


def _facts(suggestion: Suggestion, used: list[SuggestedColumn]) -> list[list[str]]:
    keys = {column.becomes for column in used} & _KEYS
    said = [f"{name} = {_text(name)}" for name in sorted(keys - {"day", "channel"})]
    if "channel" in keys:
        said.append('channel = { channel = "channel" }')
    measures = [column for column in used if column.becomes not in _KEYS]
    if suggestion.table == "custom_day":
        return [
            [
                "[[facts]]",
                'table = "custom_day"',
                f"where = [{_text(_id(column))}]",
                "[facts.set]",
                f"metric = {{ value = {_text(column.becomes)} }}",
                f"value = {_text(_id(column))}",
                *(line for line in said if not line.startswith("post_id")),
            ]
            for column in measures
        ]
    post: list[list[str]] = []
    if suggestion.table == "post_value":
        post = [["[[facts]]", 'table = "post"', "[facts.set]", *said, "own = { value = true }"]]
        said = [*said, 'as_of = { lookup = "last_day" }']
    return [
        [
            "[[facts]]",
            f"table = {_text(suggestion.table)}",
            "[facts.set]",
            *said,
            *(f"{column.becomes} = {_text(_id(column))}" for column in measures),
        ],
        *post,
    ]


def _kind(column: SuggestedColumn) -> str:
    return _KINDS.get(column.becomes, "decimal" if column.looks == "decimal" else "count")


def _id(column: SuggestedColumn) -> str:
    return column.becomes if column.becomes in _KEYS else slug(column.header)


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(letter if letter.isprintable() else " " for letter in escaped) + '"'


def measures_of(table: str) -> tuple[str, ...]:
    """What a column may become in a table of facts."""
    return tuple(column.name for column in TABLES[table].measures)
