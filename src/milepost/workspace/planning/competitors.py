"""The competitors of a brand: written, changed with a reason, taken back; which profiles are one's own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from milepost.errors import InvalidValue, NotFound
from milepost.judgement.competitors.names import plain_name
from milepost.language import gettext_lazy
from milepost.period import FIRST_DAY
from milepost.plan.competitor import Account, Competitor, Figure, OwnAccounts, checked, checked_account
from milepost.workspace.kept import Kept, Version, keep, key_for, standing, versions
from milepost.workspace.place import Workspace, choose_brand

KIND = "competitor"
OWN_KIND = "own_accounts"
OWN_KEY = "own"
SEE = "See: milepost competitor list"


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to change of a competitor: None leaves a part as it is, a tuple is added to what is there.

    What stands in `without` is taken out again: a strength, an account (`instagram=acme`).
    """

    name: str | None = None
    says: str | None = None
    accounts: tuple[Account, ...] = ()
    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    opportunities: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def write_competitor(
    workspace: Workspace, competitor: Competitor, *, brand: str | None, today: date, who: str = ""
) -> Kept[Competitor]:
    """Keep a new competitor; its id is made of its name. Raises InvalidValue, also for one that is there."""
    owner = choose_brand(workspace, brand)
    there = standing(owner.name, KIND, Competitor, today)
    for key, kept in there.items():
        if plain_name(kept.value.name) == plain_name(competitor.name):
            raise InvalidValue(
                gettext_lazy("{name} is a competitor already.", name=kept.value.name),
                gettext_lazy("Change it: milepost competitor amend {key}", key=key),
            )
    taken = {key for key, _ in _all_keys(owner.name)}
    value = checked(replace(competitor, id=key_for(competitor.name, taken)), today=today)
    version = keep(owner.name, KIND, value.id, value, today=today, who=who)
    return Kept(value, version, today, who, "")


def amend_competitor(
    workspace: Workspace,
    key: str,
    changes: Changes,
    *,
    brand: str | None,
    today: date,
    why: str,
    who: str = "",
    upon: int | None = None,
) -> Kept[Competitor]:
    """Change a competitor. Raises NotFound, Conflict (see `keep`), InvalidValue without reason or change."""

    def change(value: Competitor) -> Competitor:
        return _changed(value, changes)

    return _rewrite(workspace, key, change, brand=brand, today=today, why=why, who=who, upon=upon)


def type_figure(
    workspace: Workspace, key: str, figure: Figure, *, brand: str | None, today: date, who: str = ""
) -> Kept[Competitor]:
    """Keep a figure that was read somewhere; the same measure, channel and days again takes its place.

    Raises InvalidValue for a day that is still to come: nobody has read its figure yet.
    """
    if not FIRST_DAY <= figure.day <= today:
        raise InvalidValue(
            gettext_lazy("{day} is no day of which a figure can have been read.", day=figure.day.isoformat()),
            gettext_lazy("Write the day on which it was so: today at the latest."),
        )

    def change(value: Competitor) -> Competitor:
        others = tuple(one for one in value.figures if _same(one) != _same(figure))
        ordered = sorted((*others, figure), key=lambda one: (one.day, one.channel, one.measure))
        return replace(value, figures=tuple(ordered))

    why = f"{figure.measure.replace('_', ' ')}, source: {figure.source}"
    return _rewrite(workspace, key, change, brand=brand, today=today, why=why, who=who)


def drop_competitor(
    workspace: Workspace, key: str, *, brand: str | None, today: date, why: str, who: str = ""
) -> Competitor:
    """Take a competitor back; all that was written of it stays. Raises NotFound, InvalidValue."""
    owner = choose_brand(workspace, brand)
    _reason(why)
    kept = one_competitor(workspace, key, brand=owner.name, today=today)
    keep(
        owner.name,
        KIND,
        kept.value.id,
        kept.value,
        today=today,
        who=who,
        why=why,
        upon=kept.version,
        undone=True,
    )
    return kept.value


def competitors_of(workspace: Workspace, *, brand: str | None, today: date) -> dict[str, Kept[Competitor]]:
    """The competitors that stand on `today`, by id."""
    return standing(choose_brand(workspace, brand).name, KIND, Competitor, today)


def one_competitor(workspace: Workspace, key: str, *, brand: str | None, today: date) -> Kept[Competitor]:
    """The competitor of that id or name. Raises NotFound with those there are."""
    there = competitors_of(workspace, brand=brand, today=today)
    if key in there:
        return there[key]
    for kept in there.values():
        if plain_name(kept.value.name) == plain_name(key):
            return kept
    raise NotFound("competitor", key, [*there, *(kept.value.name for kept in there.values())], SEE)


def competitor_log(
    workspace: Workspace, key: str, *, brand: str | None, today: date
) -> tuple[Version[Competitor], ...]:
    """Every version of one competitor up to `today`. Raises NotFound."""
    name = choose_brand(workspace, brand).name
    found = versions(name, KIND, key, Competitor, today)
    if not found:
        raise NotFound("competitor", key, {key for key, _ in _all_keys(name)}, SEE)
    return found


def own_accounts(workspace: Workspace, *, brand: str | None, today: date) -> tuple[Account, ...]:
    """The profiles that the user named as their own in tables of competitors."""
    found = standing(choose_brand(workspace, brand).name, OWN_KIND, OwnAccounts, today).get(OWN_KEY)
    return found.value.accounts if found else ()


def name_own(
    workspace: Workspace, accounts: tuple[Account, ...], *, brand: str | None, today: date, who: str = ""
) -> tuple[Account, ...]:
    """Say which profiles in tables of competitors are one's own; they are added to those named before."""
    owner = choose_brand(workspace, brand)
    for account in accounts:
        checked_account(account)
    there = own_accounts(workspace, brand=owner.name, today=today)
    value = OwnAccounts(tuple(dict.fromkeys((*there, *accounts))))
    keep(owner.name, OWN_KIND, OWN_KEY, value, today=today, who=who)
    return value.accounts


def _rewrite(
    workspace: Workspace,
    key: str,
    change: Callable[[Competitor], Competitor],
    *,
    brand: str | None,
    today: date,
    why: str,
    who: str,
    upon: int | None = None,
) -> Kept[Competitor]:
    owner = choose_brand(workspace, brand)
    _reason(why)
    kept = one_competitor(workspace, key, brand=owner.name, today=today)
    value = checked(change(kept.value), today=today)
    if value == kept.value:
        raise InvalidValue(
            gettext_lazy("Nothing of {name} would change.", name=value.name),
            gettext_lazy("Name what is new, such as --strength “…”."),
        )
    version = keep(
        owner.name,
        KIND,
        value.id,
        value,
        today=today,
        who=who,
        why=why,
        upon=kept.version if upon is None else upon,
    )
    return Kept(value, version, today, who, why)


def _changed(value: Competitor, changes: Changes) -> Competitor:
    gone = {plain_name(text) for text in changes.without}

    def texts(before: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
        kept = (text for text in before if plain_name(text) not in gone)
        return tuple(dict.fromkeys((*kept, *more)))

    accounts = (a for a in value.accounts if plain_name(f"{a.channel}={a.name}") not in gone)
    return replace(
        value,
        name=changes.name or value.name,
        says=value.says if changes.says is None else changes.says,
        accounts=tuple(dict.fromkeys((*accounts, *changes.accounts))),
        strengths=texts(value.strengths, changes.strengths),
        weaknesses=texts(value.weaknesses, changes.weaknesses),
        opportunities=texts(value.opportunities, changes.opportunities),
    )


def _same(figure: Figure) -> tuple[date, int, str, str]:
    return figure.day, figure.days, figure.channel, figure.measure


def _reason(why: str) -> None:
    if not why.strip():
        raise InvalidValue(
            gettext_lazy("A competitor is not changed without a reason."),
            gettext_lazy("Say it with --why “…”."),
        )


def _all_keys(brand: str) -> list[tuple[str, int]]:
    """Every key that was ever used, so that none is used for two brands."""
    from milepost.store.entries import load_entries

    return [(entry.key, entry.seq) for entry in load_entries(brand, KIND)]
