"""Restoring a backup over a workspace in use, and going back to a state that was set aside, for owners."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.csrf import csrf_exempt

from milepost.reports.keeping import set_aside_line, set_aside_warnings
from milepost.store.models import JobRow
from milepost.web.access import owner_page, said_again
from milepost.web.opened import workspace
from milepost.web.pages.place import restore_steps
from milepost.web.restores import asked_of, confirm
from milepost.workspace.keeping.set_aside import delete_set_aside, one_set_aside
from milepost.workspace.keeping.swap import Wanted, want
from milepost.workspace.place import ASIDE


@csrf_exempt  # the token is looked at once it is said where the file goes
@owner_page(writes="restore.check")
@said_again
def restore(request: HttpRequest) -> HttpResponse:
    """Choose a backup; it is checked before anything is asked for."""
    done = restore_steps.choose(request, _who(request), {"first": False})
    if not isinstance(done, JobRow):
        return done
    request.done_what = asked_of(done).name  # type: ignore[attr-defined]
    return redirect("restore_job", done.pk)


@owner_page(writes="restore.confirm")
@said_again
def restore_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """What is in it; when the word was typed, the site begins again with it."""
    job, word = restore_steps.checking(job_id), pgettext("a word to type", "restore")
    told = {"first": False, "word": word, "aside": ASIDE, "wrong": request.method == "POST"}
    if request.method == "POST" and _same(request.POST.get("word", ""), word):
        request.done_what = asked_of(job).name  # type: ignore[attr-defined]
        now = timezone.now().replace(microsecond=0)
        confirm(workspace(), job, who=_who(request), at=now, address=_address(request))
        return redirect("home")
    return restore_steps.show(request, job, told, status=422 if told["wrong"] else 200)


@owner_page(writes="restore.earlier")
@said_again
def earlier(request: HttpRequest, state: str) -> HttpResponse:
    """Go back to a state that a restore has set aside, or delete it for good."""
    home = workspace().home
    one = one_set_aside(home, state)
    words = {"back": pgettext("a word to type", "go back"), "delete": pgettext("a word to type", "delete")}
    do = request.POST.get("do", "")
    if request.method == "POST" and do in words and _same(request.POST.get("word", ""), words[do]):
        request.done_what = f"{do}: {one.name}"  # type: ignore[attr-defined]
        if do == "delete":
            delete_set_aside(home, one.name)
            messages.success(request, _("The earlier state is deleted."))
            return redirect("keeping")
        now, source = timezone.now().replace(microsecond=0), f"{ASIDE}/{one.name}"
        want(workspace(), Wanted(source, _who(request), now, f"from {source}", _address(request)))
        return redirect("home")
    wrong = do if request.method == "POST" else ""
    told = {
        "one": one,
        "line": set_aside_line(one),
        "warnings": list(set_aside_warnings(one)),
        "words": words,
        "wrong": wrong,
        "aside": ASIDE,
    }
    return render(request, "site/place/earlier.html", told, status=422 if wrong else 200)


def _same(typed: str, word: str) -> bool:
    return typed.strip().casefold() == word.casefold()


def _who(request: HttpRequest) -> str:
    return str(getattr(request.user, "email", ""))


def _address(request: HttpRequest) -> str:
    return str(get_adapter(request).get_client_ip(request) or "")
