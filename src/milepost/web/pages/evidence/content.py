"""What works in the posts, and the posts themselves, sorted by whoever looks."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from milepost.reports.documents.content import PostRow, content_document, post_rows
from milepost.web.access import Visit, brand_page
from milepost.web.documents import Shown, as_shown
from milepost.web.kept import kept
from milepost.workspace.evidence.content import content_of
from milepost.workspace.people.role import Role

A_PAGE = 25
SORTS = {
    "date": lambda row: row.posted,
    "format": lambda row: row.format,
    "rate": lambda row: -1.0 if row.rate is None or "±" not in row.rate_says else row.rate,
    "interactions": lambda row: row.interactions,
    "clicks": lambda row: -1.0 if row.clicks is None else row.clicks,
}


@dataclass(frozen=True, slots=True)
class ContentPage:
    """The document, and every post as a row."""

    shown: Shown
    rows: tuple[PostRow, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its words, where it leads, and how the rows are sorted by it now."""

    words: str
    link: str
    sorted: str
    number: bool


@brand_page(Role.VIEWER)
def content(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page of content."""

    def make() -> ContentPage:
        found = content_of(visit.workspace, brand=visit.brand.name, today=visit.today)
        return ContentPage(as_shown(visit, content_document(found, rows=False)), post_rows(found))

    page = kept(visit, "content", make)
    by = request.GET.get("sort", "date")
    by = by if by in SORTS else "date"
    upward = request.GET.get("order") == "up"
    rows = sorted(page.rows, key=SORTS[by], reverse=not upward)
    some = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    given = {"sort": by, "order": "up" if upward else "down"} | _as_if(visit)
    values: dict[str, Any] = {
        "shown": page.shown,
        "posts": some,
        "heads": _heads(by, upward, _as_if(visit)),
        "keep": urlencode(given),
    }
    template = "site/evidence/posts.html" if getattr(request, "htmx", False) else "site/evidence/content.html"
    return render(request, template, values)


def _heads(by: str, upward: bool, keep: dict[str, str]) -> list[Head]:
    words = {
        "": _("Post"),
        "date": _("Posted"),
        "channel": _("Channel"),
        "format": _("Format"),
        "rate": _("Rate"),
        "interactions": _("Interactions"),
        "clicks": _("Link clicks"),
    }
    found = []
    for name, title in words.items():
        here = name == by
        order = "down" if not here or upward else "up"
        link = f"?{urlencode({'sort': name, 'order': order} | keep)}#posts" if name in SORTS else ""
        way = ("ascending" if upward else "descending") if here else ""
        found.append(Head(title, link, way, name in {"rate", "interactions", "clicks"}))
    return found


def _as_if(visit: Visit) -> dict[str, str]:
    day: date | None = visit.as_of
    return {"as_of": day.isoformat()} if day else {}
