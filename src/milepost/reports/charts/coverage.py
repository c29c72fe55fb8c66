"""Strips of weeks: filled where days are known, half where some are, hatched where a gap is."""

from collections.abc import Sequence

from markupsafe import Markup

from milepost.period import Period
from milepost.reports import numbers
from milepost.reports.charts.svg import tag, text

CELL, HEIGHT, HEAD = 8, 16, 14
_GAP = 1


def strip(cells: Sequence[str], says: str) -> Markup:
    """One row of weeks; `says` is what it shows, for those who do not see it."""
    drawn = [part for n, cell in enumerate(cells) for part in _cell(n * CELL, cell)]
    return _drawing("coverage-strip", len(cells), HEIGHT, drawn, says)


def head(weeks: Sequence[Period]) -> Markup:
    """The months above the strips: every third by its name, the first one of a year with the year."""
    marks: list[Markup] = []
    for n, week in enumerate(weeks):
        first = week.last.replace(day=1)
        if first not in week or first.month % 3 != 1 or n > len(weeks) - 4:
            continue
        name = numbers.short_month(first)
        words = f"{name} {first.year}" if first.month == 1 else name
        marks.append(tag("path", d=f"M{n * CELL} {HEAD}v-10", class_="coverage-month"))
        marks.append(text(words, n * CELL + 3, 10))
    return _drawing("coverage-head", len(weeks), HEAD, marks, "")


def _drawing(class_: str, cells: int, height: int, drawn: Sequence[Markup], says: str) -> Markup:
    width = cells * CELL
    hidden = None if says else "true"
    return tag(
        "svg",
        *drawn,
        class_=class_,
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img" if says else None,
        aria_label=says or None,
        aria_hidden=hidden,
        focusable="false",
    )


def _cell(x: int, state: str) -> list[Markup]:
    side, tall = CELL - _GAP, HEIGHT - 2
    if state == "known":
        return [tag("rect", x=x, y=1, width=side, height=tall, class_="week known")]
    if state == "part":
        half = tall // 2
        return [
            tag("rect", x=x, y=1, width=side, height=tall, class_="week frame"),
            tag("rect", x=x, y=1 + tall - half, width=side, height=half, class_="week known"),
        ]
    if state == "gap":
        hatch = f"M{x} {tall - 3}l{side} -{side}M{x} {tall + 1}l{side} -{side}M{x} {tall - 7}l{side} -{side}"
        return [
            tag("rect", x=x, y=1, width=side, height=tall, class_="week gap"),
            tag("path", d=hatch, class_="week hatch"),
        ]
    return [tag("path", d=f"M{x} {HEIGHT // 2}h{side}", class_="week outside")]
