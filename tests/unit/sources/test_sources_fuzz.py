"""Whatever a file holds, it is answered: by chance, from the words of all formats and from their examples."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odd_exports import Build, mutated, page, personal, structured, workbook, xml, zipped
from reading_rules import ANSWERS, check_reading, check_suggestion, differences, read

from milepost.sources import source_formats
from milepost.sources.packed import Packed

FORMATS = source_formats()
SEEDS = st.integers(0, 2**32 - 1)
FEW = settings(max_examples=5, derandomize=True, deadline=None, database=None)
SOME = settings(max_examples=8, derandomize=True, deadline=None, database=None)


@SOME
@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))
    )
)
def test_any_bytes_are_answered(data: bytes) -> None:
    with TemporaryDirectory() as place:
        path = Path(place) / "export.csv"
        path.write_bytes(data)
        check_reading(path, Path(place), FORMATS, again=False)


@pytest.mark.parametrize("build", [structured, mutated, page, personal], ids=lambda build: build.__name__)
def test_text_exports_are_answered(build: Build) -> None:
    @SOME
    @given(SEEDS)
    def holds(seed: int) -> None:
        hold(build, seed)

    holds()


@pytest.mark.parametrize("build", [workbook, zipped, xml], ids=lambda build: build.__name__)
def test_other_files_are_answered(build: Build) -> None:
    @FEW
    @given(SEEDS)
    def holds(seed: int) -> None:
        hold(build, seed)

    holds()


def hold(build: Build, seed: int) -> None:
    chance = Random(seed)
    with TemporaryDirectory() as place:
        path = build(chance, FORMATS, Path(place))
        check_reading(path, Path(place), FORMATS, chance.choice(ANSWERS), again=seed % 3 == 0)


@SOME
@given(SEEDS)
def test_what_is_suggested_can_be_read_by(seed: int) -> None:
    chance = Random(seed)
    with TemporaryDirectory() as place:
        path = chance.choice((structured, mutated, page))(chance, FORMATS, Path(place))
        check_suggestion(path, Path(place), FORMATS)


@FEW
@given(SEEDS)
def test_packed_records_are_read_as_others_are(seed: int) -> None:
    chance = Random(seed)
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        path = chance.choice((structured, mutated, page))(chance, FORMATS, Path(place))
        reading = read(path, Path(place) / "plain", FORMATS, ANSWERS[1])
        patch.setattr("milepost.sources.files._LARGE", 0)
        assert differences(reading, read(path, Path(place) / "packed", FORMATS, ANSWERS[1])) == ""


def test_packed_records_keep_their_cells_whatever_stands_in_them() -> None:
    records = [(1, ["a", "b"]), (3, []), (4, [""]), (5, ["a\x1fb", "c"]), (6, ["", ""]), (7, ["\n"])]
    packed = Packed.of(iter(records))
    assert list(packed) == records
    assert packed[-1] == records[-1]
    assert list(packed[1:4]) == records[1:4]
    chosen = packed.none()
    chosen.take(3)
    assert list(chosen) == [records[3]]
