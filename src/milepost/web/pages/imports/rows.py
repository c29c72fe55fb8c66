"""The rows of an imported file, a hundred at a time: where every figure comes from in the end."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from milepost.web.access import Visit, brand_page
from milepost.web.pages.imports.one import record_of
from milepost.workspace.archived_rows import archived_rows
from milepost.workspace.people.role import Role

AT_ONCE = 100


@brand_page(Role.VIEWER)
def rows(request: HttpRequest, visit: Visit, import_id: str) -> HttpResponse:
    """One table of the file, from the row that is asked for on."""
    record = record_of(visit, import_id)
    table, page = _number(request, "table"), _number(request, "page")
    found = archived_rows(
        visit.workspace,
        visit.brand.name,
        record.sha256,
        table=table - 1,
        first=(page - 1) * AT_ONCE,
        most=AT_ONCE,
    )
    told = {
        "record": record,
        "found": found,
        "page": page,
        "last": found.first + len(found.lines),
        "earlier": page - 1,
        "later": page + 1 if found.first + AT_ONCE < found.total else 0,
        "tables": list(enumerate(found.tables, 1)),
        "table": table,
    }
    return render(request, "site/imports/rows.html", told)


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "1")
    if not (text.isascii() and text.isdecimal() and 0 < len(text) < 9 and int(text) > 0):
        raise Http404
    return int(text)
