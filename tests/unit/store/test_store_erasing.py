"""Erasing covers every table that holds a brand's rows, also those that are added later."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from milepost.facts.batches import Batch, Current
from milepost.journal import Entry
from milepost.store.database import connect, database_settings, disconnect, migrate

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)

# A model whose rows belong to no brand is named here by whoever adds it, with the reason.
OF_NO_BRAND = {"PersonRow": "people may see several brands; what ties them to one is a MembershipRow"}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    connect(database_settings("", tmp_path))
    migrate()
    yield tmp_path / "milepost.db"
    disconnect()


def entry(brand: str, why: str) -> Entry:
    return Entry(brand, "goal", "reach", 1, AT, "Ada", why, {"said": f"for {brand}"})


def fill(brand: str, why: str) -> None:
    from milepost.store.manifest import Publication, publish

    batch = Batch(brand, "order", "ab" * 32, 1, 0, f"{brand}/b", 3, AT.date(), date(2026, 1, 1), None)
    current = Current(brand, "order", f"{brand}/c", None, None, "ff", 3, 0)
    publish(Publication(brand, AT, [entry(brand, why)], [], [batch], ["order"], [current]))
    fill_people(brand)


def fill_people(brand: str) -> None:
    from milepost.store.models import InvitationRow, JobRow, MembershipRow, PersonRow, ShareRow
    from milepost.workspace.people.audit import write_down

    ada = PersonRow.objects.add(f"{PersonRow.objects.count()}@example.com", None)
    MembershipRow.objects.create(person=ada, brand=brand, role="viewer")
    said = {"brand": brand, "made_by": "Ada"}
    InvitationRow.objects.create(
        token_hash=f"i{brand}", email="b@example.com", role="viewer", expires_at=AT, **said
    )
    ShareRow.objects.create(token_hash=f"s{brand}", page="board", made_at=AT, expires_at=AT, **said)
    JobRow.objects.create(brand=brand, kind="import", asked={}, who="Ada", made_at=AT)
    write_down(at=AT, who="Ada", action="share.make", brand=brand, what=f"of {brand}")


def rows_by_the_file_itself(brand: str) -> dict[str, int]:
    """Rows of a brand in every table, as the file tells it: Django is not asked what it knows."""
    from django.db import connection

    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT name FROM pragma_table_info("{table}")')
            columns = {name for (name,) in cursor.fetchall()}
            wheres = {
                "brand": "brand = %s",
                "brand_id": "brand_id IN (SELECT id FROM brand WHERE name = %s)",
            }
            where = next((wheres[name] for name in wheres if name in columns), None)
            if table == "brand":
                where = "name = %s"
            if where:
                cursor.execute(f'SELECT count(*) FROM "{table}" WHERE {where}', [brand])
                found[table] = cursor.fetchone()[0]
    return found


def test_every_model_of_the_store_is_a_brands_or_says_why_not(database: Path) -> None:
    from milepost.store.erasing import brand_models, store_models

    covered = set(brand_models())
    left = {model.__name__ for model in store_models() if model not in covered}

    assert left == set(OF_NO_BRAND)
    assert {"EntryRow", "BatchRow", "CurrentRow", "BrandRow"} <= {model.__name__ for model in covered}


def test_what_points_to_a_brands_row_goes_before_it(database: Path) -> None:
    from milepost.store.erasing import brand_models
    from milepost.store.models import BatchRow, BrandRow, CurrentRow

    order = list(brand_models())
    assert order.index(BrandRow) > max(order.index(BatchRow), order.index(CurrentRow))


def test_tables_that_come_later_are_found_by_their_fields(database: Path) -> None:
    from django.db import models
    from django.test.utils import isolate_apps

    from milepost.store.erasing import brand_models
    from milepost.store.models import BrandRow

    with isolate_apps("milepost.store"):

        class Named(models.Model):
            brand = models.CharField(max_length=100)

            class Meta:
                app_label = "store"

        class Pointing(models.Model):
            of = models.ForeignKey(BrandRow, on_delete=models.PROTECT)
            named = models.ForeignKey(Named, on_delete=models.PROTECT)

            class Meta:
                app_label = "store"

        class Neither(models.Model):
            title = models.CharField(max_length=100)

            class Meta:
                app_label = "store"

        found = brand_models([Named, Neither, Pointing])

    assert found == {Pointing: "of__name", Named: "brand"}
    assert list(found) == [Pointing, Named]


def test_all_rows_of_a_brand_go_and_nobody_elses(database: Path) -> None:
    from milepost.store.entries import load_entries
    from milepost.store.erasing import erase_rows, rows_of

    fill("Tin & Twine", "a plan")
    fill("Other", "another")
    tables = rows_by_the_file_itself("Tin & Twine")
    others = rows_by_the_file_itself("Other")
    note = Entry("", "erased", "1", 1, AT, "Ada", "", {})

    assert all(tables.values()), "the test fills every table that has brands"
    assert rows_of("Tin & Twine") == tables
    assert erase_rows("Tin & Twine", [note]) == tables
    assert set(rows_by_the_file_itself("Tin & Twine").values()) == {0}
    assert rows_by_the_file_itself("Other") == others
    assert load_entries("") == (note,)


def test_said_again_it_erases_nothing_and_notes_nothing(database: Path) -> None:
    from milepost.store.entries import load_entries
    from milepost.store.erasing import erase_rows

    fill("Tin & Twine", "a plan")
    for number in range(1, 4):
        erase_rows("Tin & Twine", [Entry("", "erased", str(number), 1, AT, "Ada", "", {})])

    assert [one.key for one in load_entries("", "erased")] == ["1"]


def test_not_a_byte_of_it_is_left_in_the_file_nor_in_its_log(database: Path) -> None:
    from milepost.store.erasing import erase_rows, scrub

    secret = "the autumn of the violet otters"
    for number in range(40):
        fill(f"Gone {number}", secret * 50)
    fill("Stays", "stays")
    assert secret.encode() in database.with_name("milepost.db-wal").read_bytes()
    for number in range(40):
        erase_rows(f"Gone {number}", [])
    scrub()

    left = b"".join(path.read_bytes() for path in database.parent.iterdir())
    assert secret.encode() not in left
    assert b"Gone" not in left
    assert b"Stays" in left


def test_words_in_the_entries_of_others_are_counted(database: Path) -> None:
    from milepost.store.erasing import texts_with

    fill("Other", "because TIN & TWINE did it")
    fill("Third", "for itself")

    assert texts_with("Tin & Twine") == {("Other", "goal"): 1}
    assert texts_with("for Third") == {("Third", "goal"): 1}
