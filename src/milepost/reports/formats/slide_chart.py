"""A chart as PowerPoint draws and edits it: each line with its own days, unknown a gap, names at the ends."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from milepost.language import gettext
from milepost.reports import numbers
from milepost.reports.document import Chart, Line, Tone
from milepost.reports.formats.sheet_numbers import unit_format
from milepost.reports.formats.slide_layout import shortened
from milepost.reports.formats.tones import COLOURS

DAY_NOUGHT = date(1899, 12, 30)
"""The day that spreadsheets count from."""

PALE = "#8fa6d6"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line as it is drawn: None leaves a gap; `label` stands at its end where it is given."""

    name: str
    points: tuple[tuple[int, float | None], ...]
    colour: str
    width: float
    dashed: bool = False
    label: str = ""
    side: str = "right"

    @property
    def known(self) -> tuple[tuple[int, float], ...]:
        """The points that are drawn."""
        return tuple((at, value) for at, value in self.points if value is not None)


def add_chart(slide: Any, chart: Chart, box: tuple[int, int, int, int], accent: str) -> None:
    """Draw the chart natively within the box (left, top, width, height)."""
    from pptx.chart.data import XyChartData
    from pptx.enum.chart import XL_CHART_TYPE

    strokes = _apart(list(_strokes(chart, accent)))
    shown = unit_format(chart.unit, chart.currency)
    data = XyChartData(number_format=shown)
    for stroke in strokes:
        series = data.add_series(_tame(stroke.name), number_format=shown)
        for at, value in stroke.points:
            series.add_data_point(at, value)
    drawn = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, *box, data).chart
    drawn.has_legend = False
    drawn.has_title = False
    _axes(drawn, strokes, chart)
    for series, stroke in zip(drawn.plots[0].series, strokes, strict=True):
        _draw(series, stroke)


def _strokes(chart: Chart, accent: str) -> Iterator[Stroke]:
    days = [point.day for line in chart.lines for point in line.points]
    for at, line in enumerate(chart.lines):
        colour = accent if line.dashed else COLOURS[Tone.PLAIN] if at == 0 else COLOURS[Tone.SOFT]
        middle = tuple((_serial(point.day), _finite(point.value)) for point in line.points)
        width = 1.5 if line.dashed else 2.25
        drawn = Stroke(line.name, middle, colour, width, line.dashed, shortened(line.name, 24))
        if drawn.known:
            yield drawn
        yield from _band(line)
    if chart.target is not None and math.isfinite(chart.target) and days:
        ends = tuple((_serial(day), chart.target) for day in (min(days), max(days)))
        target = numbers.exact(chart.target, chart.unit, chart.currency)
        said = gettext("target {target}", target=target)
        yield Stroke(gettext("Target"), ends, accent, 1.5, label=said)


def _band(line: Line) -> Iterator[Stroke]:
    """The ends of a band as thin lines; that of a single day as an upright bar."""
    if len(line.points) == 1 and line.band and line.band[0] and all(map(math.isfinite, line.band[0])):
        upright = tuple((_serial(line.points[0].day), value) for value in line.band[0])
        yield Stroke(gettext("{line}, 8 in 10", line=line.name), upright, PALE, 9)
        return
    low, high = gettext("{line}, low", line=line.name), gettext("{line}, high", line=line.name)
    for end, name in ((0, low), (1, high)):
        edge = tuple(
            (_serial(point.day), _finite(band[end]) if band else None)
            for point, band in zip(line.points, line.band, strict=False)
        )
        drawn = Stroke(name, edge, PALE, 0.75)
        if drawn.known:
            yield drawn


def _apart(strokes: list[Stroke]) -> list[Stroke]:
    """Names that would lie on each other or on a line go above and below their ends."""
    named = sorted((s for s in strokes if s.label), key=lambda s: s.known[-1][1])
    values = [value for stroke in strokes for _, value in stroke.known]
    last = max((at for stroke in strokes for at, _ in stroke.known), default=0)
    near = 0.09 * (max(values) - min(0.0, *values)) if values else 0.0
    moved: dict[int, str] = {}
    at_end = [stroke for stroke in named if stroke.known[-1][0] == last]
    for stroke in named:
        if stroke not in at_end:
            moved[id(stroke)] = "above"
    for low, high in pairwise(at_end):
        if high.known[-1][1] - low.known[-1][1] < near:
            moved[id(low)], moved[id(high)] = "below", "above"
    return [replace(stroke, side=moved.get(id(stroke), stroke.side)) for stroke in strokes]


def _axes(drawn: Any, strokes: list[Stroke], chart: Chart) -> None:
    from pptx.util import Pt

    days = [at for stroke in strokes for at, _ in stroke.known]
    values = [value for stroke in strokes for _, value in stroke.known]
    first, span = min(days), max(max(days) - min(days), 7)
    across, up = drawn.category_axis, drawn.value_axis
    across.minimum_scale, across.maximum_scale = first, first + span * 1.2
    across.major_unit = max(round(span / 4), 1)
    across.tick_labels.number_format, across.tick_labels.number_format_is_linked = "d mmm yy", False
    across.has_major_gridlines = False
    up.tick_labels.number_format = (
        unit_format(chart.unit, chart.currency).replace(".00", "").replace(".##", "")
    )
    if max(abs(value) for value in values) < 10:
        up.tick_labels.number_format = unit_format(chart.unit, chart.currency)
    up.tick_labels.number_format_is_linked = False
    if min(values) >= 0 and min(values) < 0.5 * max(values):
        up.minimum_scale = 0
    up.major_gridlines.format.line.color.rgb = _rgb("#dfe3e8")
    for axis in (across, up):
        axis.format.line.color.rgb = _rgb("#8a93a0")
        axis.tick_labels.font.size = Pt(11)
        axis.tick_labels.font.color.rgb = _rgb(COLOURS[Tone.SOFT])


def _draw(series: Any, stroke: Stroke) -> None:
    from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    series.smooth = False
    series.format.line.width = Pt(stroke.width)
    series.format.line.color.rgb = _rgb(stroke.colour)
    if stroke.dashed:
        series.format.line.dash_style = MSO_LINE.DASH
    alone = len(stroke.known) == 1
    series.marker.style = XL_MARKER_STYLE.CIRCLE if alone else XL_MARKER_STYLE.NONE
    if alone:
        series.marker.size = 7
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = _rgb(stroke.colour)
    if stroke.label:
        label = series.points[stroke.points.index(stroke.known[-1])].data_label
        frame = label.text_frame
        frame.text = stroke.label
        run = frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold = Pt(11), True
        run.font.color.rgb = _rgb(stroke.colour)
        label.position = getattr(XL_LABEL_POSITION, stroke.side.upper())


def _finite(value: float | None) -> float | None:
    """What cannot be drawn is unknown."""
    return value if value is not None and math.isfinite(value) else None


def _serial(day: date) -> int:
    return (day - DAY_NOUGHT).days


def _tame(name: str) -> str:
    """The name of a line so that the workbook behind the chart takes it for neither formula nor link."""
    return name if name[:1].isalnum() and ":" not in name else f" {name}"


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour.removeprefix("#").upper())
