"""Outside figures of a workspace: kept once, compared with one's own past first; and one's own clients."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from milepost.amount import Unknown
from milepost.errors import InvalidValue, NotFound
from milepost.reports.benchmark_clients import clients_document, clients_lines
from milepost.reports.benchmarks import compare_document, compare_lines, list_lines
from milepost.sources.report import Answers
from milepost.store.database import disconnect
from milepost.workspace.benchmarks import add_benchmarks, compare, doubted, outside_figures
from milepost.workspace.clients import over_clients
from milepost.workspace.imports import import_files
from milepost.workspace.opening import init_workspace, open_workspace
from milepost.workspace.place import Workspace, choose_brand

TODAY = date(2026, 10, 5)
HEAD = "kpi,over,under,unit,low,mid,high,n,publisher,title,published,platform,trust\n"
BOUNCE = 'ctr,link_clicks,impressions,percent,1,{mid},3,"1,200",{who},A year,2026-03,{platform},{trust}\n'
NAMES = ("Tin & Twine", "Oak Lane", "Pebble Co", "Fern House", "Red Kiln", "Salt Row")


def _row(
    mid: str = "2", who: str = "Example Institute", platform: str = "facebook_ads", trust: str = ""
) -> str:
    return BOUNCE.format(mid=mid, who=who, platform=platform, trust=trust)


def _file(folder: Path, *rows: str, name: str = "mine.csv") -> Path:
    path = folder / name
    path.write_text(HEAD + "".join(rows), "utf-8")
    return path


def _adverts(folder: Path, weeks: int, clicks: int, name: str = "ads.csv") -> Path:
    """A campaign of 1,000 showings a day with so many clicks on the link, up to the day before TODAY."""
    lines = ["Day,Campaign name,Amount spent (EUR),Impressions,Link clicks,Reporting starts,Reporting ends"]
    for back in range(weeks * 7, 0, -1):
        day = TODAY - timedelta(days=back)
        lines.append(f"{day},Spring,{10 + back % 3},1000,{clicks + back % 2},{day},{day}")
    path = folder / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def agency_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six clients with adverts of their own; the last one has only three weeks of them."""
    folder = tmp_path_factory.mktemp("agency")
    for name in NAMES:
        workspace = init_workspace(folder / "home", brand=name, currency="EUR", zone="UTC")
    for number, name in enumerate(NAMES):
        path = _adverts(folder, 3 if name == NAMES[-1] else 15, 10 * (number + 1), f"ads{number}.csv")
        (outcome,) = import_files(workspace, [path], Answers(), brand=name)
        assert outcome.status == "imported", outcome
    disconnect()
    return folder / "home"


@pytest.fixture
def agency(agency_home: Path, tmp_path: Path) -> Iterator[Workspace]:
    yield open_workspace(Path(shutil.copytree(agency_home, tmp_path / "agency")))
    disconnect()


def test_a_table_is_kept_once_and_replaced_by_another_of_its_name(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = _file(tmp_path, _row(), _row(mid="1.5", trust="secondary"), _row(who=""))
    tried = add_benchmarks(workspace, path, secondary=False, dry_run=True)
    assert (tried.status, tried.where, workspace.knowledge) == ("tried", None, None)

    first = add_benchmarks(workspace, path, secondary=False, dry_run=False)
    again = add_benchmarks(open_workspace(workspace.home), path, secondary=False, dry_run=False)
    more = add_benchmarks(workspace, path, secondary=True, dry_run=False)

    assert [one.status for one in (first, again, more)] == ["imported", "already", "replaced"]
    assert (len(first.read.kept), len(first.read.problems)) == (1, 1)
    found = outside_figures(workspace.knowledge, kpi="ctr", platform="facebook_ads")
    assert {one.publisher for one in found.figures} > {"Example Institute"}
    assert found.problems == ()


def test_a_table_in_which_no_row_is_good_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    added = add_benchmarks(workspace, _file(tmp_path, _row(who="")), secondary=False, dry_run=False)
    assert added.status == "nothing"
    assert workspace.knowledge is None


def test_a_table_is_decoded_by_its_mark(workspace: Workspace, tmp_path: Path) -> None:
    path = _file(tmp_path, _row(who="Größe"))
    path.write_text(path.read_text("utf-8"), "utf-16")

    added = add_benchmarks(workspace, path, secondary=False, dry_run=True)

    assert [one.publisher for one in added.read.kept] == ["Größe"]


def test_the_name_of_our_own_table_and_files_that_are_none_are_refused(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(InvalidValue, match="own table"):
        add_benchmarks(
            workspace, _file(tmp_path, _row(), name="published.csv"), secondary=False, dry_run=False
        )
    binary = tmp_path / "x.csv"
    binary.write_bytes(b"PK\x03\x04\x00\x00")
    with pytest.raises(InvalidValue, match="workbook"):
        add_benchmarks(workspace, binary, secondary=False, dry_run=False)
    with pytest.raises(NotFound):
        add_benchmarks(workspace, tmp_path / "nowhere.csv", secondary=False, dry_run=False)
    with pytest.raises(NotFound, match="ctrr"):
        outside_figures(None, kpi="ctrr")
    with pytest.raises(NotFound, match="instagran"):
        outside_figures(None, platform="instagran")


def test_one_s_own_past_comes_first_and_outside_figures_only_when_asked(
    agency: Workspace, tmp_path: Path
) -> None:
    add_benchmarks(agency, _file(tmp_path, _row()), secondary=False, dry_run=False)
    agency = open_workspace(agency.home)
    brand = choose_brand(agency, "Oak Lane")

    unasked = compare(agency, brand, TODAY)
    asked = compare(agency, brand, TODAY, kpi="ctr")

    assert all(not one.shown for one in unasked if not isinstance(one.own, Unknown))
    assert "Example Institute" not in "\n".join(line.text for line in compare_lines(unasked, None))
    document = json.dumps(compare_document(brand.name, TODAY, unasked), default=str)
    assert '"bands": [{' not in document
    mine = next(one for one in asked if one.placed)
    assert mine.platform == "facebook_ads"
    assert [placed.place for placed in mine.placed] == ["within"]
    lines = [line.text for line in compare_lines(asked, "ctr")]
    at = next(n for n, text in enumerate(lines) if text.startswith("Your own (link clicks"))
    first = next(n for n, text in enumerate(lines) if "Example Institute" in text)
    assert at < first
    refused = [each.because for one in asked for each in one.refused]
    assert "The outside figure counts clicks of any kind, yours link clicks." in refused


def test_with_under_eight_weeks_it_is_offered_unasked(agency: Workspace, tmp_path: Path) -> None:
    add_benchmarks(agency, _file(tmp_path, _row()), secondary=False, dry_run=False)
    agency = open_workspace(agency.home)
    (mine,) = [
        one
        for one in compare(agency, choose_brand(agency, NAMES[-1]), TODAY)
        if one.kpi.id == "ctr" and one.alone
    ]
    assert isinstance(mine.own, Unknown)
    assert mine.alone[0].first.publisher == "Example Institute"


def test_a_brand_without_figures_is_told_so(workspace: Workspace) -> None:
    brand = workspace.brands[0]
    assert compare(workspace, brand, TODAY) == ()
    (line,) = compare_lines((), None)
    assert "milepost import" in line.text
    lines = compare_lines(compare(workspace, brand, TODAY, kpi="cpc"), "cpc")
    assert "milepost benchmark list --kpi cpc" in lines[-1].text


def test_clients_are_ranked_by_one_definition_over_whole_weeks(agency: Workspace) -> None:
    over = over_clients(agency, "ctr", TODAY)
    assert not isinstance(over.found, Unknown)
    assert over.found.n == 5
    assert over.found.p50 == pytest.approx(0.0305, rel=0.02)
    assert dict(over.left_out) == {"fewer than 8 of the 13 weeks known": 1}
    assert over.period.days == 91


def test_the_page_of_one_client_holds_no_name_and_no_figure_of_another(agency: Workspace) -> None:
    brand = choose_brand(agency, "Oak Lane")
    over = over_clients(agency, "ctr", TODAY, of=brand)
    said = json.dumps(clients_document(over, own=True, names=True), default=str)
    said += "\n".join(line.text for line in clients_lines(over, own=True, names=True))
    assert "between the 25th and 50th percentile of your 5 clients" in said
    assert [name for name in NAMES if name in said] == []
    for other in over.clients:
        if other.name != brand.name:
            assert f"{other.value:.6f}"[:7] not in said
    assert "p50" not in said


def test_names_are_listed_only_agency_wide_and_only_when_asked(agency: Workspace) -> None:
    over = over_clients(agency, "ctr", TODAY)
    without = "\n".join(line.text for line in clients_lines(over, own=False, names=False))
    with_names = "\n".join(line.text for line in clients_lines(over, own=False, names=True))
    assert [name for name in NAMES if name in without] == []
    assert [name for name in NAMES if name in with_names] == list(NAMES[:5])
    assert "clients" not in clients_document(over, own=False, names=False)


def test_too_few_clients_and_a_client_without_the_figure_are_told(agency: Workspace) -> None:
    young = over_clients(agency, "ctr", TODAY, of=choose_brand(agency, NAMES[-1]))
    assert young.own is None
    assert "fewer than 8" in clients_lines(young, own=True, names=False)[1].text
    few = over_clients(replace(agency, brands=agency.brands[:4]), "ctr", TODAY)
    assert isinstance(few.found, Unknown)
    assert "Only 4 of your clients have" in few.found.because


def test_what_platforms_define_differently_needs_a_channel(agency: Workspace) -> None:
    with pytest.raises(InvalidValue, match="differently"):
        over_clients(agency, "engagement_rate", TODAY)
    with pytest.raises(InvalidValue, match="in one figure"):
        over_clients(agency, "reach", TODAY)
    with pytest.raises(NotFound):
        over_clients(agency, "ctrr", TODAY)


def test_a_list_marks_what_is_too_old_to_be_compared() -> None:
    found = outside_figures(None, kpi="cpm")
    assert not any("older" in line.text for line in list_lines(found, {}, TODAY))
    later = list_lines(found, {}, date(2028, 6, 1))
    assert all("older than 18 months" in line.text for line in later if line.level == 2)


def test_a_target_far_beyond_every_outside_figure_is_doubted(agency: Workspace, tmp_path: Path) -> None:
    add_benchmarks(agency, _file(tmp_path, _row()), secondary=False, dry_run=False)
    agency = open_workspace(agency.home)
    brand = choose_brand(agency, "Oak Lane")
    found = doubted(agency, brand, TODAY, kpi="ctr", platform="facebook_ads", target=0.12)
    assert found is not None
    assert (found.code, found.values["times"]) == ("benchmark.doubt_higher", "4")
    assert doubted(agency, brand, TODAY, kpi="ctr", platform="facebook_ads", target=0.03) is None
    assert doubted(agency, brand, TODAY, kpi="ctr", platform="linkedin_ads", target=0.9) is None
