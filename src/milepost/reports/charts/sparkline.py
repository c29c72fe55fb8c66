"""A sparkline with its usual band, so that a wiggle inside it looks like nothing."""

import math
from datetime import date

from markupsafe import Markup

from milepost.reports.charts import marks
from milepost.reports.charts.history import Band
from milepost.reports.charts.marks import midpoints
from milepost.reports.charts.scale import DayScale, Scale
from milepost.reports.charts.svg import tag
from milepost.series import Series

WIDTH, HEIGHT, EDGE = 160, 32, 4
BANDS = 1.5


def sparkline(series: Series, band: Band | None, title: str, signal: bool = False) -> Markup:
    """A drawing 160 by 32 pixels; `signal` marks the last point, otherwise it is as quiet as the others."""
    points = [(day, value) for day, value in midpoints(series)]
    known = [(day, value) for day, value in points if not math.isnan(value)]
    if len(known) < 2:
        return Markup("")
    figures = [value for _, value in known] + list(band or ())
    if band is not None:
        # One wild week must not flatten all the others: the drawing ends some bands away from the band.
        reach = max(BANDS * (band[1] - band[0]), 1e-12)
        points = [(day, min(max(value, band[0] - reach), band[1] + reach)) for day, value in points]
        known = [(day, value) for day, value in points if not math.isnan(value)]
        figures = [value for _, value in known] + list(band)
    x = DayScale(points[0][0], points[-1][0], EDGE, WIDTH - EDGE - 2)
    y = Scale(min(figures), max(figures), HEIGHT - EDGE, EDGE)
    if y.low == y.high:
        y = Scale(y.low - 1, y.high + 1, y.start, y.end)
    return tag(
        "svg",
        tag("title", title),
        _band(y, band),
        *_lines(points, x, y),
        _end(known[-1], x, y, signal),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        width=WIDTH,
        height=HEIGHT,
        class_="spark",
        role="img",
    )


def _band(y: Scale, band: Band | None) -> Markup:
    if band is None:
        return Markup("")
    top, bottom = y(band[1]), y(band[0])
    return tag("rect", x=0, y=top, width=WIDTH, height=max(bottom - top, 1.0), class_="band")


def _lines(points: list[tuple[date, float]], x: DayScale, y: Scale) -> list[Markup]:
    cut = marks.pieces(points, marks.usual_step(points))
    return [marks.path([(x(day), y(value)) for day, value in piece], "spark-line") for piece in cut]


def _end(last: tuple[date, float], x: DayScale, y: Scale, signal: bool) -> Markup:
    return tag("circle", cx=x(last[0]), cy=y(last[1]), r=3.0, class_="signal" if signal else "last")
