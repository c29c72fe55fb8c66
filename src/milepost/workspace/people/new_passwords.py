"""Links by which somebody who cannot sign in any more sets a new password; an owner hands them over.

Such a link opens an account, so nobody makes one for a person who can do more than they. That is asked when
it is made, and again when it is used: whoever made it has seen it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from milepost.errors import NotFound
from milepost.language import gettext_lazy
from milepost.store.models import InvitationRow, MembershipRow, PersonRow
from milepost.workspace.people.invitations import AFRESH, BACK_IN, WAYS_BACK, use_up
from milepost.workspace.people.role import Role
from milepost.workspace.people.tokens import hash_of, new_token

VALID: Final = timedelta(hours=24)
MACHINE: Final = "the machine"
"""Who made a link on the machine itself; no address of a person is like it."""


@dataclass(frozen=True, slots=True)
class WayBack:
    """A link that still opens something: whose account, and who made it (None: somebody at the machine)."""

    row: InvitationRow
    person: PersonRow
    maker: PersonRow | None

    @property
    def drops_factors(self) -> bool:
        """Whether codes, passkeys and recovery codes are removed with the old password."""
        return self.row.role == AFRESH


def let_in_by(maker: PersonRow, people: Iterable[PersonRow]) -> frozenset[int]:
    """The numbers of those `people` for whom `maker` may make a link.

    An owner of the workspace: everybody else. An owner of brands: those who are in these brands alone and
    have a password already; who comes by an account elsewhere would not notice one that others know. Nobody
    for themselves (their account page does that), and nobody for who is locked out.
    """
    if not maker.is_active:
        return frozenset()
    others = {one.pk: one for one in people if one.is_active and one.pk != maker.pk}
    if maker.is_owner:
        return frozenset(others)
    owned = MembershipRow.objects.filter(person=maker, role=Role.OWNER.word).values_list("brand", flat=True)
    theirs = MembershipRow.objects.filter(person_id__in=list(others))
    within = set(theirs.filter(brand__in=list(owned)).values_list("person_id", flat=True))
    beyond = set(theirs.exclude(brand__in=list(owned)).values_list("person_id", flat=True))
    return frozenset(
        pk for pk in within - beyond if not others[pk].is_owner and others[pk].has_usable_password()
    )


def new_password_link(
    person: PersonRow, *, maker: PersonRow | None, brand: str = "", drop_factors: bool = False, now: datetime
) -> str:
    """A token by which whoever holds it sets a new password, once; every earlier one of that person is dead.

    `maker` None is whoever sits at the machine. Raises NotFound for a person whom the maker may not let in.
    """
    if not _may(maker, person):
        raise NotFound("account", person.email)
    token, kept = new_token()
    with transaction.atomic():
        take_back(person)
        InvitationRow.objects.create(
            token_hash=kept,
            email=person.email,
            brand=brand,
            role=AFRESH if drop_factors else BACK_IN,
            made_by=maker.email if maker else MACHINE,
            expires_at=now + VALID,
        )
    return token


def way_back(token: str, now: datetime) -> WayBack:
    """What the link of a token opens. Raises NotFound when it opens nothing, or nothing any more."""
    return _checked(_open(now).filter(token_hash=hash_of(token)).first())


def open_way_back(person: PersonRow, now: datetime) -> WayBack | None:
    """The link of a person that can still be used, if there is one."""
    try:
        return _checked(_open(now).filter(email=person.email).first())
    except NotFound:
        return None


def take_back(person: PersonRow) -> None:
    """Whatever link there is for that person opens nothing any more."""
    InvitationRow.objects.filter(email=person.email, role__in=WAYS_BACK, used_at__isnull=True).delete()


def set_by_link(token: str, password: str, now: datetime) -> WayBack:
    """Set the password and use the link up, both or neither; sessions and factors are the site's to end.

    Raises NotFound when the link is dead, Conflict when somebody else has just used it.
    """
    with transaction.atomic():
        found = way_back(token, now)
        use_up(found.row, now)
        found.person.set_password(password)
        found.person.save(update_fields=["password"])
    return found


def _open(now: datetime) -> QuerySet[InvitationRow]:
    return InvitationRow.objects.filter(role__in=WAYS_BACK, used_at__isnull=True, expires_at__gt=now)


def _checked(row: InvitationRow | None) -> WayBack:
    """The way back of a row, if whoever made it might make it still."""
    person = PersonRow.objects.filter(email=row.email).first() if row else None
    if row is None or person is None:
        raise _dead()
    maker = PersonRow.objects.filter(email=row.made_by).first()
    if row.made_by != MACHINE and maker is None:
        raise _dead()
    if not _may(maker, person):
        raise _dead()
    return WayBack(row, person, maker)


def _may(maker: PersonRow | None, person: PersonRow) -> bool:
    return person.is_active if maker is None else person.pk in let_in_by(maker, [person])


def _dead() -> NotFound:
    remedy = gettext_lazy("It was used, taken back or has expired: ask for a new one.")
    return NotFound("account", "", remedy=remedy)
