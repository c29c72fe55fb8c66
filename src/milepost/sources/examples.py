"""The examples that a format file carries, held against what really comes of them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from milepost.sources.format import SourceFormat
from milepost.sources.reading import read_export
from milepost.sources.report import Answers, Reading

_ZONE = "Europe/Berlin"


def faults_of(
    fmt: SourceFormat, example: Mapping[str, Any], formats: Mapping[str, SourceFormat], folder: Path
) -> tuple[str, ...]:
    """What comes of one example otherwise than it says; () when it holds. `folder` is for its files."""
    path = _written(example, folder)
    reading = _read(path, example, formats, folder / "first")
    return (
        *_about_reports(fmt, example, reading),
        *_about_facts(example, reading),
        *_about_people(example, reading, formats, folder),
    )


def _written(example: Mapping[str, Any], folder: Path) -> Path:
    """The example as a file: text, or a workbook of sheets."""
    folder.mkdir(parents=True, exist_ok=True)
    if "sheets" in example:
        import xlsxwriter  # heavy, and only few examples are workbooks

        path = folder / "export.xlsx"
        with xlsxwriter.Workbook(path) as book:
            for name, rows in example["sheets"].items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        return path
    path = folder / "export.csv"
    text = example.get("text", "").lstrip("\n")
    path.write_text(text, encoding=example.get("encoding", "utf-8"), newline="")
    return path


def _read(
    path: Path,
    example: Mapping[str, Any],
    formats: Mapping[str, SourceFormat],
    staging: Path,
    *,
    redacted: bool = False,
) -> Reading:
    said = {name: example.get(name) for name in ("account", "channel", "zone", "year", "period")}
    return read_export(
        path,
        Answers(named=example.get("named", ""), **said),
        brand="b",
        zone=_ZONE,
        secret=b"k",
        staging=staging,
        formats=formats,
        already_redacted=redacted,
    )


def _about_reports(fmt: SourceFormat, example: Mapping[str, Any], reading: Reading) -> Iterator[str]:
    statuses = [report.status for report in reading.reports]
    if statuses != example["status"]:
        why = "; ".join(report.because for report in reading.reports)
        yield f"the status is {statuses}, not {example['status']} ({why})"
    strange = {report.format for report in reading.reports} - {fmt.id, None, *example.get("others", ())}
    if strange:
        yield f"it was recognised as {', '.join(sorted(map(str, strange)))}"
    notes = [note for report in reading.reports for note in report.notes]
    problems = [problem.what for report in reading.reports for problem in report.problems]
    yield from (f"no note says “{w}”: {notes}" for w in example.get("notes", ()) if not _said(w, notes))
    for word in example.get("problems", ()):
        if not _said(word, problems):
            yield f"no problem says “{word}”: {problems}"
    for report in reading.reports:
        left = sum(item.rows for item in report.left_out)
        if report.rows_read != report.rows_kept + left:
            yield f"{report.rows_read} rows read are not {report.rows_kept} kept and {left} left out"


def _said(word: str, texts: list[str]) -> bool:
    return any(word in text for text in texts)


def _about_facts(example: Mapping[str, Any], reading: Reading) -> Iterator[str]:
    got = {part.table: part.rows for part in reading.parts if part.table != "coverage"}
    if got != example.get("rows", {}):
        yield f"the rows are {got}, not {example.get('rows', {})}"
        return
    for table, expected in example.get("sums", {}).items():
        found = _sums(reading, table, list(expected))
        if found != expected:
            yield f"the sums of {table} are {found}, not {expected}"


def _sums(reading: Reading, table: str, names: list[str]) -> dict[str, Any]:
    import duckdb

    (part,) = [part for part in reading.parts if part.table == table]
    terms = ", ".join(f"CAST(sum({name}) AS BIGINT)" for name in names)
    with duckdb.connect() as con:
        row = con.execute(f"SELECT {terms} FROM read_parquet(?)", [str(part.path)]).fetchone()
    return dict(zip(names, row or (), strict=True))


def _about_people(
    example: Mapping[str, Any], reading: Reading, formats: Mapping[str, SourceFormat], folder: Path
) -> Iterator[str]:
    """What is personal is nowhere in the redacted copy, and the copy gives the same facts."""
    if "redacted" not in example:
        if reading.redacted is not None:
            yield "a column was taken as personal, which the example does not expect"
        return
    if reading.redacted is None:
        yield "nothing was redacted"
        return
    text = reading.redacted.read_text("utf-8")
    yield from (f"“{word}” stands in the redacted copy" for word in example["redacted"] if word in text)
    again = _read(reading.redacted, example, formats, folder / "again", redacted=True)
    first, second = ([(r.status, r.rows_read, r.rows_kept) for r in one.reports] for one in (reading, again))
    if first != second:
        yield f"the redacted copy reads as {second}, not {first}"
    elif _differs(reading, again):
        yield "the redacted copy gives other facts"


def _differs(reading: Reading, again: Reading) -> bool:
    import duckdb

    if [(p.table, p.rows) for p in reading.parts] != [(p.table, p.rows) for p in again.parts]:
        return True
    with duckdb.connect() as con:
        for mine, other in zip(reading.parts, again.parts, strict=True):
            query = "SELECT count(*) FROM (FROM read_parquet(?) EXCEPT FROM read_parquet(?))"
            if con.execute(query, [str(mine.path), str(other.path)]).fetchone() != (0,):
                return True
    return False
