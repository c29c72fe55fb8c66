"""The one door to a brand's pages: who may come in, and what is written down of what they did.

A brand that does not concern somebody is not there for them: 404, never 403.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from milepost.errors import InvalidValue
from milepost.period import read_day
from milepost.store.models import PersonRow
from milepost.web.jobs import ask_pages
from milepost.web.kept import edition
from milepost.web.opened import today, workspace
from milepost.web.slugs import slugs
from milepost.web.written import written_for
from milepost.workspace.people.audit import write_down
from milepost.workspace.people.role import Role
from milepost.workspace.people.roles import role_of
from milepost.workspace.place import Brand, Workspace

_P = ParamSpec("_P")
SAFE = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Visit:
    """One person at one brand: what they look at, as of which day, and what they may do there."""

    workspace: Workspace
    brand: Brand
    slug: str
    person: PersonRow
    role: Role
    today: date
    as_of: date | None = None

    @property
    def who(self) -> str:
        """The person as the journal names them."""
        return self.person.email

    @property
    def may_edit(self) -> bool:
        """Whether they may import and write."""
        return self.role >= Role.EDITOR

    @property
    def owns(self) -> bool:
        """Whether people, links and the label are theirs to change."""
        return self.role >= Role.OWNER

    @property
    def reads_all(self) -> bool:
        """Whether they see how the work is done, not only what comes of it."""
        return self.role >= Role.VIEWER


BrandPage = Callable[Concatenate[HttpRequest, Visit, _P], HttpResponse]


def brand_page(
    least: Role, *, writes: str = "", least_to_write: Role = Role.EDITOR
) -> Callable[[BrandPage[_P]], Callable[..., HttpResponse]]:
    """A page of a brand for people of that role or above.

    `writes` names what an unsafe request does, for the log; a page without it answers only GET. A person
    who may read a page and not write there gets 404 for the writing, as for everything that is not theirs.
    """

    def made(page: BrandPage[_P]) -> Callable[..., HttpResponse]:
        @wraps(page)
        @login_required
        def asked(request: HttpRequest, slug: str, *args: Any, **names: Any) -> HttpResponse:
            safe = request.method in SAFE
            visit = visit_of(request, slug, least if safe else max(least, least_to_write))
            request.visit = visit  # type: ignore[attr-defined]
            if not safe and not (writes and request.method == "POST"):
                return HttpResponseNotAllowed(["GET", "HEAD", *(["POST"] if writes else [])])
            before = None if safe else edition(visit.brand.name)
            with written_for(visit.workspace, visit.brand):
                response = page(request, visit, *args, **names)
            if not safe and _done(request, response):
                log(request, writes, brand=visit.brand.name, what=_what(request, names))
            if not safe and edition(visit.brand.name) != before:
                ask_pages(visit.brand.name, visit.who)
            return response

        asked.least, asked.writes, asked.least_to_write = least, writes, least_to_write  # type: ignore[attr-defined]
        return asked

    return made


def owner_page(
    *, writes: str = ""
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """A page of the whole workspace, for its owners."""

    def made(page: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(page)
        @login_required
        def asked(request: HttpRequest, *args: Any, **names: Any) -> HttpResponseBase:
            person = request.user
            if not (isinstance(person, PersonRow) and person.is_owner and person.is_active):
                raise Http404
            safe = request.method in SAFE
            if not safe and not (writes and request.method == "POST"):
                return HttpResponseNotAllowed(["GET", "HEAD", *(["POST"] if writes else [])])
            response = page(request, *args, **names)
            if not safe and _done(request, response):
                brand = str(getattr(request, "done_brand", ""))
                log(request, writes, brand=brand, what=_what(request, names))
            return response

        asked.owners_only, asked.writes = True, writes  # type: ignore[attr-defined]
        return asked

    return made


def said_again(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page only for who has said their password (or used their key) once more, within the last minutes.

    Who has neither came in by their account elsewhere; they do so once more.
    """
    asked_again = cast("Callable[..., HttpResponse]", reauthentication_required(page))

    @wraps(page)
    def asked(request: HttpRequest, *args: Any, **names: Any) -> HttpResponse:
        person = request.user
        if isinstance(person, PersonRow) and not (person.has_usable_password() or is_mfa_enabled(person)):
            since = timezone.now().timestamp() - float(request.session.get("since", 0))
            if since > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
                nothing_done(request)
                way = reverse("openid_connect_login", args=["oidc"])
                return redirect(f"{way}?{urlencode({'next': request.path})}")
        return asked_again(request, *args, **names)

    return asked


def visit_of(request: HttpRequest, slug: str, least: Role) -> Visit:
    """The visit, when the brand is there for this person in at least that role. Raises Http404 otherwise."""
    place = workspace()
    brand = slugs(place.brands).get(slug)
    person = request.user
    if brand is None or not isinstance(person, PersonRow):
        raise Http404
    role = role_of(person, brand.name)
    if role is None or role < least:
        raise Http404
    day = _as_of(request)
    return Visit(place, brand, slug, person, role, day or today(brand), day)


def log(request: HttpRequest, action: str, *, brand: str = "", what: str = "") -> None:
    """Write down what the person who asks has just done."""
    write_down(
        at=timezone.now(),
        who=getattr(request.user, "email", ""),
        action=action,
        brand=brand,
        what=what or str(getattr(request, "done_what", "")),
        address=str(get_adapter(request).get_client_ip(request) or ""),
    )


def nothing_done(request: HttpRequest, says: str = "") -> None:
    """Nothing came of what the person asked: the log is not told of it, and they are told why."""
    request.not_done = True  # type: ignore[attr-defined]
    if says:
        messages.error(request, says)


def _done(request: HttpRequest, response: HttpResponseBase) -> bool:
    """What was done leads on to another page, or hands a file over; a form shown again does neither."""
    over = response.streaming or 300 <= response.status_code < 400 or "HX-Redirect" in response
    return over and not getattr(request, "not_done", False)


def _what(request: HttpRequest, names: dict[str, Any]) -> str:
    return str(getattr(request, "done_what", "")) or " ".join(str(value) for value in names.values())


def _as_of(request: HttpRequest) -> date | None:
    text = request.GET.get("as_of", "")
    try:
        return read_day(text) if text else None
    except InvalidValue:
        return None
