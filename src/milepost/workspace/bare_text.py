"""The text and the rows of a bare file, decoded as exports are: by its mark, UTF-8, else Windows-1252."""

import csv
from collections.abc import Iterator
from pathlib import Path

from milepost.errors import Refused
from milepost.sources.files import decoded

LONGEST = 100_000_000


def bare_text(path: Path) -> str:
    """The whole text, all ends of lines alike. Raises Refused for what is no text, or no short list."""
    if path.stat().st_size > LONGEST:
        raise Refused(f"{path.name} is larger than {LONGEST // 1_000_000} MB.", "Give a shorter list.")
    reader, _ = decoded(path.read_bytes())
    text = str(reader.read())
    if "\0" in text:
        raise Refused(f"{path.name} is no text: it holds zero bytes.", "Give a CSV file.")
    return text


def bare_rows(path: Path, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of a CSV. Raises Refused with the line that is none, such as one with an open quote."""
    reader = csv.reader(bare_text(path).splitlines(keepends=True), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise Refused(
            f"{path.name}, line {reader.line_num}: {error}.", "Look for a quote that is never closed."
        ) from None
