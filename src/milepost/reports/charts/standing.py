"""Where a goal stands on its chart: the last known point, its figure, and the pace it should have."""

from dataclasses import dataclass

from markupsafe import Markup

from milepost.goals.state import GoalState
from milepost.language import gettext
from milepost.reports import numbers
from milepost.reports.charts import marks, scale
from milepost.reports.charts.frame import Frame
from milepost.reports.charts.plan import Plan
from milepost.reports.charts.svg import group, line, tag, text

FAR = 48.0
"""Pixels beyond which a label no longer seems to belong to its dot."""


def standing(on: Frame, state: GoalState, what: Plan) -> Markup:
    """The dot with its figure; for a total also a tick for its pace."""
    if what.now is None:
        return Markup("")
    day, value = what.now
    x, y = on.x(day), on.y(value)
    figure = numbers.written(value if state.actual is None else state.actual, state.goal.unit, state.currency)
    dot = tag("circle", cx=x, cy=y, r=4.0, class_="now")
    lines = tuple(on.y(v) for v in (state.goal.target, state.goal.first_target))
    if state.goal.kind != "total":
        return group(
            [dot, _level(on, what, gettext("{figure} now", figure=figure), (x, y), lines)], "standing"
        )
    pace, so_far = state.usual_by_now, gettext("{figure} so far", figure=figure)
    place = _Place(on, what, x, y, lines)
    if pace is None:
        return group([dot, place.label(so_far, above=True, class_="now halo")], "standing")
    at, ahead = on.y(pace), value >= pace
    place = _Place(on, what, x, at, lines)
    words = gettext("pace {pace}", pace=numbers.written(pace, state.goal.unit, state.currency))
    parts = [
        tag("path", d=line([(x - 9, at), (x + 9, at)]), class_="usual-mark"),
        dot,
        place.label(so_far, above=ahead, class_="now halo"),
        place.label(words, above=not ahead, class_="usual halo"),
    ]
    return group(parts, "standing")


def _level(on: Frame, what: Plan, words: str, at: tuple[float, float], lines: tuple[float, ...]) -> Markup:
    """The present level: left of its dot, clear of the line that leads there."""
    x, y = at
    left = x - 6 - scale.text_width(words)
    if left < on.left:
        return text(words, x + 8, y + 18, "now halo")
    height = marks.clear_of(on, what.course, words, left, lines)
    if height is not None and abs(height - y) <= FAR:
        return text(words, x - 2, height, "now halo", "end")
    # Far from its dot a label names nothing; right of it stands the fan, unless the goal is over.
    return Markup("") if what.fan or x + 8 > on.right else text(words, x + 9, y - 8, "now halo")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a total stands: the pixel of its day, another mark at that day, the target lines to stay off."""

    on: Frame
    what: Plan
    x: float
    mark: float
    avoid: tuple[float, ...]

    def label(self, words: str, *, above: bool, class_: str) -> Markup:
        """Above the line and the fan and to the left, or below them and to the right, as near as may be."""
        on, wide = self.on, scale.text_width(words)
        left = max(on.left + 4, self.x - 8 - wide) if above else min(self.x + 10, on.right - wide)
        fan = [(point.day, point.p90 if above else point.p10) for point in self.what.fan]
        heights = [
            *marks.heights_in(on, self.what.course, left, left + wide),
            *marks.heights_in(on, fan, left, left + wide),
            *([self.mark] if left - 12 <= self.x <= left + wide + 12 else []),
        ]
        baseline = min(heights, default=on.top) - 8 if above else max(heights, default=on.bottom) + 16
        baseline = marks.past(baseline, self.avoid, down=not above)
        return text(words, left, min(max(baseline, on.top + 10), on.bottom - 6), class_)
