"""The page of one brand, gathered from its workspace."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from milepost.goals.state import GoalState
from milepost.judgement.limits import natural_limits
from milepost.kpis.kpi import Form
from milepost.language import gettext_lazy
from milepost.reports.imports import import_lines
from milepost.reports.scorecard import Claim, KpiLine, Page
from milepost.workspace.board import board
from milepost.workspace.framework import ClaimedBy, Measured, claims, framework
from milepost.workspace.imports import ImportRecord, list_imports
from milepost.workspace.judging.brand import judgements
from milepost.workspace.place import Brand, Workspace, choose_brand
from milepost.workspace.planning.critique import findings_of
from milepost.workspace.planning.plan import plan_of
from milepost.workspace.reviewing.deciding import decisions_of
from milepost.workspace.tracing import files_of


def brand_page(workspace: Workspace, *, brand: str | None, today: date, files: bool = True) -> Page:
    """Everything the page of a brand says as of `today`; without `files` it does not look for those of goals.

    Raises NotFound for the brand.
    """
    owner = choose_brand(workspace, brand)
    measured = framework(workspace, owner, today)
    found = board(workspace, brand=owner.name, today=today)
    plan = plan_of(workspace, brand=owner.name, today=today)
    feeding = tuple(one.kpi.id for one in measured)
    imported = list_imports(workspace, owner.name, today)
    return Page(
        brand=owner.name,
        as_of=today,
        currency=owner.currency,
        goals=found.goals,
        record=found.record,
        judged=judgements(workspace, brand=owner.name, today=today, measured=measured),
        notes=found.notes,
        plan=plan,
        lacking=findings_of(workspace, plan, today=today, states=found.goals, feeding=feeding),
        kpis=tuple(_line(one) for one in measured),
        claims=tuple(_claim(one) for one in claims(workspace, owner, today)),
        imports=import_lines(imported),
        decided=decisions_of(owner.name, today),
        files=_files(workspace, owner, found.goals, imported, today) if files else {},
    )


def framework_page(workspace: Workspace, *, brand: str | None, today: date) -> Page:
    """Only the KPIs of that page, and what several sources claim. Raises NotFound for the brand."""
    owner = choose_brand(workspace, brand)
    return Page(
        brand=owner.name,
        as_of=today,
        currency=owner.currency,
        kpis=tuple(_line(one) for one in framework(workspace, owner, today)),
        claims=tuple(_claim(one) for one in claims(workspace, owner, today)),
    )


def _files(
    workspace: Workspace,
    owner: Brand,
    goals: Sequence[GoalState],
    imported: Sequence[ImportRecord],
    today: date,
) -> dict[str, tuple[str, ...]]:
    found = {s.goal.id: files_of(workspace, owner, s.goal, imported, today) for s in goals}
    return {goal: tuple(Path(name).name for name in names) for goal, names in found.items()}


def _line(found: Measured) -> KpiLine:
    kpi = found.kpi
    stock = kpi.form is Form.LAST  # what only grows has no band that its noise keeps it in
    return KpiLine(
        id=kpi.id,
        title=kpi.title,
        stage=kpi.stage,
        timing=kpi.timing,
        unit=kpi.unit.value,
        figure=found.figure,
        period=found.period,
        usual=None if stock else natural_limits(found.weekly),
        usual_figure=None if stock else natural_limits(found.weekly, periods=found.periods),
        change=found.moved,
        spark=found.weekly.since(found.weekly.starts[-1] - timedelta(days=7 * 26))
        if len(found.weekly)
        else None,
        vanity=kpi.vanity or "",
        says=kpi.says,
    )


def _claim(found: ClaimedBy) -> Claim:
    row = found.said.rows[0]
    says: str = found.said.says
    if found.said.holds:
        says = (
            gettext_lazy("{says}; this one is taken", says=says)
            if says
            else gettext_lazy("this one is taken")
        )
    return Claim(found.kpi.title, found.said.source, row.figure, found.period, says)
