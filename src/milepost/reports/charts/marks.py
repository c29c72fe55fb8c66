"""Marks that stand on days: today, the start, breaks of meaning, days that nobody knows."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from markupsafe import Markup

from milepost.reports.charts import scale
from milepost.reports.charts.frame import LINE, Frame
from milepost.reports.charts.svg import Point, group, line, tag, text
from milepost.series import Series

DECIDED = "decision"
"""The class of a decision's flag: it alone carries a pennant."""

Points = Sequence[tuple[date, float]]


@dataclass(frozen=True, slots=True)
class Flag:
    """A day with a name above the plot; `hatched` for a break of meaning, a plain hairline otherwise."""

    day: date
    words: str
    hatched: bool = False
    class_: str = "flag"


def midpoints(series: Series) -> Iterator[tuple[date, float]]:
    """Each figure at the middle of its period."""
    for start, days, value in zip(series.starts, series.days, series.values, strict=True):
        yield start + timedelta(days=int(days) // 2), float(value)


def shown(flags: Sequence[Flag], first: date, last: date) -> list[Flag]:
    """Those within the days of the chart, each name short enough to stand above it."""
    return [flag for flag in flags if first <= flag.day <= last]


def shortened(words: str, most: int) -> str:
    """At most `most` characters; the whole name stands in the chart's description."""
    words = str(words)
    return words if len(words) <= most else words[: most - 1].rstrip(" ,;:") + "…"


def flag_rows(flags: Sequence[Flag], width: float, days: tuple[date, date]) -> int:
    """How many lines of names these flags need above a plot about `width` pixels wide."""
    rough = scale.DayScale(*days, 40, width - 90)
    return max(scale.rows([_span(flag.words, rough(flag.day), width) for flag in flags]), default=-1) + 1


def flags(on: Frame, items: Sequence[Flag], hatch: str) -> Markup:
    """Each flag's line or hatched strip, and its name in the first row where it lies on no other."""
    spans = [_span(flag.words, on.x(flag.day), on.size.width) for flag in items]
    parts = []
    for flag, (left, _), row in zip(items, spans, scale.rows(spans), strict=True):
        x = on.x(flag.day)
        base = on.top - 6 - LINE * row
        if flag.hatched:
            parts.append(_strip(on, x - 4, x + 4, hatch))
        parts.append(tag("path", d=line([(x, base + 3), (x, on.bottom)]), class_=flag.class_))
        if flag.class_ == DECIDED:
            pennant = [(x, on.top), (x + 9, on.top + 4), (x, on.top + 8)]
            parts.append(tag("path", d=f"{line(pennant)}Z", class_="pennant"))
        parts.append(text(flag.words, left + 3, base, flag.class_))
    return group(parts, "flags")


def _span(words: str, x: float, width: float) -> tuple[float, float]:
    """From where to where a name reaches when it is centred on its line, kept within the drawing."""
    wide = scale.text_width(words) + 6
    left = min(max(x - wide / 2, 0.0), max(width - wide, 0.0))
    return left, left + wide


def unknown_days(on: Frame, spans: Sequence[tuple[date, date]], hatch: str) -> Markup:
    """Hatching over days of which nothing is known: a gap, never a zero."""
    drawn = (_strip(on, on.x(first), on.x(last), hatch) for first, last in spans if last > first)
    return group(drawn, "unknown-days")


def _strip(on: Frame, left: float, right: float, hatch: str) -> Markup:
    left, right = max(left, on.left), min(right, on.right)
    if right <= left:
        return Markup("")
    return tag("rect", x=left, y=on.top, width=right - left, height=on.bottom - on.top, fill=f"url(#{hatch})")


def pieces(points: Points, longest: timedelta) -> list[list[tuple[date, float]]]:
    """The points cut where a figure is unknown (NaN) or where more than `longest` lies between two."""
    found: list[list[tuple[date, float]]] = []
    before: date | None = None
    for day, value in points:
        if math.isnan(value):
            before = None
            continue
        if before is None or day - before > longest:
            found.append([])
        found[-1].append((day, value))
        before = day
    return found


def gaps(points: Points, longest: timedelta) -> list[tuple[date, date]]:
    """The days between two pieces: what nobody said."""
    cut = pieces(points, longest)
    return [(a[-1][0], b[0][0]) for a, b in pairwise(cut)]


def clear_of(
    on: Frame,
    points: Points,
    words: str,
    left: float,
    avoid: Sequence[float] = (),
    band: Sequence[float] = (),
) -> float | None:
    """A baseline for words that begin at `left`: below all the line does there, else above it.

    `avoid` are the pixels of level lines the words must not lie on, `band` the top and bottom of a band they
    must stay out of. None when there is no room.
    """
    heights = [*heights_in(on, points, left, left + scale.text_width(words)), *band]
    if not heights:
        return None
    below = past(max(heights) + 15, avoid, down=True)
    above = past(min(heights) - 6, avoid, down=False)
    if below <= on.bottom - 5:
        return below
    return above if above >= on.top + 10 else None


def heights_in(on: Frame, points: Points, left: float, right: float) -> list[float]:
    """The pixels through which the line of these points runs between two upright edges."""
    known = [(on.x(day), on.y(value)) for day, value in points if not math.isnan(value)]
    found = [y for x, y in known if left <= x <= right]
    for (x0, y0), (x1, y1) in pairwise(known):
        found += [y0 + (edge - x0) / (x1 - x0) * (y1 - y0) for edge in (left, right) if x0 < edge < x1]
    return found


def past(baseline: float, lines: Sequence[float], down: bool) -> float:
    """A baseline moved down (or up) beyond every level line that would run through its words."""
    for y in sorted(lines, reverse=not down):
        if baseline - 12 < y < baseline + 4:
            baseline = y + 15 if down else y - 6
    return baseline


def spikes(on: Frame, points: Points, days: Sequence[date]) -> Markup:
    """Hollow dots on the figures in which single days jumped."""
    reach = usual_step(points) / 3
    hollow = (
        tag("circle", cx=on.x(day), cy=on.y(value), r=4.0, class_="spike")
        for day, value in points
        if not math.isnan(value) and any(abs(day - spike) <= reach for spike in days)
    )
    return group(hollow, "spikes")


def usual_step(points: Points) -> timedelta:
    """One and a half times the commonest distance between neighbours: beyond it days are missing."""
    steps = sorted((b[0] - a[0] for a, b in pairwise(points)), key=lambda s: s.days)
    return (steps[len(steps) // 2] if steps else timedelta(days=1)) * 1.5


def curve(on: Frame, points: Points, class_: str) -> Markup:
    """A line through the known points, broken where days are missing."""
    cut = pieces(points, usual_step(points))
    return group((path([(on.x(d), on.y(v)) for d, v in piece], class_) for piece in cut), "curve")


def path(points: Sequence[Point], class_: str) -> Markup:
    """A line through the points; a lone one between two gaps is a dot."""
    if len(points) == 1:
        return tag("circle", cx=points[0][0], cy=points[0][1], r=2.5, class_=f"{class_} dot")
    return tag("path", d=line(points), class_=class_)
