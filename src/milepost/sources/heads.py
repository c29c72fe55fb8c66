"""The header words of all formats in one index, so that a row is held to all of them at once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from milepost.sources.format import SourceFormat
from milepost.sources.words import plain

LONGEST: Final = 400
"""Letters of a header or a line above it that are looked at; no platform heads a column with more."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a column of a format stands in a row, by which of its words, or by the match of its pattern."""

    place: int
    rank: int
    match: re.Match[str] | None


Hits = Mapping[str, Mapping[str, list[Hit]]]
"""By format and column the cells that name it."""


@dataclass(frozen=True, slots=True)
class Index:
    """All formats, and by header word which of their columns it names."""

    formats: Mapping[str, SourceFormat]
    words: Mapping[str, list[tuple[str, str, int]]]
    patterns: tuple[tuple[str, str, re.Pattern[str]], ...]

    def hits(self, heads: Sequence[str]) -> Hits:
        """Which columns of which formats stand in these plain header words."""
        found: dict[str, dict[str, list[Hit]]] = {}
        for place, head in enumerate(heads):
            if not head:
                continue
            for id_, name, rank in self.words.get(head, ()):
                found.setdefault(id_, {}).setdefault(name, []).append(Hit(place, rank, None))
            for id_, name, pattern in self.patterns:
                match = pattern.fullmatch(head)
                if match is not None and not self._is_word(head, id_, name):
                    rank = len(self.formats[id_].columns[name].headers)
                    found.setdefault(id_, {}).setdefault(name, []).append(Hit(place, rank, match))
        return found

    def _is_word(self, head: str, id_: str, name: str) -> bool:
        return any(known[:2] == (id_, name) for known in self.words.get(head, ()))


@dataclass(frozen=True, eq=False)
class _These:
    """Formats that are the same only when they are the very same: they are not compared word for word."""

    formats: Mapping[str, SourceFormat]

    def __hash__(self) -> int:
        return id(self.formats)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _These) and other.formats is self.formats


def index_of(formats: Mapping[str, SourceFormat]) -> Index:
    """The index of these formats, which nobody changes any more."""
    return _index(_These(formats))


@lru_cache(maxsize=4)
def _index(these: _These) -> Index:
    words: dict[str, list[tuple[str, str, int]]] = {}
    patterns = []
    for id_, fmt in these.formats.items():
        for name, column in fmt.columns.items():
            for rank, word in enumerate(column.headers):
                words.setdefault(word, []).append((id_, name, rank))
            if column.pattern is not None:
                patterns.append((id_, name, column.pattern))
    return Index(these.formats, words, tuple(patterns))


def heads_of(cells: Iterable[str]) -> list[str]:
    """The plain words of a header row."""
    return [plain(cell[:LONGEST]) for cell in cells]


def has_needed(fmt: SourceFormat, mine: Mapping[str, list[Hit]], heads: Sequence[str]) -> bool:
    """Whether a row has the columns that a format needs, and none that it forbids."""
    signs = fmt.signs
    filled = sum(1 for head in heads if head)
    if not (signs.needs or signs.any_of) or (signs.width is not None and filled != signs.width):
        return False
    if not all(name in mine for name in signs.needs) or any(name in mine for name in signs.forbids):
        return False
    if signs.only:
        known = {hit.place for hits in mine.values() for hit in hits}
        if any(head and place not in known for place, head in enumerate(heads)):
            return False
    return all(any(name in mine for name in group) for group in signs.any_of)


def is_header(cells: Sequence[str], index: Index) -> bool:
    """Whether some format's needed columns all stand in these cells."""
    heads = heads_of(cells)
    if sum(1 for head in heads if head) < 2:
        return False
    found = index.hits(heads)
    return any(has_needed(index.formats[id_], mine, heads) for id_, mine in found.items())
