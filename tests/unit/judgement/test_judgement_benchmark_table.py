"""The shipped table is cited, young and well defined; a table of the user's is checked row by row."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.amount import Unit
from milepost.errors import InvalidValue
from milepost.judgement.benchmark import Benchmark, Definition, platforms
from milepost.judgement.benchmark_checks import COLUMNS, PER, terms
from milepost.judgement.benchmark_table import Read, read_table, released, written
from milepost.knowledge import sheets, table
from milepost.kpis.catalogue import catalogue

KPIS = {name: kpi.unit for name, kpi in catalogue().items()}
OURS = read_table(sheets("benchmarks")["published"], "published.csv", KPIS)
GOOD = {
    "kpi": "ctr",
    "over": "clicks",
    "under": "impressions",
    "platform": "facebook_ads",
    "mid": "1.5",
    "unit": "percent",
    "n": "1,200",
    "of_what": "accounts",
    "publisher": "Example Institute",
    "title": "A year of adverts",
    "published": "2026-03",
}


def _read(*rows: dict[str, str], delimiter: str = ",", secondary: bool = True) -> Read:
    names = [name for name in COLUMNS if any(name in row for row in rows)]
    quoted = [[f'"{row.get(name, "")}"' for name in names] for row in rows]
    text = "\n".join(delimiter.join(cells) for cells in [names, *quoted])
    return read_table(text + "\n", "mine.csv", KPIS, secondary=secondary)


def test_no_row_of_ours_is_faulty_or_there_twice() -> None:
    assert OURS.problems == ()
    assert not OURS.left_out
    assert 40 <= len(OURS.kept) <= 80


@pytest.mark.parametrize(
    "one", OURS.kept, ids=lambda one: f"{one.kpi}-{one.platform}-{one.publisher}-{one.mid}"
)
def test_each_row_of_ours_is_cited_young_and_defined(one: Benchmark) -> None:
    assert KPIS[one.kpi] is one.unit
    assert one.publisher
    assert one.title
    assert one.trust in {"primary", "republication"}
    assert one.published is not None
    assert one.published <= released()
    assert one.valid_until is not None
    assert one.valid_until >= released()
    assert one.definition.over in terms()
    assert one.definition.under in terms() or one.unit is Unit.COUNT
    assert one.platform in platforms()
    assert "assumed" not in one.note


def test_a_year_alone_counts_from_its_first_day_or_the_last_month_of_its_data() -> None:
    year, data = (
        _read(GOOD | {"published": "2026"}),
        _read(GOOD | {"published": "2025", "data_until": "2025-12"}),
    )
    assert year.kept[0].published == date(2026, 1, 1)
    assert data.kept[0].published == date(2025, 12, 1)


def test_a_share_is_kept_as_a_fraction_whichever_way_it_was_written() -> None:
    percent, fraction = _read(GOOD), _read(GOOD | {"mid": "0.015", "unit": "fraction"})
    assert percent.kept[0].mid == pytest.approx(0.015)
    assert fraction.kept[0].mid == pytest.approx(0.015)
    assert percent.kept[0].n == 1200


@pytest.mark.parametrize(
    ("changed", "what", "remedy"),
    [
        ({"kpi": "ctrr"}, "no KPI “ctrr”", "ctr"),
        ({"publisher": ""}, "“publisher” is empty", "Who"),
        ({"published": ""}, "“published” is empty", "undated"),
        ({"published": "March 2026"}, "is not a date", "2026-03"),
        ({"published": "2026-13"}, "is not a date", "2026-03"),
        ({"title": ""}, "Neither title nor address", "Fill in"),
        ({"title": "", "address": "javascript:alert(1)"}, "is not an address", "https"),
        ({"mid": "1.5", "unit": "fraction"}, "more than the whole", "set unit to percent"),
        ({"mid": "150"}, "more than the whole", "again"),
        ({"mid": "1.5%", "unit": "fraction"}, "written in percent", "percent"),
        ({"mid": "1,5"}, "not a number", "decimal point"),
        ({"mid": "nan"}, "not a number", "decimal point"),
        ({"mid": "1e999"}, "not a number", "decimal point"),
        ({"mid": ""}, "no figure", "Fill in mid"),
        ({"low": "3", "high": "1"}, "do not rise", "column"),
        ({"unit": "money"}, "The unit of ctr", "percent"),
        ({"kpi": "cpc", "over": "cost", "under": "clicks", "unit": "money"}, "no currency", "EUR"),
        ({"over": ""}, "“over” is empty", "interactions"),
        ({"under": "impresions"}, "not known as under", "impressions"),
        ({"platform": "facebok_ads"}, "not known as platform", "facebook_ads"),
        ({"n": "many"}, "how many", "whole number"),
        ({"followers_from": "5000", "followers_to": "1000"}, "more than followers_to", "Swap"),
        ({"trust": "hearsay"}, "not known as trust", "primary"),
        ({"note": "x" * 501}, "more than 500", ""),
    ],
)
def test_a_bad_row_becomes_a_problem_with_its_line(changed: dict[str, str], what: str, remedy: str) -> None:
    read = _read(GOOD, GOOD | changed)
    assert len(read.kept) == 1
    (problem,) = read.problems
    assert problem.where == "mine.csv, line 3"
    assert what in problem.what
    assert remedy in problem.remedy


def test_what_is_only_restated_is_kept_by_choice_and_nothing_is_lost_uncounted() -> None:
    rows = (GOOD, GOOD, GOOD | {"trust": "secondary", "mid": "2"}, GOOD | {"kpi": "?"})
    strict, lax = _read(*rows, secondary=False), _read(*rows, secondary=True)
    for read, kept in ((strict, 1), (lax, 2)):
        assert len(read.kept) == kept
        assert read.rows == 4 == kept + len(read.problems) + sum((read.left_out or {}).values())


def test_semicolons_and_tabs_are_read_and_something_else_is_refused() -> None:
    assert _read(GOOD, delimiter=";").kept == _read(GOOD, delimiter="\t").kept == _read(GOOD).kept
    for text in ("", "colour,shape\nred,round\n", '"'):
        with pytest.raises(InvalidValue):
            read_table(text, "x.csv", KPIS)


def test_a_broken_quote_swallows_no_row_in_silence() -> None:
    text = written(_read(GOOD).kept) + '"open,\n'
    read = read_table(text, "x.csv", KPIS)
    assert read.rows == len(read.kept) + len(read.problems) + sum((read.left_out or {}).values())


NAMES = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=20)


@given(
    mid=st.floats(0, 1),
    n=st.none() | st.integers(1, 10**10),
    title=NAMES,
    industry=st.none() | NAMES,
    per=st.sampled_from([None, *PER]),
    size=st.none() | st.tuples(st.integers(0, 10**6), st.integers(10**6, 10**8)),
)
def test_what_is_written_is_read_again(
    mid: float,
    n: int | None,
    title: str,
    industry: str | None,
    per: str | None,
    size: tuple[int, int] | None,
) -> None:
    one = replace(
        _read(GOOD).kept[0],
        mid=mid,
        n=n,
        title=title,
        industry=industry,
        definition=Definition("clicks", "impressions", per),
        followers=size,
    )
    assert read_table(written([one]), "x.csv", KPIS).kept == (one,)


LONG = (
    "metric,definition,platform,industry,region,statistic,value,unit,sample,publisher,title,address,"
    "published_on,trust"
)


def _long(*cells: str) -> Read:
    return read_table("\n".join([LONG, ",".join(f'"{cell}"' for cell in cells)]), "long.csv", KPIS)


def test_a_long_table_is_read_by_its_words() -> None:
    read = _long(
        *("engagement_rate", "interactions / followers, per post, Reel", "instagram", "followers 1-5K"),
        *("not stated", "median", "0.5", "percent", "3M posts, 4,200 accounts, Jan 2025-Mar 2026"),
        *(
            "Example Institute",
            "Reels",
            "https://example.org/a ; https://example.org/b",
            "2026",
            "republication",
        ),
    )
    (one,) = read.kept
    assert one.kpi == "engagement_rate_by_followers"
    assert one.definition == Definition("interactions", "followers", "post")
    assert (one.n, one.of_what, one.followers, one.of_kind) == (4200, "accounts", (1000, 4999), "Reel")
    assert (one.mid, one.statistic, one.region) == (pytest.approx(0.005), "median", None)
    assert (one.published, one.url) == (date(2026, 3, 1), "https://example.org/a")


@pytest.mark.parametrize(
    ("metric", "definition", "because"),
    [
        ("ctr", "clicks / impressions (assumed)", "assumed"),
        ("engagement_rate", "engagement per post (denominator not restated)", "not stated"),
        ("likes_per_post", "count per post", "likes per post"),
    ],
)
def test_a_formula_that_is_not_stated_is_left_out_and_counted(
    metric: str, definition: str, because: str
) -> None:
    read = _long(
        *(
            metric,
            definition,
            "instagram",
            "all",
            "US",
            "mean",
            "1",
            "percent",
            "",
            "Example",
            "A",
            "",
            "2026",
            "",
        )
    )
    assert (read.kept, read.problems) == ((), ())
    ((why, n),) = (read.left_out or {}).items()
    assert because in why
    assert n == 1


def test_every_word_of_a_definition_and_platform_is_used_rightly() -> None:
    known = table("benchmark_terms")
    assert set(known["columns"].values()) | set(known["rows"].values()) | set(known["alone"]) <= {
        *terms(),
        "unfollows",
    }
    assert {one.platform for one in OURS.kept} <= set(platforms())
