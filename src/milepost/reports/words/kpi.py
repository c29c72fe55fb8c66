"""The words of the KPI framework: stages, kinds, and the standing of one KPI."""

from milepost.amount import Unknown
from milepost.goals.metrics import metric_title
from milepost.judgement.change import FALSE_ALARMS_A_YEAR
from milepost.knowledge import reader
from milepost.language import gettext, gettext_lazy, ngettext
from milepost.reports import numbers
from milepost.reports.scorecard import KpiLine
from milepost.reports.words.change import is_signal
from milepost.reports.words.grain import in_each

_BESIDE = {"activity": gettext_lazy("Activity")}
"""What is no stage of the funnel, though KPIs stand there."""


def stage_title(stage: str) -> str:
    """The name of a stage; one that the knowledge does not name is written as it was."""
    known = reader.table("stages").get(stage, {})
    return str(
        known.get("title") or _BESIDE.get(stage) or stage.replace("_", " ").capitalize() or gettext("Other")
    )


def stage_order(stage: str) -> tuple[int, str]:
    """Where a stage stands on the page: as in the knowledge, which goes down the funnel; strangers last."""
    known = list(reader.table("stages"))
    return (known.index(stage), "") if stage in known else (len(known), stage)


def usual_range(line: KpiLine, currency: str | None) -> str:
    """The range that noise explains, of the figure's own period; else that of a single week or month."""
    if line.usual_figure is not None:
        return numbers.interval(*line.usual_figure, line.unit, currency)
    if line.usual is None:
        return ""
    range_ = numbers.interval(*line.usual, line.unit, currency)
    return in_each(range_, line.spark.grain) if line.spark is not None and line.spark.adds else range_


def framework_sentence(kpis: tuple[KpiLine, ...]) -> str:
    """How many KPIs stand out of their own noise; the quiet ones are counted, not praised."""
    told = [line for line in kpis if not line.vanity]
    loud = sum(is_signal(line.change) for line in told)
    untold = sum(isinstance(line.figure, Unknown) for line in told)
    subject = (
        ngettext(
            "{n} KPI has moved to a new level",
            "{n} KPIs have moved to a new level",
            loud,
            n=numbers.count_word(loud).capitalize(),
        )
        if loud
        else gettext("No KPI has moved to a new level")
    )
    if not untold:
        return f"{subject}."
    return gettext("{moved}; {n} cannot be measured yet.", moved=subject, n=numbers.count_word(untold))


def false_alarms(kpis: tuple[KpiLine, ...]) -> str:
    """How many of these KPIs would be called changed in a year by chance; empty where none is judged."""
    judged = sum(not line.vanity and not isinstance(line.change, Unknown) for line in kpis)
    if not judged:
        return ""
    false = max(round(judged * FALSE_ALARMS_A_YEAR), 1)
    such = ngettext("{n} such KPI", "{n} such KPIs", judged, n=numbers.count_word(judged))
    return ngettext(
        "Looked at every week, {such} without any real change would raise about {n} false alarm a year.",
        "Looked at every week, {such} without any real change would raise about {n} false alarms a year.",
        false,
        such=such,
        n=numbers.count_word(false),
    )


def title_of(kpi: str) -> str:
    """The KPI, or what a goal counts without one, by its name; one of the user's own by its id."""
    return str(metric_title(kpi))
