"""A format of the user's own: suggested for an unknown file, given with an import, kept in the workspace."""

import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from milepost.archive.durable import make_folder, write
from milepost.errors import InvalidValue, NotFound
from milepost.facts.health import shown_rows
from milepost.knowledge import Leaf
from milepost.kpis.catalogue import catalogue
from milepost.language import gettext_lazy
from milepost.sources.draft import as_format, measures_of, with_words
from milepost.sources.format import SourceFormat, read_format, source_formats
from milepost.sources.report import Answers, Reading, TableReport
from milepost.sources.suggest import Suggestion, suggest
from milepost.sources.words import slug
from milepost.workspace.place import Workspace

PREVIEW = 10
FIXED = ("", "day", "post_id", "channel", "campaign")
"""What a column of any table may become; '' leaves it out."""


@dataclass(frozen=True, slots=True)
class SuggestedMapping:
    """What each column of a file may be, that as a format in TOML, and what it would make of the file."""

    suggestion: Suggestion
    toml: str
    reports: tuple[TableReport, ...]
    preview: tuple[Mapping[str, Any], ...]


def suggest_mapping(
    workspace: Workspace | None, path: Path, said: Mapping[str, str], answers: Answers, name: str = ""
) -> SuggestedMapping:
    """What the largest table of a file may hold, and the first rows as they would be stored. Nothing is kept.

    `said` is the user's word for columns: header -> measure, '' to leave one out. Raises NotFound when there
    is no such file, InvalidValue when it holds no table or a word is no measure.
    """
    from milepost.sources.reading import tables_of

    if not path.is_file():
        raise NotFound("file", str(path))
    known = source_formats(workspace.knowledge if workspace else None)
    tables = tables_of(path, known)
    if not tables:
        raise InvalidValue(
            gettext_lazy("{name} holds no table.", name=path.name),
            gettext_lazy("Export it again as CSV or XLSX."),
        )
    found = with_words(suggest(max(tables, key=lambda table: len(table.rows)), known), said)
    _check_words(found, said)
    toml = as_format(found, name or path.stem)
    fmt = read_format(Leaf(path.stem, "the mapping", tomllib.loads(toml)))
    reports, preview = _preview(path, fmt, answers, found.table)
    return SuggestedMapping(found, toml, reports, preview)


def _check_words(found: Suggestion, said: Mapping[str, str]) -> None:
    headers = {column.header.casefold() for column in found.columns}
    for header, measure in said.items():
        if header.casefold() not in headers:
            listed = ", ".join(column.header for column in found.columns)
            raise InvalidValue(
                gettext_lazy("There is no column “{header}”.", header=header),
                gettext_lazy("Columns: {listed}.", listed=listed),
            )
        if found.table != "custom_day" and measure not in {*FIXED, *measures_of(found.table)}:
            listed = ", ".join(measures_of(found.table))
            raise InvalidValue(
                gettext_lazy("“{measure}” is not a measure of {table}.", measure=measure, table=found.table),
                gettext_lazy("Measures: {listed}.", listed=listed),
            )


def _preview(
    path: Path, fmt: SourceFormat, answers: Answers, table: str
) -> tuple[tuple[TableReport, ...], tuple[Mapping[str, Any], ...]]:
    from milepost.sources.reading import read_export

    with tempfile.TemporaryDirectory(prefix="milepost-") as folder:
        reading = read_export(
            path,
            answers,
            brand="",
            zone=None,
            secret=b"preview",
            staging=Path(folder),
            formats={fmt.id: fmt},
        )
        return reading.reports, first_rows(reading, table)


def first_rows(reading: Reading, table: str) -> tuple[Mapping[str, Any], ...]:
    """The first rows of the facts of a reading, as they would be stored; columns that say nothing are left
    out. Money and the like stand in whole units.
    """
    part = next((part for part in reading.parts if part.table == table), None)
    return () if part is None else shown_rows(part.table, part.path, PREVIEW)


def read_mapping(path: Path) -> dict[str, SourceFormat]:
    """The format in a TOML file, by its id (the file's stem). Raises NotFound or InvalidValue."""
    if not path.is_file():
        raise NotFound(
            "mapping",
            str(path),
            remedy=gettext_lazy("Give the path of a format file; see docs/extending.md."),
        )
    try:
        body = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidValue(
            gettext_lazy("{path} is not TOML: {error}.", path=path, error=error),
            gettext_lazy("Mend the line that is named."),
        ) from error
    return {path.stem: read_format(Leaf(path.stem, str(path), body))}


def keep_mapping(workspace: Workspace, path: Path) -> None:
    """Keep it under `knowledge/sources`, where every later import and rebuild finds it."""
    folder = workspace.home / "knowledge" / "sources"
    make_folder(folder.parent)
    make_folder(folder)
    write(folder / f"{path.stem}.toml", path.read_bytes())


def choices(workspace: Workspace | None, table: str) -> tuple[str, ...]:
    """What a column may become in a table of facts; of a table of one's own, every measure that is known."""
    fixed = tuple(name for name in FIXED if name)
    if table != "custom_day":
        return (*fixed, *measures_of(table))
    overlay = workspace.knowledge if workspace else None
    known = {
        str(m) for fmt in source_formats(overlay).values() for m in fmt.words.get("metrics", {}).values()
    }
    return (*fixed, *sorted(known | set(catalogue(overlay))))


def free_id(workspace: Workspace, name: str) -> str:
    """An id for a mapping of that name which takes the place of no format that is known."""
    known = source_formats(workspace.knowledge)
    plain = slug(name)[:60].strip("_") or "own_table"
    return next(id_ for n in count(1) if (id_ := plain if n == 1 else f"{plain}_{n}") not in known)
