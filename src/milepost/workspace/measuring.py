"""Measuring: from the facts of a brand to figures and series."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from milepost.errors import InvalidValue
from milepost.facts.batches import FactFiles
from milepost.facts.health import known_span, spans_of
from milepost.facts.schema import ORDER, PURCHASE
from milepost.kpis.as_series import Said, sources_of
from milepost.kpis.ask import Ask, members
from milepost.kpis.catalogue import kpi as kpi_named
from milepost.kpis.days import day_of, number
from milepost.kpis.kpi import Kpi, Side
from milepost.kpis.measure import measure
from milepost.kpis.measured import Row
from milepost.kpis.purchases import known_days as known_purchases
from milepost.period import Grain, Period
from milepost.workspace.breaks import Mark, Origins, breaks_of
from milepost.workspace.place import Brand, Workspace, choose_brand


@dataclass(frozen=True, slots=True)
class Measurement:
    """One KPI as it was asked for: its rows, and how their figures are made."""

    kpi: Kpi
    definition: str
    rows: tuple[Row, ...]
    said: tuple[Said, ...] = ()
    """What each source says of the whole period, where several do; they are never added to each other."""
    breaks: tuple[Mark, ...] = ()
    """Days inside the period on which a platform changed what the figure means."""


def measure_kpi(
    workspace: Workspace,
    name: str,
    *,
    brand: str | None,
    first: date | None,
    to: date | None,
    by: Grain,
    split: tuple[str, ...],
    where: Mapping[str, tuple[str, ...]],
    today: date,
    basis: str | None = None,
) -> Measurement:
    """Measure one KPI from `first` to before `to`; without them, over all days that are known before `today`.

    `basis` names the one way by which it is to be got at, such as `post_gain`.

    Raises NotFound for a KPI, basis or brand that is not there, InvalidValue for days in the wrong order.
    """
    owner = choose_brand(workspace, brand)
    found = kpi_named(name, workspace.knowledge)
    found = found.by(basis) if basis else found
    files = facts_of(workspace, owner)
    period = _period(files, found, where.get("channel", ()), first, to, today)
    ask = Ask(
        period,
        by,
        split,
        where,
        as_of=today,
        week_starts=workspace.week_start,
        own_currency=owner.currency,
    )
    rows = measure([found], [files], ask).rows
    bases = dict.fromkeys(row.basis for row in rows if row.basis)
    definition = " / ".join(found.definition(basis) for basis in bases) or found.definition()
    said = sources_of(found, files, replace(ask, grain=Grain.TOTAL, split=()))
    channels = where.get("channel", ())
    marks = breaks_of(found.id, channels, period, workspace.knowledge, Origins.of(files))
    return Measurement(
        found,
        definition,
        tuple(rows),
        said if len(said) > 1 or any(not each.holds for each in said) else (),
        marks,
    )


def facts_of(workspace: Workspace, brand: Brand) -> FactFiles:
    """The files in which the facts of a brand lie now."""
    from milepost.workspace.reading import fact_files

    return fact_files(workspace, brand.name)


def known_days(files: FactFiles, today: date) -> Period | None:
    """From the first day of any fact to the last one before `today`; None when there are no facts."""
    span = known_span(table.rows for name, table in files.tables.items() if name != "coverage")
    return span.until(today) if span else None


def _period(
    files: FactFiles,
    found: Kpi,
    channels: tuple[str, ...],
    first: date | None,
    to: date | None,
    today: date,
) -> Period:
    known = _days_of(files, found, channels, today) or known_days(files, today)
    start = first or (known.start if known else today - timedelta(days=91))
    end = to or (known.end if known and known.end > start else today)
    if end <= start:
        raise InvalidValue(
            f"The days asked for run from {start} to {end}.",
            "--to is the day after the last one; it comes after --from.",
        )
    return Period(start, end)


def _days_of(files: FactFiles, found: Kpi, channels: tuple[str, ...], today: date) -> Period | None:
    """The days of which anything is known that goes into the KPI: of each channel those of the first basis
    that has any, and of spreadsheets only where there is nothing else.
    """
    spans: dict[str, Period] = {}
    for basis in found.bases:
        if basis.terms.over.table == "custom_day" and spans:
            continue
        for channel, span in _spans(files, basis.terms.over).items():
            if not channels or channel in channels:
                spans.setdefault(channel, span)
    if not spans:
        return None
    whole = Period(min(span.start for span in spans.values()), max(span.end for span in spans.values()))
    return _where_purchases_are_told(files, found, whole.until(today), today)


def _spans(files: FactFiles, side: Side) -> dict[str, Period]:
    """By channel, from the first to the last day of which the table of a side has figures, or its source."""
    if side.table == PURCHASE.name:
        orders = files.tables.get(ORDER.name)
        return spans_of(orders.rows, ("rows",), {}) if orders else {}
    table = files.tables.get(side.table)
    where = {} if side.all_told else {key: members(key, values) for key, values in side.where}
    return spans_of(table.rows, side.columns, where) if table else {}


def _where_purchases_are_told(
    files: FactFiles, found: Kpi, whole: Period | None, today: date
) -> Period | None:
    """The days on which a figure of customers can be told at all, if there are any; else those it has."""
    sides = [side for side in found.bases[0].terms.sides if side.table == PURCHASE.name]
    orders = known_span([files.tables[ORDER.name].rows]) if sides and ORDER.name in files.tables else None
    if whole is None or orders is None:
        return whole
    covered = ((number(orders.start), number(orders.end)),)
    told = [
        known_purchases(covered, column, number(today)) or covered
        for side in sides
        for column in side.columns
    ]
    first = max(number(whole.start), *(spans[0][0] for spans in told))
    end = min(number(whole.end), *(spans[-1][1] for spans in told))
    return Period(day_of(first), day_of(end)) if first < end else whole
