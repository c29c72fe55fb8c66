"""What somebody reads by a share link: one page of one brand under its own label, and nothing else."""

from allauth.core import ratelimit
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from milepost.errors import NotFound
from milepost.language import spoken
from milepost.reports import numbers
from milepost.reports.formats.html import body
from milepost.reports.formats.labelled import labelled
from milepost.store.models import ShareRow
from milepost.web.kept import State, kept
from milepost.web.opened import today, workspace
from milepost.web.pages.faults import too_many
from milepost.web.pages.sharing.documents import document_of
from milepost.web.written import written_for
from milepost.workspace.labels.label import label_of
from milepost.workspace.people.shares import fits, opened
from milepost.workspace.place import choose_brand

HALF_A_DAY = 12 * 60 * 60
_COOKIE = "milepost-share"


@require_http_methods(["GET", "HEAD", "POST"])
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a link, once its password is known."""
    row = _row(token)
    if row.password and not _knows(request, row):
        if request.method != "POST":
            return render(request, "site/sharing/locked.html", {})
        if not ratelimit.consume(request, action="share_password", key=row.token_hash):
            return too_many(request)
        if not fits(row, request.POST.get("password", "")):
            return render(request, "site/sharing/locked.html", {"wrong": True}, status=403)
        answer = redirect("shared", token)
        answer.set_cookie(
            _COOKIE,
            TimestampSigner(salt=_COOKIE).sign(row.token_hash),
            max_age=HALF_A_DAY,
            path=request.path,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
        return answer
    place = workspace()
    brand = choose_brand(place, row.brand)
    state = State(place, brand, today(brand))
    with written_for(place, brand):
        document = kept(state, "share", lambda: document_of(place, brand, row.page, state.today), row.page)
        as_of, language = numbers.day(document.as_of), spoken()
        content = kept(state, "share_body", lambda: body(document), row.page)
    told = {
        "document": document,
        "as_of": as_of,
        "language": language,
        "content": content,
        "label": labelled(document.label),
        "token": token,
    }
    return render(request, "site/sharing/shared.html", told)


@require_GET
def label_style(request: HttpRequest, token: str) -> HttpResponse:
    """The brand's colour as a style sheet: the page's policy allows no style within it."""
    row = _row(token)
    accent = label_of(workspace(), row.brand).settings.colour
    rule = f":root {{ --accent: {accent}; }}\n" if accent else ""
    return HttpResponse(f"@media not (prefers-color-scheme: dark) {{ {rule} }}", content_type="text/css")


def _row(token: str) -> ShareRow:
    try:
        return opened(token, timezone.now())
    except NotFound:
        raise Http404 from None


def _knows(request: HttpRequest, row: ShareRow) -> bool:
    """Whether this browser has said the password of this very link within half a day."""
    try:
        said = TimestampSigner(salt=_COOKIE).unsign(request.COOKIES.get(_COOKIE, ""), max_age=HALF_A_DAY)
    except BadSignature:
        return False
    return said == row.token_hash
