"""Small multiples: the same figure of several channels, side by side on one scale, each with its band."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from milepost.reports import numbers
from milepost.reports.charts import marks, scale
from milepost.reports.charts.frame import Measure, Size
from milepost.reports.charts.history import Band
from milepost.reports.charts.marks import midpoints
from milepost.reports.charts.scale import DayScale, Scale
from milepost.reports.charts.svg import group, line, tag, text
from milepost.series import Series

PANEL, HEAD, GAP = 72, 22, 20
AXIS = 48
LOFTY = 1.6
"""One wild week of one channel must not flatten all others: the scale ends this far above the bands."""


@dataclass(frozen=True, eq=False)
class Panel:
    """One channel's drawing: its name, its weeks, its usual band, and whether it has lastingly moved."""

    name: str
    series: Series
    band: Band | None
    moved: bool


def multiples(
    panels: Sequence[Panel], size: Size, columns: int, name: str, title: str, description: str
) -> Markup:
    """The SVG in one width; its height follows from the panels. `size.height` is not looked at."""
    figures = _reach(panels)
    days = _days(panels)
    measure = Measure(panels[0].series.unit, panels[0].series.currency)
    rows = math.ceil(len(panels) / columns)
    step = PANEL + HEAD + GAP
    height = rows * step + 14
    width = (size.width - AXIS - GAP * (columns - 1)) / columns
    at = scale.ticks(*figures, most=2)
    words = dict(zip(at, numbers.axis_labels(at, measure.unit, measure.currency), strict=True))
    parts = []
    for place, panel in enumerate(panels):
        row, column = divmod(place, columns)
        left = AXIS + column * (width + GAP)
        y = Scale(*figures, row * step + HEAD + PANEL, float(row * step + HEAD))
        x = DayScale(*days, left, left + width)
        parts.append(_panel(panel, x, y, words if column == 0 else dict.fromkeys(at, "")))
        if row == rows - 1 or place + columns >= len(panels):
            parts.append(_ends(days, x, y))
    return tag(
        "svg",
        tag("title", title, id=f"{name}-title"),
        tag("desc", description, id=f"{name}-desc"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {size.width} {height}",
        width=size.width,
        height=height,
        class_=f"chart {size.name}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
    )


def _panel(panel: Panel, x: DayScale, y: Scale, words: dict[float, str]) -> Markup:
    top = y(y.high)
    points = [(day, min(value, y.high)) for day, value in midpoints(panel.series)]
    parts = [text(panel.name, x.start, top - 8, "forecast" if panel.moved else "")]
    if panel.band is not None:
        low, high = y(max(panel.band[0], y.low)), y(min(panel.band[1], y.high))
        parts.append(
            tag("rect", x=x.start, y=high, width=x.end - x.start, height=max(low - high, 1.0), class_="band")
        )
    for value, label in words.items():
        parts.append(tag("path", d=line([(x.start, y(value)), (x.end, y(value))]), class_="hair"))
        if label:
            parts.append(text(label, x.start - 8, y(value) + 4, anchor="end"))
    cut = marks.pieces(points, marks.usual_step(points))
    parts += [marks.path([(x(day), y(value)) for day, value in piece], "spark-line") for piece in cut]
    known = [(day, value) for day, value in points if not math.isnan(value)]
    if known:
        day, value = known[-1]
        parts.append(tag("circle", cx=x(day), cy=y(value), r=3.0, class_="signal" if panel.moved else "last"))
    return group(parts, "axis panel")


def _ends(days: tuple[date, date], x: DayScale, y: Scale) -> Markup:
    below = y(y.low) + 15
    return group(
        [
            text(numbers.short_day(days[0]), x.start, below),
            text(numbers.short_day(days[1]), x.end, below, anchor="end"),
        ],
        "axis",
    )


def _reach(panels: Sequence[Panel]) -> tuple[float, float]:
    bands = [figure for panel in panels for figure in panel.band or ()]
    values = [value for panel in panels for _, value in midpoints(panel.series) if not math.isnan(value)]
    top = LOFTY * max(bands) if bands else math.inf
    return scale.reach([min(value, max(top, 0.0)) for value in values] + bands, from_zero=True)


def _days(panels: Sequence[Panel]) -> tuple[date, date]:
    points = [day for panel in panels for day, _ in midpoints(panel.series)]
    return min(points), max(points)
