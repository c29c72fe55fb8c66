"""What was imported, what was left out and why; and what each tool claims."""

from functools import lru_cache

from milepost.knowledge import reader
from milepost.language import gettext, ngettext
from milepost.reports import numbers
from milepost.reports.scorecard import Claim, ImportLine


def status_word(status: str) -> str:
    """The status of an import in plain words."""
    return str(reader.table("words")["import_status"].get(status, status))


def source_title(source: str) -> str:
    """The name of a source; one that nobody named is written as it is."""
    return str(reader.table("words")["sources"].get(source, source))


def format_title(format_: str) -> str:
    """The title of a format that ships with us; one of the user's own by its id."""
    return str(_title(format_))


@lru_cache(maxsize=256)
def _title(format_: str) -> str:
    if not format_.isidentifier():
        return format_
    try:
        title: str = reader.table(f"sources/{format_}")["title"]
        return title
    except (FileNotFoundError, KeyError):
        return format_


def imports_sentence(imports: tuple[ImportLine, ...]) -> str:
    """All imports in one sentence."""
    read, kept = sum(i.rows_read for i in imports), sum(i.rows_kept for i in imports)
    tables = ngettext("{n} table", "{n} tables", len(imports), n=_count(len(imports)))
    rows = ngettext("{n} row read", "{n} rows read", read, n=numbers.plain(read))
    told = gettext("{tables}: {rows}, {kept} kept", tables=tables, rows=rows, kept=numbers.plain(kept))
    left = gettext(", {n} left out", n=numbers.plain(read - kept)) if read != kept else ""
    asking = sum(i.status in ("question", "refused") for i in imports)
    if not asking:
        return f"{told}{left}."
    need = ngettext("{n} needs you.", "{n} need you.", asking, n=_count(asking))
    return f"{told}{left}. {need}"


def span_of(line: ImportLine) -> str:
    """The days a file covers, first to last, both inclusive."""
    if line.first_day is None or line.last_day is None:
        return gettext("no days")
    if line.first_day == line.last_day:
        return numbers.day(line.first_day)
    first = numbers.day(line.first_day, beside=line.last_day)
    return gettext("{first} to {last}", first=first, last=numbers.day(line.last_day))


def claims_sentence(claims: tuple[Claim, ...]) -> str:
    """Why claims stand side by side and are never added."""
    several = any(len({c.source for c in claims if c.measure == claim.measure}) > 1 for claim in claims)
    if not several:
        return gettext("What one tool says it brought. It is a claim: no second source stands beside it.")
    return gettext(
        "Where several tools speak of one thing, each counts by its own rule and their figures overlap: "
        "read them side by side, never as a sum."
    )


def _count(n: int) -> str:
    word = numbers.count_word(n)
    return word[:1].upper() + word[1:]
