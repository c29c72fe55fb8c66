"""KPIs as figures of their last weeks: one of the whole brand, and those of each channel."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from milepost.amount import Unit
from milepost.facts.batches import FactFiles
from milepost.judgement.days import last_known_end
from milepost.kpis.as_series import series_each_by
from milepost.kpis.ask import Ask
from milepost.kpis.kpi import Form, Kpi
from milepost.period import Grain, Period
from milepost.series import Series
from milepost.workspace.breaks import Origins, breaks_of
from milepost.workspace.framework import Measured, measured, told_of
from milepost.workspace.measurable import HISTORY, RECENT
from milepost.workspace.place import Brand, Workspace


def whole(workspace: Workspace, brand: Brand, files: FactFiles, kpi: Kpi, today: date) -> Measured | None:
    """A KPI of the whole brand; None where it has no figures of the last half year."""
    for found, series, told in told_of(workspace, brand, files, [kpi], today):
        marks = breaks_of(kpi.id, (), series.span, workspace.knowledge, Origins.of(files))
        return measured(found, series, marks, told, today)
    return None


def by_channel(
    workspace: Workspace, brand: Brand, files: FactFiles, kpis: Sequence[Kpi], today: date
) -> dict[str, dict[str, Measured]]:
    """Each KPI by its id, and within it each channel of which something is known, judged by itself.

    Weeks; for people, whom nothing adds, the days that the platform reports; months where only those are
    told. Channels whose figures ended more than half a year ago are left out.
    """
    whose = Origins.of(files)
    found: dict[str, dict[str, Measured]] = {kpi.id: {} for kpi in kpis}
    told_by = _by_channel(workspace, brand, files, kpis, today)
    for kpi in kpis:
        for channel, series in told_by[kpi.id].items():
            told = last_known_end(series)
            if told is None or told < today - RECENT:
                continue
            marks = breaks_of(kpi.id, (channel,), series.span, workspace.knowledge, whose)
            found[kpi.id][channel] = measured(kpi, series, marks, told, today)
    return found


def _by_channel(
    workspace: Workspace, brand: Brand, files: FactFiles, kpis: Sequence[Kpi], today: date
) -> Mapping[str, Mapping[str, Series]]:
    ask = Ask(Period(today - HISTORY, today), Grain.WEEK, as_of=today, week_starts=workspace.week_start)
    money = [kpi for kpi in kpis if kpi.unit is Unit.MONEY]
    others = [kpi for kpi in kpis if kpi.unit is not Unit.MONEY]
    found = _each(others, files, ask)
    return found | _each(money, files, replace(ask, currency=brand.currency, own_currency=brand.currency))


def _each(kpis: Sequence[Kpi], files: FactFiles, ask: Ask) -> dict[str, dict[str, Series]]:
    """By weeks; a channel that tells none by days (people) or by months."""
    if not kpis:
        return {}
    weekly = series_each_by(kpis, files, ask, "channel")
    people = [kpi for kpi in kpis if kpi.form is Form.AS_REPORTED]
    daily = series_each_by(people, files, replace(ask, grain=Grain.DAY), "channel") if people else {}
    monthly = series_each_by(kpis, files, replace(ask, grain=Grain.MONTH), "channel")
    return {
        kpi.id: {**monthly.get(kpi.id, {}), **daily.get(kpi.id, {}), **weekly.get(kpi.id, {})} for kpi in kpis
    }
