"""Where files arrive: checked as they come, then handed to the worker."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from milepost.errors import InvalidValue
from milepost.sources.report import Answers
from milepost.web import uploads
from milepost.web.access import Visit, brand_page
from milepost.web.import_jobs import ImportAsked, ask_import
from milepost.web.pages.imports.forms import AnswersForm
from milepost.web.pages.imports.receiving import Receiving, too_many, too_much
from milepost.workspace.people.role import Role
from milepost.workspace.writing import storage_faults

_BEYOND_MEASURE = 2
"""An upload of more than twice the limit is not even read."""


@csrf_exempt  # the token is checked below, once it is said where the files of the form are to go
@brand_page(Role.EDITOR, writes="import.ask")
def drop(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take the files of a form and ask the worker to import them. A broken line leaves nothing behind."""
    if request.method != "POST":
        return redirect("imports", visit.slug)
    limits: uploads.Limits = settings.MILEPOST_UPLOADS
    if int(request.META.get("CONTENT_LENGTH") or 0) > _BEYOND_MEASURE * limits.whole:
        raise too_much(limits)
    with storage_faults():
        folder = uploads.new_folder(visit.workspace.home)
        taking = Receiving(request, folder, limits)
        request.upload_handlers = [taking]
        asked = False
        try:
            response: HttpResponse = csrf_protect(_taken)(request, visit, taking)
            asked = response.status_code < 400
        except TooManyFilesSent:
            raise too_many(limits) from None
        finally:
            taking.close()
            if not asked:
                uploads.remove(folder)
    return response


def _taken(request: HttpRequest, visit: Visit, taking: Receiving) -> HttpResponse:
    whole = request.POST.get("whole") == "yes"  # the last field of the form; reading it reads all files
    if taking.fault is not None:
        raise taking.fault
    if not whole:
        raise InvalidValue(
            _("The upload broke off: not everything arrived."), _("Nothing was imported. Send it again.")
        )
    if not taking.files:
        raise InvalidValue(_("No file was chosen."), _("Choose files or a folder, or drop them on the page."))
    form = AnswersForm(request.POST)
    if not form.is_valid():
        raise InvalidValue(
            "; ".join(str(one) for found in form.errors.values() for one in found),
            _("Nothing was imported. Mend what was said about the files, then send them again."),
        )
    said = form.over(Answers())
    asked = ImportAsked(taking.folder.name, tuple(taking.files), said, passed_over=taking.passed_over)
    job = ask_import(visit.brand.name, asked, visit.who)
    request.done_what = _names(asked)  # type: ignore[attr-defined]
    return gone_to(request, reverse("import_job", args=[visit.slug, job.pk]))


def gone_to(request: HttpRequest, url: str, says: str = "") -> HttpResponse:
    """Lead on to another page, with or without a script."""
    if says:
        messages.success(request, says)
    if getattr(request, "htmx", None):
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)


def _names(asked: ImportAsked) -> str:
    first = asked.files[0].name[:120]
    return first if len(asked.files) == 1 else f"{first} and {len(asked.files) - 1} more"
