"""Many brands at a glance: worked out once, kept until something changes, and none stops another."""

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import goal_samples
import numpy as np
import pytest
from goal_parts import AS_OF

from milepost.amount import Unknown
from milepost.errors import NotFound
from milepost.goals.state import GoalState
from milepost.period import Grain
from milepost.reports.words.verdict import due, even_odds, landing, verdict_line
from milepost.reviews.attention import attention_order
from milepost.reviews.cadence import Kind
from milepost.reviews.summary import AccountEnd, Due, Overdue, Reason, Stake, Summary
from milepost.series import Series
from milepost.sources import Answers
from milepost.store.database import disconnect
from milepost.workspace.board import board
from milepost.workspace.goals import write_goal
from milepost.workspace.imports import import_files
from milepost.workspace.opening import init_workspace, open_workspace
from milepost.workspace.place import Workspace
from milepost.workspace.portfolio import portfolio as module
from milepost.workspace.portfolio.gathering import _stake
from milepost.workspace.portfolio.portfolio import Portfolio, forget_brand, portfolio
from milepost.workspace.portfolio.written import from_body, slim, to_body
from milepost.workspace.reviewing.holding import hold_review

FIRST, TODAY = date(2026, 1, 1), date(2026, 4, 11)
BRANDS = ("Tin & Twine", "Zebra Foods", "Alder Tools")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One brand with figures and a goal, one with figures only, one that was never set up."""
    home = tmp_path_factory.mktemp("agency") / "ws"
    for name in BRANDS:
        workspace = init_workspace(home, brand=name)
    for name in BRANDS[:2]:
        path = sheet(home.parent, f"{name[:3]}.csv", [100 + 7 * (at % 5) for at in range(100)])
        import_files(workspace, [path], Answers(channel="facebook"), brand=name)
    write(workspace, "Reach 2,000 Facebook profile visits in 30 days.")
    disconnect()
    return home


@pytest.fixture
def agency(built: Path, tmp_path: Path) -> Iterator[Workspace]:
    yield open_workspace(Path(shutil.copytree(built, tmp_path / "ws")))
    disconnect()


def sheet(folder: Path, name: str, values: list[int]) -> Path:
    lines = [f'"{FIRST + timedelta(days=n)}T00:00:00","{value}"' for n, value in enumerate(values)]
    head = ["sep=,", '"Facebook visits"', '"Date","Primary"']
    (folder / name).write_text("\n".join([*head, *lines]) + "\n", "utf-8")
    return folder / name


def write(workspace: Workspace, sentence: str) -> None:
    day = date(2026, 4, 1)
    written = write_goal(workspace, sentence, brand=BRANDS[0], today=day, kpi="profile_visits")
    assert written.goal is not None, written.findings


def seen(workspace: Workspace, day: date = TODAY, **more: object) -> Portfolio:
    return portfolio(workspace, today=day, **more)  # type: ignore[arg-type]


def of(found: Portfolio, name: str) -> Summary:
    return next(one for one in found.known if one.brand == name)


def worked_out(workspace: Workspace, day: date = TODAY, **more: object) -> list[str]:
    """The brands that had to be worked out."""
    with patch.object(module, "work_out", side_effect=module.work_out) as work:
        seen(workspace, day, **more)
    return [call.args[1].name for call in work.call_args_list]


def codes(found: Summary) -> list[str]:
    return [one.code for one in found.reasons]


def test_every_brand_stands_in_the_order_of_its_reasons(agency: Workspace) -> None:
    found = seen(agency)
    assert [(one.brand, codes(one)) for one in found.known] == [
        ("Zebra Foods", ["no_goal"]),
        ("Alder Tools", ["never_set_up"]),
        ("Tin & Twine", ["no_money"]),
    ]
    assert [one.brand for one in found.calling] == ["Zebra Foods", "Alder Tools"]
    assert [one.brand for one in found.quiet] == ["Tin & Twine"]
    twine = of(found, "Tin & Twine")
    assert (twine.last_day, twine.days_since, twine.signals) == (date(2026, 4, 10), 0, None)
    assert twine.worst is not None
    assert verdict_line(twine.worst) == verdict_line(board(agency, brand=BRANDS[0], today=TODAY).goals[0])


def test_what_is_kept_says_what_was_worked_out_and_costs_no_work(agency: Workspace) -> None:
    fresh = seen(agency)
    assert worked_out(agency) == []
    again = seen(agency, seconds=0)
    assert [to_body(one) for one in again.known] == [to_body(one) for one in fresh.known]


def test_only_what_has_changed_is_worked_out_again(agency: Workspace, tmp_path: Path) -> None:
    seen(agency)
    board(agency, brand=BRANDS[0], today=TODAY)  # looking keeps forecasts, and changes nothing here
    assert worked_out(agency) == []
    write(agency, "Reach 9,000 Facebook profile visits in 60 days.")
    assert worked_out(agency) == [BRANDS[0]]
    path = sheet(tmp_path, "more.csv", [5] * 100)
    import_files(agency, [path], Answers(channel="facebook"), brand=BRANDS[1])
    assert worked_out(agency) == [BRANDS[1]]
    hold_review(agency, Kind.WEEKLY, brand=BRANDS[0], today=TODAY, who="test")
    assert worked_out(agency) == [BRANDS[0]]
    assert of(seen(agency), BRANDS[0]).signals == 0
    assert sorted(worked_out(agency, TODAY + timedelta(days=1))) == sorted(BRANDS)


def test_settings_and_rules_of_ones_own_are_no_less_a_change(agency: Workspace) -> None:
    seen(agency)
    settings = agency.home / "milepost.toml"
    settings.write_text(settings.read_text("utf-8") + '\n[brand."Elm & Co"]\n', "utf-8")
    agency = init_workspace(agency.home, brand="Elm & Co")
    assert worked_out(agency) == ["Elm & Co"]
    dearer = replace(agency, brands=tuple(replace(one, currency="USD") for one in agency.brands))
    assert len(worked_out(dearer)) == 4
    (agency.home / "knowledge").mkdir()
    (agency.home / "knowledge" / "note.toml").write_text("", "utf-8")
    assert len(worked_out(agency)) == 4


def test_no_path_names_a_brand_and_nobody_else_may_read(agency: Workspace) -> None:
    seen(agency)
    kept = list((agency.home / "cache").rglob("*.json"))
    assert len(kept) == 3
    for path in kept:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert not any(word in path.name.lower() for word in ("tin", "zebra", "alder"))
    assert stat.S_IMODE((agency.home / "cache" / "portfolio").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: b"",
        lambda text: text[: len(text) // 2],
        lambda text: text.replace(b'"no_goal"', b'"no_gaol"'),
        lambda text: text.replace(b"2026", b"2025"),
        lambda text: b"[" * 20_000,
        lambda text: bytes(range(256)),
    ],
)
def test_what_is_damaged_is_not_believed(agency: Workspace, damage: Callable[[bytes], bytes]) -> None:
    fresh = seen(agency)
    for path in (agency.home / "cache").rglob("*.json"):
        path.write_bytes(damage(path.read_bytes()))
    again = seen(agency)
    assert [to_body(one) for one in again.known] == [to_body(one) for one in fresh.known]


def test_one_brands_summary_put_in_the_place_of_anothers_is_not_believed(agency: Workspace) -> None:
    seen(agency)
    paths = sorted((agency.home / "cache").rglob("*.json"))
    first, second = (path.read_bytes() for path in paths[:2])
    paths[0].write_bytes(second)
    paths[1].write_bytes(first)
    assert len(worked_out(agency)) == 2


def test_a_brand_that_cannot_be_read_is_told_and_stops_no_other(agency: Workspace) -> None:
    for path in (agency.home / "facts" / "current").glob("zebra*/*.parquet"):
        path.write_bytes(b"no parquet")
    found = seen(agency)
    assert (found.known[0].brand, codes(found.known[0])) == ("Zebra Foods", ["unreadable"])
    assert len(found.known) == 3
    assert worked_out(agency) == ["Zebra Foods"]  # a fault is not kept


def test_facts_that_are_gone_are_told_with_their_remedy(agency: Workspace) -> None:
    for path in (agency.home / "facts" / "current").glob("zebra*/*.parquet"):
        path.unlink()
    (reason,) = of(seen(agency), "Zebra Foods").reasons
    assert (reason.code, reason.title) == ("unreadable", "refused")
    assert "not where they were put" in reason.what


def test_a_disk_that_takes_nothing_keeps_nobody_from_looking(agency: Workspace) -> None:
    with patch("milepost.workspace.portfolio.keeping.write", side_effect=OSError(28, "full")):
        assert len(seen(agency).known) == 3
    assert len(worked_out(agency)) == 3


def test_a_limit_of_seconds_leaves_the_rest_waiting_with_what_was_known(agency: Workspace) -> None:
    ticks = iter(range(100))
    found = seen(agency, seconds=2, clock=lambda: float(next(ticks)))
    assert (len(found.known), len(found.pending)) == (1, 2)
    assert all(one.before is None for one in found.pending)
    seen(agency)
    tomorrow = seen(agency, TODAY + timedelta(days=1), seconds=0)
    assert tomorrow.known == ()
    assert [one.brand for one in tomorrow.pending] == ["Zebra Foods", "Alder Tools", "Tin & Twine"]
    assert [one.before.as_of for one in tomorrow.pending if one.before] == [TODAY] * 3
    yesterday = seen(agency, TODAY - timedelta(days=1), seconds=0)
    assert [one.before for one in yesterday.pending] == [None] * 3  # what came later is not told


def test_what_called_loudest_is_worked_out_first(agency: Workspace) -> None:
    seen(agency)
    assert worked_out(agency, TODAY + timedelta(days=1)) == ["Zebra Foods", "Alder Tools", "Tin & Twine"]


def test_a_table_that_waits_for_an_answer_is_counted_for_its_brand_only(agency: Workspace) -> None:
    from milepost.store.entries import add_entries, load_entries  # their models need an open workspace

    (taken,) = load_entries(BRANDS[1], "import")
    reports = [{**one, "status": "question"} for one in taken.body["reports"]]
    body = {**taken.body, "reports": reports}
    add_entries([replace(taken, seq=taken.seq + 1, body=body)])
    found = seen(agency)
    assert [one.questions for one in found.known] == [1, 0, 0]
    assert of(found, BRANDS[1]).reasons[0] == Reason("question", 1, what="Zeb.csv")


def test_figures_of_numpy_are_kept_like_others(agency: Workspace) -> None:
    odd = Summary(BRANDS[2], TODAY, questions=np.int64(3), signals=np.int64(0))  # type: ignore[arg-type]
    with patch.object(module, "work_out", return_value=odd):
        seen(agency, names=(BRANDS[2],))
    kept = seen(agency, names=(BRANDS[2],), seconds=0).known[0]
    assert (kept.questions, kept.signals) == (3, 0)


def test_who_may_see_some_brands_is_told_of_no_other(agency: Workspace) -> None:
    found = seen(agency, names=("Tin & Twine", "Tin & Twine"))
    assert [one.brand for one in found.known] == ["Tin & Twine"]
    assert seen(agency, names=()).known == ()
    with pytest.raises(NotFound):
        seen(agency, names=("Tin & Twine", "Nobody"))


def test_a_brand_that_is_forgotten_leaves_nothing(agency: Workspace) -> None:
    seen(agency)
    kept = set((agency.home / "cache").rglob("*.json"))
    without = replace(agency, brands=agency.brands[1:])
    forget_brand(without, BRANDS[0])
    forget_brand(without, BRANDS[0])
    left = set((agency.home / "cache").rglob("*.json"))
    assert len(kept - left) == 1
    assert worked_out(agency) == [BRANDS[0]]


STATES = (
    *(goal_samples.unlikely_rate(), goal_samples.open_money(), goal_samples.met_posts()),
    *(goal_samples.missed_level(), goal_samples.unknown_calls(), goal_samples.standing_calls()),
    *(goal_samples.response_time(), goal_samples.not_started(), goal_samples.without_data()),
)


@pytest.mark.parametrize("state", STATES)
def test_a_goal_says_the_same_after_it_was_kept(state: GoalState) -> None:
    before = Summary("a", AS_OF, {state.verdict.value: 1}, slim(state))
    after = from_body(to_body(before), "a")
    assert after.worst is not None
    for words in (verdict_line, even_odds, landing, due):
        assert words(after.worst) == words(state)
    assert to_body(after) == to_body(before)


def test_all_else_is_the_same_after_it_was_kept() -> None:
    summary = Summary(
        "a",
        TODAY,
        {"likely": 2},
        None,
        (Reason("decision_due", 2, "d1", "T", "What", 0.25, TODAY, 3), Reason("no_money")),
        2,
        (Overdue(Kind.WEEKLY, TODAY, 3),),
        (AccountEnd("ga4", "x", "", TODAY, 4),),
        1,
        0,
        Due(TODAY, "check", "d1"),
        (Stake("revenue", 12.5, "EUR", FIRST, TODAY),),
    )
    after = from_body(to_body(summary), "a")
    names = ("reasons", "overdue", "accounts", "due", "stakes", "signals", "questions", "verdicts")
    assert [getattr(after, name) for name in names] == [getattr(summary, name) for name in names]


def spend(starts: list[date], days: list[int]) -> Series:
    figures = np.full(len(starts), 10.0)
    return Series("Ad spend", tuple(starts), np.array(days), figures, grain=Grain.DAY, currency="EUR")


def test_money_is_told_of_days_that_are_known_by_themselves(agency: Workspace) -> None:
    brand, order = agency.brands[0], attention_order()
    day = [FIRST + timedelta(days=n) for n in range(40)]
    assert _stake("ad_spend", spend(day, [1] * 40), brand, order) == Stake(
        "ad_spend", 280.0, "EUR", FIRST + timedelta(days=12), FIRST + timedelta(days=40)
    )
    weeks = [FIRST + timedelta(days=7 * n) for n in range(5)]
    told = _stake("ad_spend", spend(weeks, [7] * 5), brand, order)
    assert isinstance(told, Stake)
    assert told.value == 40.0
    month = _stake("ad_spend", spend([FIRST, FIRST + timedelta(days=31)], [31, 20]), brand, order)
    assert isinstance(month, Unknown)
    assert isinstance(_stake("ad_spend", spend([], []), brand, order), Unknown)
    assert isinstance(_stake("ad_spend", None, brand, order), Unknown)
