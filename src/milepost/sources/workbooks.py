"""Workbooks and zips to grids of text: read by another process, so that a hostile file cannot take this one
down.
"""

import json
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath
from typing import Final

from milepost.errors import Problem
from milepost.sources.files import Sheet, Unreadable, text_sheet

MOST_EXPANDED: Final = 512 * 1024 * 1024
MOST_ENTRIES: Final = 500
_AGAIN: Final = "Export the report again as CSV, or save only its filled cells in a new workbook."


def workbook_sheets(path: Path) -> list[Sheet]:
    """The sheets of an .xls or .xlsx. Raises Unreadable, after a few seconds at the latest."""
    megabytes = path.stat().st_size / 1_000_000
    patience = min(3 + 1.5 * megabytes, 90)
    command = [sys.executable, "-m", "milepost.sources.workbook_child", str(path), str(int(patience) + 1)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=patience, check=False)  # noqa: S603  # ours
    except subprocess.TimeoutExpired:
        raise Unreadable(
            Problem(path.name, f"The workbook was not read within {patience:.0f} seconds.", _AGAIN)
        ) from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = (
            said[-1][:200] if said and done.returncode == 1 else "it needs more memory than one file may take"
        )
        raise Unreadable(Problem(path.name, f"The workbook cannot be read: {reason}.", _AGAIN))
    return [
        Sheet(sheet["name"], tuple((sheet["first"] + at, row) for at, row in enumerate(sheet["rows"])))
        for sheet in json.loads(done.stdout)
    ]


def zip_sheets(path: Path) -> list[Sheet]:
    """The grids of a zip: a workbook, or the text files inside. Raises Unreadable."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_size(path, entries)
            if any(entry.filename in {"[Content_Types].xml", "mimetype"} for entry in entries):
                return workbook_sheets(path)
            return [sheet for entry in entries for sheet in _entry(archive, entry)]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise Unreadable(
            Problem(path.name, f"The zip is damaged or locked ({error}).", "Download it again.")
        ) from error


def _check_size(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    expanded = sum(entry.file_size for entry in entries)
    if expanded > MOST_EXPANDED or len(entries) > MOST_ENTRIES:
        raise Unreadable(
            Problem(
                path.name,
                f"It expands to {expanded // 1_000_000:,} MB in {len(entries)} files, which is more "
                f"than is read.",
                _AGAIN,
            )
        )


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> list[Sheet]:
    name = PurePosixPath(entry.filename)
    if (
        name.name.startswith(".")
        or name.parts[0] == "__MACOSX"
        or name.suffix.lower() not in {".csv", ".tsv", ".txt"}
    ):
        return []
    with archive.open(entry) as file:
        data = file.read(entry.file_size + 1)
    return [text_sheet(name.name, data)]
