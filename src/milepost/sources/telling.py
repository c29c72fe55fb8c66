"""What the conversion of a table noted down, put into its report."""

from dataclasses import replace

from milepost.facts.schema import TABLES
from milepost.sources.report import TableReport
from milepost.sources.work import Work


def with_notes(report: TableReport, work: Work) -> TableReport:
    """The report with all that was noted: assumptions, checksums, what the file gives and what it lacks."""
    return replace(
        report,
        notes=tuple(work.notes),
        assumptions=tuple(work.assumptions),
        checksums=tuple(work.checksums),
        gives=tuple(work.gives),
        missing=_missing(work) if work.gives else (),
    )


def _missing(work: Work) -> tuple[str, ...]:
    """The measures that this kind of export can give and this one does not."""
    able = {
        name: None
        for rule in work.rules
        for name in rule.set
        if TABLES[rule.table].column(name).adds is not None
    }
    return tuple(name for name in able if name not in work.gives)
