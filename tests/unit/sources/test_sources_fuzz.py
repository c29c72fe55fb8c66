"""Whatever a file holds, it is answered: by chance, from the words of all formats and from their examples."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odd_exports import mutated, page, personal, structured, workbook, xml, zipped
from reading_rules import ANSWERS, check_reading, check_suggestion

from milepost.sources import source_formats

FORMATS = source_formats()
SEEDS = st.integers(0, 2**32 - 1)
FEW = settings(max_examples=6, derandomize=True, deadline=None, database=None)
SOME = settings(max_examples=12, derandomize=True, deadline=None, database=None)


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
def test_text_exports_are_answered(build: object) -> None:
    @SOME
    @given(SEEDS)
    def holds(seed: int) -> None:
        hold(build, seed)

    holds()


@pytest.mark.parametrize("build", [workbook, zipped, xml], ids=lambda build: build.__name__)
def test_other_files_are_answered(build: object) -> None:
    @FEW
    @given(SEEDS)
    def holds(seed: int) -> None:
        hold(build, seed)

    holds()


def hold(build: object, seed: int) -> None:
    chance = Random(seed)
    assert callable(build)
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
