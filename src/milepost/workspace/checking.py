"""Checking what is known: every example of every format, KPI and rule, ours and the user's own."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from milepost.kpis import examples as kpi_examples
from milepost.kpis.catalogue import catalogue
from milepost.playbook import examples as rule_examples
from milepost.playbook.rules import rules
from milepost.sources import examples as format_examples
from milepost.sources.format import source_formats


@dataclass(frozen=True, slots=True)
class Checked:
    """One example: of which kind of file and which, what it is called, and what does not hold of it."""

    kind: str
    id: str
    example: str
    faults: tuple[str, ...]


def check_examples(overlay: Path | None, only: str | None = None) -> Iterator[Checked]:
    """Run the examples of all knowledge files, or of the one whose id is `only`; in the order of the files.

    Raises InvalidValue, naming the file, when one cannot be understood at all.
    """
    formats = source_formats(overlay)
    for fmt in formats.values():
        for example in fmt.examples if only in {None, fmt.id} else ():
            with tempfile.TemporaryDirectory(prefix="milepost-") as folder:
                faults = format_examples.faults_of(fmt, example, formats, Path(folder))
            yield Checked("format", fmt.id, str(example["name"]), faults)
    for kpi in catalogue(overlay).values():
        for told in kpi.examples if only in {None, kpi.id} else ():
            yield Checked("KPI", kpi.id, told.says, kpi_examples.faults_of(kpi, told))
    for rule in rules(overlay).values():
        for case in rule.examples if only in {None, rule.id} else ():
            yield Checked("rule", rule.id, case.says, rule_examples.faults_of(rule, case))
