"""What the columns of an unknown file are: suggested, chosen from lists, looked at, then kept and used."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from milepost.errors import InvalidValue, MilepostError
from milepost.reports.import_page import ask_says
from milepost.reports.import_report import sentence
from milepost.reports.mapping import preview_columns, shown_cell
from milepost.sources.report import Answers
from milepost.web.access import Visit, brand_page
from milepost.web.import_jobs import ImportAsked, asked_of
from milepost.web.pages.imports.forms import AnswersForm
from milepost.web.pages.imports.job import job_of, read_again, waiting_file
from milepost.workspace.mappings import FIXED, SuggestedMapping, choices, free_id, suggest_mapping
from milepost.workspace.people.role import Role

_LARGEST = 20 * 1024 * 1024
_MOST_COLUMNS = 8


@brand_page(Role.EDITOR, writes="import.columns")
def columns(request: HttpRequest, visit: Visit, job_id: int, number: int) -> HttpResponse:
    """Each column with an example and what it may be; the first rows as they would be stored."""
    row = job_of(visit, job_id)
    file = waiting_file(visit, row, number)
    form = AnswersForm(request.POST or None, initial=_known(asked_of(row).answers))
    answers = asked_of(row).answers
    fault: MilepostError | None = None
    name = " ".join(request.POST.get("called", "").split())[:80] or _called(file["name"])
    if request.method == "POST":
        if form.is_valid():
            answers = form.over(answers)
        else:
            fault = InvalidValue(_("Something said below cannot be read."), _("Mend it, then look again."))
    path = visit.workspace.home / "uploads" / asked_of(row).folder / str(number)
    if path.stat().st_size > _LARGEST:
        raise InvalidValue(
            _("“%(name)s” is too large to be looked at on a page.") % {"name": file["name"]},
            _("Send its first thousand rows as a file, say there what its columns are, then send the whole."),
        )
    found, fault = _suggested(visit, path, _said(request), answers, name, fault)
    if request.method == "POST" and request.POST.get("do") == "use" and fault is None and _reads(found):
        kept_as = free_id(visit.workspace, name)
        asked = ImportAsked(asked_of(row).folder, (), answers, found.toml, kept_as)
        again = read_again(visit, row, [number], asked)
        request.done_what = file["name"]  # type: ignore[attr-defined]
        messages.success(request, _("The columns are kept: files like this one are known from now on."))
        return redirect(reverse("import_job", args=[visit.slug, again.pk]))
    context = _context(request, visit, found) | {
        "job": row,
        "file": file,
        "form": form,
        "fault": fault,
        "called": name,
    }
    return render(request, "site/imports/columns.html", context, status=422 if fault else 200)


def _suggested(
    visit: Visit, path: Any, said: dict[str, str], answers: Answers, name: str, fault: MilepostError | None
) -> tuple[SuggestedMapping, MilepostError | None]:
    """The mapping with what was said; without it when that cannot be."""
    try:
        return suggest_mapping(visit.workspace, path, said, answers, name), fault
    except InvalidValue as error:
        if not said:
            raise
        return suggest_mapping(visit.workspace, path, {}, answers, name), error


def _said(request: HttpRequest) -> dict[str, str]:
    """Header -> measure, where something else was chosen than was suggested."""
    heads = request.POST.getlist("head")
    chosen, before = request.POST.getlist("becomes"), request.POST.getlist("before")
    if not len(heads) == len(chosen) == len(before):
        return {}
    told = zip(heads, chosen, before, strict=True)
    return {head: becomes for head, becomes, first in told if head and becomes != first}


def _context(request: HttpRequest, visit: Visit, found: SuggestedMapping) -> dict[str, Any]:
    columns = found.suggestion.columns
    before = request.POST.getlist("before")  # what was suggested at first, through every look
    first = before if len(before) == len(columns) else [column.becomes for column in columns]
    names = preview_columns(found, _MOST_COLUMNS)
    named = any(column.becomes not in FIXED for column in columns)
    problems = [problem for report in found.reports for problem in report.problems if named]
    asks = dict.fromkeys(ask for report in found.reports for ask in report.asks if ask != "columns")
    return {
        "columns": list(zip(columns, first, strict=True)),
        "choices": [(id_, id_.replace("_", " ")) for id_ in choices(visit.workspace, found.suggestion.table)],
        "preview_heads": [name.replace("_", " ") for name in names],
        "preview": [[shown_cell(line.get(name)) for name in names] for line in found.preview],
        "rows_read": sum(report.rows_read for report in found.reports),
        "rows_kept": sum(report.rows_kept for report in found.reports),
        "named": named,
        "problems": [(sentence(problem.what), "" if asks else problem.remedy) for problem in problems],
        "asks_say": [ask_says(ask) for ask in asks],
        "reads": _reads(found),
    }


def _reads(found: SuggestedMapping) -> bool:
    return bool(found.preview)


def _known(answers: Answers) -> dict[str, Any]:
    first, _dots, last = (answers.period or "").partition("..")
    return {
        "channel": answers.channel,
        "account": answers.account,
        "year": answers.year,
        "zone": answers.zone,
        "first_day": first or None,
        "last_day": last or None,
    }


def _called(name: str) -> str:
    return name.rpartition(".")[0][:80] or name[:80]
