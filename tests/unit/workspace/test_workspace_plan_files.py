"""The plan as a file against the journal: nothing is written twice, nobody's change is lost."""

from datetime import date
from pathlib import Path

import pytest
from goal_parts import goal as goal_with

from milepost.errors import Conflict, InvalidValue
from milepost.journal import Entry
from milepost.language import speaking
from milepost.plan.difference import Action
from milepost.plan.document import PARTS
from milepost.plan.yaml_writing import yaml_of
from milepost.workspace.goal_entries import goal_entry, goals_of
from milepost.workspace.opening import init_workspace
from milepost.workspace.place import Workspace
from milepost.workspace.plan_files.applying import Applied, apply_plan
from milepost.workspace.plan_files.conflicts import _CALLED
from milepost.workspace.plan_files.documents import changes, plan_from, standing_document
from milepost.workspace.plan_files.linting import lint_file, lint_standing
from milepost.workspace.planning.objectives import (
    amend_objective,
    capacity_of,
    drop_objective,
    identity_of,
    objectives,
    write_capacity,
    write_objective,
)

TODAY = date(2026, 10, 5)
BRAND = "Tin & Twine"


def load_entries(*asked: str) -> tuple[Entry, ...]:
    from milepost.store import entries  # needs an open workspace

    return entries.load_entries(*asked)


@pytest.fixture
def planned(workspace: Workspace) -> Workspace:
    write_objective(workspace, "Sell online", kind="revenue_growth", brand=None, today=TODAY, who="ann")
    write_objective(workspace, "Be known", kind="brand_positioning", brand=None, today=TODAY, who="ann")
    goal = goal_with(
        brand=BRAND, start=TODAY, created=TODAY, deadline=date(2026, 12, 31), objective="be_known"
    )
    from milepost.store.entries import add_entries

    add_entries([goal_entry((), goal, who="ann", why="", today=TODAY)])
    return workspace


def exported(workspace: Workspace) -> str:
    return yaml_of(standing_document(workspace, brand=None, today=TODAY), TODAY)


def applied(workspace: Workspace, text: str, who: str = "ben", **more: bool) -> Applied:
    file = plan_from(text.encode(), "plan.yaml", workspace, today=TODAY)
    return apply_plan(workspace, file, brand=None, today=TODAY, who=who, why="a reason", **more)


def entries(workspace: Workspace) -> int:
    return len(load_entries(BRAND))


def actions(workspace: Workspace, text: str) -> list[tuple[Action, str]]:
    file = plan_from(text.encode(), "plan.yaml", workspace, today=TODAY)
    return [(change.action, change.key) for change in changes(workspace, file, brand=None, today=TODAY)[1]]


def test_an_export_applied_changes_nothing(planned: Workspace) -> None:
    before = entries(planned)
    assert actions(planned, exported(planned)) == []
    assert not applied(planned, exported(planned)).worked.entries
    assert entries(planned) == before


def test_parts_are_added_and_changed_in_one_go_and_only_once(planned: Workspace) -> None:
    text = (
        exported(planned)
        .replace('mission: ""', "mission: Tins for tea")
        .replace("hours_a_week:", "hours_a_week: 9")
    )
    text = text.replace("title: Be known", "title: Be well known\n    owner: Mira")
    text = text.replace("\n# Who it is for", "\n  - title: Hire\n    roles: recruiting\n\n# Who it is for")
    assert len(applied(planned, text).worked.entries) == 4
    assert identity_of(planned, brand=None, today=TODAY).mission == "Tins for tea"
    assert capacity_of(planned, brand=None, today=TODAY).hours_a_week == 9
    found = objectives(planned, brand=None, today=TODAY)
    assert (found["be_known"].value.title, found["be_known"].version, found["be_known"].why) == (
        "Be well known", 2, "a reason",
    )  # fmt: skip
    assert found["hire"].value.roles == ("recruiting",)
    before = entries(planned)
    again = exported(planned)
    assert actions(planned, again) == []
    assert entries(planned) == before


def test_a_new_thing_without_an_id_is_not_added_twice(planned: Workspace) -> None:
    text = "milepost: 1\nobjectives:\n  - title: Hire\n    kind: own\n"
    assert len(applied(planned, text).worked.entries) == 1
    assert applied(planned, text).worked.entries == []


def test_a_plan_by_hand_writes_what_nobody_has_written_yet(planned: Workspace) -> None:
    text = "milepost: 1\nidentity: {mission: Tins}\ncapacity: {hours_a_week: 5}\nobjectives:\n"
    text += "  - {title: Sell in the shop, kind: revenue_growth}\n"
    assert len(applied(planned, text).worked.entries) == 3
    assert capacity_of(planned, brand=None, today=TODAY).hours_a_week == 5
    found = objectives(planned, brand=None, today=TODAY)["sell_in_the_shop"].value
    assert found.roles == ("direct_sales", "retargeting_traffic", "lead_generation")
    assert applied(planned, text).worked.entries == []


def test_a_dry_run_stores_nothing(planned: Workspace) -> None:
    before = entries(planned)
    done = applied(planned, exported(planned).replace('mission: ""', "mission: x"), dry_run=True)
    assert (len(done.worked.entries), done.dry_run) == (1, True)
    assert entries(planned) == before


def test_the_second_of_two_is_told_who_changed_it_and_nothing_is_lost(planned: Workspace) -> None:
    text = exported(planned)
    applied(planned, text.replace("title: Be known", "title: Be known in the north"), who="ann")
    theirs = text.replace("title: Be known", "title: Be known in the south").replace(
        'mission: ""', "mission: x"
    )
    before = entries(planned)
    with pytest.raises(Conflict, match=r"“be_known” was changed by ann on 2026-10-05 \(version 2\)") as told:
        applied(planned, theirs)
    with speaking("de"):
        said = str(told.value.what)
    assert said.startswith(
        "Das Unternehmensziel „be_known“: geändert von ann am 2026-10-05 (Version 2), nach"
    )
    assert "beruht auf Version 1" in said
    assert entries(planned) == before
    assert identity_of(planned, brand=None, today=TODAY).mission == ""
    assert objectives(planned, brand=None, today=TODAY)["be_known"].value.title == "Be known in the north"


def test_every_part_of_a_plan_is_called_something() -> None:
    assert set(_CALLED) == {"goal", *(part.kind for part in PARTS)}


def test_what_the_file_leaves_as_it_was_does_not_undo_another_change(planned: Workspace) -> None:
    text = exported(planned)
    amend_objective(planned, "be_known", brand=None, today=TODAY, who="ann", why="x", owner="Mira")
    write_capacity(planned, brand=None, today=TODAY, who="ann", hours_a_week=8)
    mine = text.replace("title: Sell online", "title: Sell more online")
    assert actions(planned, mine) == [
        (Action.BEHIND, "brand"), (Action.CHANGE, "sell_online"), (Action.BEHIND, "be_known"),
    ]  # fmt: skip
    applied(planned, mine)
    found = objectives(planned, brand=None, today=TODAY)
    assert found["be_known"].value.owner == "Mira"
    assert found["sell_online"].value.title == "Sell more online"
    assert capacity_of(planned, brand=None, today=TODAY).hours_a_week == 8


def test_what_was_given_up_meanwhile_is_not_brought_back_in_silence(planned: Workspace) -> None:
    text = exported(planned)
    drop_objective(planned, "sell_online", brand=None, today=TODAY, who="ann", why="x")
    assert actions(planned, text)[0][0] is not Action.CHANGE
    with pytest.raises(Conflict, match="given up or closed by ann"):
        applied(planned, text.replace("title: Sell online", "title: Sell more online"))


def test_a_change_without_a_version_is_refused(planned: Workspace) -> None:
    text = "milepost: 1\nobjectives:\n  - id: be_known\n    title: Be famous\n    kind: brand_positioning\n"
    before = entries(planned)
    done = applied(planned, text)
    assert [r.finding.code for r in done.worked.told] == ["upon_nothing"]
    assert entries(planned) == before


def test_missing_things_stay_unless_they_are_to_be_dropped(planned: Workspace) -> None:
    text = exported(planned)
    start = text.index("  - id: sell_online")
    short = text[:start] + text[text.index("  - id: be_known") :]
    assert actions(planned, short) == [(Action.MISSING, "sell_online")]
    assert applied(planned, short).worked.entries == []
    assert "sell_online" in objectives(planned, brand=None, today=TODAY)
    applied(planned, short, drop_missing=True)
    assert "sell_online" not in objectives(planned, brand=None, today=TODAY)


def test_what_came_after_the_export_is_not_dropped(planned: Workspace) -> None:
    text = exported(planned)
    write_objective(planned, "Hire", kind=None, brand=None, today=TODAY, who="ann")
    with pytest.raises(Conflict, match="hire"):
        applied(planned, text, drop_missing=True)
    assert "hire" in objectives(planned, brand=None, today=TODAY)


def test_a_file_without_its_base_drops_nothing(planned: Workspace) -> None:
    with pytest.raises(InvalidValue, match="base"):
        applied(planned, "milepost: 1\nobjectives: []\n", drop_missing=True)


def test_a_section_that_is_not_in_the_file_is_left_alone(planned: Workspace) -> None:
    assert actions(planned, "milepost: 1\nbase: 99\n") == []
    assert applied(planned, "milepost: 1\nbase: 99\n", drop_missing=True).worked.entries == []


def test_a_goal_missing_from_the_file_is_given_up_on_request(planned: Workspace) -> None:
    text = exported(planned)
    short = text[: text.index("goals:")] + "goals: []\n"
    applied(planned, short, drop_missing=True)
    assert goals_of(planned, brand=None, today=TODAY) == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("  - id: g1\n", "  - id: g7\n", "unknown_goal"), ("deadline: 2026-12-31", "per: month", "not_by_file")],
)
def test_what_a_file_cannot_do_to_a_goal_is_refused(
    planned: Workspace, old: str, new: str, code: str
) -> None:
    text = exported(planned)
    assert old in text
    done = applied(planned, text.replace(old, new))
    assert code in [remark.finding.code for remark in done.worked.told]
    assert done.dry_run


def test_a_new_sentence_is_held_against_the_fields_that_stay(planned: Workspace) -> None:
    text = exported(planned).replace("Win 300 newsletter", "Reach 450 newsletter")
    file = plan_from(text.encode(), "plan.yaml", planned, today=TODAY)
    assert "sentence_says_target" in [
        r.finding.code for r in lint_file(file, planned, brand=None, today=TODAY).remarks
    ]


def test_the_plan_of_another_brand_is_refused(planned: Workspace) -> None:
    with pytest.raises(InvalidValue, match="Somebody Else"):
        applied(planned, "milepost: 1\nbrand: Somebody Else\n")


def test_the_file_names_its_brand_where_there_are_several(planned: Workspace) -> None:
    text = exported(planned).replace('mission: ""', "mission: Tins")
    both = init_workspace(planned.home, brand="Other")
    assert applied(both, text).worked.entries[0].brand == BRAND
    with pytest.raises(InvalidValue, match="2 brands"):
        applied(both, "milepost: 1\n")


def test_what_was_written_later_is_not_changed_as_of_an_earlier_day(planned: Workspace) -> None:
    text = exported(planned).replace("target: 300", "target: 350")
    earlier = date(2026, 9, 1)
    file = plan_from(text.encode(), "plan.yaml", planned, today=earlier)
    with pytest.raises(Conflict, match="after 2026-09-01, the day that was asked for"):
        apply_plan(planned, file, brand=None, today=earlier, who="ben", why="x")


def test_a_reason_is_needed(planned: Workspace) -> None:
    file = plan_from(b"milepost: 1\n", "x", planned, today=TODAY)
    with pytest.raises(InvalidValue, match="reason"):
        apply_plan(planned, file, brand=None, today=TODAY, who="ann", why=" ")


def test_the_plan_is_as_it_stood_on_the_day_asked_for(planned: Workspace) -> None:
    later = date(2026, 11, 1)
    amend_objective(planned, "be_known", brand=None, today=later, who="ann", why="x", title="Be famous")
    assert "Be famous" not in exported(planned)
    assert "Be famous" in yaml_of(standing_document(planned, brand=None, today=later))


def test_what_is_supposed_is_read_and_not_stored(planned: Workspace) -> None:
    from milepost.store.entries import supposing

    (one, *_) = load_entries(BRAND, "objective")
    before = entries(planned)
    with supposing([one]), supposing([one]):
        assert entries(planned) == before + 2
        assert len(load_entries(BRAND, "goal")) == 1
    assert entries(planned) == before


def test_the_plan_that_stands_is_linted_without_a_file(planned: Workspace, tmp_path: Path) -> None:
    linted = lint_standing(planned, brand=None, today=TODAY)
    assert linted.held_against_data
    assert linted.goals == 1
