"""What a zip says of itself, and how one tells a damaged zip from a disk that fails."""

import errno
import lzma
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Final

BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
"""Whatever reading a zip may raise; of these, `is_damage` tells what the zip is to blame for."""


def is_damage(error: Exception) -> bool:
    """Whether an error of BROKEN comes of what the zip holds, and not of the disk it lies on.

    A place that lies outside the file, as a flipped bit in its directory names one, is an OSError as well.
    """
    return not isinstance(error, OSError) or error.errno in {None, errno.EINVAL}


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
