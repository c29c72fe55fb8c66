"""What became of imported files: the JSON documents, and the lines for a terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from milepost.errors import Problem
from milepost.facts.health import Calendar
from milepost.language import gettext_lazy
from milepost.reports.words.files import source_title
from milepost.workspace.imports import ImportRecord
from milepost.workspace.taking import FileReport

if TYPE_CHECKING:
    from milepost.reports.scorecard import ImportLine

KEPT = ("status", "format", "because", "channel", "account", "zone", "first_day", "last_day")
COUNTS = ("rows_read", "rows_kept")
SHOWN_GAPS = 4
TOLD = ("assumptions", "checksums", "gives", "missing")


@dataclass(frozen=True, slots=True)
class FileLine:
    """One line of the terminal's table, and the words below it."""

    name: str
    status: str
    what: str
    days: str
    rows: str
    below: tuple[str, ...]


def import_document(
    reports: Sequence[FileReport],
    records: Iterable[ImportRecord] = (),
    calendar: Sequence[Calendar] = (),
) -> dict[str, Any]:
    """The `--json` of `import`: one entry a table; files that were there already show their first reading."""
    known = {record.sha256: record for record in records}
    files = [entry for report in reports for entry in _entries(report, known.get(report.sha256))]
    return {"files": files, "calendar": calendar_document(calendar)}


def _entries(report: FileReport, record: ImportRecord | None) -> Iterator[dict[str, Any]]:
    head = {"path": str(report.path), "sha256": report.sha256, "import": report.import_id}
    tables: Sequence[Mapping[str, Any]] = [asdict(table) for table in report.reports]
    if report.status == "already":
        tables = record.reports if record is not None else [_nothing()]
    for table in tables:
        status = "already" if report.status == "already" else table["status"]
        yield {**head, "table": table["table"], **{name: table[name] for name in KEPT}, "status": status} | {
            **{name: table[name] for name in COUNTS},
            "left_out": [dict(item) for item in table["left_out"]],
            "notes": list(table["notes"]),
            "problems": [dict(item) for item in table["problems"]],
            **{name: list(table.get(name, ())) for name in TOLD},
        }


def _nothing() -> dict[str, Any]:
    empty = dict.fromkeys(KEPT)
    return (
        empty
        | {
            "table": "",
            "because": gettext_lazy("the same file was imported before"),
            "rows_read": 0,
            "rows_kept": 0,
        }
        | {
            "left_out": (),
            "notes": (),
            "problems": (),
        }
    )


def calendar_document(found: Sequence[Calendar]) -> list[dict[str, Any]]:
    """The calendar of each account: first and last day (inclusive), and the gaps between them."""
    return [
        {
            "source": item.source,
            "account": item.account,
            "channel": item.channel,
            "first_day": item.days.start,
            "last_day": item.days.last,
            "gaps": [{"first_day": gap.start, "last_day": gap.last, "days": gap.days} for gap in item.gaps],
        }
        for item in found
    ]


def gap_lines(found: Sequence[Calendar]) -> Iterator[str]:
    """The gaps in words, account by account; an account without any says nothing."""
    for item in found:
        if not item.gaps:
            continue
        name = ", ".join(part for part in (source_title(item.source), item.account, item.channel) if part)
        said = [f"{gap.start} to {gap.last}" if gap.days > 1 else f"{gap.start}" for gap in item.gaps]
        more = f" and {len(said) - SHOWN_GAPS} more" if len(said) > SHOWN_GAPS else ""
        yield f"{name}: nothing is known of {', '.join(said[:SHOWN_GAPS])}{more}."


def records_document(records: Sequence[ImportRecord], calendar: Sequence[Calendar] = ()) -> dict[str, Any]:
    """The `--json` of `imports`."""
    return {
        "calendar": calendar_document(calendar),
        "imports": [
            {
                "id": record.import_id,
                "sha256": record.sha256,
                "brand": record.brand,
                "name": record.name,
                "at": record.at,
                "who": record.who,
                "formats": list(record.formats),
                "first_day": record.first_day,
                "last_day": record.last_day,
                "rows": record.rows,
                "answers": record.answers,
                "tables": [dict(table) for table in record.reports],
            }
            for record in records
        ],
    }


def file_lines(reports: Sequence[FileReport]) -> Iterator[FileLine]:
    """One line a file, with what needs the user below it."""
    for report in reports:
        tables = report.reports
        read, kept = sum(t.rows_read for t in tables), sum(t.rows_kept for t in tables)
        firsts = [t.first_day for t in tables if t.first_day]
        lasts = [t.last_day for t in tables if t.last_day]
        formats = sorted({t.format for t in tables if t.format and t.status == "imported"})
        yield FileLine(
            name=report.path.name,
            status=report.status,
            what=", ".join(formats),
            days=f"{min(firsts)} to {max(lasts)}" if firsts and lasts else "",
            rows=f"{kept:,} of {read:,}" if tables else "",
            below=tuple(_below(report)),
        )


def _below(report: FileReport) -> Iterator[str]:
    """What needs the user, table by table: the problems with their remedies, or the bare reason."""
    several = len(report.reports) > 1
    for table in report.reports:
        name = f"{table.table}: " if table.table and several else ""
        if table.status == "refused" and several:
            yield f"{name}{table.because}"
            continue
        said = [f"{_sentence(p.what)} {p.remedy}".strip() for p in table.problems]
        if not said and table.status in {"question", "refused"}:
            said = [_sentence(table.because)]
        yield from (f"{name}{text}" for text in dict.fromkeys(said))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def import_lines(records: Sequence[ImportRecord]) -> "tuple[ImportLine, ...]":
    """The imports of a brand for its page, newest first: table by table.

    The tables of a file of which nothing is measured stand together in one line: they ask for nothing.
    """
    lines: list[ImportLine] = []
    for record in sorted(records, key=lambda r: r.at, reverse=True):
        passed = [table for table in record.reports if table["status"] == "refused"]
        lines += [_line(record, table) for table in record.reports if table["status"] != "refused"]
        if passed:
            lines.append(_passed_over(record, passed))
    return tuple(lines)


_FURTHER_ONE = gettext_lazy("{file}: {n} further table")
_FURTHER = gettext_lazy("{file}: {n} further tables")
_UNNAMED = gettext_lazy("a table without a name")


def _passed_over(record: ImportRecord, tables: Sequence[Mapping[str, Any]]) -> "ImportLine":
    from milepost.reports.scorecard import ImportLine

    count = len(tables)
    return ImportLine(
        path=(_FURTHER_ONE if count == 1 else _FURTHER).format(file=Path(record.name).name, n=count),
        status="passed_over",
        format="",
        because=gettext_lazy("nothing in them is measured"),
        account="",
        channel="",
        first_day=None,
        last_day=None,
        rows_read=sum(table["rows_read"] for table in tables),
        rows_kept=0,
        left_out=tuple((table["table"] or _UNNAMED, table["rows_read"]) for table in tables),
    )


def _line(record: ImportRecord, table: Mapping[str, Any]) -> "ImportLine":
    from milepost.reports.scorecard import ImportLine

    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    name = Path(record.name).name
    return ImportLine(
        path=f"{name}: {table['table']}" if table["table"] and len(record.reports) > 1 else name,
        status=table["status"],
        format=table["format"] or "",
        because=table["because"],
        account=table["account"] or "",
        channel=table["channel"] or "",
        first_day=day(table["first_day"]),
        last_day=day(table["last_day"]),
        rows_read=table["rows_read"],
        rows_kept=table["rows_kept"],
        left_out=tuple((item["because"], item["rows"]) for item in table["left_out"]),
        notes=tuple(table["notes"]),
        problems=tuple(Problem(**item) for item in table["problems"]),
    )
