"""Subscribers and followers in a person's own table: how many there are (a stock) or how many came (a flow).

Their header says it (“list size”, “new followers”); a bare word is decided by the figures, with a note.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from milepost.language import Lazy, gettext_lazy
from milepost.sources.sheet_figures import SheetFigure
from milepost.sources.sheet_levels import Looks, amount, looks_of
from milepost.sources.words import plain, slug


@dataclass(frozen=True, slots=True)
class _Family:
    """A kind of people: the metrics of their stock and flow, what these are called, and which is usual."""

    stock: str
    flow: str
    stock_says: str
    flow_says: str
    usual: bool
    remedy: str


_EMAIL: Final = _Family(
    stock="email_list_size",
    flow="email_subscribers",
    stock_says=gettext_lazy("the size of the list"),
    flow_says=gettext_lazy("new subscribers"),
    usual=False,
    remedy=gettext_lazy("head it “list size” if it says how many there are"),
)
_SOCIAL: Final = _Family(
    stock="followers",
    flow="follows",
    stock_says=gettext_lazy("how many follow"),
    flow_says=gettext_lazy("new followers"),
    usual=True,
    remedy=gettext_lazy("head it “new followers” if it says how many came"),
)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a header says: of whom, and whether of a stock (None: it does not say)."""

    family: _Family
    stock: bool | None


def sort_people(
    figures: Sequence[SheetFigure],
    words: Mapping[str, str],
    channels: Mapping[str, str],
    about: str,
    notes: list[str],
) -> list[SheetFigure]:
    """The same figures, those of subscribers and followers under the metric they are evidence for.

    `words` says what a word of a header says (a family, stock, flow); `about` is all text that stands around
    the table. Every decision is one for the whole table, and one that the figures made is put into `notes`.
    """
    mail = any(words.get(token) == "mail" for token in slug(about).split("_"))
    names = dict.fromkeys((figure.metric, figure.channel) for figure in figures)
    said = {
        key: found
        for key in names
        if (found := _said(key[0], channels.get(plain(key[1]), plain(key[1])), words, mail)) is not None
    }
    stocks: dict[tuple[str, _Family], bool] = {}
    flows = {found.family for found in said.values() if found.stock is False}
    for (metric, _), found in said.items():
        key = (plain(metric), found.family)
        if key in stocks:
            continue
        if found.stock is not None:
            stocks[key] = found.stock
            continue
        mine = [f for f in figures if (own := said.get((f.metric, f.channel))) and _same(f, own, key)]
        stocks[key] = _decided(metric, found.family, mine, found.family in flows, notes)
    return [
        replace(figure, metric=_metric(found.family, stocks[plain(figure.metric), found.family]))
        if (found := said.get((figure.metric, figure.channel))) is not None
        else figure
        for figure in figures
    ]


def _same(figure: SheetFigure, said: _Said, key: tuple[str, _Family]) -> bool:
    return (plain(figure.metric), said.family) == key


def _metric(family: _Family, stock: bool) -> str:
    return family.stock if stock else family.flow


def _said(metric: str, channel: str, words: Mapping[str, str], mail: bool) -> _Said | None:
    """What a header says, or None where one of its words is about something else."""
    kinds = [words.get(token, "") for token in slug(metric).split("_")]
    if not all(kinds):
        return None
    by_mail = "mail" in kinds or channel == "email"
    stock = False if {"flow", "joining"} & set(kinds) else True if "stock" in kinds else None
    if "list" in kinds and len(kinds) > 1:
        return _Said(_EMAIL, stock if stock is not None or "subscriber" in kinds else True)
    if "joining" in kinds:
        return _Said(_EMAIL, stock) if by_mail or (mail and not channel) else None
    if not {"subscriber", "follower"} & set(kinds):
        return None
    if by_mail or not channel:
        return _Said(_EMAIL if by_mail or "subscriber" in kinds else _SOCIAL, stock)
    return _Said(_SOCIAL, stock)


def _decided(
    metric: str, family: _Family, figures: Sequence[SheetFigure], beside_flow: bool, notes: list[str]
) -> bool:
    """Whether a bare word is a stock; the reason goes into the notes."""
    looks = _beside() if beside_flow else looks_of(_series(figures))
    stock = family.usual if looks.stock is None else looks.stock
    says = family.stock_says if stock else family.flow_says
    told = gettext_lazy(
        "“{metric}” is taken as {says}, because {because}", metric=metric, says=says, because=looks.because
    )
    if looks.stock is None:
        told = Lazy("{told}; {remedy}", {"told": told, "remedy": family.remedy})
    notes.append(told)
    return stock


def _beside() -> Looks:
    return Looks(stock=True, because=gettext_lazy("another column says how many came"))


def _series(figures: Sequence[SheetFigure]) -> list[list[float]]:
    """The figures of each channel and campaign in the order of time, those of one date together."""
    sums: dict[tuple[str, str], dict[tuple[date, str], float]] = defaultdict(dict)
    for figure in figures:
        value = amount(figure.value)
        if value is None:
            continue
        at = (figure.when.day or date.min, "" if figure.when.day else figure.when.text)
        days = sums[figure.channel, figure.campaign]
        days[at] = days.get(at, 0.0) + value
    return [
        [value for _, value in sorted(days.items(), key=lambda pair: pair[0][0])] for days in sums.values()
    ]
