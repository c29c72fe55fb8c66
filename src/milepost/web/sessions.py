"""Ending what somebody began: every session of theirs, and every sign-in that waits for its second factor."""

from allauth.account.utils import user_pk_to_url_str
from django.contrib.sessions.models import Session

from milepost.store.models import PersonRow

_SIGNED_IN, _SIGNING_IN = "_auth_user_id", "account_login"


def end_sessions(person: PersonRow) -> None:
    """From now on no browser is signed in as that person, or half-way to it."""
    own, shortened = str(person.pk), user_pk_to_url_str(person)
    for session in Session.objects.iterator():
        held = session.get_decoded()
        waiting = held.get(_SIGNING_IN)
        if held.get(_SIGNED_IN) == own or (isinstance(waiting, dict) and waiting.get("user_pk") == shortened):
            session.delete()
