"""What a rule of the playbook advises, with the evidence it stands on."""

from dataclasses import dataclass

from milepost.judgement.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Evidence:
    """One standing that a rule waited for: the KPI, its channel (None: all), how it stands, and its figures.

    `standing` is a word of `playbook.standings.State`; `told` is the judgement's own verdict, with numbers.
    """

    kpi: str
    channel: str | None
    standing: str
    told: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """What a rule advises: the action, for how many weeks, what to watch, and what would prove it wrong.

    `rule` is the id of its file. `key` tells it apart from the same advice for another channel. `on_trial`
    says that a standing decision tries it already: it is not to be advised again.
    """

    rule: str
    title: str
    action: str
    weeks: int
    watch: tuple[str, ...]
    wrong_when: str
    evidence: tuple[Evidence, ...]
    channel: str | None = None
    on_trial: bool = False

    @property
    def key(self) -> str:
        """The rule and the channel it is about."""
        return self.rule if self.channel is None else f"{self.rule}@{self.channel}"
