"""Who may use a workspace, what they share, what they asked to be done, and what they did."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class PersonManager(BaseUserManager["PersonRow"]):
    """Makes people; an address is the same in any case."""

    def get_by_natural_key(self, username: str | None) -> PersonRow:
        """The person of that address, in any case."""
        return self.get(email__iexact=username or "")

    def add(self, email: str, password: str | None, **said: Any) -> PersonRow:
        """A new person; without a password nobody can sign in by one."""
        person = self.model(email=self.normalize_email(email).lower(), **said)
        person.set_password(password)
        person.save(using=self._db)
        return person


class PersonRow(AbstractBaseUser):
    """Somebody who signs in. `is_owner`: owns the workspace, and with it every brand."""

    email: models.EmailField[str, str] = models.EmailField(unique=True)
    name: models.CharField[str, str] = models.CharField(max_length=100, blank=True)
    language: models.CharField[str, str] = models.CharField(max_length=5, blank=True)
    is_owner: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    is_active: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    joined: models.DateTimeField[datetime, datetime] = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        """One person an address."""

        db_table = "person"

    def __str__(self) -> str:
        return self.name or self.email


class MembershipRow(models.Model):
    """The role of a person in a brand: owner, editor, viewer or client."""

    person: models.ForeignKey[PersonRow, PersonRow] = models.ForeignKey(PersonRow, on_delete=models.CASCADE)
    brand: models.CharField[str, str] = models.CharField(max_length=100)
    role: models.CharField[str, str] = models.CharField(max_length=10)

    class Meta:
        """One role a brand."""

        db_table = "membership"
        constraints = (models.UniqueConstraint(fields=("person", "brand"), name="one_role_a_brand"),)


class InvitationRow(models.Model):
    """A link by which somebody joins a brand ('' is the workspace as its owner); only its hash is kept."""

    token_hash: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    email: models.EmailField[str, str] = models.EmailField()
    brand: models.CharField[str, str] = models.CharField(max_length=100, blank=True)
    role: models.CharField[str, str] = models.CharField(max_length=10)
    made_by: models.CharField[str, str] = models.CharField(max_length=200)
    expires_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    used_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta:
        """Found by its hash."""

        db_table = "invitation"


class ShareRow(models.Model):
    """A link by which anybody reads one page of a brand; only the hash of its token is kept."""

    token_hash: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    brand: models.CharField[str, str] = models.CharField(max_length=100)
    page: models.CharField[str, str] = models.CharField(max_length=20)
    says: models.CharField[str, str] = models.CharField(max_length=100, blank=True)
    password: models.CharField[str, str] = models.CharField(max_length=200, blank=True)
    made_by: models.CharField[str, str] = models.CharField(max_length=200)
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    expires_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    revoked_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    last_opened: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta:
        """Found by its hash."""

        db_table = "share"


class JobRow(models.Model):
    """Work that is too long for a page: asked for by somebody, done by the worker one at a time."""

    brand: models.CharField[str, str] = models.CharField(max_length=100)
    kind: models.CharField[str, str] = models.CharField(max_length=20)
    state: models.CharField[str, str] = models.CharField(max_length=10, default="waiting")
    asked: models.JSONField[Any, Any] = models.JSONField()
    told: models.JSONField[Any, Any] = models.JSONField(default=dict)
    attempts: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(default=0)
    done: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    total: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    at_work_on: models.CharField[str, str] = models.CharField(max_length=300, blank=True)
    who: models.CharField[str, str] = models.CharField(max_length=200)
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    began_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta:
        """The worker takes the oldest that waits."""

        db_table = "job"
        indexes = (models.Index(fields=("state", "id"), name="job_waiting"),)


class AuditRow(models.Model):
    """What somebody did on the site. Each line holds the hash of the one before it: a lost line shows.

    The chain runs over `digest`, salted, so that what names an erased brand can go and the chain still holds.
    """

    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    who: models.CharField[str, str] = models.CharField(max_length=200)
    brand: models.CharField[str, str] = models.CharField(max_length=100, blank=True)
    action: models.CharField[str, str] = models.CharField(max_length=60)
    what: models.CharField[str, str] = models.CharField(max_length=300, blank=True)
    address: models.CharField[str, str] = models.CharField(max_length=45, blank=True)
    salt: models.CharField[str, str] = models.CharField(max_length=32, blank=True)
    digest: models.CharField[str, str] = models.CharField(max_length=64)
    before: models.CharField[str, str] = models.CharField(max_length=64, blank=True)
    hash: models.CharField[str, str] = models.CharField(max_length=64, unique=True)

    emptied: ClassVar[tuple[str, ...]] = ("brand", "what", "salt")
    """What goes of a line when its brand is erased."""

    class Meta:
        """Lines are added, never changed."""

        db_table = "audit"
