"""Measuring: from the facts of a brand to figures and series."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from milepost.errors import InvalidValue
from milepost.facts.batches import FactFiles
from milepost.facts.health import known_span, spans_of
from milepost.kpis.as_series import Said, sources_of
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import kpi as kpi_named
from milepost.kpis.kpi import Kpi
from milepost.kpis.measure import measure
from milepost.kpis.measured import Row
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
    return Measurement(found, definition, tuple(rows), said if len(said) > 1 else (), marks)


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
        side = basis.terms.over
        table = files.tables.get(side.table)
        if table is None or (side.table == "custom_day" and spans):
            continue
        for channel, span in spans_of(table.rows, side.columns, dict(side.where)).items():
            if not channels or channel in channels:
                spans.setdefault(channel, span)
    if not spans:
        return None
    whole = Period(min(span.start for span in spans.values()), max(span.end for span in spans.values()))
    return whole.until(today)
