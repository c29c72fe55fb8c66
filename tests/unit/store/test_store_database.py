from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from milepost.errors import Conflict, InvalidValue, StorageError
from milepost.facts.batches import Batch, Current
from milepost.journal import Entry
from milepost.store.database import connect, database_settings, disconnect, migrate

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    connect(database_settings("", tmp_path))
    migrate()
    yield tmp_path
    disconnect()


def entry(seq: int, **body: object) -> Entry:
    return Entry("B", "goal", "reach", seq, AT, "Ada", "because ü", body)


def current(table: str, generation: int) -> Current:
    return Current("B", table, f"{table}-{generation}", f"{table}-r{generation}", None, "ff", 3, 0)


def batch(sha256: str) -> Batch:
    return Batch("B", "order", sha256, 1, 0, f"batch-{sha256}", 3, AT.date(), date(2026, 1, 1), None)


def test_entries_come_back_as_they_were_added(database: Path) -> None:
    from milepost.store.entries import add_entries, load_entries

    entries = [entry(1, target=10, said="½ € 日本"), entry(2, nested={"a": [1, None, True, 1.5]})]
    add_entries(entries)
    assert tuple(entries) == load_entries("B", "goal", "reach")
    assert load_entries("other") == ()


def test_the_second_writer_of_a_number_is_told_and_adds_nothing(database: Path) -> None:
    from milepost.store.entries import add_entries, load_entries

    add_entries([entry(1)])
    with pytest.raises(Conflict, match="goal reach"):
        add_entries([entry(2), entry(1, mine=True)])
    assert (entry(1),) == load_entries()


def test_a_publication_is_seen_as_a_whole_or_not_at_all(database: Path) -> None:
    from milepost.store.entries import load_entries
    from milepost.store.manifest import Publication, generation, live_batches, live_currents, publish

    publish(Publication("B", AT, [entry(1)], [], [batch("aa")], ["order"], [current("order", 1)]))
    with pytest.raises(Conflict):
        publish(
            Publication("B", AT, [entry(1)], ["aa"], [batch("bb")], ["order", "post"], [current("post", 2)])
        )
    assert (1, (batch("aa"),), (entry(1),)) == (generation("B"), live_batches("B"), load_entries())
    assert ((1, current("order", 1)),) == live_currents("B")


def test_what_is_replaced_stops_counting_and_waits_for_its_removal(database: Path) -> None:
    from milepost.store import manifest

    first = manifest.Publication(
        "B", AT, [], [], [batch("aa"), batch("bb")], ["order"], [current("order", 1)]
    )
    manifest.publish(first)
    later = AT + timedelta(hours=1)
    manifest.publish(manifest.Publication("B", later, [], ["aa"], [], ["order"], [current("order", 2)]))
    assert (batch("bb"),) == manifest.live_batches("B")
    assert ((2, current("order", 2)),) == manifest.live_currents()
    assert manifest.superseded(later) == ()
    gone = {"batch-aa", "order-1", "order-r1"}
    assert gone == set(manifest.superseded(later + timedelta(seconds=1)))
    assert gone | {"batch-bb", "order-2", "order-r2"} == manifest.known_paths()
    manifest.forget(later + timedelta(seconds=1))
    assert {"batch-bb", "order-2", "order-r2"} == manifest.known_paths()


def test_two_live_views_of_one_table_cannot_be(database: Path) -> None:
    from django.db import IntegrityError

    from milepost.store.manifest import Publication, live_currents, publish

    with pytest.raises(IntegrityError):
        publish(Publication("B", AT, [], [], [], [], [current("order", 1), current("order", 2)]))
    assert live_currents() == ()


def test_sqlite_waits_for_the_disk_and_readers_do_not_wait(database: Path) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    assert found == ["wal", 2]


def test_migrations_are_complete_and_run_once(database: Path) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    call_command("makemigrations", "store", check=True, dry_run=True, verbosity=0)
    with CaptureQueriesContext(connection) as queries:
        migrate()
    assert sum("CREATE" in query["sql"] for query in queries) == 0


def test_a_database_of_a_newer_version_is_left_alone(database: Path) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('store', '0999_future', '2030-01-01')"
        )
    with pytest.raises(StorageError, match="newer Milepost"):
        migrate()


@pytest.mark.parametrize("steps", range(1, 12))
def test_a_migration_that_dies_at_any_step_leaves_nothing_and_runs_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    from django.db import connection
    from django.db.backends.sqlite3.schema import DatabaseSchemaEditor

    connect(database_settings("", tmp_path))
    honest, done = DatabaseSchemaEditor.execute, 0

    def dying(self: DatabaseSchemaEditor, *rest: object) -> None:
        nonlocal done
        done += 1
        if done == steps:
            raise KeyboardInterrupt
        honest(self, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(DatabaseSchemaEditor, "execute", dying)
        try:
            migrate()
        except KeyboardInterrupt:
            assert connection.introspection.table_names() == []
    migrate()
    assert {"entry", "brand", "batch", "current"} < set(connection.introspection.table_names())
    disconnect()


def test_the_address_of_postgresql_is_read(tmp_path: Path) -> None:
    found = database_settings("postgresql://ann:p%40ss@db.example:5433/miles", tmp_path)
    assert tuple(found[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")) == (
        "ann",
        "p@ss",
        "db.example",
        "5433",
        "miles",
    )


@pytest.mark.parametrize("address", ["mysql://a/b", "postgresql://host", "nonsense"])
def test_another_address_is_refused_without_repeating_its_password(tmp_path: Path, address: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        database_settings(address, tmp_path)
    assert address not in str(refused.value)
