"""The one page: complete, self-contained, and deaf to whatever a file name may hold."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import goal_parts
import goal_samples
import page_samples
import pytest

from milepost.errors import Problem
from milepost.goals.state import Break
from milepost.reports.page import html
from milepost.reports.scorecard import Claim, Page

HOSTILE = "\"><img src=x onerror=alert(1)><script>alert(2)</script>{{ 7*7 }}'"


class Reader(HTMLParser):
    """Collects tags with their attributes, and refuses tags that do not close."""

    VOID = frozenset({"meta", "br", "img", "link", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()


def read(document: str) -> Reader:
    reader = Reader()
    reader.feed(document)
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def full() -> str:
    return html(page_samples.full_page())


def test_the_page_is_well_formed_and_its_anchors_exist(full: str) -> None:
    tags = read(full).tags
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    links = {(attrs["href"] or "")[1:] for tag, attrs in tags if tag == "a"}
    assert len(ids) == len(set(ids))
    assert set() == links - set(ids)


def test_the_page_asks_nobody_for_anything(full: str) -> None:
    tags = read(full).tags
    assert {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in tags} == set()
    assert [attrs for _, attrs in tags if {"src", "style", "onload", "onclick"} & set(attrs)] == []
    assert re.findall(r"url\((?!#)|@import", full) == []


def test_its_policy_allows_its_own_style_sheet_and_nothing_else(full: str) -> None:
    style = full.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'content="{policy}"' in full


def test_the_same_page_gives_the_same_bytes(full: str) -> None:
    assert full == html(page_samples.full_page())


def test_every_chart_has_its_sentence_and_its_table(full: str) -> None:
    figures = full.split("<figure>")[1:]
    assert len(figures) > 8
    for figure in figures:
        inside = figure.partition("</figure>")[0]
        assert inside.count("<svg") == 2
        assert inside.count("<figcaption>") == inside.count("<table") == 1


def test_vanity_is_folded_at_the_foot_with_its_reason(full: str) -> None:
    table, _, shelf = full.partition('class="shelf"')
    assert "Nobody decides anything by it" in shelf
    assert ">Likes<" not in table.partition('class="kpis"')[2]


def test_a_quiet_kpi_prints_no_change(full: str) -> None:
    kpis = full.partition('<table class="kpis">')[2].partition("</table>")[0]
    assert kpis.count('class="size"') == 2
    assert kpis.count('class="point"') == 3


def test_rows_read_are_those_kept_and_those_left_out(full: str) -> None:
    shop = full.partition("orders_export.csv")[2].partition("</tr>")[0]
    counted = [int(n.replace(",", "")) for n in re.findall(r"</span>([\d,]+)</td>", shop)]
    assert counted == [5204, 5171, 33]
    assert counted[0] == counted[1] + counted[2]
    assert "29: the order was cancelled or a test" in shop


@pytest.mark.parametrize("words", ["milepost goal add", "milepost import", "Nothing is imported yet"])
def test_an_empty_page_teaches_the_first_step(words: str) -> None:
    document = html(page_samples.empty_page())
    read(document)
    assert words in document


def test_a_goal_without_data_says_what_would_stand_there() -> None:
    document = html(Page("Northlight", goal_parts.AS_OF, None, (goal_samples.without_data(),)))
    assert "Here the course of this goal would be drawn" in document


def test_many_clean_files_are_folded_and_the_others_stay_in_sight() -> None:
    clean = tuple(replace(page_samples.imports()[0], path=f"clean {n}.csv") for n in range(9))
    document = html(replace(page_samples.full_page(), imports=(*clean, *page_samples.imports()[1:])))
    shown, _, folded = document.partition("Files of which every row was kept (9)")
    assert "clean 1.csv" not in shown
    assert "clean 1.csv" in folded
    assert "orders_export.csv" in shown


def test_only_vanity_is_not_called_nothing() -> None:
    vain = tuple(line for line in page_samples.kpis() if line.vanity)
    document = html(replace(page_samples.full_page(), kpis=vain))
    assert "figures are known that decide nothing by themselves" in document


def hostile_page() -> Page:
    """A page in which everything that somebody else wrote is hostile."""
    bad = goal_samples.unlikely_rate()
    goal = replace(bad.goal, sentence=HOSTILE, owner=HOSTILE, id=HOSTILE)
    mark = Break(bad.breaks[0].day, HOSTILE)
    bad = replace(bad, goal=goal, title=HOSTILE, measured_as=HOSTILE, breaks=(mark,))
    line = replace(page_samples.kpis()[1], title=HOSTILE, says=HOSTILE, vanity="", stage=HOSTILE)
    vain = replace(page_samples.kpis()[2], id="vain", title=HOSTILE, says=HOSTILE, vanity=HOSTILE)
    first = page_samples.claims()[0]
    claim = Claim(HOSTILE, HOSTILE, first.figure, first.period, HOSTILE)
    file = replace(
        page_samples.imports()[1],
        path=HOSTILE,
        account=HOSTILE,
        channel=HOSTILE,
        format=HOSTILE,
        left_out=((HOSTILE, 33),),
        notes=(HOSTILE,),
        problems=(Problem(HOSTILE, HOSTILE, HOSTILE),),
    )
    return Page(HOSTILE, goal_parts.AS_OF, "EUR", (bad,), (line, vain), (claim,), (file,), (HOSTILE,))


def test_nothing_that_others_wrote_becomes_markup() -> None:
    document = html(hostile_page())
    tags = read(document).tags
    assert {"script", "img"} & {tag for tag, _ in tags} == set()
    assert [attrs for _, attrs in tags if any(name.startswith("on") for name in attrs)] == []
    assert "{{ 7*7 }}" in document
    assert "<script" not in document
