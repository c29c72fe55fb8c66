"""What became of one file, in full sentences: what it is and why, whose, when, what was kept and assumed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from milepost.language import Lazy, Told, gettext, ngettext
from milepost.reports import numbers
from milepost.reports.documents.page_words import column_title


def report_lines(tables: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The report of a file, table by table; each line after a table's first is a part of it."""
    several = len(tables) > 1
    for table in tables:
        name = f"{table['table']}: " if several and table["table"] else ""
        yield f"{name}{sentence(table['because'])}"
        yield from (f"  {line}" for line in _parts(table))


def _parts(table: Mapping[str, Any]) -> Iterator[str]:
    whose = [("account", table["account"]), ("channel", table["channel"]), ("days in", table["zone"])]
    said = [f"{word} {value}" for word, value in whose if value]
    first, last = _day(table["first_day"]), _day(table["last_day"])
    if first and last:
        said.append(
            f"{numbers.day(first, beside=last)} to {numbers.day(last)}"
            if first != last
            else numbers.day(last)
        )
    if said:
        yield ", ".join(said)
    if table["rows_read"]:
        yield counts_line(table)
    for name, word in (("checksums", ""), ("assumptions", "assumed: "), ("notes", "")):
        told = list(dict.fromkeys(table.get(name, ())))
        if name == "notes":
            told = [t for t in told if t not in {*table.get("checksums", ()), *table.get("assumptions", ())}]
        yield from (f"{word}{text}" for text in told)
    if table.get("gives"):
        yield f"gives {in_words(table['gives'])}"
        if table.get("missing"):
            yield f"such an export can also give {in_words(table['missing'])}; this one does not"
    because = sentence(table["because"])
    for problem in table["problems"]:
        what = sentence(problem["what"])
        yield f"{'' if what == because else what} {problem['remedy']}".strip()


def counts_line(table: Mapping[str, Any]) -> str:
    """Rows read = kept + left out, with the reasons."""
    kept = ngettext(
        "{n} row read = {kept} kept",
        "{n} rows read = {kept} kept",
        table["rows_read"],
        n=numbers.plain(table["rows_read"]),
        kept=numbers.plain(table["rows_kept"]),
    )
    left = [
        gettext("{n} left out ({because})", n=numbers.plain(item["rows"]), because=said(item["because"]))
        for item in table["left_out"]
    ]
    return " + ".join([kept, *left])


def in_words(names: Sequence[str]) -> str:
    """Names of measures as words."""
    return ", ".join(column_title(name) for name in names)


def _day(said: date | str | None) -> date | None:
    return date.fromisoformat(said) if isinstance(said, str) else said


def said(text: str) -> str:
    """A text of a report in the reader's language; so is one that an older version kept, if it is known."""
    return str(text if isinstance(text, Told) else Lazy(text))


def sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    text = said(text)
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
