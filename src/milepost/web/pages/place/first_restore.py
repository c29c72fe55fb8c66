"""Restoring a backup into a workspace that nobody uses yet, for who holds the link of the first account."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from milepost.errors import NotFound
from milepost.store.models import JobRow
from milepost.web.access import log
from milepost.web.opened import workspace
from milepost.web.pages.place import restore_steps
from milepost.web.restores import asked_of, confirm
from milepost.workspace.people.invitations import FIRST, invitation
from milepost.workspace.place import ASIDE

WHO = "whoever held the first link"
_METHODS = ("GET", "HEAD", "POST")


@csrf_exempt  # the token is looked at once it is said where the file goes
def restore_first(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a backup instead of making the first account."""
    _let_in(token)
    if request.method not in _METHODS:
        return HttpResponseNotAllowed(_METHODS)
    done = restore_steps.choose(request, WHO, {"first": True, "token": token})
    if not isinstance(done, JobRow):
        return done
    log(request, "restore.check", what=asked_of(done).name)
    return redirect("restore_first_job", token, done.pk)


def restore_first_job(request: HttpRequest, token: str, job_id: int) -> HttpResponse:
    """What is in it; when that is confirmed, the site begins again with it."""
    _let_in(token)
    job = restore_steps.checking(job_id)
    if request.method == "POST":
        address = str(get_adapter(request).get_client_ip(request) or "")
        confirm(workspace(), job, who=WHO, at=timezone.now().replace(microsecond=0), address=address)
        log(request, "restore.confirm", what=asked_of(job).name)
        return redirect("home")
    return restore_steps.show(request, job, {"first": True, "token": token, "aside": ASIDE})


def _let_in(token: str) -> None:
    """Only by the link of the first account, as long as there is none. Raises NotFound."""
    if invitation(token, timezone.now()).role != FIRST:
        raise NotFound("page", "")
