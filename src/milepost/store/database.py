"""Which database a workspace has, Django told of it, and the migrations run when they are due.

Django's settings are global to a process, so that one process serves one workspace at a time. A later
`connect` to another database replaces the connection of the calling thread (demo, tests); a web process
connects once, at its start.
"""

from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from milepost.errors import InvalidValue, StorageError

APP: Final = "store"


def database_settings(url: str, home: Path, *, alone: bool = False) -> dict[str, Any]:
    """Django's settings of one database: '' is SQLite in the workspace, else a `postgresql://` address.

    `alone` opens SQLite without the file of shared memory that it makes beside itself, for which a full disk
    has no room; others wait as long as the connection is open. Raises InvalidValue for any other address.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(home / "milepost.db"),
            "OPTIONS": {
                "timeout": 30,
                # The write lock is taken at the start, so that no transaction fails half-way for want of it.
                "transaction_mode": "IMMEDIATE",
                "init_command": ("PRAGMA locking_mode=EXCLUSIVE; " if alone else "")
                + "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise InvalidValue(
            "The database address of this workspace is not one that Milepost knows.",
            "Leave it out for SQLite, or write postgresql://USER:PASSWORD@HOST:5432/NAME.",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }


def app_settings(database: dict[str, Any]) -> dict[str, Any]:
    """The least that Django needs to load and add; a face that needs more lays its own over these."""
    return {
        "DATABASES": {"default": database},
        "INSTALLED_APPS": ["milepost.store.apps.StoreConfig"],
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "LOGGING_CONFIG": None,
    }


def connect(database: dict[str, Any]) -> None:
    """Make `database` the one that this process speaks to."""
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(**app_settings(database))
        django.setup(set_prefix=False)
        return
    from django.db import connections

    present = connections.databases["default"]
    if all(present.get(key) == value for key, value in database.items()):
        return
    connections["default"].close()
    del connections["default"]
    connections.databases["default"] = connections.configure_settings({"default": dict(database)})["default"]


def disconnect() -> None:
    """Close the connection of this thread; the next use opens it again. Nothing when none was ever made."""
    from django.conf import settings
    from django.db import connection

    if settings.configured:
        connection.close()


def empty_log() -> bool:
    """Bring all that SQLite's log holds into the file itself; whether no other process kept it from that."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return not cursor.fetchone()[0]


def one_writer(table: str) -> None:
    """Until the present transaction ends, nobody else adds to the table: what is read of it stays the last.

    SQLite lets in one writer at a time by itself.
    """
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            name = connection.ops.quote_name(table)
            cursor.execute(f"LOCK TABLE {name} IN SHARE ROW EXCLUSIVE MODE")


def migrate() -> None:
    """Bring the database to the form this version knows, in one transaction; nothing when it has it.

    Raises StorageError when a newer Milepost wrote it.
    """
    known, done = _known(), _done()
    if newer := sorted(done - set(known)):
        raise StorageError(
            f"This workspace was written by a newer Milepost (its database knows “{newer[-1]}”).",
            "Install that version or a later one; nothing was changed.",
        )
    if done != set(known) or _others_are_due():
        _run_migrations()


def _others_are_due() -> bool:
    """Whether an app that a face lays over ours has steps to run; costly to find out, so asked last."""
    from django.apps import apps

    if len(list(apps.get_app_configs())) == 1:
        return False
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(list(executor.loader.graph.leaf_nodes())))


def _known() -> list[str]:
    folder = Path(__file__).parent / "migrations"
    return sorted(path.stem for path in folder.glob("0*.py"))


def _done() -> set[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute("SELECT name FROM django_migrations WHERE app = %s", [APP])
        return {str(name) for (name,) in cursor.fetchall()}


def _run_migrations() -> None:
    """All steps in one transaction: killed at any instant, the next start finds them all done or none."""
    from django.db import connection, connections, transaction
    from django.db.migrations.executor import MigrationExecutor

    connection.disable_constraint_checking()  # SQLite cannot do that inside a transaction
    try:
        with transaction.atomic():
            ours = MigrationExecutor(connection)
            ours.migrate(list(ours.loader.graph.leaf_nodes(APP)))
            every = MigrationExecutor(connection)  # the others know people, who came in a later step of ours
            every.migrate(list(every.loader.graph.leaf_nodes()))
    except BaseException:
        # Django loses count of nested transactions when a deferred statement fails; the database does not.
        if connection.connection is not None:
            connection.connection.close()
        del connections["default"]
        raise
    connection.enable_constraint_checking()
