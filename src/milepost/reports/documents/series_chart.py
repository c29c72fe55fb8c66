"""The chart of a weekly series for every format: its band, its marks, and the same figures as a table."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

from milepost.amount import Unknown
from milepost.judgement.limits import LOOKED_AT, natural_limits
from milepost.kpis.kpi import Form
from milepost.language import colon, gettext
from milepost.reports import numbers
from milepost.reports.charts import history
from milepost.reports.charts.frame import Size
from milepost.reports.charts.marks import Flag, midpoints
from milepost.reports.charts.multiples import Panel, multiples
from milepost.reports.charts.table import MOST_ROWS
from milepost.reports.document import Chart, Line, Point, Table
from milepost.reports.documents.page_words import say
from milepost.reports.words import grain as grains
from milepost.reports.words.change import change_cell, is_quiet, is_signal
from milepost.reviews.decision import Decision
from milepost.series import Series
from milepost.workspace.breaks import Mark
from milepost.workspace.framework import Measured

MONTHS = timedelta(days=457)
HALF_YEAR = timedelta(days=7 * 26)
ACROSS = {"wide": 3, "narrow": 2}


def shown(series: Series, today: date, back: timedelta = MONTHS) -> Series:
    """The last fifteen months of a series, or fewer."""
    return series.since(today - back)


def band_of(found: Measured, periods: int = 1) -> tuple[float, float] | None:
    """Where its own noise keeps a figure of so many periods; none for a stock, which keeps what it gains."""
    return None if found.kpi.form is Form.LAST else natural_limits(found.weekly, periods=periods)


def series_chart(
    found: Measured,
    today: date,
    name: str,
    *,
    title: str = "",
    marks: Sequence[Mark] = (),
    decisions: Sequence[Decision] = (),
    targets: Sequence[tuple[float, str]] = (),
) -> Chart | None:
    """The weeks (months, days) of a measured KPI; None with fewer than two."""
    series = shown(found.weekly, today)
    if len(series) < 2 or series.span is None:
        return None
    span, band = series.span, band_of(found)
    title = title or grains.each(found.kpi.title, series.grain)
    known = [
        start for start, value in zip(series.starts, series.values, strict=True) if not math.isnan(value)
    ]
    flags = [Flag(mark.day, mark.title, hatched=True, class_="break") for mark in marks]
    flags += [Flag(decision.made, str(colon(decision.id, decision.what))) for decision in decisions]
    on_it = history.Marks(span.end, band, tuple(flags), _spikes(found), known[-LOOKED_AT:][0], tuple(targets))
    caption = _caption(found, series, marks, decisions)
    svg = "".join(
        str(history.history_chart(series, on_it, size, f"{name}-{size.name}", title, caption))
        for size in (Size("wide", 744, 240), Size("narrow", 358, 200))
    )
    return Chart(
        title=title,
        caption=caption,
        svg=svg,
        lines=(_line(found.kpi.title, series),),
        unit=series.unit,
        currency=series.currency,
        behind=table_behind(series, title, found.kpi.title),
    )


def multiples_chart(
    of: Sequence[tuple[str, Measured]],
    today: date,
    name: str,
    title: str,
    *,
    told: Sequence[tuple[str, Measured]] = (),
) -> Chart | None:
    """The last half year of one KPI, channel by channel on one scale; None where nothing can be drawn.

    `told` are all channels, where only some are drawn: the sentence under it speaks of all.
    """
    panels = [
        Panel(label, series, band_of(found), not math.isnan(_size(found)))
        for label, found in of
        if len(series := shown(found.weekly, today, HALF_YEAR)) > 1
    ]
    if not panels:
        return None
    more = len(told) > len(panels)
    some = say("largest_drawn", count=numbers.count_word(len(panels))) + " " if more else ""
    caption = (
        _moved(told or of) + " " + some + (say("shared_scale") if len(panels) > 1 else say("weekly_band"))
    )
    svg = "".join(
        str(multiples(panels, size, ACROSS[size.name], f"{name}-{size.name}", title, caption))
        for size in (Size("wide", 744, 0), Size("narrow", 358, 0))
    )
    return Chart(
        title=title,
        caption=caption,
        svg=svg,
        lines=tuple(_line(panel.name, panel.series) for panel in panels),
        unit=panels[0].series.unit,
        currency=panels[0].series.currency,
        behind=_table_of(panels, title),
    )


def _moved(of: Sequence[tuple[str, Measured]]) -> str:
    """Which of the channels moved, and by how much; “as usual” where none did."""
    loud = [f"{label} {change_cell(found.moved)}" for label, found in of if is_signal(found.moved)]
    if not loud:
        return say("drawn_still") if all(is_quiet(found.moved) for _, found in of) else say("drawn_untold")
    return say("drawn_moved", channels=", ".join(loud))


def table_behind(series: Series, caption: str, figure: str) -> Table:
    """Every period with its figure, the newest first; unknown stays unknown."""
    rows = [
        (numbers.day(start), _written(series, value))
        for start, value in zip(series.starts, series.values.tolist(), strict=True)
    ]
    values = tuple((None, None if math.isnan(v) else float(v)) for v in series.values.tolist())
    heads = (grains.head_of(series.grain), figure)
    return Table(caption, heads, tuple(rows[::-1]), values[::-1], frozenset({1}))


def _table_of(panels: Sequence[Panel], caption: str) -> Table:
    """A row a period, a column a channel."""
    starts = sorted({start for panel in panels for start in panel.series.starts}, reverse=True)[:MOST_ROWS]
    by_day = [dict(zip(p.series.starts, p.series.values.tolist(), strict=True)) for p in panels]
    rows = tuple(
        (
            numbers.day(start),
            *(_written(p.series, told.get(start, math.nan)) for p, told in zip(panels, by_day, strict=True)),
        )
        for start in starts
    )
    heads = (grains.head_of(panels[0].series.grain), *(panel.name for panel in panels))
    return Table(caption, heads, rows, numeric=frozenset(range(1, len(heads))))


def _written(series: Series, value: float) -> str:
    return (
        gettext("unknown")
        if math.isnan(value)
        else numbers.written(float(value), series.unit, series.currency)
    )


def _line(name: str, series: Series) -> Line:
    return Line(
        name, tuple(Point(day, None if math.isnan(value) else value) for day, value in midpoints(series))
    )


def _caption(found: Measured, series: Series, marks: Sequence[Mark], decisions: Sequence[Decision]) -> str:
    grain = grains.named(series.grain)
    span = series.span
    last = "" if span is None else numbers.day(span.last)
    band = say("weekly_band") if band_of(found) else say("weekly_no_band", grain=grain)
    parts = [say("weekly", grain=grain, last=last, band=band)]
    gaps = sum(math.isnan(value) for value in series.values.tolist())
    if gaps:
        parts.append(say("weekly_gaps", gaps=grains.counted(gaps, series.grain, numbers.count_word(gaps))))
    within = [mark for mark in marks if span and span.start <= mark.day <= span.end]
    if within:
        named = gettext("; ").join(f"{mark.title} ({numbers.day(mark.day)})" for mark in within)
        parts.append(say("breaks", breaks=named))
    taken = [one for one in decisions if span and span.start <= one.made <= span.end]
    if taken:
        named = gettext("; ").join(f"{one.id} {one.what} ({numbers.day(one.made)})" for one in taken)
        parts.append(say("decisions", decisions=named))
    return " ".join(parts)


def _size(found: Measured) -> float:
    """The size of a lasting change; NaN without one."""
    effect = getattr(found.moved, "effect", None)
    moved = getattr(found.moved, "movement", None) in ("rise", "fall")
    return float(effect.mid) if moved and effect is not None else math.nan


def _spikes(found: Measured) -> tuple[date, ...]:
    return () if isinstance(found.moved, Unknown) else found.moved.spikes
