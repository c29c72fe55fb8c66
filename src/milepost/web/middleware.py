"""What holds for every page: language, how long a session lasts, who may keep a copy, how a refusal looks."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils import timezone, translation

from milepost.errors import MilepostError
from milepost.language import ENGLISH
from milepost.reports.numbers import written_in
from milepost.web.machine import of_the_machine
from milepost.web.pages.faults import refused
from milepost.web.queueing import waited
from milepost.web.settings import ABSOLUTE
from milepost.workspace.keeping.swap import is_wanted

_NOTED = 60 * 60
_Answer = Callable[[HttpRequest], HttpResponse]


def person_language(answer: _Answer) -> _Answer:
    """The language that a person has chosen goes before that of their browser, for pages and for reports."""
    known = {code for code, _ in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "")
        if chosen in known:
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        with written_in(translation.get_language() or ENGLISH):
            return answer(request)

    return middleware


def session_limits(answer: _Answer) -> _Answer:
    """A session ends a while after its last use, which is noted once an hour, and in any case in the end."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = timezone.now().timestamp()
            if now - request.session.setdefault("since", now) > ABSOLUTE:
                logout(request)
            elif now - request.session.get("seen", 0) > _NOTED:
                request.session["seen"] = now  # what is changed is kept anew, for as long as before
        return answer(request)

    return middleware


def private(answer: _Answer) -> _Answer:
    """Pages are for whom they were made: no proxy keeps them, no search engine lists them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.setdefault("Cache-Control", "private, no-store")
        response.setdefault("X-Robots-Tag", "noindex, nofollow, noarchive")
        response.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        return response

    return middleware


class GzipOfPages(GZipMiddleware):
    """Pages travel small; a file that is handed over in pieces goes as it is, with its length, for a bar of
    progress, and because a backup is packed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, small if it is a page."""
        return response if response.streaming else super().process_response(request, response)


def while_restoring(answer: _Answer) -> _Answer:
    """Once a restore was confirmed, nothing is read or written until the site has begun again."""
    home = settings.MILEPOST.home

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_wanted(home):
            return answer(request)
        return _later(request, "site/place/swapping.html", seconds=3)

    return middleware


def not_too_late(answer: _Answer) -> _Answer:
    """Who only looks, and has waited too long already, is told so at once; what is sent is always taken."""
    longest = settings.MILEPOST_PATIENCE

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or waited() <= longest:
            return answer(request)
        return _later(request, "site/busy.html", seconds=10)

    return middleware


def _later(request: HttpRequest, template: str, *, seconds: int) -> HttpResponse:
    """A page before anything is known of who asks: come back in so many seconds."""
    with translation.override(translation.get_language_from_request(request)):
        response = render(request, template, status=503)
    response["Retry-After"], response["Cache-Control"] = str(seconds), "no-store"
    return response


class Refusals:
    """A refusal of ours becomes a page that says what was read, by which rule, and what to try."""

    def __init__(self, answer: _Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the page does."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of a refusal; anything else goes on to Django's own page of a fault."""
        told = error if isinstance(error, MilepostError) else of_the_machine(error)
        return refused(request, told) if told is not None else None


refusals = Refusals
