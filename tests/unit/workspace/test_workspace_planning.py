"""The plan in the journal: written, changed with a reason, held against objectives, by two at once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from milepost.errors import Conflict, InvalidValue, NotFound
from milepost.goals.closing import Outcome
from milepost.goals.details import Details
from milepost.goals.goal import Goal, Guard
from milepost.plan.objective import Objective
from milepost.sources import Answers
from milepost.workspace.amending import Amendment, amend_goal, drop_goal
from milepost.workspace.goal_entries import closed_goals, goal_log, goals_of
from milepost.workspace.goal_states import goal_states
from milepost.workspace.goals import WrittenGoal, close_goal, write_goal
from milepost.workspace.imports import import_files
from milepost.workspace.kept import keep, key_for, standing, versions
from milepost.workspace.place import Workspace
from milepost.workspace.planning.critique import plan_findings
from milepost.workspace.planning.objectives import (
    amend_objective,
    drop_objective,
    identity_of,
    objectives,
    write_capacity,
    write_identity,
    write_objective,
)
from milepost.workspace.planning.plan import plan_of
from milepost.workspace.planning.quarter import hold_quarter, propose, quarter_of

BRAND = "Tin & Twine"
FIRST, WROTE, LATER, AFTER = date(2026, 1, 1), date(2026, 4, 1), date(2026, 4, 11), date(2026, 5, 2)
Card = Callable[..., Path]


@pytest.fixture
def reached(workspace: Workspace, card: Card) -> Workspace:
    """Visits of a hundred a day, give or take, until the end of May."""
    values = [100 + 7 * (at % 5) for at in range(151)]
    path = card("visits.csv", FIRST, values, title="Facebook visits")
    import_files(workspace, [path], Answers(channel="facebook"), brand=BRAND)
    return workspace


def written(workspace: Workspace, **details: object) -> WrittenGoal:
    return write_goal(
        workspace,
        "Reach 4,000 Facebook profile visits in 30 days.",
        brand=None,
        today=WROTE,
        kpi="profile_visits",
        details=Details(**details),  # type: ignore[arg-type]
    )


def goal(workspace: Workspace, **details: object) -> Goal:
    found = written(workspace, **details).goal
    assert found is not None
    return found


def objective(workspace: Workspace, title: str = "Be known", kind: str = "brand_positioning") -> Objective:
    return write_objective(workspace, title, kind=kind, brand=None, today=WROTE, who="Ana")


def test_an_objective_is_written_changed_and_taken_back_with_its_history(workspace: Workspace) -> None:
    one = objective(workspace)
    assert (one.id, one.roles) == ("be_known", ("being_found", "trust", "community"))
    amend_objective(workspace, one.id, brand=None, today=LATER, who="Ben", why="Sharper", title="In Graz")
    assert objectives(workspace, brand=None, today=WROTE)["be_known"].value.title == "Be known"
    assert objectives(workspace, brand=None, today=LATER)["be_known"].value.title == "In Graz"
    drop_objective(workspace, one.id, brand=None, today=AFTER, who="Ana", why="Done")
    assert objectives(workspace, brand=None, today=AFTER) == {}
    log = versions(BRAND, "objective", one.id, Objective, AFTER)
    assert [(v.who, v.why, v.value is None) for v in log] == [
        ("Ana", "", False), ("Ben", "Sharper", False), ("Ana", "Done", True),
    ]  # fmt: skip
    again = write_objective(workspace, "Be known", kind="own", brand=None, today=AFTER, who="Ana")
    assert again.id == "be_known_2"  # an id is never given twice


def test_an_objective_is_not_written_twice_nor_changed_without_a_reason(workspace: Workspace) -> None:
    one = objective(workspace)
    with pytest.raises(InvalidValue, match="written already"):
        objective(workspace, "be KNOWN")
    with pytest.raises(InvalidValue, match="reason"):
        amend_objective(workspace, one.id, brand=None, today=LATER, who="Ben", why=" ", title="X")
    with pytest.raises(NotFound, match="be_known"):
        drop_objective(workspace, "be_knwn", brand=None, today=LATER, who="Ben", why="No")


def test_the_second_of_two_writers_is_told_and_nothing_is_lost(workspace: Workspace) -> None:
    one = objective(workspace)
    amend_objective(workspace, one.id, brand=None, today=LATER, who="Ana", why="A", title="First", upon=1)
    with pytest.raises(Conflict, match="Ana"):
        amend_objective(
            workspace, one.id, brand=None, today=LATER, who="Ben", why="B", title="Second", upon=1
        )
    assert [v.value.title for v in versions(BRAND, "objective", one.id, Objective, LATER) if v.value] == [
        "Be known", "First",
    ]  # fmt: skip


def test_the_second_of_two_who_amend_a_goal_is_told(reached: Workspace) -> None:
    one = goal(reached)
    amend_goal(reached, one.id, Amendment(target=4100), brand=None, today=LATER, why="A", who="Ana", upon=1)
    with pytest.raises(Conflict, match="Ana"):
        amend_goal(
            reached, one.id, Amendment(target=3900), brand=None, today=LATER, why="B", who="Ben", upon=1
        )
    assert goals_of(reached, brand=None, today=LATER)[0].target == 4100


def test_mission_and_capacity_are_kept_and_left(workspace: Workspace) -> None:
    write_identity(workspace, brand=None, today=WROTE, who="Ana", mission="For all", values=["care", " "])
    write_identity(workspace, brand=None, today=LATER, who="Ana", vision="Everywhere")
    found = identity_of(workspace, brand=None, today=LATER)
    assert (found.mission, found.vision, found.values) == ("For all", "Everywhere", ("care",))
    write_capacity(workspace, brand=None, today=WROTE, who="Ana", hours_a_week=12)
    assert plan_of(workspace, brand=None, today=LATER).capacity.hours_a_week == 12
    with pytest.raises(InvalidValue):
        write_capacity(workspace, brand=None, today=WROTE, who="Ana", most_kpis=0)


def test_a_goal_hangs_on_the_one_objective_of_its_kind_and_gets_its_role(reached: Workspace) -> None:
    objective(reached)
    assert (goal(reached).objective, goal(reached).role) == ("be_known", "being_found")


def test_a_goal_that_fits_no_objective_is_asked_about(reached: Workspace) -> None:
    objective(reached, "Sell more", "revenue_growth")
    found = written(reached)
    assert found.goal is not None
    assert found.goal.objective is None
    assert "no_objective" in {f.code for f in found.findings}
    assert found.needs_user


def test_a_goal_named_for_an_objective_of_another_stage_is_stopped_by_a_question(reached: Workspace) -> None:
    objective(reached, "Sell more", "revenue_growth")
    codes = {f.code for f in written(reached, objective="sell_more").findings}
    assert "no_objective" not in codes
    with pytest.raises(NotFound, match="sell_more"):
        written(reached, objective="sell_mor")


def test_a_change_keeps_the_first_target_and_says_what_it_does_to_the_odds(reached: Workspace) -> None:
    one = goal(reached, owner="Ana")
    changed = amend_goal(
        reached,
        one.id,
        Amendment(target=3000, details=Details(guards=(Guard("followers"),), hours=4.0), clear=("owner",)),
        brand=None,
        today=LATER,
        why="Two weeks lost",
        who="Ben",
    )
    assert (changed.goal.first_target, changed.goal.target, changed.goal.version) == (4000, 3000, 2)
    assert (changed.goal.owner, changed.goal.hours, changed.goal.written) == (None, 4.0, LATER)
    assert "target_lowered" in {f.code for f in changed.findings}
    assert changed.before == one


def test_a_change_needs_something_to_change_a_reason_and_a_day_to_come(reached: Workspace) -> None:
    one = goal(reached)
    for amendment, why in (
        (Amendment(), "x"),
        (Amendment(target=1), " "),
        (Amendment(until="2026-03-01"), "x"),
    ):
        with pytest.raises(InvalidValue):
            amend_goal(reached, one.id, amendment, brand=None, today=LATER, why=why)
    with pytest.raises(InvalidValue, match="target"):
        amend_goal(reached, one.id, Amendment(kpi="follows"), brand=None, today=LATER, why="x")


def test_a_goal_is_closed_with_what_was_learned_and_how_it_came_out(reached: Workspace) -> None:
    one = goal(reached)
    amend_goal(reached, one.id, Amendment(target=3000), brand=None, today=LATER, why="Less")
    _, closing = close_goal(
        reached, one.id, brand=None, today=AFTER, learned="Fairs bring visits.", who="Ana"
    )
    assert (closing.outcome, closing.met_first_target) == (Outcome.MET, False)
    assert goals_of(reached, brand=None, today=AFTER) == ()
    assert goals_of(reached, brand=None, today=LATER) != ()
    (line,) = closed_goals(reached, brand=None, today=AFTER)
    assert (line.who, line.why) == ("Ana", "Fairs bring visits.")
    assert goal_log(reached, one.id, brand=None, today=AFTER)[-1].closing == closing


def test_a_goal_given_up_is_not_closed(reached: Workspace) -> None:
    one = goal(reached)
    drop_goal(reached, one.id, brand=None, today=LATER, why="No time")
    assert closed_goals(reached, brand=None, today=AFTER) == ()
    with pytest.raises(NotFound):
        close_goal(reached, one.id, brand=None, today=AFTER, learned="x")
    with pytest.raises(InvalidValue):
        close_goal(reached, goal(reached).id, brand=None, today=AFTER, learned=" ")


def test_a_wish_is_said_again_so_that_it_could_stand(reached: Workspace) -> None:
    found = write_goal(reached, "More profile visits on Facebook", brand=None, today=WROTE)
    assert found.goal is None
    (offer,) = [o for o in found.offers if not o.instead]
    assert offer.likely < offer.target
    again = write_goal(reached, offer.sentence, brand=None, today=WROTE)
    assert again.goal is not None
    assert again.goal.target == pytest.approx(offer.target, rel=0.01)
    assert not isinstance(again.odds, type(None))
    assert 0.4 < again.odds.probability < 0.6  # type: ignore[union-attr]


def test_the_next_goal_is_proposed_from_data(reached: Workspace) -> None:
    one = goal(reached)
    proposal = propose(reached, one.id, brand=None, today=date(2026, 5, 20))
    assert proposal.offer.deadline == date(2026, 6, 18)  # type: ignore[union-attr]
    with pytest.raises(NotFound):
        propose(reached, "g9", brand=None, today=AFTER)


def test_the_quarter_gathers_goals_by_objective_and_says_when_it_was_held(reached: Workspace) -> None:
    objective(reached)
    one = goal(reached)
    view = quarter_of(reached, brand=None, today=AFTER)
    assert view.last_held is None
    assert [g.id for g in view.quarter.overdue] == [one.id]
    hold_quarter(reached, "Keep going", brand=None, today=AFTER, who="Ana")
    assert quarter_of(reached, brand=None, today=AFTER).last_held == AFTER


def test_the_critique_of_a_stored_plan_knows_its_data_and_its_journal(reached: Workspace) -> None:
    goal(reached, guards=(Guard("followers"),))
    codes = {f.code for f in plan_findings(reached, brand=None, today=LATER)}
    assert {"no_objectives_written", "no_owner", "no_financial_indicator", "watched_without_data"} <= codes
    assert "no_conversion_tracking" in codes


def test_guards_are_judged_beside_the_goal(reached: Workspace) -> None:
    goal(reached, guards=(Guard("profile_visits", at_least=100.0), Guard("followers")))
    (state,) = goal_states(reached, brand=None, today=LATER)
    assert [one.held for one in state.guards] == [True, None]


def test_a_key_is_short_plain_and_its_own() -> None:
    assert key_for("Überall verkaufen!", ()) == "uberall_verkaufen"
    assert key_for("売上 up", ()) == "売上_up"
    assert key_for("Больше продаж", ()) == "больше_продаж"
    assert key_for("!?", ()) == "part"
    assert key_for("Sell", ("sell", "sell_2")) == "sell_3"


def test_what_is_written_as_of_an_earlier_day_does_not_bury_a_later_one(workspace: Workspace) -> None:
    keep(BRAND, "note", "a", Objective("a", "One", "own"), today=LATER, who="Ana")
    with pytest.raises(Conflict):
        keep(BRAND, "note", "a", Objective("a", "Two", "own"), today=LATER, who="Ben", upon=0)
    assert standing(BRAND, "note", Objective, WROTE) == {}
