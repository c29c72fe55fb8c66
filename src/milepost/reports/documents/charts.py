"""The chart of a goal for every format: the page's own drawing, and the same figures as lines."""

from collections.abc import Iterator
from datetime import timedelta

from milepost.goals.state import GoalState
from milepost.language import gettext, gettext_lazy
from milepost.reports.charts import goal_chart, marks, plan
from milepost.reports.charts.table import goal_table
from milepost.reports.document import Chart, Line, Point, Table
from milepost.reports.words import chart as chart_words

NEXT = {
    "day": gettext_lazy("Next day"),
    "week": gettext_lazy("Next week"),
    "month": gettext_lazy("Next month"),
    "quarter": gettext_lazy("Next quarter"),
    "year": gettext_lazy("Next year"),
    "period": gettext_lazy("Next period"),
}


def chart_of(state: GoalState, name: str) -> Chart | None:
    """The course of a goal with its forecast and target; None where there is nothing to draw."""
    what = plan.plan(state)
    if what is None:
        return None
    title = gettext("{kpi}: course and forecast", kpi=state.title)
    told = chart_words.goal_description(state)
    wide, narrow = (
        goal_chart.goal_chart(state, what, size, f"{name}-{size.name}", title, told)
        for size in (goal_chart.WIDE, goal_chart.NARROW)
    )
    note = chart_words.breaks_note(state, *what.days)
    behind = goal_table(what, title)
    return Chart(
        title=title,
        caption=" ".join(part for part in (chart_words.goal_caption(state), note) if part),
        svg=str(wide) + str(narrow),
        lines=_lines(what, state.goal.per or "period"),
        unit=state.goal.unit,
        currency=state.currency,
        target=state.goal.target,
        behind=Table(behind.caption, behind.heads, behind.rows, numeric=frozenset({1, 2, 3})),
        native=" ".join(part for part in (chart_words.native_caption(state), note) if part),
    )


def _lines(what: plan.Plan, per: str) -> tuple[Line, ...]:
    lines = []
    if what.course:
        lines.append(Line(gettext("Measured"), tuple(_with_gaps(what.course))))
    if what.fan:
        lines.append(
            Line(
                gettext("Forecast"),
                tuple(Point(point.day, point.p50) for point in what.fan),
                tuple((point.p10, point.p90) for point in what.fan),
                dashed=True,
            )
        )
    elif what.coming is not None:
        ahead = what.coming
        lines.append(
            Line(
                str(NEXT.get(per, NEXT["period"])),
                (Point(ahead.day, ahead.median),),
                ((ahead.low, ahead.high),),
                dashed=True,
            )
        )
    return tuple(lines)


def _with_gaps(course: plan.Points) -> Iterator[Point]:
    """The points, with an unknown one wherever days are missing: a gap, as the drawing has it."""
    for number, piece in enumerate(marks.pieces(course, marks.usual_step(course))):
        if number:
            yield Point(piece[0][0] - timedelta(days=1), None)
        yield from (Point(day, value) for day, value in piece)
