"""The chart of one goal: what was, what is likely, and where the target lies."""

from collections.abc import Sequence

from markupsafe import Markup

from milepost.amount import Unknown
from milepost.goals.state import GoalState
from milepost.language import colon, gettext
from milepost.reports import numbers
from milepost.reports.charts import marks, scale, standing
from milepost.reports.charts.frame import Frame, Label, Size, beside, drawing, frame, grid
from milepost.reports.charts.marks import Flag
from milepost.reports.charts.plan import Coming, Plan
from milepost.reports.charts.readings import readings
from milepost.reports.charts.svg import Point, area, group, line, tag, text

WIDE = Size("wide", 744, 340)
NARROW = Size("narrow", 358, 272)


def goal_chart(
    state: GoalState,
    what: Plan,
    size: Size,
    name: str,
    title: str,
    description: str,
    decided: Sequence[Flag] = (),
) -> Markup:
    """The SVG of one goal in one size. `name` is unique on the page, `decided` are flags of decisions."""
    labels, flags = _labels(state, what, size), _flags(state, what, size, decided)
    words = [label.words for label in labels]
    rows = marks.flag_rows(flags, size.width, what.days)
    on = frame(size, what.days, what.figures, what.measure, words, rows)
    hatch = f"{name}-hatch"
    parts = [
        _usual(on, state, what),
        marks.unknown_days(on, what.unknown, hatch),
        grid(on),
        _fan(on, what),
        marks.flags(on, flags, hatch),
        _targets(on, state),
        marks.curve(on, what.course, "actual"),
        _spikes(on, state, what),
        _coming(on, what.coming),
        _landing(on, state, what),
        _usual_label(on, state, what),
        _cannot_tell(on, state, what),
        standing.standing(on, state, what),
        beside(on, labels),
        readings(on, what.course, _said(what)) if size.name == WIDE.name else Markup(""),
    ]
    return drawing(size, name, title, description, parts)


def _said(what: Plan) -> list[str]:
    unit, currency = what.measure.unit, what.measure.currency
    return [
        str(colon(numbers.day(day), numbers.written(value, unit, currency))) for day, value in what.course
    ]


def _spikes(on: Frame, state: GoalState, what: Plan) -> Markup:
    if state.goal.kind == "total" or isinstance(state.change, Unknown):
        return Markup("")
    return marks.spikes(on, what.course, state.change.spikes)


def _labels(state: GoalState, what: Plan, size: Size) -> list[Label]:
    """The words at the right end of the lines."""
    goal, wide = state.goal, size is WIDE
    labels = [Label(goal.target, gettext("target {target}", target=_exact(state, goal.target)), "target")]
    if goal.first_target != goal.target:
        first, day = _exact(state, goal.first_target), numbers.short_day(goal.created)
        words = (
            gettext("first target {target}, {day}", target=first, day=day)
            if wide
            else gettext("first {target}, {day}", target=first, day=day)
        )
        labels.append(Label(goal.first_target, words, "first"))
    ends = _ends(what)
    if ends is not None:
        low, median, high = ends
        step = numbers.step_for(low, high, goal.unit)
        middle = numbers.written(median, goal.unit, state.currency, step)
        if abs(median) >= numbers.MILLION:
            middle = numbers.compact(round(median / step) * step, goal.unit, state.currency)
        range_ = numbers.compact_interval(low, high, goal.unit, state.currency)
        words = (
            gettext("forecast {figure}", figure=middle) if wide else gettext("likely {figure}", figure=middle)
        )
        labels.append(Label(median, words, "forecast"))
        labels.append(Label(low, gettext("{range}, 8 in 10", range=range_) if wide else range_, "range"))
    if goal.kind == "total" and what.usual is not None:
        range_ = numbers.compact_interval(*what.usual, goal.unit, state.currency)
        labels.append(Label(sum(what.usual) / 2, gettext("usual {range}", range=range_), "usual"))
    return labels


def _ends(what: Plan) -> tuple[float, float, float] | None:
    if what.coming is not None:
        return what.coming.low, what.coming.median, what.coming.high
    return what.landing


def _exact(state: GoalState, value: float) -> str:
    return numbers.compact(value, state.goal.unit, state.currency)


def _flags(state: GoalState, what: Plan, size: Size, decided: Sequence[Flag]) -> list[Flag]:
    goal, most = state.goal, 84 if size is WIDE else 22
    flags = [Flag(state.as_of, gettext("today"), class_="today")]
    if what.days[0] < goal.start:
        flags.append(Flag(goal.start, gettext("start"), class_="start"))
    flags += [Flag(b.day, marks.shortened(b.title, most), hatched=True, class_="break") for b in state.breaks]
    flags += decided
    return marks.shown(flags, *what.days)


def _usual(on: Frame, state: GoalState, what: Plan) -> Markup:
    """The usual band: before the start for levels, as a bracket at the deadline for totals."""
    if what.usual is None:
        return Markup("")
    low, high = on.y(what.usual[0]), on.y(what.usual[1])
    left, right = (
        (on.right, on.right + 6) if state.goal.kind == "total" else (on.left, on.x(state.goal.start))
    )
    if right <= left:
        return Markup("")
    class_ = "usual-bar" if state.goal.kind == "total" else "band"
    return tag("rect", x=left, y=high, width=right - left, height=max(low - high, 1.0), class_=class_)


def _usual_label(on: Frame, state: GoalState, what: Plan) -> Markup:
    """Its words for levels, clear of the line; totals have theirs at the right end."""
    if state.goal.kind == "total" or what.usual is None:
        return Markup("")
    range_ = numbers.compact_interval(*what.usual, state.goal.unit, state.currency)
    left, words = on.left + 6, gettext("usual {range}", range=range_)
    if left + scale.text_width(words) > on.x(state.goal.start):
        return Markup("")
    low, high = on.y(what.usual[0]), on.y(what.usual[1])
    y = marks.clear_of(on, what.course, words, left, band=(high, low))
    return Markup("") if y is None else text(words, left, y, "usual halo")


def _cannot_tell(on: Frame, state: GoalState, what: Plan) -> Markup:
    """Words in the middle of the days ahead, when there is no forecast for them."""
    words = gettext("cannot be told yet")
    left, right = on.x(max(state.as_of, what.days[0])), on.right
    told = what.fan or what.coming is not None or state.as_of >= what.days[1]
    if told or scale.text_width(words) > right - left - 16:
        return Markup("")
    return text(words, (left + right) / 2, (on.top + on.bottom) / 2 + 4, "usual halo", "middle")


def _fan(on: Frame, what: Plan) -> Markup:
    if not what.fan:
        return Markup("")

    def along(name: str) -> list[Point]:
        return [(on.x(point.day), on.y(getattr(point, name))) for point in what.fan]

    return group(
        [
            tag("path", d=area(along("p90"), along("p10")), class_="fan80"),
            tag("path", d=area(along("p75"), along("p25")), class_="fan50"),
            tag("path", d=line(along("p50")), class_="median"),
        ],
        "fan",
    )


def _coming(on: Frame, ahead: Coming | None) -> Markup:
    """The next week or month of a standing target: an upright bar for eight in ten, a tick for the middle."""
    if ahead is None:
        return Markup("")
    x, top, bottom, middle = on.x(ahead.day), on.y(ahead.high), on.y(ahead.low), on.y(ahead.median)
    return group(
        [
            tag("rect", x=x - 6, y=top, width=12, height=max(bottom - top, 1.0), class_="fan80"),
            tag("path", d=line([(x - 9, middle), (x + 9, middle)]), class_="median whole"),
        ],
        "fan",
    )


def _landing(on: Frame, state: GoalState, what: Plan) -> Markup:
    """The landing of a level, a bar at the end: the fan is of single weeks, the landing of four together."""
    if state.goal.kind != "level" or what.landing is None:
        return Markup("")
    low, middle, high = (on.y(value) for value in what.landing)
    return group(
        [
            tag("rect", x=on.right, y=high, width=6, height=max(low - high, 1.0), class_="fan50"),
            tag("path", d=line([(on.right, middle), (on.right + 6, middle)]), class_="median whole"),
        ],
        "landing",
    )


def _targets(on: Frame, state: GoalState) -> Markup:
    goal = state.goal
    start = on.x(max(goal.start, on.x.first))
    parts = []
    if goal.first_target != goal.target:
        y = on.y(goal.first_target)
        parts.append(tag("path", d=line([(start, y), (on.right + 6, y)]), class_="first-line"))
    y = on.y(goal.target)
    parts.append(tag("path", d=line([(start, y), (on.right + 6, y)]), class_="target-line"))
    return group(parts, "targets")
