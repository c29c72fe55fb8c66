"""Without days, a KPI is asked for those of which it knows anything, not for all days of the workspace."""

from datetime import date

from milepost.period import Grain
from milepost.sources import Answers
from milepost.workspace.imports import import_files
from milepost.workspace.measuring import Measurement, measure_kpi
from milepost.workspace.place import Workspace

from .conftest import Card


def ask(workspace: Workspace, kpi: str, channel: str = "") -> Measurement:
    return measure_kpi(
        workspace,
        kpi,
        brand=None,
        first=None,
        to=None,
        by=Grain.TOTAL,
        split=(),
        where={"channel": (channel,)} if channel else {},
        today=date(2026, 10, 1),
    )


def test_days_of_another_figure_do_not_make_it_unknown(workspace: Workspace, card: Card) -> None:
    visits = card("visits.csv", date(2026, 5, 1), [5, 7], "Instagram profile visits")
    old = card("old.csv", date(2024, 5, 1), [1, 2], "Instagram follows")
    import_files(workspace, [visits, old], Answers(), brand="Tin & Twine")
    (row,) = ask(workspace, "profile_visits").rows
    assert (row.start, row.end, row.figure.value) == (date(2026, 5, 1), date(2026, 5, 3), 12)  # type: ignore[union-attr]


def test_of_one_channel_its_own_days(workspace: Workspace, card: Card) -> None:
    one = card("one.csv", date(2026, 5, 1), [5, 7], "Instagram profile visits")
    two = card("two.csv", date(2025, 5, 1), [1, 2], "Facebook visits")
    import_files(workspace, [one, two], Answers(), brand="Tin & Twine")
    (row,) = ask(workspace, "profile_visits", "instagram").rows
    assert (row.start, row.figure.value) == (date(2026, 5, 1), 12)  # type: ignore[union-attr]
