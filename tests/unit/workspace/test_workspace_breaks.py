"""Changes of meaning: ours and the user's, and only those of platforms whose figures the brand has."""

from datetime import date
from pathlib import Path

import pytest

from milepost.errors import InvalidValue
from milepost.knowledge import table
from milepost.period import Period
from milepost.sources import source_formats
from milepost.workspace.breaks import Origins, breaks_of

YEARS = Period(date(2023, 1, 1), date(2027, 1, 1))
INSTAGRAM = Origins(frozenset({"meta_business"}), frozenset({"instagram"}))


def own(folder: Path, text: str) -> Path:
    (folder / "breaks.toml").write_text(text)
    return folder


def test_a_brand_without_youtube_is_not_told_of_youtube() -> None:
    titles = {mark.title for mark in breaks_of("views", (), YEARS, of=INSTAGRAM)}
    assert "Instagram replaces impressions and plays by views" in titles
    assert not {title for title in titles if "YouTube" in title}
    assert {title for mark in breaks_of("views", (), YEARS) if "YouTube" in (title := mark.title)}


def test_sources_of_breaks_are_sources_of_formats() -> None:
    known = {found.source for found in source_formats().values()}
    assert {source for entry in table("breaks")["break"] for source in entry["sources"]} <= known


def test_the_users_own_breaks_stand_beside_ours(tmp_path: Path) -> None:
    folder = own(
        tmp_path, '[[break]]\non = 2025-02-03\nmeasures = ["sessions"]\ntitle = "New tagging of links"\n'
    )
    found = breaks_of("sessions", (), YEARS, folder, INSTAGRAM)
    assert [(mark.day, mark.title, mark.moves_level) for mark in found] == [
        (date(2025, 2, 3), "New tagging of links", True)
    ]
    assert breaks_of("views", (), YEARS, folder) == breaks_of("views", (), YEARS)


def test_one_of_the_same_id_stands_for_ours(tmp_path: Path) -> None:
    folder = own(
        tmp_path,
        '[[break]]\nid = "instagram-views"\non = 2025-05-01\nmeasures = ["views"]\ntitle = "Later here"\n',
    )
    days = [mark.day for mark in breaks_of("views", ("instagram",), YEARS, folder)]
    assert days == [date(2025, 5, 1)]


def test_a_break_without_a_day_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidValue, match="needs `on`"):
        breaks_of("views", (), YEARS, own(tmp_path, '[[break]]\ntitle = "Some day"\nmeasures = ["views"]\n'))
