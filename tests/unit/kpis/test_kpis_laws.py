"""Laws that hold for every KPI, over facts made up at random."""

import math
import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.amount import Unknown
from milepost.facts.batches import FactFiles
from milepost.kpis import weekly
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue
from milepost.kpis.kpi import Form
from milepost.kpis.measure import measure
from milepost.period import Grain, Period, WeekStart

MONDAY = date(2026, 3, 2)
PERIOD = Period.of_days(MONDAY, 14)
COLUMNS = ("impressions", "views", "likes", "comments", "shares", "saves", "link_clicks", "profile_visits")
VALUES = st.none() | st.integers(0, 1000)
DAYS = st.lists(
    st.tuples(
        st.sampled_from(["x", "facebook", "instagram"]),
        st.integers(0, 13),
        st.tuples(*([VALUES] * len(COLUMNS))),
    ),
    max_size=25,
    unique_by=lambda row: row[:2],
)
POSTS = st.lists(
    st.tuples(st.integers(0, 13), st.integers(0, 4), st.integers(0, 99)),
    max_size=20,
    unique_by=lambda p: p[:2],
)
KPIS = [k for k in catalogue().values() if k.bases[0].name == "account_day"]


def rows_of(days: list[Any], times: int = 1) -> list[dict[str, Any]]:
    return [
        {"channel": channel, "day": MONDAY + timedelta(days=offset)}
        | {c: None if v is None else v * times for c, v in zip(COLUMNS, values, strict=True)}
        for channel, offset, values in days
    ]


def answers(files: FactFiles, grain: Grain = Grain.DAY, *split: str) -> dict[tuple[Any, ...], float]:
    """The known figures; NaN for the unknown."""
    rows = measure(KPIS, [files], Ask(PERIOD, grain, split)).rows
    return {
        (r.kpi, r.start, *r.split.values()): math.nan if isinstance(r.figure, Unknown) else r.figure.value
        for r in rows
    }


def same(one: dict[Any, float], other: dict[Any, float]) -> None:
    assert one == pytest.approx(other, rel=1e-12, nan_ok=True)


@given(days=DAYS)
@settings(max_examples=5, deadline=None)
def test_ten_times_the_counts_leave_every_rate_as_it_was(days: list[Any], facts: Any) -> None:
    once, tenfold = (answers(facts({"account_day": rows_of(days, n)}), Grain.WEEK) for n in (1, 10))
    rates = {k.id for k in KPIS if k.form is Form.RATIO}
    totals = {k.id for k in KPIS if k.form is Form.TOTAL}
    same(
        {k: v for k, v in once.items() if k[0] in rates}, {k: v for k, v in tenfold.items() if k[0] in rates}
    )
    same(
        {k: 10 * v for k, v in once.items() if k[0] in totals},
        {k: v for k, v in tenfold.items() if k[0] in totals},
    )


@given(days=DAYS)
@settings(max_examples=5, deadline=None)
def test_the_parts_of_a_split_add_up_to_the_whole(days: list[Any], facts: Any) -> None:
    files = facts({"account_day": rows_of(days)})
    whole = answers(files, Grain.WEEK)
    parts = answers(files, Grain.WEEK, "channel")
    for kpi in (k for k in KPIS if k.form is Form.TOTAL):
        for (name, start), figure in (
            (k, v) for k, v in whole.items() if k[0] == kpi.id and not math.isnan(v)
        ):
            known = [v for (n, s, _), v in parts.items() if (n, s) == (name, start) and not math.isnan(v)]
            assert sum(known) == figure


@given(days=DAYS, seed=st.integers(0, 99))
@settings(max_examples=5, deadline=None)
def test_the_order_of_rows_does_not_matter(days: list[Any], seed: int, facts: Any) -> None:
    shuffled = list(days)
    random.Random(seed).shuffle(shuffled)
    same(answers(facts({"account_day": rows_of(days)})), answers(facts({"account_day": rows_of(shuffled)})))


@given(days=DAYS)
@settings(max_examples=5, deadline=None)
def test_a_silent_platform_changes_nothing(days: list[Any], facts: Any) -> None:
    silent = [{"channel": "threads", "day": MONDAY + timedelta(days=d), "follows": 1} for d in range(14)]
    mine = rows_of(days)
    before, after = (answers(facts({"account_day": rows}), Grain.WEEK) for rows in (mine, mine + silent))
    same(
        {k: v for k, v in before.items() if k[0] != "follows"},
        {k: v for k, v in after.items() if k[0] != "follows"},
    )


@given(days=DAYS)
@settings(max_examples=5, deadline=None)
def test_days_add_up_to_their_week(days: list[Any], facts: Any) -> None:
    files = facts({"account_day": rows_of(days)})
    daily, weekly = answers(files), answers(files, Grain.WEEK)
    for kpi in (k for k in KPIS if k.form is Form.TOTAL):
        for (name, start), figure in (
            (k, v) for k, v in weekly.items() if k[0] == kpi.id and not math.isnan(v)
        ):
            assert sum(daily[name, start + timedelta(days=d)] for d in range(7)) == figure


@given(posts=POSTS)
@settings(max_examples=5, deadline=None)
def test_the_roll_up_and_the_rows_say_the_same(posts: list[tuple[int, int, int]], facts: Any) -> None:
    """By day the roll-up answers, by format the rows; the formats add up to the day."""
    rows = [
        {
            "channel": "x",
            "post_id": str(p),
            "format": f"f{p % 2}",
            "day": MONDAY + timedelta(days=d),
            "likes": n,
        }
        for d, p, n in posts
    ]
    likes = [catalogue()["likes"]]
    files = facts({"post_day": rows})
    total = {r.start: r.figure for r in measure(likes, [files], Ask(PERIOD, Grain.DAY)).rows}
    parts: dict[date, float] = {}
    for row in measure(likes, [files], Ask(PERIOD, Grain.DAY, ("format",))).rows:
        parts[row.start] = parts.get(row.start, 0.0) + (
            0.0 if isinstance(row.figure, Unknown) else row.figure.value
        )
    assert {s: 0.0 if isinstance(f, Unknown) else f.value for s, f in total.items()} == parts


@given(posts=POSTS, starts=st.sampled_from(WeekStart))
@settings(max_examples=5, deadline=None)
def test_weeks_rolled_up_once_more_say_the_same(posts: list[Any], starts: WeekStart, facts: Any) -> None:
    """What large tables take as a short cut, forced on small ones, changes no figure and no reason."""
    rows = [
        {
            "channel": "x",
            "post_id": str(p),
            "day": MONDAY + timedelta(days=d),
            "likes": n or None,
            "shares": 1,
        }
        for d, p, n in posts
    ]
    files = facts({"post_day": rows})
    ask = Ask(PERIOD, Grain.WEEK, week_starts=starts)
    kpis = [catalogue()[name] for name in ("likes", "shares")]
    straight = measure(kpis, [files], ask).rows
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weekly, "WORTH", 0)
        assert straight == measure(kpis, [files], ask).rows
