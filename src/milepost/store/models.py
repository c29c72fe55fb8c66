"""The tables of the database; `journal.Entry` and `facts.batches` say what they mean."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q

from milepost.store.people import AuditRow, InvitationRow, JobRow, MembershipRow, PersonRow, ShareRow

__all__ = [
    "AuditRow",
    "BatchRow",
    "BrandRow",
    "CurrentRow",
    "EntryRow",
    "InvitationRow",
    "JobRow",
    "MembershipRow",
    "PersonRow",
    "ShareRow",
]


class EntryRow(models.Model):
    """One entry of the journal; rows are added, never changed."""

    brand: models.CharField[str, str] = models.CharField(max_length=100)
    kind: models.CharField[str, str] = models.CharField(max_length=40)
    key: models.CharField[str, str] = models.CharField(max_length=200)
    seq: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    who: models.CharField[str, str] = models.CharField(max_length=200)
    why: models.TextField[str, str] = models.TextField()
    body: models.JSONField[Any, Any] = models.JSONField()

    class Meta:
        """Two writers of one number: the second is refused."""

        db_table = "entry"
        constraints = (
            models.UniqueConstraint(fields=("brand", "kind", "key", "seq"), name="one_entry_a_number"),
        )


class BrandRow(models.Model):
    """A brand that has facts; `generation` counts what was published for it."""

    name: models.CharField[str, str] = models.CharField(max_length=100, unique=True)
    generation: models.PositiveBigIntegerField[int, int] = models.PositiveBigIntegerField(default=0)

    class Meta:
        """A brand is known by its name."""

        db_table = "brand"


class BatchRow(models.Model):
    """One batch file; it counts until `superseded_at`, and its file is removed some time after that."""

    brand: models.ForeignKey[BrandRow, BrandRow] = models.ForeignKey(BrandRow, on_delete=models.PROTECT)
    table: models.CharField[str, str] = models.CharField(max_length=40)
    sha256: models.CharField[str, str] = models.CharField(max_length=64)
    seq: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    part: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    path: models.CharField[str, str] = models.CharField(max_length=400)
    rows: models.PositiveBigIntegerField[int, int] = models.PositiveBigIntegerField()
    content_date: models.DateField[date, date] = models.DateField()
    first_day: models.DateField[date | None, date | None] = models.DateField(null=True)
    last_day: models.DateField[date | None, date | None] = models.DateField(null=True)
    superseded_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta:
        """One live batch for each part of a file."""

        db_table = "batch"
        constraints = (
            models.UniqueConstraint(
                fields=("brand", "sha256", "part"),
                condition=Q(superseded_at__isnull=True),
                name="one_live_batch_a_part",
            ),
        )


class CurrentRow(models.Model):
    """The current files of one brand and table; they count until `superseded_at`."""

    brand: models.ForeignKey[BrandRow, BrandRow] = models.ForeignKey(BrandRow, on_delete=models.PROTECT)
    table: models.CharField[str, str] = models.CharField(max_length=40)
    rows_path: models.CharField[str, str] = models.CharField(max_length=400)
    rollup_path: models.CharField[str | None, str | None] = models.CharField(max_length=400, null=True)
    restated_path: models.CharField[str | None, str | None] = models.CharField(max_length=400, null=True)
    hash: models.CharField[str, str] = models.CharField(max_length=64)
    rows: models.PositiveBigIntegerField[int, int] = models.PositiveBigIntegerField()
    restated: models.PositiveBigIntegerField[int, int] = models.PositiveBigIntegerField()
    superseded_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta:
        """One live view of each table."""

        db_table = "current"
        constraints = (
            models.UniqueConstraint(
                fields=("brand", "table"),
                condition=Q(superseded_at__isnull=True),
                name="one_live_current_a_table",
            ),
        )
