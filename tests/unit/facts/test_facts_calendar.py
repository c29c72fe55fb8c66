"""The calendar of an account: which days are told, and the gaps between them."""

from datetime import date
from pathlib import Path

import duckdb

from milepost.facts.batches import FactFiles, TableFiles
from milepost.facts.health import calendars
from milepost.facts.schema import TABLES
from milepost.period import Period


def files(folder: Path, **tables: list[dict[str, object]]) -> FactFiles:
    found = {}
    for name, rows in tables.items():
        columns = ", ".join(f'"{c.name}" {c.kind.sql}' for c in TABLES[name].all_columns)
        with duckdb.connect() as engine:
            engine.execute(f"CREATE TABLE t ({columns})")
            for row in rows:
                named = ", ".join(f'"{key}"' for key in row)
                engine.execute(
                    f"INSERT INTO t ({named}) VALUES ({', '.join('?' * len(row))})", [*row.values()]
                )
            engine.execute(f"COPY t TO '{folder / name}.parquet' (FORMAT parquet)")
        found[name] = TableFiles(folder / f"{name}.parquet")
    return FactFiles("Tin & Twine", found)


def day(number: int, channel: str = "instagram") -> dict[str, object]:
    return {"source": "meta_business", "channel": channel, "day": date(2026, 3, number), "days": 1}


def test_a_missing_day_of_a_profile_is_a_gap_of_that_profile_only(tmp_path: Path) -> None:
    rows = [day(n) for n in (1, 2, 5)] + [day(n, "facebook") for n in range(1, 6)]
    found = {item.channel: item for item in calendars(files(tmp_path, account_day=rows))}
    assert found["facebook"].gaps == ()
    assert found["instagram"].days == Period(date(2026, 3, 1), date(2026, 3, 6))
    assert found["instagram"].gaps == (Period(date(2026, 3, 3), date(2026, 3, 5)),)


def test_a_week_fills_its_days_and_orders_are_told_by_what_their_files_cover(tmp_path: Path) -> None:
    span = {"source": "shopify", "of_table": "order", "measure": "gross", "channel": "email"}
    covered = [
        span | {"day": date(2026, 1, 1), "days": 31},
        span | {"day": date(2026, 3, 1), "days": 7, "channel": "direct"},
    ]
    (found,) = calendars(files(tmp_path, coverage=covered))
    assert (found.source, found.channel) == ("shopify", "")
    assert found.gaps == (Period(date(2026, 2, 1), date(2026, 3, 1)),)


def test_nothing_imported_has_no_calendar() -> None:
    assert calendars(FactFiles("Tin & Twine", {})) == ()
