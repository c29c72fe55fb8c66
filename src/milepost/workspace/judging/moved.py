"""The KPIs one by one: whether each has lastingly moved."""

from collections.abc import Iterator

from milepost import subject
from milepost.amount import Unknown
from milepost.workspace.judging.known import Judged, Known, untold


def judge_changes(known: Known) -> Iterator[Judged]:
    """One judgement a KPI that has figures of the last half year."""
    for one in known.measured:
        of = (subject.kpi(one.kpi.id, one.kpi.title),)
        if isinstance(one.moved, Unknown):
            yield untold("change", one.kpi.title, one.moved, of=of)
        else:
            yield Judged("change", one.kpi.title, one.moved.verdict, of=of)
