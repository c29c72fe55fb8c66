"""What pays: the spend of each channel against the outcome, with the platforms' own claims beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from milepost import subject
from milepost.amount import Unit, Unknown
from milepost.judgement.payback import payback
from milepost.judgement.payback_result import Payback, Stand
from milepost.kpis.catalogue import catalogue
from milepost.language import gettext_lazy
from milepost.series import Series
from milepost.subject import Subject
from milepost.workspace.judging.known import Judged, Known, channel_name, untold
from milepost.workspace.judging.leading import OUTCOMES

PART = "payback"
BY_MONTH = gettext_lazy("it is known by month only; export it by day or by week to see what it brings")
AD_SPEND = gettext_lazy("Ad spend")
AGAINST: Mapping[str, str] = {
    "revenue": gettext_lazy("Ad spend and revenue (net)"),
    "orders": gettext_lazy("Ad spend and orders"),
    "qualified_leads": gettext_lazy("Ad spend and qualified leads"),
    "leads": gettext_lazy("Ad spend and leads"),
    "booked_calls": gettext_lazy("Ad spend and booked calls"),
    "conversions": gettext_lazy("Ad spend and conversions"),
    "key_events": gettext_lazy("Ad spend and key events"),
}
"""What the proposal is about, by the outcome."""
NAMED: Mapping[str, str] = {
    "revenue": gettext_lazy("revenue (net)"),
    "orders": gettext_lazy("orders"),
    "qualified_leads": gettext_lazy("qualified leads"),
    "leads": gettext_lazy("leads"),
    "booked_calls": gettext_lazy("booked calls"),
    "conversions": gettext_lazy("conversions"),
    "key_events": gettext_lazy("key events"),
}
"""The outcome as it is called there."""


@dataclass(frozen=True, slots=True)
class Paid:
    """What was held against what: its name in sentences, what pays (or why nobody can tell), and of what."""

    about: str
    judged: Payback | Unknown
    of: tuple[Subject, ...]
    channels: Mapping[str, tuple[Subject, ...]] = field(default_factory=dict)

    def of_channel(self, name: str) -> tuple[Subject, ...]:
        """The channel that is called so in sentences."""
        return self.channels.get(name, ())


def judge_payback(known: Known) -> Iterator[Judged]:
    """The proposal, then each channel; nothing where no adverts are imported."""
    found = payback_of(known)
    if found is None:
        return
    judged = found.judged
    if isinstance(judged, Unknown):
        yield untold(PART, found.about, judged, of=found.of)
        return
    told = judged.stand is not Stand.TOO_LITTLE or judged.trial is not None
    yield Judged(PART, found.about, judged.verdict, known=told, of=found.of)
    for channel in judged.channels:
        of = found.of_channel(channel.name)
        yield Judged(PART, channel.name, channel.verdict, known=channel.average is not None, of=of)


def payback_of(known: Known) -> Paid | None:
    """What it is about, and what pays (or why nobody can tell); None where no adverts are imported."""
    by_channel = known.by(catalogue(known.workspace.knowledge)["ad_spend"], "channel")
    spend, of = _named(by_channel), (subject.kpi("ad_spend", AD_SPEND),)
    if not spend:
        return Paid(AD_SPEND, Unknown(BY_MONTH), of) if known.of("ad_spend") is not None else None
    found = known.first_of(OUTCOMES)
    if found is None:
        because = gettext_lazy("no orders, leads or conversions are known to hold it against")
        return Paid(AD_SPEND, Unknown(because), of)
    if (over := known.silent(found)) is not None:
        return Paid(found.kpi.title, over, (subject.kpi(found.kpi.id, found.kpi.title),))
    claims = _claims(known, spend) if found.kpi.unit is Unit.MONEY else {}
    judged = payback(found.weekly, list(spend.values()), claims=list(claims.values()))
    outcome = found.kpi.id
    channels = {name: (subject.channel(one, name),) for one in by_channel for name in (channel_name(one),)}
    return Paid(AGAINST[outcome], judged, (*of, subject.kpi(outcome, NAMED[outcome])), channels)


def _named(by_channel: dict[str, Series]) -> dict[str, Series]:
    """Each channel's series under the channel's name."""
    return {name: replace(series, name=channel_name(name)) for name, series in by_channel.items()}


def _claims(known: Known, spend: dict[str, Series]) -> dict[str, Series]:
    """What the advertising platforms themselves claim for the channels that cost something."""
    claimed = catalogue(known.workspace.knowledge)["claimed_revenue"].by("ad_day")
    return {name: series for name, series in _named(known.by(claimed, "channel")).items() if name in spend}
