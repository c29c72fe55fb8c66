"""The drawings: what they show, and what they must never show."""

import math
import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from itertools import pairwise

import goal_parts
import goal_samples
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.amount import Unknown
from milepost.period import Grain
from milepost.reports.charts import goal_chart, history, marks, scale
from milepost.reports.charts.plan import plan
from milepost.reports.charts.readings import MOST
from milepost.reports.charts.sparkline import sparkline
from milepost.reports.charts.svg import tag, text
from milepost.reports.charts.table import MOST_ROWS, goal_table, history_table, thinned
from milepost.reports.formats.drawings import for_print
from milepost.series import Series

NAMES = [
    "state",
    "open_money",
    "unlikely_rate",
    "met_posts",
    "missed_level",
    "unknown_calls",
    "standing_calls",
    "response_time",
    "not_started",
]


def drawn(name: str, size: goal_chart.Size = goal_chart.WIDE) -> ET.Element:
    state = getattr(goal_samples, name)()
    what = plan(state)
    assert what is not None
    return ET.fromstring(goal_chart.goal_chart(state, what, size, "chart", "A title", "A description"))


def texts(svg: ET.Element) -> list[str]:
    return [node.text or "" for node in svg.iter("{http://www.w3.org/2000/svg}text")]


def of_class(svg: ET.Element, name: str) -> list[ET.Element]:
    return [node for node in svg.iter() if name in (node.get("class") or "").split()]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [goal_chart.WIDE, goal_chart.NARROW])
def test_every_chart_names_its_target_and_stays_in_its_frame(name: str, size: goal_chart.Size) -> None:
    svg = drawn(name, size)
    assert [word for word in texts(svg) if word.startswith("target ")] != []
    x = [float(node.get("x") or 0) for node in svg.iter() if node.get("x")]
    y = [float(node.get("y") or 0) for node in svg.iter() if node.get("y")]
    assert 0 <= min(x) <= max(x) <= size.width
    assert 0 <= min(y) <= max(y) <= size.height


@pytest.mark.parametrize("name", NAMES)
def test_no_coordinate_is_unknown(name: str) -> None:
    whole = ET.tostring(drawn(name), encoding="unicode")
    assert re.findall(r"\b(?:nan|inf|None)\b", whole) == []


def test_a_moved_target_keeps_the_first_one_dotted_with_its_day() -> None:
    svg = drawn("open_money")
    assert len(of_class(svg, "first-line")) == 1
    assert any("first target €55,000, 28" in word for word in texts(svg))


def test_an_unmoved_target_has_no_second_line() -> None:
    assert of_class(drawn("state"), "first-line") == []


def test_unknown_days_are_a_hatched_gap_in_the_line() -> None:
    svg = drawn("open_money")
    assert len(of_class(svg, "actual")) == 2
    hatched = [node for node in svg.iter() if node.get("fill") == "url(#chart-hatch)"]
    assert len(hatched) == 1


def test_without_odds_the_days_ahead_are_hatched_and_say_so() -> None:
    svg = drawn("unknown_calls")
    assert "cannot be told yet" in texts(svg)
    assert of_class(svg, "fan80") == []


@pytest.mark.parametrize("name", ["unlikely_rate", "response_time"])
def test_a_level_lands_where_its_verdict_says(name: str) -> None:
    state = getattr(goal_samples, name)()
    what = plan(state)
    assert what is not None
    assert (state.odds.low, state.odds.median, state.odds.high) == what.landing
    assert len(of_class(drawn(name), "landing")) == 1


def test_a_wild_week_does_not_flatten_a_sparkline() -> None:
    series = goal_parts.weekly("x", 10.0, 20)
    series.over[2] = 1e6
    svg = ET.fromstring(sparkline(series, (8.0, 12.0), "x"))
    band = of_class(svg, "band")[0]
    assert float(band.get("height") or 0) > 5


def test_a_break_of_meaning_carries_its_name() -> None:
    assert any("Instagram counts views" in word for word in texts(drawn("unlikely_rate")))


def test_a_goal_of_which_nothing_is_known_has_no_chart() -> None:
    assert plan(goal_samples.without_data()) is None


def test_totals_start_at_zero_and_levels_need_not() -> None:
    total, level = plan(goal_parts.state()), plan(goal_samples.unlikely_rate())
    assert total is not None
    assert level is not None
    assert total.figures[0] == 0
    assert level.figures[0] > 0.02


def test_a_figure_that_nobody_knows_never_reaches_the_axis() -> None:
    series = goal_parts.weekly("Shares", 100.0, 12)
    series.over[5] = np.nan
    svg = ET.fromstring(
        history.history_chart(series, history.Marks(date(2026, 4, 1)), history.WIDE, "h", "t", "d")
    )
    assert len(of_class(svg, "actual")) == 2
    assert len([node for node in svg.iter() if node.get("fill") == "url(#h-hatch)"]) == 1
    assert history_table(series, "c", "Orders").rows[5][1] == "unknown"


def test_words_in_a_drawing_are_escaped() -> None:
    hostile = "</text><script>alert(1)</script>"
    assert "<script" not in text(hostile, 0, 0)
    assert "onload=" not in tag("path", d='"/><svg onload="x').replace("&#34;", "'").split(">")[0][:9]
    assert "&#34;/&gt;&lt;svg onload=&#34;x" in tag("path", d='"/><svg onload="x')


def test_a_lone_figure_makes_no_sparkline() -> None:
    assert sparkline(goal_parts.weekly("x", 10.0, 1), None, "x") == ""


def test_a_sparkline_has_its_band_and_a_quiet_end() -> None:
    svg = ET.fromstring(sparkline(goal_parts.weekly("x", 10.0, 20), (8.0, 12.0), "x"))
    assert len(of_class(svg, "band")) == 1
    assert of_class(svg, "signal") == []


def test_a_flat_series_can_be_drawn() -> None:
    starts = tuple(date(2026, 1, 5) + timedelta(weeks=n) for n in range(5))
    flat = Series("x", starts, np.full(5, 7), np.zeros(5), grain=Grain.WEEK)
    assert "nan" not in sparkline(flat, None, "x")


def test_the_table_holds_what_the_chart_shows() -> None:
    state = goal_parts.state()
    what = plan(state)
    assert what is not None
    table = goal_table(what, "c")
    measured = [row for row in table.rows if row[1]]
    forecast = [row for row in table.rows if row[3]]
    assert measured[-1][1] == "141"
    assert forecast[-1][3] == "240–390"
    assert {len(table.heads)} == {len(row) for row in table.rows}


def test_a_long_course_is_thinned_to_a_table_that_can_be_read() -> None:
    days = [(date(2020, 1, 1) + timedelta(days=n), float(n)) for n in range(2000)]
    kept = thinned(days, lambda point: point[0])
    assert len(kept) <= MOST_ROWS
    assert days[-1] == kept[-1]


def test_an_unknown_change_draws_no_spikes() -> None:
    state = goal_samples.unlikely_rate()
    what = plan(goal_parts.state(goal=state.goal, history=state.history, change=Unknown("why")))
    assert what is not None


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 6))
def test_ticks_are_few_and_inside(low: float, span: float, most: int) -> None:
    found = scale.ticks(low, low + span, most)
    assert 1 <= len(found) <= most
    assert all(low - span * 1e-6 <= tick <= low + span * (1 + 1e-6) for tick in found) or found == [low]


@given(st.lists(st.floats(0, 300), max_size=8))
def test_labels_are_never_closer_than_the_gap(wanted: list[float]) -> None:
    places = sorted(scale.spread(wanted, 15, 0, 300))
    assert all(b - a >= 15 - 1e-6 for a, b in pairwise(places))
    assert all(-1e-6 <= place <= 300 + 1e-6 for place in places)


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(1, 200)), max_size=12))
def test_names_in_one_row_do_not_touch(spans: list[tuple[float, float]]) -> None:
    edges = [(left, left + wide) for left, wide in spans]
    rows = scale.rows(edges)
    for n, (left, right) in enumerate(edges):
        for m in range(n):
            other = edges[m]
            assert rows[n] != rows[m] or right <= other[0] or left >= other[1]


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(1, 4000), st.integers(2, 6))
def test_day_ticks_are_few_and_within_the_chart(first: date, length: int, most: int) -> None:
    last = first + timedelta(days=length)
    found = scale.day_ticks(first, last, most)
    assert 1 <= len(found) <= max(most, 2)
    assert all(first <= day <= last for day, _ in found)


def test_a_piece_ends_where_days_are_missing_or_unknown() -> None:
    day = date(2026, 1, 1)
    points = [(day + timedelta(days=n), math.nan if n == 3 else float(n)) for n in (0, 1, 2, 3, 4, 5, 9)]
    cut = marks.pieces(points, timedelta(days=1.5))
    assert [[value for _, value in piece] for piece in cut] == [[0.0, 1.0, 2.0], [4.0, 5.0], [9.0]]


def test_a_chart_tells_each_known_figure_where_the_pointer_is() -> None:
    svg = drawn("state")
    what = plan(goal_samples.state())
    assert what is not None
    told = of_class(svg, "reading")
    known = [value for _, value in what.course if not math.isnan(value)]
    assert 1 < len(told) <= MOST
    assert len(told) == len(known[:: math.ceil(len(known) / MOST)])
    strips = [(float(one[1].get("x") or 0), float(one[1].get("width") or 0)) for one in told]
    assert all(
        left + width == pytest.approx(right, abs=0.2) for (left, width), (right, _) in pairwise(strips)
    )
    assert all(": " in (one[0].text or "") for one in told)
    assert of_class(drawn("state", goal_chart.NARROW), "reading") == [], "nobody points at a phone"


def test_nobody_points_at_paper() -> None:
    drawing = ET.tostring(drawn("state"), encoding="unicode")
    assert "readings" in drawing
    assert "readings" not in for_print(drawing, "#23468f").replace(".readings", "")
