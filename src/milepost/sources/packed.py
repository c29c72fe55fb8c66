"""The records of a large file in little memory: each is one text, cut into its cells when it is looked at."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, overload

Record = tuple[int, list[str]]
"""The line a record begins on (1 is the first line of the file), and its cells."""

_BETWEEN: Final = "\x1f"


class Packed(Sequence[Record]):
    """Records, or some of them: those at `places` among all that were packed together."""

    __slots__ = ("_lines", "_places", "_texts")

    def __init__(
        self, lines: "array[int]", texts: list[str | tuple[str, ...]], places: "range | array[int]"
    ) -> None:
        self._lines = lines
        self._texts = texts
        self._places = places

    @classmethod
    def of(cls, records: Iterable[Record]) -> "Packed":
        """These records, packed one after the other as they come."""
        lines: array[int] = array("q")
        texts: list[str | tuple[str, ...]] = []
        for line, cells in records:
            text = _BETWEEN.join(cells)
            plain = bool(cells) and text.count(_BETWEEN) == len(cells) - 1
            lines.append(line)
            texts.append(text if plain else tuple(cells))
        return cls(lines, texts, range(len(texts)))

    def none(self) -> "Packed":
        """An empty choice of these records, into which `take` puts them."""
        return Packed(self._lines, self._texts, array("q"))

    def take(self, place: int) -> None:
        """Put the record at a place (among all that were packed) behind those that are chosen."""
        assert isinstance(self._places, array)  # noqa: S101  # only a choice grows
        self._places.append(place)

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Record: ...
    @overload
    def __getitem__(self, at: slice) -> "Packed": ...
    def __getitem__(self, at: int | slice) -> "Record | Packed":
        if isinstance(at, slice):
            return Packed(self._lines, self._texts, self._places[at])
        return self._record(self._places[at])

    def __iter__(self) -> Iterator[Record]:
        return map(self._record, self._places)

    def _record(self, place: int) -> Record:
        text = self._texts[place]
        return self._lines[place], text.split(_BETWEEN) if isinstance(text, str) else list(text)
