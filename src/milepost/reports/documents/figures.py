"""Measured KPIs as rows of tables and as the sentence that opens their page."""

from collections.abc import Iterable

from milepost.amount import Amount, Figure, Ratio, Unknown
from milepost.language import gettext
from milepost.reports import numbers
from milepost.reports.document import Table, Tone
from milepost.reports.documents.page_words import columns, say
from milepost.reports.documents.series_chart import band_of
from milepost.reports.words.change import change_cell, is_quiet, is_signal
from milepost.reports.words.verdict import sentence
from milepost.subject import Subject
from milepost.workspace.framework import Measured


def value_of(figure: Figure) -> float | None:
    """The bare figure; None where it is unknown."""
    return figure.value if isinstance(figure, Amount | Ratio) else None


def usual_of(found: Measured) -> str:
    """The range of such a stretch that its own noise explains; empty where there is none."""
    band = band_of(found, found.periods)
    currency = found.weekly.currency
    return "" if band is None else numbers.interval(*band, found.kpi.unit.value, currency)


def when(found: Measured) -> str:
    """“in the 28 days to 21 November 2026”, or the one day of a stock."""
    return "" if found.period is None else numbers.days(found.period)


def figures_table(
    rows: Iterable[tuple[str, Measured]],
    caption: str,
    *,
    head: str = "channels",
    about: tuple[tuple[Subject, ...], ...] = (),
    named: tuple[Subject, ...] = (),
) -> Table:
    """One row a channel (or a KPI): figure, days, usual, and the change only where it is signal.

    Days that are the same in every row stand in the caption. `about` is what each row speaks of, `named` what
    the caption does.
    """
    shown = list(rows)
    periods = {found.period for _, found in shown}
    same = len(periods) == 1 and not any(isinstance(found.figure, Unknown) for _, found in shown)
    told = [_row(name, found) for name, found in shown]
    values = tuple((None, value_of(found.figure), None, None, None) for _, found in shown)
    if not same:
        return Table(caption, columns(head), tuple(told), values, frozenset({1}), about, named)
    days = when(shown[0][1])
    return Table(
        say("same_days", caption=caption, days=days) if days else caption,
        columns(f"{head}_same"),
        tuple((row[0], row[1], *row[3:]) for row in told),
        tuple(row[:4] for row in values),
        frozenset({1}),
        about,
        named,
    )


def _row(name: str, found: Measured) -> tuple[str, ...]:
    if isinstance(found.figure, Unknown):
        return name, gettext("unknown"), sentence(found.figure.because), "", ""
    return name, numbers.figure(found.figure), when(found), usual_of(found), change_cell(found.moved)


def verdict_of(found: Measured) -> tuple[str, Tone]:
    """The sentence that opens the page of a KPI, and how it is meant."""
    title, moved = found.kpi.title, found.moved
    if isinstance(found.figure, Unknown):
        return say("kpi_no_figure", kpi=title), Tone.UNKNOWN
    figure = numbers.figure(found.figure)
    if is_signal(moved) and not isinstance(moved, Unknown) and moved.since is not None:
        day, size = numbers.day(moved.since), change_cell(moved)
        upward = moved.movement == "rise"
        tone = Tone.GOOD if upward == (found.kpi.better == "higher") else Tone.BAD
        if found.kpi.better not in ("higher", "lower"):
            tone = Tone.WATCH
        if moved.from_nothing:
            return say("kpi_began", kpi=title, size=size, day=day), tone
        return say("kpi_rise" if upward else "kpi_fall", kpi=title, size=size, day=day), tone
    band, value = band_of(found, found.periods), value_of(found.figure)
    outside = band is not None and value is not None and not band[0] <= value <= band[1]
    if outside and not is_quiet(moved):
        usual = usual_of(found)
        return say("kpi_outside", kpi=title, figure=figure, when=when(found), usual=usual), Tone.WATCH
    if band is None or value is None or not is_quiet(moved):
        return say("kpi_stands", kpi=title, figure=figure, when=when(found)), Tone.PLAIN
    if not outside:
        return say("kpi_usual", kpi=title, figure=figure, when=when(found)), Tone.PLAIN
    usual = usual_of(found)
    return say("kpi_quiet", kpi=title, figure=figure, when=when(found), usual=usual), Tone.WATCH
