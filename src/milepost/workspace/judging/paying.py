"""What pays: the spend of each channel against the outcome, with the platforms' own claims beside it."""

from collections.abc import Iterator
from dataclasses import replace

from milepost.amount import Unit, Unknown
from milepost.judgement.payback import payback
from milepost.judgement.payback_result import Payback, Stand
from milepost.kpis.catalogue import catalogue
from milepost.series import Series
from milepost.workspace.judging.known import Judged, Known, channel_title, untold
from milepost.workspace.judging.leading import OUTCOMES

PART = "payback"
BY_MONTH = "it is known by month only; export it by day or by week to see what it brings"


def judge_payback(known: Known) -> Iterator[Judged]:
    """The proposal, then each channel; nothing where no adverts are imported."""
    found = payback_of(known)
    if found is None:
        return
    about, judged = found
    if isinstance(judged, Unknown):
        yield untold(PART, about, judged)
        return
    yield Judged(
        PART, about, judged.verdict, known=judged.stand is not Stand.TOO_LITTLE or judged.trial is not None
    )
    for channel in judged.channels:
        yield Judged(PART, channel.name, channel.verdict, known=channel.average is not None)


def payback_of(known: Known) -> tuple[str, Payback | Unknown] | None:
    """What it is about, and what pays (or why nobody can tell); None where no adverts are imported."""
    spend = _named(known.by(catalogue(known.workspace.knowledge)["ad_spend"], "channel"))
    if not spend:
        return ("Ad spend", Unknown(BY_MONTH)) if known.of("ad_spend") is not None else None
    found = known.first_of(OUTCOMES)
    if found is None:
        return "Ad spend", Unknown("no orders, leads or conversions are known to hold it against")
    if (over := known.silent(found)) is not None:
        return found.kpi.title, over
    claims = _claims(known, spend) if found.kpi.unit is Unit.MONEY else {}
    judged = payback(found.weekly, list(spend.values()), claims=list(claims.values()))
    return f"Ad spend and {found.kpi.title.lower()}", judged


def _named(by_channel: dict[str, Series]) -> dict[str, Series]:
    """Each channel's series under the channel's name."""
    return {name: replace(series, name=channel_title(name)) for name, series in by_channel.items()}


def _claims(known: Known, spend: dict[str, Series]) -> dict[str, Series]:
    """What the advertising platforms themselves claim for the channels that cost something."""
    claimed = catalogue(known.workspace.knowledge)["claimed_revenue"].by("ad_day")
    return {name: series for name, series in _named(known.by(claimed, "channel")).items() if name in spend}
