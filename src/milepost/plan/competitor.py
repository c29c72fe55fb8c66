"""A competitor: where it is found, what it is good and bad at, and figures of it that somebody typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

from milepost.errors import InvalidValue
from milepost.judgement.competitors.names import plain_name
from milepost.knowledge.reader import table
from milepost.language import Lazy, gettext_lazy

MEASURES: Final = (
    *("followers", "posts", "interactions", "likes", "comments", "shares", "new_followers", "mentions"),
)
"""What anybody can see of every brand. `followers` holds on its day, all others are counts over days."""

LONGEST: Final = 400
MOST_DAYS: Final = 366
MOST: Final = 10**12


@dataclass(frozen=True, slots=True)
class Account:
    """A profile: its channel, and its handle or page name as exports write it."""

    channel: str
    name: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A public figure that somebody read and typed: `value` over the `days` from `day` on, and where it was.

    Followers are those of `day`; their `days` is 1.
    """

    day: date
    channel: str
    measure: str
    value: float
    source: str
    days: int = 1


@dataclass(frozen=True, slots=True)
class Competitor:
    """Another brand that the own one is held against, with what people wrote of it."""

    id: str
    name: str
    says: str = ""
    accounts: tuple[Account, ...] = ()
    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    opportunities: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnAccounts:
    """The profiles in tables of competitors that are one's own."""

    accounts: tuple[Account, ...] = ()


def checked(competitor: Competitor, *, today: date) -> Competitor:
    """The competitor itself. Raises InvalidValue for what cannot be kept, and says why."""
    if not plain_name(competitor.name):
        raise InvalidValue(
            gettext_lazy("A competitor needs a name."),
            gettext_lazy("Write it as its customers know it: “Bolt Bikes”."),
        )
    for text in (
        *(competitor.name, competitor.says, *(account.name for account in competitor.accounts)),
        *(*competitor.strengths, *competitor.weaknesses, *competitor.opportunities),
    ):
        _short(text)
    for account in competitor.accounts:
        checked_account(account)
    for figure in competitor.figures:
        checked_figure(figure, today=today)
    return competitor


def checked_account(account: Account) -> Account:
    """The account itself. Raises InvalidValue for a channel that is none, or a name that is empty."""
    _channel(account.channel)
    if not plain_name(account.name):
        raise InvalidValue(
            gettext_lazy("The account on {channel} has no name.", channel=account.channel),
            gettext_lazy("Write it as the export does: instagram=acme."),
        )
    return account


def checked_figure(figure: Figure, *, today: date) -> Figure:
    """The figure itself. Raises InvalidValue where it says not what, when, or where it was read."""
    if figure.measure not in MEASURES:
        raise InvalidValue(
            gettext_lazy(
                "“{measure}” cannot be seen of every brand, so brands are not compared by it.",
                measure=figure.measure,
            ),
            _offer(figure.measure, MEASURES, gettext_lazy("Public measures")),
        )
    _channel(figure.channel)
    if not figure.source.strip():
        raise InvalidValue(
            gettext_lazy("A typed figure needs the place where it was read."),
            gettext_lazy("Say it: --source “their Instagram profile”."),
        )
    _short(figure.source)
    whole = float(figure.value).is_integer() if abs(figure.value) < MOST else False
    if not whole or (figure.value < 0 and figure.measure != "new_followers"):
        raise InvalidValue(
            gettext_lazy(
                "{value} is no count of {measure}.",
                value=f"{figure.value:g}",
                measure=figure.measure.replace("_", " "),
            ),
            gettext_lazy("Write a whole number without its thousands: 12400."),
        )
    if not 1 <= figure.days <= MOST_DAYS or (figure.measure == "followers" and figure.days != 1):
        raise InvalidValue(
            gettext_lazy("{measure} cannot cover {days} days.", measure=figure.measure, days=figure.days),
            gettext_lazy("Followers hold on one day; counts cover 1 to 366 days."),
        )
    if figure.day.toordinal() + figure.days - 1 > today.toordinal():
        raise InvalidValue(
            gettext_lazy("On {day} nothing can have been read yet.", day=figure.day),
            gettext_lazy("Give a day that has been."),
        )
    return figure


def read_account(text: str) -> Account:
    """An account as it is typed: `instagram=acme`. Raises InvalidValue."""
    channel, sign, name = text.partition("=")
    if not sign:
        raise InvalidValue(
            gettext_lazy("“{text}” does not say a channel.", text=text),
            gettext_lazy("Write channel=name, such as instagram=acme."),
        )
    return checked_account(Account(read_channel(channel), name.strip()))


def read_channel(text: str) -> str:
    """The id of a channel as people write it: “Twitter” is x. Raises InvalidValue."""
    word = text.strip().casefold()
    channel = str(table("channels")["words"].get(word, word))
    _channel(channel)
    return channel


def named_by(competitors: Iterable[Competitor], channel: str, name: str) -> Competitor | None:
    """The competitor that an export calls `name` on a channel ('' where it does not say the channel)."""
    wanted = plain_name(name)
    for competitor in competitors:
        if wanted == plain_name(competitor.name):
            return competitor
        for account in competitor.accounts:
            if plain_name(account.name) == wanted and channel in ("", account.channel):
                return competitor
    return None


def _channel(channel: str) -> None:
    known = table("channels")["titles"]
    if channel not in known:
        raise InvalidValue(
            gettext_lazy("“{channel}” is no channel.", channel=channel),
            _offer(channel, tuple(known), gettext_lazy("Channels")),
        )


def _short(text: str) -> None:
    if len(text) > LONGEST or any(ord(letter) < 32 for letter in text):
        raise InvalidValue(
            gettext_lazy(
                "“{text}…” is not one line of at most {longest} characters.", text=text[:40], longest=LONGEST
            ),
            gettext_lazy("Say it in one sentence."),
        )


def _offer(word: str, known: tuple[str, ...], kind: str) -> str:
    near = get_close_matches(word, known, n=3, cutoff=0.6)
    if near:
        return gettext_lazy("Did you mean {names}?", names=", ".join(near))
    return Lazy("{kind}: {names}.", {"kind": kind, "names": ", ".join(known[:12])})
