"""The engine: DuckDB in memory, one per process, with day roll-ups kept loaded while their files stand.

Nothing is stored here that cannot be read again. What is kept is keyed by the files themselves (path, size
and time of writing), so a new publication is seen at once.
"""

import os
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
from numpy.typing import NDArray

from milepost.facts.batches import FactFiles
from milepost.facts.engine import connect
from milepost.kpis.days import Axis

_MOST_ROWS: Final = 20_000_000
_MOST_CALENDARS: Final = 64
_MOST_ANSWERS: Final = 1000


Stamp = tuple[str, int, int]
"""One file as it stood when it was read: path, size, time of writing."""


def stamp(path: Path) -> Stamp:
    """The present state of a file. Raises OSError when it is gone."""
    where = str(path)
    state = os.stat(where)  # noqa: PTH116  # a thousand brands have thousands of files; Path.stat costs twice as much
    return (where, state.st_size, state.st_mtime_ns)


def state_of(files: FactFiles) -> tuple[object, ...]:
    """The present state of all files of a brand. Raises OSError when one is gone."""
    return (files.brand, *((name, stamp(files.tables[name].rows)) for name in sorted(files.tables)))


class Engine:
    """A connection, and what it keeps: relations by key (the least lately used go first) and answers."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._connection = connect()
        self._kept: OrderedDict[Any, tuple[Any, int, tuple[str, ...]]] = OrderedDict()
        self._calendars: OrderedDict[tuple[bytes, bytes], str] = OrderedDict()
        self._answers: OrderedDict[Any, Any] = OrderedDict()
        self._names = 0

    def run(self, query: str, parameters: Sequence[object] | None = None) -> duckdb.DuckDBPyConnection:
        """Execute one statement."""
        return self._connection.execute(query, parameters)

    def columns(self, query: str) -> dict[str, NDArray[Any]]:
        """The answer as columns; NULL stands as a mask."""
        return self._connection.execute(query).fetchnumpy()

    def name(self, prefix: str) -> str:
        """A name for a table that nobody has used."""
        self._names += 1
        return f"{prefix}_{self._names}"

    def kept(self, key: Any) -> Any | None:
        """What was kept under that key."""
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key][0]

    def keep(self, key: Any, value: Any, rows: int, tables: tuple[str, ...]) -> None:
        """Keep `value`, which needs `tables` of `rows` rows; let go of others when it gets too much."""
        self.drop(key)
        self._kept[key] = (value, rows, tables)
        while len(self._kept) > 1 and sum(size for _, size, _ in self._kept.values()) > _MOST_ROWS:
            self.drop(next(iter(self._kept)))

    def drop(self, key: Any) -> None:
        """Let go of what was kept under that key."""
        _, _, tables = self._kept.pop(key, (None, 0, ()))
        for table in tables:
            self.run(f'DROP TABLE IF EXISTS "{table}"')

    def forget(self) -> None:
        """Let go of everything."""
        for key in list(self._kept):
            self.drop(key)
        self._answers.clear()

    def remembered(self, key: Any) -> Any | None:
        """The answer to a question that was put before; a key names the files as they stood."""
        if key in self._answers:
            self._answers.move_to_end(key)
        return self._answers.get(key)

    def remember(self, key: Any, answer: Any) -> None:
        """Keep an answer that nobody will change; the one least lately asked for goes first."""
        self._answers[key] = answer
        if len(self._answers) > _MOST_ANSWERS:
            self._answers.popitem(last=False)

    def calendar(self, axis: Axis) -> str:
        """The table (day, bucket) of an axis."""
        key = (axis.starts.tobytes(), axis.ends.tobytes())
        if key not in self._calendars:
            name = self.name("calendar")
            days, buckets = axis.bucket_of_days()
            self.run(
                f'CREATE TEMP TABLE "{name}" AS '
                'SELECT unnest(?::INTEGER[]) AS "day", unnest(?::INTEGER[]) AS "bucket"',
                [days.astype(np.int32), buckets.astype(np.int32)],
            )
            self._calendars[key] = name
            if len(self._calendars) > _MOST_CALENDARS:
                self.run(f'DROP TABLE "{self._calendars.popitem(last=False)[1]}"')
        self._calendars.move_to_end(key)
        return self._calendars[key]


_ENGINES: list[Engine] = []
_FIRST = threading.Lock()


@contextmanager
def engine() -> Iterator[Engine]:
    """The engine of this process, for one thread at a time."""
    with _FIRST:
        if not _ENGINES:
            _ENGINES.append(Engine())
    with _ENGINES[0].lock:
        yield _ENGINES[0]
