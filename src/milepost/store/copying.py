"""The SQLite database as a file that can be taken elsewhere, and looking into one that came from elsewhere.

Such a file is looked at by itself, and not through Django: it is not trusted yet, and nothing is migrated.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from milepost.errors import StorageError
from milepost.journal import Entry

_PATIENCE = 30.0


def snapshot(into: Path) -> None:
    """Write what the open database holds at one instant into a new file, without a page that was given up.

    Writers may go on meanwhile, and so may the disk that the database itself lies on be full.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(into)])


def entries_in(database: Path, kind: str) -> tuple[Entry, ...]:
    """The entries of one kind that a database file holds, in the order in which they were added."""
    with _looking_at(database) as line:
        found = line.execute(
            "SELECT brand, kind, key, seq, at, who, why, body FROM entry WHERE kind = ? ORDER BY id", (kind,)
        ).fetchall()
    return tuple(
        Entry(brand, kind, key, seq, _instant(at), who, why, json.loads(body))
        for brand, kind, key, seq, at, who, why, body in found
    )


def paths_in(database: Path) -> frozenset[str]:
    """Every path of a fact file that a database file names."""
    with _looking_at(database) as line:
        found = line.execute(
            "SELECT path FROM batch UNION SELECT rows_path FROM current "
            "UNION SELECT rollup_path FROM current UNION SELECT restated_path FROM current"
        ).fetchall()
    return frozenset(str(path) for (path,) in found if path)


def people_in(database: Path) -> int:
    """How many people a database file knows who may sign in."""
    with _looking_at(database) as line:
        if not line.execute("SELECT 1 FROM sqlite_master WHERE name = 'person'").fetchone():
            return 0
        (count,) = line.execute("SELECT count(*) FROM person WHERE is_active").fetchone()
    return int(count)


def let_go(database: Path) -> bool:
    """Bring all that SQLite's log holds into the file itself and remove the log; whether that could be done.

    It cannot as long as anybody else has the database open. Afterwards the file may be moved. One that is
    damaged is left as it is. Raises StorageError when the disk refuses.
    """
    try:
        with closing(sqlite3.connect(database, timeout=0)) as line:
            (mode,) = line.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            return False
        raise StorageError(f"The database {database.name} cannot be used ({error}).") from error
    except sqlite3.DatabaseError:
        return True
    return bool(mode == "delete")


def fault_of(database: Path) -> str | None:
    """What is wrong with a database file that came from elsewhere: damaged, or not one that we wrote."""
    try:
        with _looking_at(database) as line:
            line.execute("PRAGMA trusted_schema = OFF")
            (said,) = line.execute("PRAGMA quick_check(1)").fetchone()
            names = {(kind, name) for kind, name in line.execute("SELECT type, name FROM sqlite_master")}
    except StorageError as error:
        return error.what
    if said != "ok":
        return f"It is damaged ({str(said).splitlines()[-1]})."
    if running := sorted(name for kind, name in names if kind in {"trigger", "view"}):
        return f"It holds something that acts by itself (“{running[0]}”), which Milepost never writes."
    if missing := {"entry", "batch", "current", "brand", "django_migrations"} - {n for _, n in names}:
        return f"It lacks the table “{min(missing)}”."
    return None


@contextmanager
def _looking_at(database: Path) -> Iterator[sqlite3.Connection]:
    try:
        address = f"{database.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE)) as line:
            yield line
    except sqlite3.DatabaseError as error:
        if any(words in str(error) for words in ("full", "disk I/O")):
            raise  # no fault of the file
        raise StorageError(
            f"The database {database.name} cannot be read ({error}).",
            "If it is damaged, put it back from a backup.",
        ) from error


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
