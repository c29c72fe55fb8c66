"""The log of what was done on the site: a chain in which a changed or lost line shows."""

import hashlib
import json
import secrets
from datetime import datetime

from django.db import transaction

from milepost.store.database import one_writer
from milepost.store.models import AuditRow

_LONGEST = 300


def write_down(
    *, at: datetime, who: str, action: str, brand: str = "", what: str = "", address: str = ""
) -> None:
    """Add a line to the log."""
    salt = secrets.token_hex(16)
    what = what[:_LONGEST]
    digest = _digest(salt, brand, what)
    with transaction.atomic():
        one_writer("audit")  # two lines upon the same one before would look like a break
        last = AuditRow.objects.order_by("-id").values_list("hash", flat=True).first() or ""
        AuditRow.objects.create(
            at=at,
            who=who,
            brand=brand,
            action=action,
            what=what,
            address=address,
            salt=salt,
            digest=digest,
            before=last,
            hash=_link(last, at, who, action, address, digest),
        )


def lines(brand: str | None = None, most: int = 200) -> tuple[AuditRow, ...]:
    """The last lines, newest first; of one brand, or of all."""
    rows = AuditRow.objects.order_by("-id")
    return tuple((rows if brand is None else rows.filter(brand=brand))[:most])


def last(who: str, action: str) -> AuditRow | None:
    """The last line that says so of somebody."""
    return AuditRow.objects.filter(who=who, action=action).order_by("-id").first()


def first_break() -> AuditRow | None:
    """The first line at which the chain does not hold: it, or the line before it, was changed or removed."""
    before = ""
    for row in AuditRow.objects.order_by("id").iterator():
        known = not row.salt or row.digest == _digest(row.salt, row.brand, row.what)
        link = _link(before, row.at, row.who, row.action, row.address, row.digest)
        if not known or row.before != before or row.hash != link:
            return row
        before = row.hash
    return None


def _digest(salt: str, brand: str, what: str) -> str:
    return hashlib.sha256(json.dumps([salt, brand, what]).encode()).hexdigest()


def _link(before: str, at: datetime, who: str, action: str, address: str, digest: str) -> str:
    told = json.dumps([before, at.isoformat(), who, action, address, digest])
    return hashlib.sha256(told.encode()).hexdigest()
