"""The log of a brand: everything that was written down, newest first."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from milepost.reports.documents.log import LogRow, gathered, gathered_rows, headline
from milepost.reports.documents.page_words import kind_title, kinds
from milepost.web.access import Visit, brand_page
from milepost.workspace.evidence.written import written
from milepost.workspace.people.role import Role

A_PAGE = 50
LEADS = {
    "goal": ("goal", True),
    "import": ("imports", False),
    "objective": ("plan", False),
    "identity": ("plan", False),
    "capacity": ("plan", False),
    "quarter": ("plan", False),
    "audience": ("audience", False),
    "competitor": ("competitors", False),
    "decision": ("decisions", False),
}
"""The page of what an entry is about; with True its key stands in the address."""


@dataclass(frozen=True, slots=True)
class Linked:
    """One row with the page that it leads to."""

    row: LogRow
    url: str


@brand_page(Role.VIEWER)
def log(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page of the log, of all kinds or of one."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds() else ""
    lines = written(visit.workspace, kinds(), brand=visit.brand.name, today=visit.today)
    there = {line.kind for line in lines}
    chosen = [line for line in lines if not kind or line.kind == kind]
    some = Paginator(gathered(chosen), A_PAGE).get_page(request.GET.get("page"))
    as_if = {"as_of": visit.as_of.isoformat()} if visit.as_of else {}
    names = [(name, kind_title(name), urlencode({"kind": name} | as_if)) for name in kinds() if name in there]
    values = {
        "headline": headline(chosen, kind),
        "rows": [Linked(row, _url(visit, row)) for row in gathered_rows(some)],
        "lines": some,
        "kinds": names,
        "kind": kind,
        "all": urlencode(as_if),
        "keep": urlencode(({"kind": kind} if kind else {}) | as_if),
    }
    return render(request, "site/planning/log.html", values)


def _url(visit: Visit, row: LogRow) -> str:
    view, keyed = LEADS.get(row.kind, ("", False))
    if not view or (keyed and row.gone):
        return ""
    try:
        return reverse(view, args=[visit.slug, row.key] if keyed else [visit.slug])
    except NoReverseMatch:
        return ""
