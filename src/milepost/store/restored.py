"""What a database that was restored must not bring back: open sessions, and work that was under way."""

from datetime import datetime

from django.db import connection, transaction

from milepost.store.models import InvitationRow, JobRow

_SESSIONS = ("usersessions_usersession", "django_session")
"""Tables of the site; a workspace that was never served has none."""

_OF_THIS_MACHINE = ("backup", "restore", "erase")
"""Kinds of jobs that name places on the machine they were done on."""


def end_what_was_open(at: datetime) -> None:
    """Nobody is signed in any more, no job goes on or speaks of files elsewhere; all of it or nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for table in _SESSIONS:
            if table in there:
                cursor.execute(f'DELETE FROM "{table}"')
        JobRow.objects.filter(kind__in=_OF_THIS_MACHINE).delete()
        told = {"what": "It was under way when the workspace was restored.", "remedy": "Ask for it again."}
        JobRow.objects.filter(state__in=("waiting", "running")).update(state="failed", told=told, ended_at=at)
        InvitationRow.objects.filter(role="first").delete()
