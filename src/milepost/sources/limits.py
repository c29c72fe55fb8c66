"""How much of one file is read at all: beyond it a file is refused at once, before it can do harm.

An honest export of a platform is far below each of these; a file that is not gets a reason and a way out.
"""

from pathlib import Path
from typing import Final

from milepost.errors import Problem
from milepost.language import LazyCount, gettext_lazy
from milepost.sources.zips import zip_directory

MOST_TEXT: Final = 100_000_000
"""Bytes of a text file that is read record by record. Big flat files of known kinds go another way."""
LONGEST_LINE: Final = 8_000_000
MOST_COLUMNS: Final = 16_384
MOST_TABLES: Final = 1_000
MOST_PREAMBLE: Final = 300
MOST_ENTRIES: Final = 500
MOST_EXPANDED: Final = 512_000_000
MOST_RATIO: Final = 150
_CHUNK: Final = 1 << 20
_SMALL: Final = 20_000_000
_SHORTER: Final = gettext_lazy("Export a shorter period, or fewer columns, and import the parts.")


def text_fault(path: Path) -> Problem | None:
    """Why a text file is not read: it is too large, or one of its lines is. None when it is."""
    size = path.stat().st_size
    if size > MOST_TEXT:
        return Problem(
            path.name,
            gettext_lazy(
                "The file has {size} MB; up to {most} are read.",
                size=LazyCount(size // 1_000_000),
                most=MOST_TEXT // 1_000_000,
            ),
            _SHORTER,
        )
    run = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            first, last = chunk.find(b"\n"), chunk.rfind(b"\n")
            run = run + len(chunk) if first < 0 else len(chunk) - last
            if run > LONGEST_LINE:
                return Problem(
                    path.name,
                    gettext_lazy(
                        "One of its lines is longer than {most} MB, so it is no table.",
                        most=LONGEST_LINE // 1_000_000,
                    ),
                    gettext_lazy("Download the export again."),
                )
    return None


def columns_fault(name: str, columns: int) -> Problem | None:
    """Why a table of so many columns is not read. None when it is."""
    if columns <= MOST_COLUMNS:
        return None
    what = gettext_lazy(
        "The table has {n} columns; up to {most} are read.",
        n=LazyCount(columns),
        most=LazyCount(MOST_COLUMNS),
    )
    return Problem(name, what, _SHORTER)


def tables_fault(name: str, tables: int) -> Problem | None:
    """Why a file of so many tables is not read. None when it is."""
    if tables <= MOST_TABLES:
        return None
    what = gettext_lazy(
        "The file holds {n} tables; up to {most} are read.", n=LazyCount(tables), most=LazyCount(MOST_TABLES)
    )
    return Problem(name, what, gettext_lazy("Export the reports one by one."))


def zip_fault(path: Path) -> Problem | None:
    """Why a zip is not even opened: its directory lists more files than are read. None when it is."""
    entries, _ = zip_directory(path)
    if entries <= MOST_ENTRIES:
        return None
    what = gettext_lazy("It holds {n} files; up to {most} are read.", n=LazyCount(entries), most=MOST_ENTRIES)
    return Problem(path.name, what, gettext_lazy("Import the files you need."))


def expansion_fault(name: str, packed: int, unpacked: int, most: int = MOST_EXPANDED) -> Problem | None:
    """Why a zip is not unpacked: it would expand beyond measure. None when it is."""
    bomb = unpacked > _SMALL and unpacked > MOST_RATIO * max(packed, 1)
    if unpacked <= most and not bomb:
        return None
    return Problem(
        name,
        gettext_lazy(
            "It expands from {packed} to {unpacked} MB; that much is not read.",
            packed=f"{packed / 1_000_000:,.1f}",
            unpacked=LazyCount(unpacked // 1_000_000),
        ),
        _SHORTER,
    )
