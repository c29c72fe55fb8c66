"""The frame of a chart: its size, its two scales, grid, ticks and margins wide enough for its labels."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from milepost.amount import Unit
from milepost.reports import numbers
from milepost.reports.charts import scale
from milepost.reports.charts.scale import DayScale, Scale
from milepost.reports.charts.svg import group, line, tag, text

LINE = 15.0
"""The height of one line of labels."""

MOST_WEEK_MARKS = 30


@dataclass(frozen=True, slots=True)
class Size:
    """The room for a chart, in pixels: one drawing for a wide column, one for a phone."""

    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside the plot, at the height of what they name."""

    at: float
    words: str
    class_: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """What the upright axis measures."""

    unit: str = Unit.COUNT
    currency: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A size with its two scales, laid so that every label at the left, right and top has its room."""

    size: Size
    x: DayScale
    y: Scale
    measure: Measure
    ticks: tuple[tuple[float, str], ...]

    @property
    def left(self) -> float:
        """The pixel of the first day."""
        return self.x.start

    @property
    def right(self) -> float:
        """The pixel of the last day."""
        return self.x.end

    @property
    def top(self) -> float:
        """The pixel of the highest figure."""
        return self.y.end

    @property
    def bottom(self) -> float:
        """The pixel of the lowest figure."""
        return self.y.start


def frame(
    size: Size,
    days: tuple[date, date],
    figures: tuple[float, float],
    measure: Measure,
    labels: Sequence[str] = (),
    top_rows: int = 1,
    most_ticks: int = 5,
) -> Frame:
    """A frame for `days` and `figures`; `labels` stand at its right, `top_rows` lines above it."""
    at = scale.ticks(*figures, most=most_ticks, whole=measure.whole)
    marks = tuple(zip(at, numbers.axis_labels(at, measure.unit, measure.currency), strict=True))
    left = max((scale.text_width(words) for _, words in marks), default=0) + 10
    right = max((scale.text_width(words) for words in labels), default=0) + 16
    right = min(right, size.width * 0.4)
    return Frame(
        size,
        DayScale(*days, left, size.width - right),
        Scale(*figures, size.height - 24.0, 10 + LINE * top_rows),
        measure,
        marks,
    )


def grid(on: Frame) -> Markup:
    """Hairlines at the round figures, their labels, the days below and a mark at every start of a week."""
    return Markup("").join([_figures(on), _days(on)])


def _figures(on: Frame) -> Markup:
    parts = []
    for value, words in on.ticks:
        y = on.y(value)
        kind = "zero" if value == 0 else "hair"
        parts.append(tag("path", d=line([(on.left, y), (on.right, y)]), class_=kind))
        parts.append(text(words, on.left - 8, y + 4, anchor="end"))
    return group(parts, "axis")


def _days(on: Frame) -> Markup:
    room = max(2, min(5, int((on.right - on.left) // 48)))
    parts = [_week_marks(on)]
    edge = -math.inf
    for day, words in scale.day_ticks(on.x.first, on.x.last, room):
        x = on.x(day)
        half = scale.text_width(words) / 2
        anchor = "start" if x - half < 0 else "end" if x + half > on.size.width else "middle"
        if x - half <= edge:
            continue
        parts.append(tag("path", d=line([(x, on.bottom), (x, on.bottom + 5)]), class_="tick"))
        parts.append(text(words, x, on.bottom + 18, anchor=anchor))
        edge = x + half
    return group(parts, "axis")


def _week_marks(on: Frame) -> Markup:
    days = (on.x.last - on.x.first).days
    if days // 7 > MOST_WEEK_MARKS:
        return Markup("")
    monday = on.x.first + timedelta(days=-on.x.first.weekday() % 7)
    at = [on.x(monday + timedelta(weeks=n)) for n in range(days // 7 + 1)]
    path = "".join(line([(x, on.bottom), (x, on.bottom + 3)]) for x in at if x <= on.right)
    return tag("path", d=path, class_="tick") if path else Markup("")


def beside(on: Frame, labels: Sequence[Label]) -> Markup:
    """The labels at the right end, pushed apart so that none lies on another."""
    wanted = [on.y(label.at) + 4 for label in labels]
    places = scale.spread(wanted, LINE, 14, on.size.height - 26)
    drawn = (
        text(label.words, on.right + 10, y, label.class_) for label, y in zip(labels, places, strict=True)
    )
    return group(drawn, "beside")


def drawing(on: Size, name: str, title: str, description: str, parts: Iterable[Markup]) -> Markup:
    """The whole SVG: with its name for screen readers, and its own hatching."""
    return tag(
        "svg",
        tag("title", title, id=f"{name}-title"),
        tag("desc", description, id=f"{name}-desc"),
        tag("defs", _hatch(f"{name}-hatch")),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {on.width} {on.height}",
        width=on.width,
        height=on.height,
        class_=f"chart {on.name}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
    )


def _hatch(name: str) -> Markup:
    stroke = tag("path", d="M0 6L6 0M-1 1L1 -1M5 7L7 5", class_="hatching")
    return tag("pattern", stroke, id=name, width=6, height=6, patternUnits="userSpaceOnUse")
