"""Documents of evidence: rates with their own noise, hostile words, the log, and what the team carries."""

from datetime import date, datetime, time

import pytest

from milepost.amount import Unknown
from milepost.facts.rows import PostEarned, Said
from milepost.goals.goal import Goal
from milepost.judgement.verdict import Verdict
from milepost.kpis.catalogue import catalogue
from milepost.period import Period
from milepost.plan.capacity import Capacity
from milepost.reports.document import Bullets, Paragraph, Table, Tone
from milepost.reports.documents import page_words
from milepost.reports.documents.allocation import allocation_document
from milepost.reports.documents.competitors import competitors_document
from milepost.reports.documents.content import content_document, post_rows
from milepost.reports.documents.kpi import kpi_document, needs
from milepost.reports.documents.log import gathered, gathered_rows, headline, log_document, log_rows
from milepost.reports.formats.html import body
from milepost.reviews.case import Allocated
from milepost.workspace.evidence.allocation import Allotted
from milepost.workspace.evidence.content import ChannelPosts, Meant, Posts
from milepost.workspace.evidence.kpi import Watched
from milepost.workspace.evidence.written import Written

TODAY = date(2026, 3, 30)
HOSTILE = "</script><img src=x onerror=alert(1)>\N{RIGHT-TO-LEFT OVERRIDE} rockets"


def post(interactions: float, exposure: float | None, text: str = "A bag") -> PostEarned:
    return PostEarned(
        source="meta_business",
        account="",
        channel="instagram",
        timed=True,
        posted=datetime.combine(date(2026, 3, 2), time(9)),
        format="ig_reel",
        text=text,
        tags=(),
        interactions=interactions,
        exposure=exposure,
        exposed_to="reach" if exposure else None,
        clicks=None,
    )


def posts(*some: PostEarned) -> Posts:
    few = Unknown("only 3 posts have known figures; 30 are needed")
    heard = Meant("instagram", 1, Unknown("too few"), (Said("instagram", TODAY, HOSTILE),))
    return Posts("Acme", TODAY, (ChannelPosts("instagram", some, few, ()),), (heard,))


@pytest.mark.parametrize(
    ("interactions", "exposure", "says"),
    [
        (100, 2000, "5 % ± 0.8 % by reach"),  # 1.645 x 10 / 2,000
        (400, 2000, "20 % ± 1.6 % by reach"),
        (4, 2000, "too few to tell"),
        (20, 30, "too few to tell"),
        (20, None, "not told how often it was seen"),
    ],
)
def test_a_rate_stands_with_the_luck_of_its_own_numbers(
    interactions: float, exposure: float | None, says: str
) -> None:
    (row,) = post_rows(posts(post(interactions, exposure)))
    assert row.rate_says.replace("\N{NO-BREAK SPACE}", " ") == says
    assert row.clicks_say == "unknown"
    assert row.format == "Reels"


def test_words_of_strangers_stay_words() -> None:
    document = content_document(posts(post(100, 2000, HOSTILE)))
    html = str(body(document))
    assert "<img" not in html
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in html
    assert "onerror=alert(1)" in html
    assert document.headline == "What works in the posts cannot be told yet."


def test_the_log_says_what_was_done_and_why() -> None:
    lines = (
        Written("goal", "g1", "close", TODAY, "mara", "Ended", "Win 30 leads.", "Ask for less"),
        Written("import", "abc", "drop", TODAY, "mara", "", "Reach.csv", "490"),
        Written("review", "weekly@x", "write", TODAY, "mara", "", "weekly 2026-03-16", "Go on"),
        Written("goal", "g1", "write", TODAY, "", "", "Win 30 leads."),
    )
    told = [row.what for row in log_rows(lines)]
    assert told[0] == "Goal closed: Win 30 leads. Learned: Ask for less"
    assert told[1] == "Import taken back: Reach.csv."
    assert told[2].startswith("Review held: weekly, 16")
    assert log_rows(lines)[2].why == "Go on"
    assert headline(lines).startswith("Four things are written down")
    assert headline(()) != headline((), "goal")
    table = log_document(lines, brand="Acme", today=TODAY).blocks[0]
    assert isinstance(table, Table)
    assert len(table.rows) == len(lines)


@pytest.mark.parametrize("kind", sorted(page_words.kinds()))
@pytest.mark.parametrize("act", ["write", "change", "drop"])
def test_every_kind_of_entry_has_its_words(kind: str, act: str) -> None:
    (row,) = log_rows([Written(kind, "k", act, TODAY, "", "", "T", "1")])
    assert row.what


def test_files_that_were_brought_together_are_one_line_of_the_log() -> None:
    def file(name: str, who: str = "Mara", act: str = "write") -> Written:
        return Written("import", name, act, TODAY, who, "", name, "1200")

    lines = [file("a.csv"), file("b.csv"), file("c.csv", "Jonas"), file("a.csv", act="drop")]
    rows = gathered_rows(gathered(lines))
    assert [row.what for row in rows] == [
        "2 files imported, 2,400 rows.",
        "File imported: c.csv, 1,200 rows.",
        "Import taken back: a.csv.",
    ]
    assert rows[0].each == ("File imported: a.csv, 1,200 rows.", "File imported: b.csv, 1,200 rows.")
    assert rows[1].each == ()


def allotted(*parts: Allocated, hours: float | None = 10, asks: float = 12) -> Allotted:
    goal = Goal(
        id="g1",
        brand="Acme",
        sentence="Win 30 leads.",
        kpi="leads",
        channel=(),
        kind="total",
        target=30.0,
        first_target=30.0,
        unit="count",
        better="higher",
        start=TODAY,
        deadline=None,
        baseline=None,
        created=TODAY,
        per=None,
        owner=None,
        objective=None,
        stage=None,
        version=1,
        hours=asks,
    )
    return Allotted("Acme", TODAY, "EUR", parts, (goal,), Capacity(hours_a_week=hours))


def test_hours_that_goals_ask_are_held_against_those_there_are() -> None:
    over = allocation_document(allotted())
    assert any(
        isinstance(b, Paragraph) and b.tone is Tone.WATCH and "12 h a week; there are 10" in b.text
        for b in over.blocks
    )
    fits = allocation_document(allotted(hours=16))
    assert any(isinstance(b, Paragraph) and "12 of 16 h a week" in b.text for b in fits.blocks)
    assert over.headline == "No cost is known, so nothing can be said about what pays."


def test_a_proposal_that_cannot_be_told_moves_nothing() -> None:
    untold = Allocated(
        "proposal", "Ad spend", Verdict("any.cannot_tell", {"because": "it is known by month"})
    )
    document = allocation_document(allotted(untold))
    assert document.headline == "What pays cannot be told yet."


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_kpi_can_be_explained_without_any_data(name: str) -> None:
    kpi = catalogue()[name]
    empty = Watched(
        brand="Acme",
        today=TODAY,
        kpi=kpi,
        measured=None,
        channels={},
        marks=(),
        decisions=(),
        goals=(),
        said=(),
        files=(),
        compared=(),
        claimed=Period(date(2026, 1, 1), TODAY),
    )
    document = kpi_document(empty)
    assert document.headline == f"{kpi.title} cannot be measured yet."
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert all(cell for row in table.rows for cell in row[:2])
    assert needs(kpi)
    assert "_" not in " ".join(cell for row in table.rows for cell in row)
    assert not any(isinstance(block, Bullets) for block in document.blocks)


def test_rivals_are_not_called_alike_where_ones_own_page_is_not_known() -> None:
    channel = {
        "channel": "linkedin",
        "source": "LinkedIn (page)",
        "unknown": None,
        "own_known": False,
        "first_day": date(2026, 1, 1),
        "last_day": date(2026, 3, 1),
        "notes": [],
        "brands": [],
        "differences": [],
        "sizes": [],
        "left_out": [],
        "habits": [],
        "suggestions": [],
        "share_of_interactions": {"says": None},
    }
    found = {"brand": "Acme", "channels": [channel], "silent": []}
    document = competitors_document(found, {"voices": []}, written=1, today=TODAY)
    assert document.headline.startswith("Your own page is not among the brands compared")
    known = {"brand": "Acme", "channels": [channel | {"own_known": True}], "silent": []}
    document = competitors_document(known, {"voices": []}, written=1, today=TODAY)
    assert document.headline == "No competitor differs from you by more than chance."
