"""The plan as a file: written out, looked at, and taken over."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from milepost.errors import MilepostError
from milepost.plan.difference import Action, Change
from milepost.plan.yaml_writing import yaml_of
from milepost.reports.plan_file_words import change_text, remark_text
from milepost.reports.words.finding import FindingText
from milepost.web.access import Visit, brand_page
from milepost.web.commands_said import plain_for_site
from milepost.web.forms import told_to_reader, tried
from milepost.web.pages.planning.forms import ApplyForm, UploadForm
from milepost.workspace.people.role import Role
from milepost.workspace.plan_files.applying import Applied, apply_plan
from milepost.workspace.plan_files.documents import PlanFile, changes, plan_from, standing_document

_TEMPLATE = "site/planning/diff.html"


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change: what becomes of which thing, and its fields with old and new."""

    act: str
    title: str
    fields: tuple[tuple[str, str, str], ...]


@brand_page(Role.VIEWER)
def plan_export(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The plan that stands, as YAML."""
    found = standing_document(visit.workspace, brand=visit.brand.name, today=visit.today)
    response = HttpResponse(yaml_of(found, visit.today), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="plan-{visit.slug}-{visit.today}.yaml"'
    return response


@brand_page(Role.EDITOR, writes="plan.look")
def plan_diff(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What a plan file would change. Nothing is stored."""
    if request.method != "POST":
        return redirect("plan", visit.slug)
    upload = UploadForm(request.POST, request.FILES)
    if not upload.is_valid():
        return render(request, _TEMPLATE, {"upload": upload}, status=400)
    file = upload.cleaned_data["file"]
    read = tried(upload, lambda: _read(visit, file.read(), file.name))
    if read is None:
        return render(request, _TEMPLATE, {"upload": upload}, status=400)
    plan, rows, text = read
    faults = [remark_text(one, visit.brand.currency) for one in plan.reading.remarks if one.refuses]
    values = {"rows": rows, "faults": faults, "name": file.name, "form": ApplyForm(initial={"text": text})}
    return render(request, _TEMPLATE, values)


@brand_page(Role.EDITOR, writes="plan.apply")
def plan_apply(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take a plan over that was looked at: all of it or nothing."""
    if request.method != "POST":
        return redirect("plan", visit.slug)
    form = ApplyForm(request.POST)
    faults: list[FindingText] = []
    if form.is_valid():
        applied = tried(form, lambda: _apply(visit, form))
        if applied is not None and _stored(applied):
            messages.success(request, _("The plan is taken over."))
            return redirect("plan", visit.slug)
        if applied is not None:
            faults = [remark_text(one, visit.brand.currency) for one in applied.worked.told]
            form.add_error(None, _said(applied))
    rows: tuple[ChangeRow, ...] = ()
    try:
        rows = _read(visit, form.data.get("text", "").encode(), "the plan")[1]
    except MilepostError as error:
        form.add_error(None, plain_for_site(told_to_reader(error)))
    values = {"rows": rows, "faults": faults, "form": form, "name": ""}
    return render(request, _TEMPLATE, values, status=400)


def _read(visit: Visit, data: bytes, name: str) -> tuple[PlanFile, tuple[ChangeRow, ...], str]:
    plan = plan_from(data, name, visit.workspace, today=visit.today)
    _there, found = changes(visit.workspace, plan, brand=visit.brand.name, today=visit.today)
    return plan, tuple(_row(change) for change in found), data.decode("utf-8", "replace")


def _apply(visit: Visit, form: ApplyForm) -> Applied:
    told = form.cleaned_data
    plan = plan_from(told["text"].encode(), "the plan", visit.workspace, today=visit.today)
    return apply_plan(
        visit.workspace,
        plan,
        brand=visit.brand.name,
        today=visit.today,
        who=visit.who,
        why=told["why"],
        drop_missing=told["drop_missing"],
        skip_refused=told["skip_refused"],
    )


def _stored(applied: Applied) -> bool:
    return bool(applied.worked.entries) and not applied.dry_run


def _said(applied: Applied) -> str:
    if applied.skipped:
        return _("Nothing was stored: the file holds what is refused. Mend it, or leave those goals out.")
    return _("Nothing to do: the plan already says what the file says.")


def _row(change: Change) -> ChangeRow:
    words = {
        Action.ADD: _("comes"),
        Action.CHANGE: _("changes"),
        Action.MISSING: _("is missing in the file"),
        Action.BEHIND: _("was changed by others meanwhile; theirs stays"),
    }
    title, fields = change_text(change)
    return ChangeRow(words[change.action], title, fields)
