"""Workbooks and zips to grids of text: read by another process, so that a hostile file cannot take this one
down.
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import Final

from milepost.errors import Problem
from milepost.language import gettext_lazy
from milepost.sources import zips
from milepost.sources.files import Sheet, Unreadable, text_sheet
from milepost.sources.limits import MOST_EXPANDED, MOST_TEXT, expansion_fault, zip_fault

_TEXTS: Final = {".csv", ".tsv", ".txt"}
_WORKBOOKS: Final = {".xlsx", ".xls"}
LEAST_BYTES: Final = 320_000_000
MOST_BYTES: Final = 1_000_000_000
"""What the process that opens a workbook may take: more for a larger file, as an honest one needs it."""
_AGAIN: Final = gettext_lazy(
    "Export the report again as CSV, or save only its filled cells in a new workbook."
)


def workbook_sheets(path: Path) -> list[Sheet]:
    """The sheets of an .xls or .xlsx. Raises Unreadable, after a few seconds at the latest."""
    size = path.stat().st_size
    seconds = min(2 + size // 1_000_000, 60)  # of computing; how long it waits for its turn is another thing
    memory = min(MOST_BYTES, LEAST_BYTES + 100 * size)
    patience = 4 * seconds
    command = [sys.executable, "-m", "milepost.sources.workbook_child", str(path), str(seconds), str(memory)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=patience, check=False)  # noqa: S603  # ours
    except subprocess.TimeoutExpired:
        raise Unreadable(
            Problem(
                path.name,
                gettext_lazy("The workbook was not read within {n} seconds.", n=f"{patience:.0f}"),
                _AGAIN,
            )
        ) from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        too_much = gettext_lazy("it needs more than one file may take")
        reason = said[-1][:200] if said and done.returncode == 1 else too_much
        what = gettext_lazy("The workbook cannot be read: {reason}.", reason=reason)
        raise Unreadable(Problem(path.name, what, _AGAIN))
    return [
        Sheet(sheet["name"], tuple((sheet["first"] + at, row) for at, row in enumerate(sheet["rows"])))
        for sheet in json.loads(done.stdout)
    ]


def zip_sheets(path: Path) -> list[Sheet]:
    """The grids of a zip: a workbook, or the text files inside. Raises Unreadable."""
    if (fault := zip_fault(path)) is not None:
        raise Unreadable(fault)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_size(path, entries)
            if any(entry.filename in {"[Content_Types].xml", "mimetype"} for entry in entries):
                return workbook_sheets(path)
            sheets = [sheet for entry in entries for sheet in _entry(archive, entry)]
            if not sheets and entries:
                raise Unreadable(_nothing_inside(path, entries))
            return sheets
    except zips.BROKEN as error:
        if not zips.is_damage(error):
            raise
        raise Unreadable(_damaged(path, error)) from error


def _damaged(path: Path, error: Exception) -> Problem:
    what = gettext_lazy("The zip is damaged or locked ({error}).", error=error)
    return Problem(path.name, what, gettext_lazy("Download it again."))


def _nothing_inside(path: Path, entries: list[zipfile.ZipInfo]) -> Problem:
    listed = ", ".join(
        sorted({PurePosixPath(entry.filename).suffix.lower() or "no ending" for entry in entries})
    )
    what = gettext_lazy("It holds no CSV and no workbook (but: {found}).", found=listed[:80])
    return Problem(path.name, what, gettext_lazy("Unpack it first."))


def _check_size(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    packed, unpacked = sum(e.compress_size for e in entries), sum(e.file_size for e in entries)
    text = not any(entry.filename == "[Content_Types].xml" for entry in entries)
    if (
        fault := expansion_fault(path.name, packed, unpacked, MOST_TEXT if text else MOST_EXPANDED)
    ) is not None:
        raise Unreadable(fault)


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> list[Sheet]:
    """The grids of one file inside a zip; it is read by its name in the zip, never written under it."""
    name = PurePosixPath(entry.filename.replace("\\", "/"))
    ending = name.suffix.lower()
    if name.name.startswith(".") or "__MACOSX" in name.parts or ending not in {*_TEXTS, *_WORKBOOKS}:
        return []
    with archive.open(entry) as file:
        data = file.read(entry.file_size + 1)
    if ending in _TEXTS:
        return [text_sheet(name.name, data)]
    with tempfile.TemporaryDirectory(prefix="milepost-") as folder:
        inner = Path(folder) / f"workbook{ending}"
        inner.write_bytes(data)
        return workbook_sheets(inner)
