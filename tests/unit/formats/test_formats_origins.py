"""Words that name what a text is about become links for who knows addresses, and change nothing else."""

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import PAYLOADS, document

from milepost import subject
from milepost.reports.document import Block, Bullets, Chart, Document, Paragraph, Table
from milepost.reports.formats import FORMATS
from milepost.reports.formats.html import body
from milepost.reports.formats.origins import each, linked, nowhere
from milepost.subject import Subject

LEADS = subject.kpi("leads", "Leads")
BESIDE = ' <span class="origin-beside">Source: '
LINK = re.compile(r'<a class="origin" href="/[\w/%.-]*">|</a>')


def to(one: Subject) -> str:
    return f"/{one.about.value}/{len(one.id)}"


def short(texts: list[str], *about: Subject) -> list[str]:
    """The texts with `[words|kind]` in place of a link."""
    told = linked(texts, about, lambda one: one.about.value)
    return [
        re.sub(r'<a class="origin" href="(\w+)">(.*?)</a>', r"[\2|\1]", str(one)).replace("</span>", "")
        for one in told
    ]


@pytest.mark.parametrize(
    ("texts", "about", "told"),
    [
        (["Leads: 12 a week."], [LEADS], ["[Leads|kpi]: 12 a week."]),
        (["Leads rose; Leads fell."], [LEADS], ["[Leads|kpi] rose; Leads fell."]),
        (["Nothing here.", "Leads: 3."], [LEADS], ["Nothing here.", "[Leads|kpi]: 3."]),
        (["Leads: 3.", "Leads: 4."], [LEADS, LEADS], ["[Leads|kpi]: 3.", "Leads: 4."]),
        (["Leadsleads and LEADS."], [LEADS], [f"Leadsleads and LEADS.{BESIDE}[Leads|kpi]"]),
        (
            ["Link clicks and Clicks."],
            [subject.kpi("clicks", "Clicks"), subject.kpi("link_clicks", "Link clicks")],
            ["[Link clicks|kpi] and [Clicks|kpi]."],
        ),
        (
            ["Cost per lead."],
            [subject.kpi("lead", "lead"), subject.kpi("cost_per_lead", "Cost per lead")],
            [f"[Cost per lead|kpi].{BESIDE}[lead|kpi]"],
        ),
        (
            ["It “drew <b> & more”: g1, Instagram."],
            [subject.goal("g1"), subject.channel("instagram", "Instagram")],
            ["It “drew &lt;b&gt; &amp; more”: [g1|goal], [Instagram|channel]."],
        ),
        (["Rate (90 days): 4 %"], [subject.kpi("r", "Rate (90 days)")], ["[Rate (90 days)|kpi]: 4 %"]),
        (["1 % more."], [subject.goal("g1", "<i>1</i>")], [f"1 % more.{BESIDE}[&lt;i&gt;1&lt;/i&gt;|goal]"]),
        ([""], [LEADS], [f"{BESIDE}[Leads|kpi]"]),
        (["Leads"], [], ["Leads"]),
    ],
)
def test_a_name_leads_on_once_where_it_stands_else_after_the_text(
    texts: list[str], about: list[Subject], told: list[str]
) -> None:
    assert short(texts, *about) == told


def test_a_subject_without_an_address_leaves_the_text_plain() -> None:
    assert linked(["Leads: <3"], [LEADS, subject.goal("g9")], nowhere) == ["Leads: &lt;3"]
    assert each(["Leads", "Orders"], [(LEADS,)]) == ("Leads", "Orders")


texts = st.text(alphabet=st.sampled_from("Leads g1 <>&\"'“”(%)./=\\+*[]é漢"), max_size=40)
subjects = st.builds(Subject, st.sampled_from(subject.About), texts, texts)


@given(st.lists(texts, min_size=1, max_size=3), st.lists(subjects, max_size=4))
def test_read_without_markup_the_text_is_the_same(said: list[str], about: list[Subject]) -> None:
    named = [one for one in about if any(one.words in text for text in said)]
    for text, html in zip(said, linked(said, named, to), strict=True):
        left = LINK.sub("", str(html).partition(' <span class="origin-beside">')[0])
        assert "<" not in left
        assert unescape(left) == text
        assert re.search(r"<a[^>]*>[^<]*<a", str(html)) is None


def about_everything(block: Block, *about: Subject) -> Block:
    match block:
        case Paragraph():
            return replace(block, about=about)
        case Bullets():
            return replace(block, about=(about,) * len(block.items))
        case Table():
            return replace(block, about=(about,) * len(block.rows), named=about)
        case Chart():
            return replace(block, named=about)
    return block


def with_subjects(of: Document, *about: Subject) -> Document:
    return replace(of, blocks=tuple(about_everything(block, *about) for block in of.blocks))


@pytest.mark.parametrize("name", FORMATS)
def test_every_file_stays_as_it_was(name: str) -> None:
    plain = document("Newsletter")
    about = (subject.kpi("newsletter", "Newsletter"), subject.goal("g1"))
    told, before = (FORMATS[name].render(one) for one in (with_subjects(plain, *about), plain))
    if name == "pptx":
        assert members(told) == members(before)
    else:
        assert told == before


def members(data: bytes) -> dict[str, bytes]:
    """The parts of slides; the sheets within them bear the second in which they were made."""
    with ZipFile(BytesIO(data)) as slides:
        return {name: slides.read(name) for name in slides.namelist() if not name.endswith(".xlsx")}


def test_a_page_without_addresses_stays_as_it_was_and_with_them_every_block_leads_on() -> None:
    plain = document("Newsletter")
    told = with_subjects(plain, subject.kpi("newsletter", "Newsletter"))
    assert body(told) == body(plain)
    html = str(body(told, to))
    left = LINK.sub("", html).replace(' <span class="origin-beside">Source: Newsletter</span>', "")
    assert left == str(body(plain))
    assert html.count('<a class="origin"') == 5 + 2 + 3 + 1  # paragraphs, items, rows and caption, the chart


class Tags(HTMLParser):
    """What a browser sees of markup: tags with the names of their attributes, without our links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, tuple[str, ...]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if dict(attrs).get("class") not in {"origin", "origin-beside"}:
            self.seen.append((tag, tuple(name for name, _ in attrs)))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_name_stays_text(payload: str) -> None:
    plain = document(payload)
    about = (subject.goal(payload, payload), subject.channel(payload, f"{payload} else"))
    html = str(body(with_subjects(plain, *about), lambda one: f"/g/{len(one.id)}"))
    assert "Source: " in html
    assert [one for one in Tags(html).seen if one[0] != "wbr"] == [
        one for one in Tags(str(body(plain))).seen if one[0] != "wbr"
    ]


@settings(max_examples=50)
@given(texts, texts)
def test_an_address_cannot_leave_its_quotes(words: str, address: str) -> None:
    (html,) = linked([words], [subject.kpi("x", words)], lambda _one: f"/{address}")
    if words:
        found = re.search(r'href="([^"]*)"', str(html))
        assert found is not None
        assert unescape(found[1]) == f"/{address}"
