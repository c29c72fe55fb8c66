"""Links by which anybody reads one page of a brand: for a while, with a password if wanted, until revoked."""

from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.hashers import check_password, make_password

from milepost.errors import InvalidValue, NotFound
from milepost.language import gettext_lazy
from milepost.store.models import ShareRow
from milepost.workspace.people.tokens import hash_of, new_token

PAGES: Final = ("client", "board", "weekly", "monthly")
MOST_DAYS: Final = 366


def share(
    brand: str, page: str, *, days: int, password: str = "", says: str = "", who: str, now: datetime
) -> str:
    """A token by which anybody reads that page of the brand for `days` days. Raises InvalidValue."""
    if page not in PAGES:
        raise InvalidValue(
            gettext_lazy("There is no page “{page}” to share.", page=page),
            gettext_lazy("Choose of: {pages}.", pages=", ".join(PAGES)),
        )
    if not 1 <= days <= MOST_DAYS:
        raise InvalidValue(
            gettext_lazy("A link cannot hold for {days} days.", days=days),
            gettext_lazy("Choose 1 to {most_days} days.", most_days=MOST_DAYS),
        )
    token, kept = new_token()
    ShareRow.objects.create(
        token_hash=kept,
        brand=brand,
        page=page,
        says=says[:100],
        password=make_password(password) if password else "",
        made_by=who,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    return token


def opened(token: str, now: datetime) -> ShareRow:
    """The share of a token, noting that it was looked for. Raises NotFound when it is dead or never was."""
    row = ShareRow.objects.filter(
        token_hash=hash_of(token), revoked_at__isnull=True, expires_at__gt=now
    ).first()
    if row is None:
        raise NotFound("page", "", remedy=gettext_lazy("It has expired or was taken back: ask who sent it."))
    ShareRow.objects.filter(pk=row.pk).update(last_opened=now)
    return row


def fits(row: ShareRow, password: str) -> bool:
    """Whether the password opens the share; any does when it has none."""
    return not row.password or check_password(password, row.password)


def revoke(share_id: int, brand: str, now: datetime) -> None:
    """From now on the link opens nothing. Raises NotFound when the brand has no such share."""
    if not ShareRow.objects.filter(pk=share_id, brand=brand).update(revoked_at=now):
        raise NotFound("share link", str(share_id))


def shares_of(brand: str) -> tuple[ShareRow, ...]:
    """Every share of a brand, newest first; dead ones too, so that it can be seen who had read what."""
    return tuple(ShareRow.objects.filter(brand=brand).order_by("-id"))
