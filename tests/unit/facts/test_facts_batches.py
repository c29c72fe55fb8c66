from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from milepost.facts.batches import Batch, batch_path, brand_folder, by_authority, current_path


def batch(day: int, sha256: str, part: int = 0) -> Batch:
    return Batch("B", "order", sha256, 1, part, "", 1, date(2026, 1, day), None, None)


def test_the_later_content_date_holds_then_the_higher_hash_then_the_later_table() -> None:
    first, second, third, last = batch(3, "ff"), batch(4, "aa"), batch(4, "bb"), batch(4, "bb", 1)
    assert (first, second, third, last) == by_authority([last, third, first, second])


@given(st.permutations([batch(day, sha) for day in (1, 2) for sha in ("a", "b", "c")]))
def test_the_order_of_the_imports_decides_nothing(batches: list[Batch]) -> None:
    assert [b.sha256 for b in by_authority(batches)] == ["a", "b", "c", "a", "b", "c"]


@given(st.text(min_size=1, max_size=100))
def test_any_name_of_a_brand_gives_a_safe_folder(brand: str) -> None:
    folder = brand_folder(brand)
    assert set(folder) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert 10 <= len(folder) <= 49


def test_brands_that_look_alike_have_folders_of_their_own() -> None:
    names = ["Café", "Cafe", "cafe", "café ", "日本", "中国", "a/../b", "a..b"]
    assert len(names) == len({brand_folder(name) for name in names})


def test_a_path_is_never_used_by_two_publications() -> None:
    paths = {batch_path("B", "order", sha256="ab", seq=1, part=0, generation=g) for g in (1, 2)}
    paths |= {current_path("B", "order", what, g) for g in (1, 2) for what in ("rows", "rollup")}
    assert len(paths) == 6
