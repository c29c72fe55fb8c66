"""Links by which people join: one for whoever starts the site, others for those whom its owners ask in."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from milepost.errors import Conflict, InvalidValue, NotFound
from milepost.language import gettext_lazy
from milepost.store.models import InvitationRow, MembershipRow, PersonRow
from milepost.workspace.people.role import Role, read_role
from milepost.workspace.people.roles import give_role, role_of
from milepost.workspace.people.tokens import hash_of, new_token

VALID: Final = timedelta(days=7)
FIRST_VALID: Final = timedelta(hours=24)
FIRST: Final = "first"
"""The role of the invitation by which the first account of a workspace is made."""
BACK_IN: Final = "back_in"
AFRESH: Final = "afresh"
WAYS_BACK: Final = (BACK_IN, AFRESH)
"""Rows of the same table by which nobody joins anything: see `new_passwords`."""


def first_link(now: datetime) -> str | None:
    """A fresh token for the first account, every earlier one dead; None when there are people already."""
    if PersonRow.objects.exists():
        return None
    token, kept = new_token()
    with transaction.atomic():
        InvitationRow.objects.filter(role=FIRST).delete()
        InvitationRow.objects.create(
            token_hash=kept,
            email="",
            brand="",
            role=FIRST,
            made_by="milepost serve",
            expires_at=now + FIRST_VALID,
        )
    return token


def invite(email: str, brand: str, role: Role, *, who: str, now: datetime) -> str:
    """A token by which whoever holds it joins the brand ('' is the workspace, as its owner)."""
    token, kept = new_token()
    InvitationRow.objects.create(
        token_hash=kept, email=email, brand=brand, role=role.word, made_by=who, expires_at=now + VALID
    )
    return token


def invitation(token: str, now: datetime) -> InvitationRow:
    """The invitation of a token that can still be used. Raises NotFound for any other."""
    found = _asking().filter(token_hash=hash_of(token), used_at__isnull=True, expires_at__gt=now).first()
    if found is None or (found.role == FIRST and PersonRow.objects.exists()):
        raise _dead()
    return found


def open_invitation(invitation_id: int, now: datetime) -> InvitationRow:
    """The same by its number, for one that was opened by its link a moment ago. Raises NotFound."""
    found = _asking().filter(pk=invitation_id, used_at__isnull=True, expires_at__gt=now).first()
    if found is None or (found.role == FIRST and PersonRow.objects.exists()):
        raise _dead()
    return found


def open_invitations(brand: str, now: datetime) -> tuple[InvitationRow, ...]:
    """The invitations to a brand that nobody has used yet and that still can be."""
    rows = _asking().filter(brand=brand, used_at__isnull=True, expires_at__gt=now)
    return tuple(rows.exclude(role=FIRST).order_by("email"))


def withdraw(invitation_id: int, brand: str) -> None:
    """The link of that invitation opens nothing any more. Raises NotFound when the brand has no such one."""
    if not _asking().filter(pk=invitation_id, brand=brand).delete()[0]:
        raise NotFound("invitation", str(invitation_id))


def withdraw_beyond(person: PersonRow) -> None:
    """The open invitations of a person open nothing any more, as far as they could not make them now."""
    for row in _asking().filter(made_by=person.email, used_at__isnull=True).exclude(role=FIRST):
        may = role_of(person, row.brand) is Role.OWNER if row.brand else person.is_owner and person.is_active
        if not may:
            row.delete()


def join(token: str, *, email: str, password: str, name: str, now: datetime) -> PersonRow:
    """Make the account of an invitation, and use the invitation up, both or neither.

    Raises NotFound when the link is dead, InvalidValue for an address that somebody has, Conflict when
    somebody else has just used the link.
    """
    return _join(invitation(token, now), email, password, name, now)


def join_without_password(found: InvitationRow, *, email: str, name: str, now: datetime) -> PersonRow:
    """The same for somebody whose address another server vouches for, and who has no password here.

    Raises InvalidValue for an address that somebody has, Conflict when somebody else has just used the link.
    """
    return _join(found, email, None, name, now)


def _join(found: InvitationRow, email: str, password: str | None, name: str, now: datetime) -> PersonRow:
    with transaction.atomic():
        use_up(found, now)
        if PersonRow.objects.filter(email__iexact=email).exists():
            raise InvalidValue(
                gettext_lazy("{email} has an account already.", email=email),
                gettext_lazy("Sign in, then open the link again."),
            )
        person = PersonRow.objects.add(email, password, name=name, is_owner=_owns(found))
        if found.brand:
            give_role(person, found.brand, read_role(found.role))
    return person


def accept(token: str, person: PersonRow, *, now: datetime) -> str:
    """Somebody who is signed in takes an invitation; the brand's name. Raises NotFound for a dead link."""
    return accept_open(invitation(token, now), person, now=now)


def accept_open(found: InvitationRow, person: PersonRow, *, now: datetime) -> str:
    """The same for an invitation that was looked up already. Raises Conflict when it has just been used."""
    with transaction.atomic():
        use_up(found, now)
        if found.brand:
            _raise_role(person, found)
        elif _owns(found):
            PersonRow.objects.filter(pk=person.pk).update(is_owner=True)
    return found.brand


def _raise_role(person: PersonRow, found: InvitationRow) -> None:
    """An invitation gives; who can do more in the brand already keeps what they have."""
    offered, row = (
        read_role(found.role),
        MembershipRow.objects.filter(person=person, brand=found.brand).first(),
    )
    if row is None or read_role(row.role) < offered:
        give_role(person, found.brand, offered)


def use_up(found: InvitationRow, now: datetime) -> None:
    """From now on the link opens nothing. Raises Conflict when somebody else has just used it."""
    if InvitationRow.objects.filter(pk=found.pk, used_at__isnull=True).update(used_at=now) != 1:
        raise Conflict(
            gettext_lazy("Somebody else has just used this link."), gettext_lazy("Ask for a new one.")
        )


def _owns(found: InvitationRow) -> bool:
    """Whether whoever joins owns the workspace. Raises InvalidValue for a row that is no invitation."""
    return found.role == FIRST or (not found.brand and read_role(found.role) is Role.OWNER)


def _asking() -> QuerySet[InvitationRow]:
    return InvitationRow.objects.exclude(role__in=WAYS_BACK)


def _dead() -> NotFound:
    remedy = gettext_lazy("It was used or has expired: ask for a new one.")
    return NotFound("invitation", "", remedy=remedy)
