"""The findings of the critique in words: what was found, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from milepost.goals import findings
from milepost.goals.findings import Finding
from milepost.reports.words.verdict import sentence


@dataclass(frozen=True, slots=True)
class FindingText:
    """A finding in words; `severity` is refuse, question or advice."""

    severity: str
    says: str
    remedy: str


def finding_texts(found: Iterable[Finding]) -> tuple[FindingText, ...]:
    """The findings in words, in their own order."""
    return tuple(_text(finding) for finding in found)


def _text(finding: Finding) -> FindingText:
    if finding.code not in findings.templates():
        return FindingText(finding.severity, sentence(finding.code.replace("_", " ")), "")
    return FindingText(finding.severity, findings.says(finding), findings.remedy(finding))
