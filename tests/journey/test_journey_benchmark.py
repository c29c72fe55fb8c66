"""`milepost benchmark` as it is typed: shapes of `--json` and exit codes."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]
TODAY = "2026-10-05"


def test_the_list_needs_no_workspace_and_names_its_sources(milepost: Call) -> None:
    said = milepost("benchmark", "list", "--kpi", "cpm", "--json", "--as-of", TODAY)
    assert said.code == 0
    assert {row["kpi"] for row in said.json["benchmarks"]} == {"cpm"}
    assert all(row["publisher"] and row["published"] for row in said.json["benchmarks"])
    assert milepost("benchmark", "list", "--kpi", "cpmm").code == 2


def test_a_brand_is_compared_and_its_currency_is_not_bent(milepost: Call, brand_home: Path) -> None:
    said = milepost("benchmark", "compare", "cpc", "--home", brand_home, "--as-of", TODAY, "--json")
    assert said.code == 0
    rows = {row["platform"]: row for row in said.json["compared"]}
    assert rows["google_search_ads"]["own"]["currency"] == "EUR"
    assert rows["google_search_ads"]["bands"] == []
    assert "USD, yours EUR" in rows["google_search_ads"]["refused"][0]["because"]
    assert milepost("benchmark", "compare", "--home", brand_home, "--as-of", TODAY).code == 0


def test_a_rate_by_followers_is_computed_by_post_as_publishers_do(milepost: Call, brand_home: Path) -> None:
    said = milepost(
        *("benchmark", "compare", "engagement_rate_by_followers", "--platform", "instagram"),
        *("--followers", "8200", "--home", brand_home, "--as-of", TODAY, "--json"),
    )
    (row,) = said.json["compared"]
    assert row["own"]["definition"] == "interactions / followers, per post"
    assert 0.0001 < row["own"]["value"] < 0.2
    (band,) = row["bands"]
    assert (band["single_source"], len(band["figures"])) == (False, 2)


def test_a_file_is_tried_added_and_known(milepost: Call, brand_home: Path, tmp_path: Path) -> None:
    home = shutil.copytree(brand_home, tmp_path / "home")
    path = tmp_path / "peers.csv"
    path.write_text(
        "kpi,over,under,low,mid,high,unit,publisher,title,published\n"
        "bounce_rate,not_engaged_sessions,sessions,34.1,42.8,55,percent,Analytics,Our peers,2026-09\n",
        "utf-8",
    )
    assert milepost("benchmark", "add", path, "--dry-run", "--home", home, "--json").json["status"] == "tried"
    first = milepost("benchmark", "add", path, "--home", home, "--json")
    assert (first.code, first.json["rows_kept"], first.json["status"]) == (0, 1, "imported")
    assert milepost("benchmark", "add", path, "--home", home, "--json").json["status"] == "already"
    said = milepost("benchmark", "compare", "bounce_rate", "--home", home, "--as-of", TODAY, "--json")
    (row,) = said.json["compared"]
    assert row["bands"][0]["place"] in {"below", "within", "above"}


def test_one_client_is_no_agency_and_names_stand_on_no_page_of_one(milepost: Call, brand_home: Path) -> None:
    said = milepost("benchmark", "clients", "cpc", "--home", brand_home, "--as-of", TODAY, "--json")
    assert said.code == 1
    assert "Only 1 of your clients" in said.json["unknown"]
    words = ("benchmark", "clients", "cpc", "--names", "--brand", "x", "--home", brand_home)
    assert milepost(*words).code == 2
