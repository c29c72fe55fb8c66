"""What became of imported files, for a page: verdict, then file by file and table by table, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from milepost.knowledge import table as knowledge_table
from milepost.language import gettext, ngettext
from milepost.reports import numbers
from milepost.reports.import_report import counts_line, in_words, said, sentence
from milepost.reports.words.files import format_title, source_title, status_word

SHAPES = {"imported": "met", "already": "likely", "question": "open", "refused": "missed", "empty": "waiting"}
"""Status is colour, word and shape; these are the shapes of `reports.fragments.mark_part`."""


@dataclass(frozen=True, slots=True)
class TableView:
    """One table of a file. `because` says what it was recognised as and why; `counts` that no row is lost."""

    title: str
    status: str
    word: str
    shape: str
    because: str
    facts: tuple[tuple[str, str], ...]
    counts: str
    left_out: tuple[tuple[str, str], ...]
    assumptions: tuple[str, ...]
    notes: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]
    gives: str
    missing: str
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileView:
    """One file: its status in a word and a shape, one line about it, and its tables, the telling ones first.

    `passed_over` are the tables of a file that gave something which say nothing that is measured.
    """

    name: str
    status: str
    word: str
    shape: str
    what: str
    days: str
    rows: str
    tables: tuple[TableView, ...]
    passed_over: tuple[TableView, ...]

    @property
    def asks(self) -> tuple[str, ...]:
        """What the user can say of this file, each once."""
        return tuple(dict.fromkeys(ask for table in self.tables for ask in table.asks))

    @property
    def asks_say(self) -> tuple[str, ...]:
        """The same in sentences."""
        return tuple(ask_says(ask) for ask in self.asks)


def file_view(
    name: str, status: str, tables: Sequence[Mapping[str, Any]], *, waits: bool = False
) -> FileView:
    """One file, from the tables of its report as they are kept; `waits` when it can still be answered."""
    gave = any(table["status"] in {"imported", "question"} for table in tables)
    views = [(table, _table(table)) for table in tables]
    told = [view for table, view in views if not gave or table["status"] in {"imported", "question"}]
    word = "question" if waits else status
    return FileView(
        name,
        status,
        status_word(word),
        SHAPES.get(word, "unknown"),
        _what(tables),
        days_of(tables),
        _rows(tables),
        tuple(told),
        tuple(view for table, view in views if view not in told),
    )


def verdict(statuses: Sequence[str]) -> str:
    """What became of all files, in a sentence or two; files that ask count as `question`."""
    words = knowledge_table("import_words")["verdict"]
    count = {status: statuses.count(status) for status in SHAPES}
    asking, refused = count["question"], count["refused"] + count["empty"]
    parts = []
    if count["imported"]:
        before = _counted(words["beside"], count["already"]) if count["already"] else ""
        parts.append(_counted(words["imported"], count["imported"], already=before))
    elif count["already"]:
        parts.append(_counted(words["already"], count["already"]))
    if asking:
        parts.append(_counted(words["asking"], asking))
    if refused:
        parts.append(_counted(words["refused"], refused))
    return " ".join(one[:1].upper() + one[1:] for one in parts) or str(words["none"])


def _counted(words: Mapping[str, str], n: int, **values: str) -> str:
    return str(words["one" if n == 1 else "many"].format(n=numbers.count_word(n), **values))


def ask_label(ask: str) -> str:
    """The label of the field in which something is answered."""
    label: str = knowledge_table("import_words")["asks"][ask]["label"]
    return label  # still to be written out: forms keep it


def ask_says(ask: str) -> str:
    """What a file asks for, in a sentence."""
    return str(knowledge_table("import_words")["asks"][ask]["says"])


def channels() -> tuple[tuple[str, str], ...]:
    """The channels that can be chosen, by id and title."""
    return tuple((str(id_), str(title)) for id_, title in knowledge_table("channels")["titles"].items())


def days_of(tables: Sequence[Mapping[str, Any]]) -> str:
    """From the first to the last day of which a file tells; '' when it tells of none."""
    firsts = [_day(table["first_day"]) for table in tables if table["first_day"]]
    lasts = [_day(table["last_day"]) for table in tables if table["last_day"]]
    return between(min(firsts), max(lasts)) if firsts and lasts else ""


def between(first: date, last: date) -> str:
    """Two days, both inclusive."""
    if first == last:
        return numbers.day(last)
    return gettext("{first} to {last}", first=numbers.day(first, beside=last), last=numbers.day(last))


def _table(table: Mapping[str, Any]) -> TableView:
    asks = tuple(table.get("asks", ()))
    title = str(knowledge_table("channels")["titles"].get(table["channel"], table["channel"] or ""))
    facts = [
        (gettext("Account"), table["account"] or ""),
        (gettext("Channel"), title),
        (gettext("Days"), days_of([table])),
        (gettext("Days counted in"), table["zone"] if table["first_day"] else ""),
    ]
    told = {*table.get("checksums", ()), *table.get("assumptions", ())}
    because = sentence(table["because"])
    return TableView(
        title=str(table["table"] or ""),
        status=table["status"],
        word=status_word(table["status"]),
        shape=SHAPES.get(table["status"], "unknown"),
        because=because,
        facts=tuple((name, str(value)) for name, value in facts if value),
        counts=_counts(table),
        left_out=tuple((numbers.plain(i["rows"]), said(i["because"])) for i in table["left_out"]),
        assumptions=tuple(dict.fromkeys(sentence(text) for text in table.get("assumptions", ()))),
        notes=tuple(
            dict.fromkeys(
                [sentence(text) for text in table.get("checksums", ())]
                + [sentence(text) for text in table["notes"] if text not in told]
            )
        ),
        problems=() if asks else tuple(_problem(item, because) for item in table["problems"]),
        gives=in_words(table.get("gives", ())),
        missing=in_words(table.get("missing", ())) if table.get("gives") else "",
        asks=asks,
    )


def _counts(table: Mapping[str, Any]) -> str:
    """Rows read = kept + left out; shorter where none was kept for the reason that stands above already."""
    left = table["left_out"]
    if not table["rows_read"]:
        return ""
    said = len(left) == 1 and (left[0]["because"] in table["because"] or "columns" in table.get("asks", ()))
    if said and not table["rows_kept"]:
        read = table["rows_read"]
        return ngettext("{n} row read, none kept.", "{n} rows read, none kept.", read, n=numbers.plain(read))
    return sentence(counts_line(table))


def _problem(item: Mapping[str, str], because: str) -> tuple[str, str]:
    what = sentence(item["what"])
    return ("" if what == because else what), said(item["remedy"])


def _what(tables: Sequence[Mapping[str, Any]]) -> str:
    """What a file is, in a few words: the titles of its formats."""
    formats = dict.fromkeys(t["format"] for t in tables if t["format"] and t["status"] != "refused")
    if len(formats) > 2:
        sources = dict.fromkeys(t.get("source") for t in tables if t["format"] in formats and t.get("source"))
        names = ", ".join(source_title(str(s)) for s in sources)
        return gettext("{sources}: {n} reports", sources=names, n=numbers.count_word(len(formats)))
    return ", ".join(dict.fromkeys(str(_title(t)) for t in tables if t["format"] in formats))


def _title(table: Mapping[str, Any]) -> str:
    """The title of a table's format; of one of the user's own, as the report says it."""
    title = format_title(str(table["format"]))
    own, by, _rest = str.__str__(table["because"]).partition(": by ")
    return own if by and title == table["format"] else title


def _rows(tables: Sequence[Mapping[str, Any]]) -> str:
    read, kept = sum(t["rows_read"] for t in tables), sum(t["rows_kept"] for t in tables)
    if not read:
        return ""
    return gettext("{n} of {total}", n=numbers.plain(kept), total=numbers.plain(read))


def _day(said: date | str) -> date:
    return date.fromisoformat(said) if isinstance(said, str) else said
