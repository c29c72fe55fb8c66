"""The one real table of competitors, compared; its figures are added up here by other means."""

from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from real_exports import SHARED, needs_exports

from milepost.judgement.competitors.compare import Comparison
from milepost.judgement.competitors.noise import Estimate
from milepost.judgement.competitors.public import Measure
from milepost.plan.competitor import Account
from milepost.sources import Answers
from milepost.store.database import disconnect
from milepost.workspace.imports import import_files
from milepost.workspace.opening import init_workspace
from milepost.workspace.planning.competitors import name_own
from milepost.workspace.rivals.compared import compare_rivals

pytestmark = needs_exports
TODAY = date(2025, 2, 12)


def test_pages_on_linkedin_are_compared_by_their_own_totals(tmp_path: Path) -> None:
    path = SHARED / "social" / "linkedin__page-competitors-bs4cl-2025.xlsx"
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[2:]
    smallest = min(rows, key=lambda row: float(str(row[1])))
    workspace = init_workspace(tmp_path / "ws", brand="Ours")
    import_files(workspace, [path], Answers(), brand="Ours")
    name_own(workspace, (Account("linkedin", str(smallest[0])),), brand=None, today=TODAY)

    (rivalry,) = compare_rivals(workspace, brand=None, today=TODAY).rivalries
    disconnect()

    assert isinstance(rivalry.found, Comparison)
    assert rivalry.found.own is not None
    told = {one.name: one for one in rivalry.found.standings}
    assert len(told) == len(rows)
    for name, followers, _, engagements, posts in rows:
        one = told["Ours" if name == smallest[0] else str(name)]
        per_post = one.figures[Measure.PER_POST]
        assert isinstance(per_post, Estimate)
        assert per_post.value == pytest.approx(float(str(engagements)) / float(str(posts)))
        assert one.followers == float(str(followers))
    assert all(one.verdict.code.startswith("competitors.posts_a_week") for one in rivalry.suggestions)
