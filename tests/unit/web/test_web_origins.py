"""Every figure in a sentence opens its definition, its files and their rows, for who may read them."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from served_site import Served, Visitor

from milepost.kpis.catalogue import catalogue
from milepost.workspace.people.role import Role

B = "/b/quillfen/"
PAGES = (
    "reviews/weekly/",
    "reviews/monthly/",
    "",
    "channels/",
    "channels/instagram/",
    "content/",
    "allocation/",
)
LINK = re.compile(r'<a class="origin" href="([^"]+)"')
ANY = re.compile(rf'href="({B}[^"#]*)')
OF = ("kpis", "goals", "channels", "decisions")
FIGURE = re.compile(r"\d+ ?%|[€+−]\d|\d,\d{3}|: [^.]*\d")


@pytest.fixture(scope="module")
def viewer(site: Served) -> Visitor:
    return site.person(Role.VIEWER, "Quillfen", "viewer@origins.example")


def blocks(html: str) -> list[str]:
    """Paragraphs with their ground, items and rows of a review, as markup."""
    body = html.partition('class="document review-document"')[2].partition('id="hold"')[0]
    return re.findall(
        r'<div class="para.*?</div>|<li dir.*?</li>|<tr><th scope="row".*?</tr>', body, re.DOTALL
    )


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("kind", ["weekly", "monthly"])
def test_every_figure_of_a_review_opens_its_page(viewer: Visitor, kind: str) -> None:
    found = blocks(viewer.get(f"{B}reviews/{kind}/").text)
    figures = [one for one in found if FIGURE.search(words(one))]
    assert len(figures) > 8
    without = [words(one) for one in figures if not LINK.search(one)]
    assert [one for one in without if "Never added" not in one] == []


def test_each_of_these_pages_is_there_and_comes_to_files_and_to_rows(viewer: Visitor) -> None:
    led = {to for page in PAGES for to in LINK.findall(viewer.get(B + page).text)}
    named = {kind: sorted(to for to in led if to.startswith(f"{B}{kind}/")) for kind in OF}
    assert {to.split("/")[4] for to in named["kpis"]} <= set(catalogue())
    assert f"{B}kpis/new_customers/" in led  # worked out from orders: told by no column of a file
    files = set()
    for to in (f"{B}kpis/new_customers/", *(to for some in named.values() for to in some[:2])):
        answer = viewer.get(to)
        assert answer.status_code == 200, to
        behind = re.findall(rf'href="({B}imports/[^"/#]+/)"', answer.text)
        assert behind or "/decisions/" in to, to
        files.update(behind)
    for file in sorted(files)[:2]:
        rows = re.search(rf'href="({re.escape(file)}rows/)"', viewer.get(file).text)
        assert rows is not None
        assert "<td" in viewer.get(rows[1]).text


def test_a_channel_leads_to_the_files_it_was_read_from(viewer: Visitor) -> None:
    assert re.search(rf'href="{B}imports/[^"/]+/">', viewer.get(f"{B}channels/instagram/").text)


def test_on_a_page_of_another_day_figures_lead_to_that_day(viewer: Visitor) -> None:
    day = datetime.now(UTC).date() - timedelta(days=3)
    now, then = (LINK.findall(viewer.get(f"{B}channels/{more}").text) for more in ("", f"?as_of={day}"))
    assert now
    assert then
    assert all("?" not in to for to in now)
    assert all(to.endswith(f"/?as_of={day}") for to in then)


def test_a_client_is_led_only_to_where_they_may_go(site: Served) -> None:
    client = site.person(Role.CLIENT, "Quillfen", "client@origins.example")
    seen, ahead = set(), {B}
    while ahead:
        page = ahead.pop()
        seen.add(page)
        answer = client.get(page)
        assert answer.status_code == 200, page
        if "html" in answer.headers["content-type"]:
            assert LINK.findall(answer.text) == [], page
            ahead |= {to for to in ANY.findall(answer.text) if "/reports/" not in to} - seen
    assert len(seen) > 4


def test_who_is_not_in_yet_is_led_nowhere(site: Served) -> None:
    owner = site.owner()
    owner.post(f"{B}shares/", {"page": "weekly", "says": "origins", "days": "7", "password": ""})
    path = re.search(r'value="http[^"]+(/s/[^"]+)"', owner.get(f"{B}shares/").text)
    assert path is not None
    read = site.visitor().get(path[1]).text
    assert "Weekly review" in read
    assert LINK.findall(read) == []
    assert B not in read
