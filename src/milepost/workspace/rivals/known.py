"""Who is who in tables of competitors: one's own profiles, the written competitors, and all others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from milepost.facts.batches import FactFiles
from milepost.facts.public import covered_days
from milepost.judgement.competitors.names import plain_name
from milepost.plan.competitor import Account, Competitor, named_by
from milepost.workspace.place import Brand, Workspace, choose_brand
from milepost.workspace.planning.competitors import competitors_of, own_accounts


@dataclass(frozen=True, eq=False)
class Set:
    """A brand's facts on a day, the competitors that were written, and the profiles that are its own.

    `own` are those that the user named, `exported` the accounts that own exports tell of.
    """

    brand: Brand
    files: FactFiles
    today: date
    competitors: tuple[Competitor, ...]
    own: tuple[Account, ...]
    exported: tuple[Account, ...] = ()

    def is_own(self, channel: str, name: str) -> bool:
        """Whether a table's name is the own brand's: by its name, by a profile that the user named,
        or by an account whose own exports were imported."""
        wanted = plain_name(name)
        if wanted == plain_name(self.brand.name):
            return True
        return any(
            plain_name(account.name) == wanted and channel in ("", account.channel)
            for account in (*self.own, *self.exported)
        )

    def called(self, channel: str, name: str) -> str:
        """A rival's name as the user writes it, else as the table does."""
        known = named_by(self.competitors, channel, name)
        return known.name if known else " ".join(name.split())


def set_of(workspace: Workspace, files: FactFiles, *, brand: str | None, today: date) -> Set:
    """What is known of a brand and its competitors on a day. Raises NotFound for the brand."""
    owner = choose_brand(workspace, brand)
    kept = competitors_of(workspace, brand=owner.name, today=today)
    return Set(
        owner,
        files,
        today,
        tuple(one.value for one in kept.values()),
        own_accounts(workspace, brand=owner.name, today=today),
        tuple(
            Account(channel, account)
            for _, account, channel in covered_days(files, "post_value", "account_day")
            if account and channel
        ),
    )


def without_data(some: Set, names: Sequence[str]) -> tuple[str, ...]:
    """The written competitors of whom no table and no typed figure tells."""
    told = {plain_name(name) for name in names}
    return tuple(one.name for one in some.competitors if plain_name(one.name) not in told)
