"""The small chart of the weeks or months before and since the start, with the usual band."""

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta

from markupsafe import Markup

from milepost.amount import Unit
from milepost.language import colon
from milepost.reports import numbers
from milepost.reports.charts import marks, scale
from milepost.reports.charts.frame import Frame, Label, Measure, Size, beside, drawing, frame, grid
from milepost.reports.charts.marks import Flag
from milepost.reports.charts.readings import readings
from milepost.reports.charts.svg import group, line, tag, text
from milepost.reports.charts.table import history_table
from milepost.reports.words import grain
from milepost.series import Series

WIDE = Size("wide", 744, 176)
NARROW = Size("narrow", 358, 144)

Band = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands on a history: the start, the band of what was usual before it, flags, days that jumped.

    The band reaches from `band_since` (None: the first day) to the start. `targets` are levels with their
    words, which stand at the right end.
    """

    start: date
    band: Band | None = None
    flags: tuple[Flag, ...] = ()
    spikes: tuple[date, ...] = ()
    band_since: date | None = None
    targets: tuple[tuple[float, str], ...] = ()


def history_chart(
    series: Series, on_it: Marks, size: Size, name: str, title: str, description: str
) -> Markup:
    """The SVG of a history in one size; nothing at all for an empty one."""
    points = tuple(marks.midpoints(series))
    span = series.span
    if span is None:
        return Markup("")
    days, band, start = (span.start, span.end), on_it.band, on_it.start
    levels = [level for level, _ in on_it.targets]
    figures = scale.reach([v for _, v in points] + list(band or ()) + levels, from_zero=series.adds)
    most = 84 if size.name == WIDE.name else 22
    named = [replace(flag, words=marks.shortened(flag.words, most)) for flag in on_it.flags]
    kept = marks.shown(named, *days)
    measure = Measure(series.unit, series.currency, series.unit == Unit.COUNT and figures[1] >= 5)
    words = _band_words(series, band) if band else ""
    rows = marks.flag_rows(kept, size.width, days)
    ends = [Label(level, words, "target") for level, words in on_it.targets]
    on = frame(size, days, figures, measure, [end.words for end in ends], rows, most_ticks=4)
    since = max(on_it.band_since or days[0], days[0])
    hatch = f"{name}-hatch"
    parts = [
        _band(on, band, since, start),
        marks.unknown_days(on, _unknown(series), hatch),
        grid(on),
        marks.flags(on, kept, hatch),
        _targets(on, ends),
        marks.curve(on, points, "actual"),
        marks.spikes(on, points, on_it.spikes),
        _band_label(on, points, band, (since, start), words),
        beside(on, ends) if ends else Markup(""),
        readings(on, points, _said(series)) if size.name == WIDE.name else Markup(""),
    ]
    return drawing(size, name, title, description, parts)


def _said(series: Series) -> list[str]:
    """Each period with its figure, as the table behind the chart has them."""
    return [str(colon(when, figure)) for when, figure in history_table(series, "", "").rows]


def _band_words(series: Series, band: Band) -> str:
    return grain.usual(numbers.compact_interval(*band, series.unit, series.currency), series.grain)


def _targets(on: Frame, ends: list[Label]) -> Markup:
    lines = [line([(on.left, on.y(end.at)), (on.right + 6, on.y(end.at))]) for end in ends]
    return group((tag("path", d=path, class_="target-line") for path in lines), "targets")


def _band(on: Frame, band: Band | None, since: date, start: date) -> Markup:
    if band is None or start <= since:
        return Markup("")
    left, right = on.x(since), min(on.x(start), on.right)
    top, bottom = on.y(band[1]), on.y(band[0])
    return tag("rect", x=left, y=top, width=right - left, height=max(bottom - top, 1.0), class_="band")


def _band_label(
    on: Frame, points: marks.Points, band: Band | None, days: tuple[date, date], words: str
) -> Markup:
    left = on.x(days[0]) + 6
    if band is None or left + scale.text_width(words) > on.x(days[1]):
        return Markup("")
    y = marks.clear_of(on, points, words, left, band=(on.y(band[1]), on.y(band[0])))
    return Markup("") if y is None else text(words, left, y, "usual halo")


def _unknown(series: Series) -> list[tuple[date, date]]:
    """Runs of periods without a figure."""
    found: list[tuple[date, date]] = []
    for start, days, value in zip(series.starts, series.days, series.values, strict=True):
        if not math.isnan(value):
            continue
        end = start + timedelta(days=int(days))
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
