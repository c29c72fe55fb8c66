"""What goals rest on: the pages of evidence say what the data say, to those who may see them."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from read_pages import COMMAND, EMPTY, OTHER, plain
from served_site import Served, Visitor

from milepost.workspace.evidence.kpi import watched
from milepost.workspace.opening import open_workspace
from milepost.workspace.people.role import Role

PAGES = (
    "kpis/",
    "kpis/link_clicks/",
    "kpis/reach/",
    "kpis/csat/",
    "channels/",
    "channels/instagram/",
    "channels/email/",
    "content/",
    "audience/",
    "competitors/",
    "allocation/",
)


@pytest.fixture(scope="module")
def owner(site: Served) -> Visitor:
    return site.owner()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_with_one_sentence_and_names_no_command(owner: Visitor, page: str) -> None:
    answer = owner.get(f"/b/quillfen/{page}")
    assert answer.status_code == 200
    assert len(re.findall(r"<h1", answer.text)) == 1
    heading = re.search(r"(?s)<h1[^>]*>(.*?)</h1>", answer.text)
    assert heading is not None
    assert 0 < len(re.sub(r"<[^>]+>", "", heading[1]).split()) <= 24
    assert not COMMAND.search(plain(answer.text)), COMMAND.findall(plain(answer.text))
    assert "style=" not in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize("page", [page for page in PAGES if "instagram" not in page and "email" not in page])
def test_a_brand_without_data_is_taught_what_would_stand_there(owner: Visitor, page: str) -> None:
    answer = owner.get(EMPTY + page)
    assert answer.status_code == 200
    assert not COMMAND.search(plain(answer.text))


def test_a_client_sees_none_of_it_and_a_viewer_all(site: Served) -> None:
    client = site.person(Role.CLIENT, "Quillfen", "client-evidence@example.com")
    viewer = site.person(Role.VIEWER, "Quillfen", "viewer-evidence@example.com")
    for page in PAGES:
        assert client.get(f"/b/quillfen/{page}").status_code == 404, page
        assert viewer.get(f"/b/quillfen/{page}").status_code == 200, page
        assert viewer.get(EMPTY + page).status_code == 404, page
    for form in ("audience/new/", "competitors/new/"):
        assert viewer.get(f"/b/quillfen/{form}").status_code == 404
    assert "Write a profile" not in viewer.get("/b/quillfen/audience/").text


@pytest.mark.parametrize(
    "path", ["kpis/nope/", "kpis/..%2F/", "channels/nope/", "audience/nope/", "competitors/x/"]
)
def test_what_is_not_there_is_not_found(owner: Visitor, path: str) -> None:
    assert owner.get(f"/b/quillfen/{path}").status_code == 404


def test_the_page_of_a_kpi_says_the_figure_that_is_measured(owner: Visitor, site_home: Path) -> None:
    workspace = open_workspace(site_home)
    today = datetime.now(UTC).date()
    found = watched(workspace, "link_clicks", brand="Quillfen", today=today)
    assert found.measured is not None
    figure = f"{found.measured.figure.value:,.0f}"  # type: ignore[union-attr]
    read = plain(owner.get("/b/quillfen/kpis/link_clicks/").text)
    assert figure in read
    assert {"facebook", "instagram", "paid_social"} == set(found.channels)
    told = sum(found.channels[name].figure.value for name in ("facebook", "instagram"))  # type: ignore[union-attr]
    assert told == found.measured.figure.value  # type: ignore[union-attr]
    assert "Link clicks.csv" in read
    assert "Traffic_acquisition" not in read


def test_a_sheet_is_named_only_for_the_figures_it_holds(site_home: Path) -> None:
    workspace = open_workspace(site_home)
    today = datetime.now(UTC).date()
    found = watched(workspace, "leads", brand="Quillfen", today=today)
    assert [Path(one.name).name for one in found.files] == ["Leads and calls.csv"]
    assert found.files[0].rows > 0


def test_reach_is_told_channel_by_channel_and_never_added(owner: Visitor) -> None:
    read = plain(owner.get("/b/quillfen/kpis/reach/").text)
    assert "Reach is told channel by channel" in read
    assert "No figure of all channels together exists" in read


def test_as_of_an_earlier_day_the_later_days_are_unseen(owner: Visitor) -> None:
    day = datetime.now(UTC).date() - timedelta(days=120)
    read = plain(owner.get(f"/b/quillfen/kpis/link_clicks/?as_of={day}").text)
    assert str(day.year) in read
    last = datetime.now(UTC).date() - timedelta(days=20)
    assert f"{last:%B %Y}" not in read.partition("What each source says")[0]


def test_posts_are_sorted_and_paged_by_the_server(owner: Visitor) -> None:
    def rates(query: str) -> list[float]:
        page = owner.get(f"/b/quillfen/content/?{query}").text
        return [float(text) for text in re.findall(r'class="number rate">([\d.]+)\s% ±', page)]

    down, up = rates("sort=rate&order=down"), rates("sort=rate&order=up")
    assert down == sorted(down, reverse=True)
    assert up == sorted(up)
    assert down[0] > (up or [0])[0]
    first, second = (plain(owner.get(f"/b/quillfen/content/?page={n}").text) for n in (1, 2))
    assert first != second
    assert "Page 2 of" in second
    assert owner.get("/b/quillfen/content/?sort=nope&page=zzz&order=%3Cb%3E").status_code == 200


def test_a_profile_is_written_changed_and_taken_back(site: Served) -> None:
    editor = site.person(Role.EDITOR, OTHER, "editor-audience@example.com")
    page = EMPTY + "audience/"
    form = {"name": "Weekend <b>cyclists</b>", "ages": "25-34, 35-44", "interests": "touring\nrepair"}
    wrong = editor.post(page + "new/", form | {"ages": "old"})
    assert wrong.status_code == 400
    assert "is no range of ages" in unescape(wrong.text)
    assert "touring" in wrong.text
    assert editor.post(page + "new/", form).status_code == 302
    read = editor.get(page).text
    assert "<b>cyclists" not in read
    assert "Age 25-34: not told" in plain(read)
    key = re.search(r'href="/b/ostrich-sohne/audience/([^/"]+)/"[^>]*>Change', read)
    assert key is not None
    one = f"{page}{key[1]}/"
    changed = form | {"ages": "25-34", "why": "We asked in the shop", "upon": "1"}
    assert editor.post(one, changed).status_code == 302
    stale = editor.post(one, changed | {"ages": "18-24"})
    assert stale.status_code == 400
    assert "while you worked on version 1" in unescape(stale.text)
    assert editor.post(one, changed | {"why": "", "upon": "2"}).status_code == 400
    assert editor.post(one + "drop/", {"why": "Nobody of them came"}, on=one).status_code == 302
    assert "cyclists" not in editor.get(page).text


def test_a_competitor_is_written_changed_and_taken_back(site: Served) -> None:
    editor = site.person(Role.EDITOR, OTHER, "editor-rivals@example.com")
    page = EMPTY + "competitors/"
    form = {"name": "Bolt & Bag", "accounts": "instagram=boltbag", "strengths": "quick reels"}
    wrong = editor.post(page + "new/", form | {"accounts": "boltbag"})
    assert wrong.status_code == 400
    assert "--" not in plain(wrong.text)
    assert editor.post(page + "new/", form).status_code == 302
    one = re.search(r'href="(/b/ostrich-sohne/competitors/[^/"]+/)"><bdi>Bolt', editor.get(page).text)
    assert one is not None
    changed = form | {"strengths": "quick reels\nlow prices", "accounts": "", "why": "Seen", "upon": "1"}
    assert editor.post(one[1], changed).status_code == 302
    read = editor.get(one[1]).text
    assert "low prices" in read
    assert "instagram=boltbag" not in read
    own = page + "own/"
    assert editor.post(own, {"accounts": "ostrich"}).status_code == 400
    assert editor.post(own, {"accounts": "linkedin=Ostrich Farm"}).status_code == 302
    assert "linkedin=Ostrich Farm" in editor.get(own).text
    figure = {
        "channel": "instagram",
        "measure": "followers",
        "value": "4200",
        "source": "its page",
        "day": f"{datetime.now(UTC).date() - timedelta(days=1)}",
        "days": "1",
    }
    assert editor.post(one[1] + "figure/", figure, on=one[1]).status_code == 302
    assert "4,200" in editor.get(one[1]).text
    assert editor.post(one[1] + "drop/", {"why": "Closed down"}, on=one[1]).status_code == 302
    assert "Bolt" not in plain(editor.get(page).text)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "31.3.2026"])
def test_a_day_at_the_end_of_the_calendar_is_not_looked_at(owner: Visitor, day: str) -> None:
    for path in ("", "kpis/", "goals/new/", "reviews/monthly/", "decisions/new/", "coverage/"):
        assert owner.get(f"/b/quillfen/{path}?as_of={day}").status_code == 200, path
    goal = f"/b/quillfen/goals/new/?sentence=Reach+500+sessions&until={day}"
    assert owner.get(goal).status_code == 200
