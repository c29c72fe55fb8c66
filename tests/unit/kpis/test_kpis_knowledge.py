"""The catalogue, the objectives and the stages must speak of the same KPIs."""

from pathlib import Path
from typing import Any

import pytest

from milepost.errors import InvalidValue, NotFound
from milepost.facts.schema import TABLES
from milepost.knowledge import Leaf, table
from milepost.kpis.catalogue import catalogue, kpi, read_kpi
from milepost.sources import source_formats


def test_stages_name_only_kpis_that_exist() -> None:
    known = set(catalogue())
    for name, stage in table("stages").items():
        assert set(stage["measured_by"]) | set(stage["not_by"]) <= known, name
        assert not set(stage["measured_by"]) & set(stage["not_by"]), name


def test_objectives_name_only_kpis_and_stages_that_exist() -> None:
    known, stages = set(catalogue()), set(table("stages"))
    for name, objective in table("objectives").items():
        assert set(objective["kpis"]) | set(objective["leads"]) <= known, name
        assert objective["stage"] in stages


def test_every_kpi_stands_in_its_own_stage() -> None:
    stages = table("stages")
    outside = {
        k.id for k in catalogue().values() if k.stage in stages and k.id not in stages[k.stage]["measured_by"]
    }
    assert outside == set()


def test_awareness_is_not_measured_in_money_nor_conversion_by_showings() -> None:
    stages = table("stages")
    assert "revenue" in stages["awareness"]["not_by"]
    assert "impressions" in stages["conversion"]["not_by"]


def test_every_objective_of_a_kpi_exists() -> None:
    objectives = set(table("objectives"))
    for found in catalogue().values():
        assert set(found.objectives) <= objectives, found.id


def test_the_order_of_sources_names_tables_and_sources_that_exist() -> None:
    known = {fmt.source for fmt in source_formats().values()}
    for name, sources in table("precedence").items():
        assert name in TABLES
        assert set(sources) <= known, name


def test_a_user_may_turn_the_order_round(tmp_path: Path) -> None:
    (tmp_path / "precedence.toml").write_text('order = ["stripe", "shopify"]\n')
    assert catalogue(tmp_path)["orders"].bases[0].prefer == ("stripe", "shopify")
    assert catalogue()["orders"].bases[0].prefer[0] == "shopify"


def test_a_misspelt_kpi_offers_the_nearest() -> None:
    with pytest.raises(NotFound, match="engagement_rate"):
        kpi("engagment_rate")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"form": "mean"}, "mean"),
        ({"over": ["reach"]}, "does not go with reach"),
        ({"over": ["followers", "likes"]}, "cannot be added"),
        ({"over": ["smiles"]}, "smiles"),
        ({"better": "bigger"}, "better"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_by_name(change: dict[str, Any], said: str) -> None:
    body = {
        "title": "T",
        "says": "S",
        "form": "total",
        "unit": "count",
        "better": "higher",
        "stage": "awareness",
        "timing": "leading",
        "cadence": "weekly",
        "over": ["likes"],
        "basis": [{"table": "account_day"}],
    }
    assert read_kpi(Leaf("mine", "mine.toml", body)).bases[0].terms.over.add == ("likes",)
    with pytest.raises(InvalidValue, match=said) as refused:
        read_kpi(Leaf("mine", "mine.toml", body | change))
    assert "mine.toml" in str(refused.value)
