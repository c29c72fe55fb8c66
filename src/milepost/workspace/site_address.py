"""Where the site of a workspace was served last, noted for whoever makes a link on the machine."""

from pathlib import Path
from typing import Final

USUAL: Final = "http://127.0.0.1:8000"
_NOTE: Final = Path("cache") / "site-address"


def note_address(home: Path, address: str) -> None:
    """Note it; a site that cannot (the disk is full) is served all the same."""
    try:
        (home / _NOTE).write_text(address, "utf-8")
    except OSError:
        return


def noted_address(home: Path) -> str:
    """The address without a slash at its end; the usual one where none is noted."""
    try:
        return (home / _NOTE).read_text("utf-8").strip() or USUAL
    except OSError:
        return USUAL
