"""Compaction: what holds, what lost, and that nothing depends on the order of things."""

import itertools
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.facts.current import Compacted, RankedBatch, compact
from milepost.facts.rollup import bit_of
from milepost.facts.schema import ACCOUNT_DAY, AD_DAY, COVERAGE, LEAD, ORDER, POST, POST_DAY, Table

DAY = date(2026, 3, 2)
ACCOUNT = {"source": "meta", "account": "tin", "channel": "instagram", "breakdown": "", "days": 1, "day": DAY}


def batch(folder: Path, name: str, table: Table, rows: Sequence[Mapping[str, Any]]) -> Path:
    path = folder / f"{name}.parquet"
    columns = ", ".join(f'"{c.name}" {c.kind.sql}' for c in table.all_columns)
    with duckdb.connect() as engine:
        engine.execute(f"CREATE TABLE t ({columns})")
        for row in rows:
            whole = {"brand": "Tin & Twine", **row}
            values = [whole.get(c.name) for c in table.all_columns]
            engine.execute(f"INSERT INTO t VALUES ({', '.join('?' * len(values))})", values)
        engine.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return path


def read(path: Path, columns: str = "*") -> list[tuple[Any, ...]]:
    return duckdb.execute(f"SELECT {columns} FROM read_parquet('{path}')").fetchall()


def run(folder: Path, table: Table, *batches: Sequence[Mapping[str, Any]]) -> Compacted:
    """Compact batches of rising rank into rows.parquet, days.parquet and lost.parquet."""
    ranked = [RankedBatch(batch(folder, f"b{i}", table, rows), f"b{i}", i) for i, rows in enumerate(batches)]
    return compact(table, ranked, folder / "rows.parquet", folder / "days.parquet", folder / "lost.parquet")


def test_the_higher_rank_holds_and_the_other_is_kept_as_restated(tmp_path: Path) -> None:
    done = run(tmp_path, ACCOUNT_DAY, [ACCOUNT | {"likes": 5}], [ACCOUNT | {"likes": 7}])
    assert read(tmp_path / "rows.parquet", "likes") == [(7,)]
    lost = read(tmp_path / "lost.parquet", "day, measure, held_value, held_batch, lost_value, lost_batch")
    assert lost == [(DAY, "likes", 7, "b1", 5, "b0")]
    assert (done.rows, done.restated) == (1, 1)


def test_cards_of_one_day_fill_each_others_columns(tmp_path: Path) -> None:
    done = run(tmp_path, ACCOUNT_DAY, [ACCOUNT | {"reach": 90}], [ACCOUNT | {"profile_visits": 4}])
    assert read(tmp_path / "rows.parquet", "reach, profile_visits, likes") == [(90, 4, None)]
    assert done.restated == 0


def test_a_later_export_that_does_not_say_takes_nothing_away(tmp_path: Path) -> None:
    run(tmp_path, ACCOUNT_DAY, [ACCOUNT | {"likes": 5, "saves": 1}], [ACCOUNT | {"likes": None, "saves": 2}])
    assert read(tmp_path / "rows.parquet", "likes, saves") == [(5, 2)]


def test_a_lead_came_when_it_first_came_and_stands_where_it_was_last_seen(tmp_path: Path) -> None:
    lead = {"source": "hubspot", "account": "", "lead_id": "1"}
    first = lead | {"day": date(2026, 3, 2), "campaign": "spring", "stage": "lead", "qualified": 0}
    again = lead | {"day": date(2026, 5, 9), "campaign": "summer", "stage": "customer", "qualified": 1}
    for order in ([first], [again]), ([again], [first]):
        run(tmp_path, LEAD, *order)
        assert read(tmp_path / "rows.parquet", "day, campaign") == [(date(2026, 3, 2), "spring")]
    run(tmp_path, LEAD, [first], [again])
    assert read(tmp_path / "rows.parquet", "stage, qualified") == [("customer", 1)]


def test_equal_values_are_no_restatement(tmp_path: Path) -> None:
    done = run(tmp_path, ACCOUNT_DAY, [ACCOUNT | {"likes": 5}], [ACCOUNT | {"likes": 5}])
    assert (done.rows, done.restated) == (1, 0)


def test_rows_of_one_file_with_one_key_add_but_people_do_not(tmp_path: Path) -> None:
    done = run(
        tmp_path, ACCOUNT_DAY, [ACCOUNT | {"likes": 5, "reach": 50}, ACCOUNT | {"likes": 6, "reach": 60}]
    )
    assert read(tmp_path / "rows.parquet", "likes, reach") == [(11, None)]
    assert done.restated == 0


def test_a_currency_stays_with_its_money(tmp_path: Path) -> None:
    paid = ACCOUNT | {"earnings": 5_000_000, "currency": "EUR"}
    run(tmp_path, ACCOUNT_DAY, [paid], [ACCOUNT | {"likes": 1, "currency": "USD"}])
    assert read(tmp_path / "rows.parquet", "earnings, currency") == [(5_000_000, "EUR")]


def test_rows_are_sorted_whatever_the_file_was(tmp_path: Path) -> None:
    days = [
        ACCOUNT | {"day": DAY + timedelta(days=d), "channel": c} for d in (2, 0, 1) for c in ("x", "facebook")
    ]
    run(tmp_path, ACCOUNT_DAY, days)
    found = read(tmp_path / "rows.parquet", "channel, day")
    assert found == sorted(found)
    assert len(found) == 6


def test_nothing_imported_gives_empty_files(tmp_path: Path) -> None:
    done = run(tmp_path, ACCOUNT_DAY)
    assert (done.rows, done.rollup_rows, done.restated) == (0, 0, 0)
    assert read(tmp_path / "rows.parquet") == []


def test_the_roll_up_adds_posts_and_marks_what_only_some_said(tmp_path: Path) -> None:
    post = ACCOUNT | {"post_id": "1", "likes": 5, "saves": 2, "reach": 40}
    other = ACCOUNT | {"post_id": "2", "likes": 7, "reach": 30}
    run(tmp_path, POST_DAY, [post, other])
    found = read(tmp_path / "days.parquet", '"rows", likes, saves, reach, silent')
    silent = sum(1 << bit_of(POST_DAY, c.name) for c in POST_DAY.measures if c.name not in {"likes", "reach"})
    assert found == [(2, 12, 2, None, silent)]


def test_the_roll_up_of_orders_holds_those_that_count(tmp_path: Path) -> None:
    order = {
        "source": "shop",
        "account": "s",
        "channel": "",
        "breakdown": "",
        "day": DAY,
        "days": 1,
        "currency": "EUR",
    }
    rows = [order | {"order_id": str(i), "counts": c, "gross": 10} for i, c in enumerate([True, True, False])]
    run(tmp_path, ORDER, rows)
    assert read(tmp_path / "days.parquet", '"rows", gross') == [(2, 20)]
    assert len(read(tmp_path / "rows.parquet")) == 3


def test_currencies_are_different_adverts(tmp_path: Path) -> None:
    ad = {"source": "ads", "account": "a", "channel": "paid_social", "breakdown": "", "day": DAY, "days": 1}
    run(tmp_path, AD_DAY, [ad | {"currency": "EUR", "spend": 1}], [ad | {"currency": "USD", "spend": 2}])
    assert read(tmp_path / "rows.parquet", "currency, spend") == [("EUR", 1), ("USD", 2)]


VALUE = st.none() | st.integers(0, 9)
BATCHES = st.lists(
    st.lists(st.tuples(st.integers(0, 2), VALUE, VALUE), max_size=3, unique_by=lambda r: r[0]),
    min_size=1,
    max_size=4,
)


@given(batches=BATCHES)
@settings(max_examples=25, deadline=None)
def test_what_holds_does_not_depend_on_order_or_layout(
    batches: list[list[tuple[int, int | None, int | None]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("compact")
    ranked = [
        RankedBatch(
            batch(
                folder,
                f"b{rank}",
                ACCOUNT_DAY,
                [ACCOUNT | {"day": DAY + timedelta(days=d), "likes": a, "saves": b} for d, a, b in rows],
            ),
            f"b{rank}",
            rank,
        )
        for rank, rows in enumerate(batches)
    ]
    expected: dict[int, list[int | None]] = {}
    for rows in batches:
        for day, *values in rows:
            held = expected.setdefault(day, [None, None])
            for i, value in enumerate(values):
                held[i] = held[i] if value is None else value
    hashes = set()
    for order in itertools.islice(itertools.permutations(ranked), 3):
        done = compact(ACCOUNT_DAY, order, folder / "rows.parquet")
        hashes.add(done.sha256)
        found = {(d - DAY).days: [a, b] for d, a, b in read(folder / "rows.parquet", "day, likes, saves")}
        assert expected == found
    assert len(hashes) == 1


@pytest.mark.parametrize("table", [COVERAGE, POST], ids=lambda t: t.name)
def test_tables_without_figures_have_nothing_to_restate(table: Table, tmp_path: Path) -> None:
    row = {"source": "s", "account": "a", "channel": "x", "breakdown": "", "day": DAY, "days": 1}
    row |= {c: "one" for c in table.key if c not in row}
    done = run(tmp_path, table, [row], [row])
    assert (done.rows, done.restated) == (1, 0)
    assert read(tmp_path / "lost.parquet") == []


@pytest.mark.parametrize("size", [3, 20])
def test_of_many_batches_each_keeps_its_rank_and_its_name(size: int, tmp_path: Path) -> None:
    """More batches than are read twice, given in another order than that of their names."""
    ranked = [
        RankedBatch(batch(tmp_path, f"b{i:02}", ACCOUNT_DAY, [ACCOUNT | {"likes": i}]), f"b{i:02}", size - i)
        for i in range(size)
    ]
    done = compact(ACCOUNT_DAY, ranked, tmp_path / "rows.parquet", restated_to=tmp_path / "lost.parquet")
    assert read(tmp_path / "rows.parquet", "likes") == [(0,)]
    lost = read(tmp_path / "lost.parquet", "held_batch, lost_batch, lost_value")
    assert lost == [("b00", f"b{i:02}", i) for i in range(1, size)]
    assert done.restated == size - 1


def test_batches_may_lack_columns_and_hold_them_in_another_order(tmp_path: Path) -> None:
    narrow = tmp_path / "narrow.parquet"
    with duckdb.connect() as engine:
        named = ", ".join(f"'{v}' AS {k}" for k, v in reversed(ACCOUNT.items()))
        engine.execute(
            f"COPY (SELECT 4 AS likes, {named}, 'Tin & Twine' AS brand) TO '{narrow}' (FORMAT parquet)"
        )
    full = batch(tmp_path, "full", ACCOUNT_DAY, [ACCOUNT | {"saves": 2}])
    for order in ([narrow, full], [full, narrow]):
        ranked = [RankedBatch(path, path.name, i) for i, path in enumerate(order)]
        compact(ACCOUNT_DAY, ranked, tmp_path / "rows.parquet")
        assert read(tmp_path / "rows.parquet", "day, likes, saves, reach") == [(DAY, 4, 2, None)]
