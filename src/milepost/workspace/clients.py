"""One KPI over all brands of a workspace, read brand by brand, so that nothing of one reaches another."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Final

import numpy as np

from milepost.amount import Unit, Unknown
from milepost.errors import InvalidValue, NotFound
from milepost.facts.batches import FactFiles
from milepost.judgement.baseline import USUAL_WEEKS
from milepost.judgement.percentiles import Percentiles, percentiles
from milepost.kpis.as_series import series_of
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue
from milepost.kpis.kpi import Form, Kpi
from milepost.period import Grain, Period, week_of
from milepost.workspace.place import Brand, Workspace
from milepost.workspace.reading import with_facts

WEEKS: Final = 13


@dataclass(frozen=True, slots=True)
class Client:
    """One brand's figure over the weeks: a rate of the sums, a total a week, or the last level."""

    name: str
    value: float
    definition: str
    weeks: int
    currency: str | None


@dataclass(frozen=True, slots=True)
class Clients:
    """The percentiles of one KPI over the brands that measure it in one way.

    `clients` are these brands with their figures; only an agency-wide page may show them. `left_out` says
    why how many others are not among them, without their names. `own` is the client that was asked for;
    `because` says why it is none of them.
    """

    kpi: Kpi
    channel: str | None
    period: Period
    definition: str
    found: Percentiles | Unknown
    clients: tuple[Client, ...]
    left_out: Mapping[str, int]
    own: Client | None = None
    because: str | None = None


def over_clients(
    workspace: Workspace, kpi_id: str, today: date, *, channel: str | None = None, of: Brand | None = None
) -> Clients:
    """Percentiles of a KPI over the last 13 whole weeks of every brand, by the same definition and currency.

    The definition is that of the brand `of`, else the one that most brands have. Raises NotFound for the KPI,
    InvalidValue for one that does not stand on its own week by week.
    """
    known = catalogue(workspace.knowledge)
    if kpi_id not in known:
        raise NotFound("KPI", kpi_id, known, "See: milepost kpis")
    kpi = known[kpi_id]
    if kpi.form in (Form.AS_REPORTED, Form.GROWTH):
        raise InvalidValue(
            f"{kpi.title} cannot be told for {WEEKS} weeks in one figure.", "Take a rate, a total or a level."
        )
    if channel is None and any(basis.platforms for basis in kpi.bases):
        raise InvalidValue(
            f"Platforms define {kpi.title} differently, so clients compare on one only.",
            "Say which: --channel instagram",
        )
    end = week_of(today, workspace.week_start).start
    period = Period(end - timedelta(weeks=WEEKS), end)
    left: Counter[str] = Counter()
    clients: list[Client] = []
    because = None
    for brand in workspace.brands:
        measured = partial(_client, workspace, brand, kpi, period, channel, today)
        figure = with_facts(workspace, brand.name, measured)
        if isinstance(figure, Client):
            clients.append(figure)
            continue
        left[figure] += 1
        if of is not None and brand.name == of.name:
            because = figure
    same = _same(clients, of, left)
    first = same[0] if same else None
    own = next((one for one in same if of is not None and one.name == of.name), None)
    found = percentiles([one.value for one in same], kpi.unit, first.currency if first else None)
    return Clients(
        kpi, channel, period, first.definition if first else "", found, same, dict(left), own, because
    )


def _client(
    workspace: Workspace,
    brand: Brand,
    kpi: Kpi,
    period: Period,
    channel: str | None,
    today: date,
    files: FactFiles,
) -> Client | str:
    """The brand's figure, or why it has none."""
    money = kpi.unit is Unit.MONEY
    ask = Ask(
        period,
        Grain.WEEK,
        where={"channel": (channel,)} if channel else {},
        as_of=today,
        week_starts=workspace.week_start,
        currency=brand.currency if money else None,
        own_currency=brand.currency,
    )
    series = series_of([kpi], files, ask)[kpi.id]
    if series.grain is not Grain.WEEK:
        return "told by the month only"
    told = np.isfinite(series.over)
    if series.under is not None:
        told &= np.isfinite(series.under)
    weeks = int(told.sum())
    if weeks < USUAL_WEEKS:
        return f"fewer than {USUAL_WEEKS} of the {WEEKS} weeks known" if weeks else "not measured"
    over = series.over[told]
    if series.under is not None:
        under = float(series.under[told].sum())
        if under <= 0:
            return "nothing to divide by"
        value = float(over.sum()) / under
    else:
        value = float(over.mean()) if kpi.adds else float(over[-1])
    definition = series.notes[0] if series.notes else kpi.definition()
    return Client(brand.name, value, definition, weeks, series.currency if money else None)


def _same(clients: list[Client], of: Brand | None, left: Counter[str]) -> tuple[Client, ...]:
    """Those that mean the same; the others are counted in `left`."""
    if not clients:
        return ()
    kinds = Counter((one.definition, one.currency) for one in clients)
    chosen = next((one for one in clients if of is not None and one.name == of.name), None)
    key = (chosen.definition, chosen.currency) if chosen else kinds.most_common(1)[0][0]
    for one in clients:
        if one.currency != key[1]:
            left["in another currency"] += 1
        elif one.definition != key[0]:
            left["measured in another way"] += 1
    return tuple(one for one in clients if (one.definition, one.currency) == key)
