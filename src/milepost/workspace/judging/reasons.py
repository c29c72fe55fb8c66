"""Why the figures that matter changed: the last four weeks against the four before, by channel."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from milepost import subject
from milepost.amount import Unknown
from milepost.judgement.verdict import Verdict
from milepost.judgement.why import why
from milepost.kpis.kpi import Form
from milepost.period import Period, week_of
from milepost.series import Series
from milepost.subject import Subject
from milepost.workspace.framework import Measured
from milepost.workspace.judging.known import Judged, Known, channel_name, untold
from milepost.workspace.judging.leading import OUTCOMES
from milepost.workspace.judging.remembered import remembered

WEEK = 7
WEEKS = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a KPI moved: its last `weeks` against as many before."""

    verdict: Verdict
    weeks: int


def judge_reasons(known: Known) -> Iterator[Judged]:
    """For the KPI of each goal, the outcome of the business, and what has lastingly moved."""
    outcome = known.first_of(OUTCOMES)
    wanted = [goal.kpi for goal in known.goals] + ([outcome.kpi.id] if outcome else [])
    wanted += [one.kpi.id for one in known.measured if _has_moved(one)]
    for name in dict.fromkeys(wanted):
        found = known.of(name)
        if found is not None and found.kpi.form in {Form.TOTAL, Form.RATIO}:
            yield from _judged(known, found)


def _has_moved(one: Measured) -> bool:
    return not isinstance(one.moved, Unknown) and one.moved.effect is not None


def reason_since(known: Known, one: Measured) -> Reason | None:
    """Why a KPI that has lastingly moved did so: the weeks since against as many before; None if untold."""
    moved, kpi = one.moved, one.kpi
    if isinstance(moved, Unknown) or moved.since is None or kpi.form not in {Form.TOTAL, Form.RATIO}:
        return None
    segments = _segments(known, one)
    ends = [series.span.end for series in segments if series.span is not None]
    if len(segments) < 2 or not ends:
        return None
    end, weeks = max(ends), round((max(ends) - moved.since).days / WEEK)
    if weeks < 2:
        return None
    after = Period(end - timedelta(days=WEEK * weeks), end)
    before = Period(after.start - timedelta(days=WEEK * weeks), after.start)
    found = remembered(why, segments, before=before, after=after)
    return None if isinstance(found, Unknown) else Reason(found.verdict, weeks)


def _judged(known: Known, one: Measured) -> Iterator[Judged]:
    of = (subject.kpi(one.kpi.id, one.kpi.title),)
    if (over := known.silent(one)) is not None:
        yield untold("why", one.kpi.title, over, of=of)
        return
    kpi, segments = one.kpi, _segments(known, one)
    if len(segments) < 2:
        return
    end = max(series.span.end for series in segments if series.span is not None)
    after = Period(end - WEEKS, end)
    before = Period(after.start - WEEKS, after.start)
    found = remembered(why, segments, before=before, after=after)
    if isinstance(found, Unknown):
        yield untold("why", kpi.title, found, of=of)
    else:
        told = (*of, *_channels_in(found.verdict, known.by(kpi, "channel")))
        yield Judged("why", kpi.title, found.verdict, known=found.is_noise is not None, of=told)


def _channels_in(verdict: Verdict, channels: Iterable[str]) -> Iterator[Subject]:
    """The channels that a reason names."""
    named = set(verdict.values.values())
    yield from (subject.channel(one, title) for one in channels if (title := channel_name(one)) in named)


def _segments(known: Known, one: Measured) -> tuple[Series, ...]:
    """The whole weeks of each channel, under the channel's name."""
    end = week_of(known.today, known.workspace.week_start).start
    by_channel = ((channel, series.until(end)) for channel, series in known.by(one.kpi, "channel").items())
    return tuple(replace(series, name=channel_name(channel)) for channel, series in by_channel if len(series))
