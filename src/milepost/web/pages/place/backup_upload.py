"""A backup as it comes over the line, straight onto the disk; or one that was made here, by its number."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from milepost.errors import InvalidValue, NotFound
from milepost.reports import numbers
from milepost.store.models import JobRow
from milepost.web import uploads
from milepost.web.opened import workspace
from milepost.web.pages.imports.receiving import Receiving
from milepost.web.restores import Asked, ask_restore, made_here
from milepost.workspace.writing import storage_faults

_MEGA = 1024 * 1024
_BEYOND_MEASURE = 2
"""An upload of more than twice the limit is not even read."""


def take_backup(request: HttpRequest, who: str) -> JobRow:
    """Take the backup of a form and ask the worker to check it. A broken line leaves nothing behind.

    The page is exempt from Django's own look at the token: it is looked at here, once it is said where the
    file goes. Raises InvalidValue for what cannot be taken, PermissionError when the token is not ours.
    """
    limits: uploads.Limits = settings.MILEPOST_UPLOADS
    if int(request.META.get("CONTENT_LENGTH") or 0) > _BEYOND_MEASURE * limits.each:
        raise _too_large(limits)
    with storage_faults():
        folder = uploads.new_folder(workspace().home)
        taking = Receiving(request, folder, limits)
        request.upload_handlers = [taking]
        job: JobRow | None = None

        def taken(request: HttpRequest) -> HttpResponse:
            nonlocal job
            job = _taken(request, taking, who)
            return HttpResponse()

        try:
            answer = csrf_protect(taken)(request)
        finally:
            taking.close()
            if job is None or not job.asked["upload"]:
                uploads.remove(folder)
    if job is None:
        raise NoToken(answer)
    return job


class NoToken(Exception):
    """The form's token was not ours; `answer` says so."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__()
        self.answer = answer


def _taken(request: HttpRequest, taking: Receiving, who: str) -> JobRow:
    made = request.POST.get("made", "")  # reading it reads the file as well
    if taking.fault is not None:
        raise _too_large(taking.limits) if isinstance(taking.fault, InvalidValue) else taking.fault
    if made:
        known = {str(number): name for number, name in made_here()}
        if made not in known:
            raise NotFound("backup", made[:20], remedy=_("It was taken away meanwhile. Upload the file."))
        return ask_restore(Asked(known[made], made=int(made)), who)
    if request.POST.get("whole") != "yes":
        raise InvalidValue(
            _("The upload broke off: not everything arrived."), _("Nothing was changed. Send it again.")
        )
    if len(taking.files) != 1:
        raise InvalidValue(_("No file was chosen."), _("Choose the one file that the backup gave you."))
    return ask_restore(Asked(taking.files[0].name, upload=taking.folder.name), who)


def _too_large(limits: uploads.Limits) -> InvalidValue:
    most = numbers.plain(limits.each / _MEGA)
    return InvalidValue(
        _("This file is larger than one upload may be (%(most)s MB).") % {"most": most},
        _(
            "Nothing was changed. Whoever runs the server can set MILEPOST_UPLOAD_EACH higher, or restore "
            "the backup there."
        ),
    )
