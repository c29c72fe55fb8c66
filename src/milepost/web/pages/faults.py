"""What a page says when it cannot do what was asked: what happened, and what to do."""

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from milepost.errors import Conflict, MilepostError, NotFound, StorageError, UserError

_log = logging.getLogger("milepost.web")


def refused(request: HttpRequest, error: MilepostError) -> HttpResponse:
    """The page of one of our own refusals; a form's part of the page when only that was asked for."""
    status = 422
    if isinstance(error, NotFound):
        status = 404
    elif isinstance(error, Conflict):
        status = 409
    elif isinstance(error, StorageError):
        status = 503
    elif isinstance(error, UserError):
        status = 400
    return _page(request, status, error.what, error.remedy)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page, or it does not concern the reader: both look alike."""
    return _page(
        request, 404, _("There is nothing here."), _("The address may be mistyped, or the page gone.")
    )


def not_there(request: HttpRequest) -> HttpResponse:
    """An address of a library that this site does not open."""
    return not_found(request, Http404())


def dead_link(request: HttpRequest) -> HttpResponse:
    """A link by which somebody would have set a new password; it says nothing of whose."""
    return _page(
        request,
        404,
        _("This link opens nothing."),
        _("It was used or taken back, or it has expired: ask for a new one."),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be read."""
    return _page(request, 400, _("This request could not be read."), _("Go back and try again."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is not allowed is not there."""
    return not_found(request, Http404())


def our_fault(request: HttpRequest) -> HttpResponse:
    """Something failed that should not."""
    return _page(
        request,
        500,
        _("This is our fault, not yours."),
        _("Look whether what you wanted was stored, then try again; if it fails again, report what you did."),
    )


def too_many(request: HttpRequest) -> HttpResponse:
    """Somebody asks more often than people do."""
    return _page(request, 429, _("That was too often."), _("Wait a minute, then try again."))


def not_signed_in(request: HttpRequest, what: str, remedy: str, *, theirs: bool) -> HttpResponse:
    """Signing in elsewhere came to nothing: by a fault of `theirs`, or because of who asked."""
    return _page(request, 502 if theirs else 403, what, remedy)


def token_is_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token does not fit: the page stood open too long, or another site sent the form."""
    return _page(
        request,
        403,
        _("This form is too old to be sent."),
        _("Nothing was changed. Load the page again, then repeat what you wanted."),
    )


def _page(request: HttpRequest, status: int, what: str, remedy: str) -> HttpResponse:
    part = getattr(request, "htmx", None)
    template = "site/fault_part.html" if part else "site/fault.html"
    return render(request, template, {"what": what, "remedy": remedy, "status": status}, status=status)
