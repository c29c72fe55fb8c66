"""How much of one file is read at all: beyond it a file is refused at once, before it can do harm.

An honest export of a platform is far below each of these; a file that is not gets a reason and a way out.
"""

import struct
from pathlib import Path
from typing import Final

from milepost.errors import Problem

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
_SHORTER: Final = "Export a shorter period, or fewer columns, and import the parts."


def text_fault(path: Path) -> Problem | None:
    """Why a text file is not read: it is too large, or one of its lines is. None when it is."""
    size = path.stat().st_size
    if size > MOST_TEXT:
        return Problem(
            path.name,
            f"The file has {size // 1_000_000:,} MB; up to {MOST_TEXT // 1_000_000} are read.",
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
                    f"One of its lines is longer than {LONGEST_LINE // 1_000_000} MB, so it is no table.",
                    "Download the export again.",
                )
    return None


def columns_fault(name: str, columns: int) -> Problem | None:
    """Why a table of so many columns is not read. None when it is."""
    if columns <= MOST_COLUMNS:
        return None
    return Problem(name, f"The table has {columns:,} columns; up to {MOST_COLUMNS:,} are read.", _SHORTER)


def tables_fault(name: str, tables: int) -> Problem | None:
    """Why a file of so many tables is not read. None when it is."""
    if tables <= MOST_TABLES:
        return None
    what = f"The file holds {tables:,} tables; up to {MOST_TABLES:,} are read."
    return Problem(name, what, "Export the reports one by one.")


def zip_fault(path: Path) -> Problem | None:
    """Why a zip is not even opened: its directory lists more files than are read. None when it is."""
    entries, _ = zip_directory(path)
    if entries <= MOST_ENTRIES:
        return None
    return Problem(
        path.name, f"It holds {entries:,} files; up to {MOST_ENTRIES} are read.", "Import the files you need."
    )


def expansion_fault(name: str, packed: int, unpacked: int, most: int = MOST_EXPANDED) -> Problem | None:
    """Why a zip is not unpacked: it would expand beyond measure. None when it is."""
    bomb = unpacked > _SMALL and unpacked > MOST_RATIO * max(packed, 1)
    if unpacked <= most and not bomb:
        return None
    return Problem(
        name,
        f"It expands from {packed / 1_000_000:,.1f} to {unpacked // 1_000_000:,} MB; that much is not read.",
        _SHORTER,
    )


def zip_directory(path: Path) -> tuple[int, int]:
    """How many entries, in how many bytes, the end of a zip says that its directory has, without reading it.

    Both 0 where it says nothing that can be read. Raises OSError.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 65_557 - 56))
        tail = file.read()
    large = tail.rfind(b"PK\x06\x06")
    if large >= 0 and len(tail) >= large + 48:
        entries, size = struct.unpack_from("<QQ", tail, large + 32)
        return int(entries), int(size)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 16:
        return 0, 0
    entries, size = struct.unpack_from("<HI", tail, end + 10)
    return int(entries), int(size)
