from pathlib import Path

import pytest

from milepost.errors import InvalidValue
from milepost.knowledge import leaves, table


def test_every_word_for_a_channel_leads_to_a_channel_that_has_a_title() -> None:
    channels = table("channels")

    assert set(channels["words"].values()) <= set(channels["titles"])
    assert all(set(members) <= set(channels["titles"]) for members in channels["sets"].values())


def test_a_users_file_replaces_ours_of_the_same_name(tmp_path: Path) -> None:
    (tmp_path / "channels.toml").write_text('[titles]\nx = "The bird"\n', "utf-8")

    assert table("channels", tmp_path) == {"titles": {"x": "The bird"}}


def test_a_users_catalogue_lies_over_ours(tmp_path: Path) -> None:
    (tmp_path / "kpis").mkdir()
    (tmp_path / "kpis" / "our_own.toml").write_text('title = "Our own"\n', "utf-8")

    found = leaves("kpis", tmp_path)

    assert found["our_own"].body["title"] == "Our own"
    assert "sessions" in found


def test_a_file_that_is_not_toml_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "channels.toml").write_text("not = [toml", "utf-8")

    with pytest.raises(InvalidValue, match=r"channels\.toml is not TOML"):
        table("channels", tmp_path)
