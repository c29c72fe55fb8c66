"""Competitors in the journal, and tables of them compared with the brand's own figures."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from milepost.amount import Unknown
from milepost.errors import Conflict, InvalidValue, NotFound
from milepost.judgement.competitors.compare import Comparison
from milepost.judgement.competitors.noise import Estimate
from milepost.judgement.competitors.public import Measure
from milepost.judgement.competitors.suggest import Kind
from milepost.judgement.competitors.voice import Voice
from milepost.period import Period
from milepost.plan.competitor import Account, Competitor, Figure
from milepost.reports.competitors import comparison_document, comparison_lines
from milepost.reports.competitors_voice import voice_document, voice_lines
from milepost.reports.competitors_written import competitor_document, competitor_lines
from milepost.sources import Answers
from milepost.workspace.imports import import_files
from milepost.workspace.place import Workspace
from milepost.workspace.planning.competitors import (
    Changes,
    amend_competitor,
    competitor_log,
    competitors_of,
    drop_competitor,
    name_own,
    one_competitor,
    type_figure,
    write_competitor,
)
from milepost.workspace.rivals.compared import compare_rivals
from milepost.workspace.rivals.voiced import share_by_month, share_of_voice

TODAY = date(2026, 6, 1)
FIRST = date(2026, 3, 2)
Put = Callable[..., None]


@pytest.fixture
def put(workspace: Workspace, tmp_path: Path) -> Put:
    """Import a small file."""

    def write(text: str, name: str = "export.csv", **answers: str) -> None:
        path = tmp_path / name
        path.write_text(text.lstrip("\n"), "utf-8")
        (report,) = import_files(workspace, [path], Answers(**answers), brand="Tin & Twine")  # type: ignore[arg-type]
        assert report.status == "imported", report

    return write


def added(workspace: Workspace, name: str, **parts: object) -> str:
    value = Competitor("", name, **parts)  # type: ignore[arg-type]
    return write_competitor(workspace, value, brand=None, today=TODAY, who="ann").value.id


def only(workspace: Workspace, **asked: object) -> Comparison:
    (rivalry,) = compare_rivals(workspace, brand=None, today=TODAY, **asked).rivalries  # type: ignore[arg-type]
    assert isinstance(rivalry.found, Comparison), rivalry.found
    return rivalry.found


def test_a_competitor_is_written_changed_with_a_reason_and_taken_back(workspace: Workspace) -> None:
    key = added(workspace, "Bolt", strengths=("Fast delivery",))
    changes = Changes(weaknesses=("No service",), without=("fast delivery",))
    amend_competitor(workspace, key, changes, brand=None, today=TODAY, why="Talked to a dealer")
    drop_competitor(workspace, key, brand=None, today=TODAY, why="Closed")

    log = competitor_log(workspace, key, brand=None, today=TODAY)
    assert [line.why for line in log] == ["", "Talked to a dealer", "Closed"]
    assert log[1].value is not None
    assert (log[1].value.strengths, log[1].value.weaknesses) == ((), ("No service",))
    assert log[2].value is None
    assert competitors_of(workspace, brand=None, today=TODAY) == {}
    assert added(workspace, "Bolt") == "bolt_2"


def test_what_was_written_later_is_not_known_before(workspace: Workspace) -> None:
    key = added(workspace, "Bolt")

    assert competitors_of(workspace, brand=None, today=TODAY - timedelta(days=1)) == {}
    with pytest.raises(NotFound):
        one_competitor(workspace, key, brand=None, today=TODAY - timedelta(days=1))


def test_the_second_of_two_writers_is_told(workspace: Workspace) -> None:
    key = added(workspace, "Bolt")
    amend_competitor(workspace, key, Changes(strengths=("One",)), brand=None, today=TODAY, why="a")

    with pytest.raises(Conflict):
        amend_competitor(
            workspace, key, Changes(strengths=("Two",)), brand=None, today=TODAY, why="b", upon=1
        )
    assert one_competitor(workspace, key, brand=None, today=TODAY).value.strengths == ("One",)


def test_bad_writing_is_refused_with_what_to_do(workspace: Workspace) -> None:
    key = added(workspace, "Bolt")

    with pytest.raises(InvalidValue, match="already"):
        added(workspace, " BOLT ")
    with pytest.raises(InvalidValue, match="reason"):
        amend_competitor(workspace, key, Changes(strengths=("x",)), brand=None, today=TODAY, why=" ")
    with pytest.raises(InvalidValue, match="Nothing"):
        amend_competitor(workspace, key, Changes(), brand=None, today=TODAY, why="because")
    with pytest.raises(NotFound, match="bolt"):
        one_competitor(workspace, "bollt", brand=None, today=TODAY)


def test_a_figure_of_the_same_day_takes_the_place_of_the_first(workspace: Workspace) -> None:
    key = added(workspace, "Bolt")
    for value in (5000, 5100):
        figure = Figure(date(2026, 5, 1), "instagram", "followers", value, "their profile")
        kept = type_figure(workspace, key, figure, brand=None, today=TODAY)

    assert [one.value for one in kept.value.figures] == [5100]
    assert kept.version == 3


PAGES = """
3/1/2026,5/31/2026,,,
Page,Total Followers,New Followers,Total post engagements,Total posts
{own},1100,100,260,26
Bolt Ltd.,2000,50,4000,52
"""


def test_the_own_page_is_found_by_the_brands_name(workspace: Workspace, put: Put) -> None:
    put(PAGES.format(own="Tin & Twine"))
    found = only(workspace)

    assert found.channel == "linkedin"
    assert found.own is not None
    assert (found.own.name, found.own.posts, found.own.followers) == ("Tin & Twine", 26, 1100)
    assert found.span == Period(date(2026, 3, 1), TODAY)


def test_another_name_of_the_own_page_is_asked_for_and_then_known(workspace: Workspace, put: Put) -> None:
    put(PAGES.format(own="T&T Official"))
    said = comparison_lines(comparison_document(compare_rivals(workspace, brand=None, today=TODAY)))
    assert only(workspace).own is None
    assert any("milepost competitor own linkedin=" in line for line in said)

    name_own(workspace, (Account("linkedin", "t&t official"),), brand=None, today=TODAY)

    own = only(workspace).own
    assert own is not None
    assert own.posts == 26


def test_a_written_competitor_is_called_as_it_was_written(workspace: Workspace, put: Put) -> None:
    added(workspace, "Bolt", accounts=(Account("linkedin", "Bolt Ltd"),))
    added(workspace, "Dune")
    put(PAGES.format(own="Tin & Twine"))

    found = compare_rivals(workspace, brand=None, today=TODAY)

    assert [one.name for one in only(workspace).standings] == ["Tin & Twine", "Bolt"]
    assert found.silent == ("Dune",)


def test_a_period_that_a_total_does_not_lie_in_is_refused(workspace: Workspace, put: Put) -> None:
    put(PAGES.format(own="Tin & Twine"))
    asked = Period(date(2026, 4, 1), date(2026, 5, 1))

    (rivalry,) = compare_rivals(workspace, brand=None, today=TODAY, period=asked).rivalries

    assert isinstance(rivalry.found, Unknown)


def rival_posts(own: str = "") -> str:
    lines = ["Company,Date,Network,Post text,Format,Likes,Comments,URL"]
    for at in range(90):
        day = FIRST + timedelta(days=at)
        kind, likes = ("carousel", 120) if at % 3 == 0 else ("image", 40)
        lines.append(
            f"Bolt,{day} 10:00,Instagram,Model {at},{kind},{likes + at % 7},2,https://example.com/b{at}"
        )
        if own and at % 3 == 0:
            lines.append(
                f"{own},{day} 11:00,Instagram,Ours {at},image,{50 + at % 5},2,https://example.com/o{at}"
            )
    return "\n".join(lines) + "\n"


def test_posts_tell_formats_cadence_and_what_one_does_not_do(workspace: Workspace, put: Put) -> None:
    put(rival_posts("Tin & Twine"))

    (rivalry,) = compare_rivals(workspace, brand=None, today=TODAY).rivalries
    bolt = next(one for one in rivalry.habits if one.name == "Bolt")

    assert [(part.name, part.posts) for part in bolt.formats] == [("images", 60), ("carousels", 30)]
    assert [one.kind for one in rivalry.suggestions] == [Kind.STRENGTH, Kind.OPPORTUNITY]
    lines = comparison_lines(comparison_document(compare_rivals(workspace, brand=None, today=TODAY)))
    assert any("carousels earn" in line and "none are such" in line for line in lines)


def test_own_posts_of_the_own_export_are_counted_by_the_same_formula(workspace: Workspace, put: Put) -> None:
    """The platform's own list counts saves; a rival's are seen by nobody."""
    put(rival_posts(), "rivals.csv")
    told = '"Post ID","Account ID","Account username","Account name",Description,"Duration (sec)",'
    told += '"Publish time",Permalink,"Post type","Data comment",Date,Views,Reach,Likes,Shares,Follows,'
    lines = [told + "Comments,Saves"]
    for at in range(0, 90, 3):
        said = (
            f'17{at:015d},178,tinandtwine,"Tin & Twine",Ours,0,"{FIRST + timedelta(days=at):%m/%d/%Y} 09:00"'
        )
        link = f"https://www.instagram.com/p/unknown{at}/"
        lines.append(f'{said},{link},"IG image",,Lifetime,1000,900,30,1,0,4,9')
    put("\n".join(lines) + "\n", "content.csv")

    found = only(workspace)

    assert found.own is not None
    assert found.formula.parts == ("likes", "comments")
    assert found.own.interactions == 34 * found.own.posts  # type: ignore[operator]
    assert found.counts_more == ("saves",)


def test_brand_metric_value_rows_are_of_rivals_and_never_ones_own(workspace: Workspace, put: Put) -> None:
    rows = ["Brand,Platform,Date,Metric,Value"]
    for at in range(10):
        day = FIRST + timedelta(days=7 * at)
        for name, posts, likes, followers in (("Tin & Twine", 3, 30, 1000), ("Bolt", 9, 400, 1200)):
            said = {"Posts": posts, "Likes": likes, "Followers": followers + 10 * at}
            rows += [f"{name},Instagram,{day},{metric},{value}" for metric, value in said.items()]
    put("\n".join(rows) + "\n", "sheet.csv")

    found = only(workspace)

    assert {one.name: one.posts for one in found.standings} == {"Tin & Twine": 30, "Bolt": 90}
    assert len(found.days) == 70
    assert {(d.measure, d.clear) for d in found.differences} >= {
        (Measure.POSTS, True),
        (Measure.PER_POST, True),
    }
    from milepost.workspace.reading import fact_files

    assert "custom_day" not in fact_files(workspace, "Tin & Twine").tables


def test_typed_followers_tell_growth_and_not_how_sure_it_is(workspace: Workspace) -> None:
    key = added(workspace, "Bolt")
    for day, value in ((date(2026, 4, 1), 1000), (date(2026, 5, 1), 1200)):
        type_figure(
            workspace, key, Figure(day, "instagram", "followers", value, "profile"), brand=None, today=TODAY
        )

    (rivalry,) = compare_rivals(workspace, brand=None, today=TODAY).rivalries

    assert (rivalry.channel, rivalry.source, rivalry.own_known) == ("instagram", "typed", False)
    assert isinstance(rivalry.found, Comparison)
    growth = rivalry.found.standings[0].figures[Measure.GROWTH]
    assert isinstance(growth, Estimate)
    assert (growth.value, growth.error) == (0.2, None)


MENTIONS = "Query Name,Date,Title,Url,Page Type,Sentiment,Author\n"


def listening(*names: str, first: date = date(2026, 4, 1), days: int = 60) -> str:
    found = []
    for at in range(days):
        for n, name in enumerate(names):
            day = first + timedelta(days=at)
            found += [
                f"{name},{day} 10:{n:02d}:{k:02d},t,https://example.com/{name}{at}{k},twitter,neutral,p{k}"
                for k in range(n + 1)
            ]
    return MENTIONS + "\n".join(found) + "\n"


def test_the_share_of_voice_is_of_the_mentions_themselves(workspace: Workspace, put: Put) -> None:
    put(listening("Tin & Twine", "Bolt", "Crisp"))

    (found,) = share_of_voice(workspace, brand=None, today=TODAY)

    assert isinstance(found.now, Voice)
    assert found.now.share == pytest.approx(1 / 6)
    assert found.now.brands == ("Tin & Twine", "Crisp", "Bolt")
    assert found.now.total % 6 == 0
    said = voice_lines(voice_document("Tin & Twine", [found]))
    assert said[0].startswith("17\N{NO-BREAK SPACE}% (")
    assert "mentions of Tin & Twine, Crisp and Bolt" in said[0]
    assert "Listening tool" in said[0]


def test_a_rival_that_joined_breaks_the_months(workspace: Workspace, put: Put) -> None:
    put(listening("Tin & Twine", "Bolt", first=date(2026, 3, 1), days=31), "march.csv")
    put(listening("Tin & Twine", "Bolt", "Crisp", first=date(2026, 4, 1), days=30), "april.csv")

    march, april = share_by_month(workspace, brand=None, today=TODAY)

    assert isinstance(march.now, Voice)
    assert isinstance(april.change, Unknown)
    assert "Crisp joined" in april.change.because


def test_nothing_known_says_what_to_do(workspace: Workspace) -> None:
    assert any("milepost competitor add" in line for line in comparison_lines({"channels": [], "silent": []}))
    assert share_of_voice(workspace, brand=None, today=TODAY) == ()
    with pytest.raises(NotFound):
        compare_rivals(workspace, brand=None, today=TODAY, channel="tiktok")


def test_what_is_shown_says_what_was_written_and_what_comes_from_data(workspace: Workspace, put: Put) -> None:
    put(rival_posts("Tin & Twine"))
    key = added(workspace, "Bolt", strengths=("Fast delivery",))
    kept = one_competitor(workspace, key, brand=None, today=TODAY)
    found = compare_rivals(workspace, brand=None, today=TODAY)
    suggested = [one for rivalry in found.rivalries for one in rivalry.suggestions]

    lines = competitor_lines(
        competitor_document(kept, competitor_log(workspace, key, brand=None, today=TODAY), suggested)
    )

    assert "    - Fast delivery (written)" in lines
    assert sum(line.endswith("(from data)") for line in lines) == 2


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date.max, date.min])
def test_nobody_has_read_the_figure_of_a_day_to_come(workspace: Workspace, day: date) -> None:
    key = write_competitor(workspace, Competitor("", "Acme"), brand=None, today=TODAY).value.id
    with pytest.raises(InvalidValue, match="today at the latest"):
        type_figure(workspace, key, Figure(day, "x", "followers", 5, "profile"), brand=None, today=TODAY)
