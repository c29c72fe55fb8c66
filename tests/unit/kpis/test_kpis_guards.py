"""Every KPI that can be pushed has something beside it that must not get worse, and its traps are told."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from milepost.errors import InvalidValue, NotFound
from milepost.goals.metrics import metrics
from milepost.knowledge import Leaf, leaves
from milepost.kpis.catalogue import catalogue, read_kpi
from milepost.kpis.kpi import Form, Kpi

OURS = tuple(catalogue().values())
PUSHED = {"awareness", "engagement", "traffic", "conversion"}
ELSEWHERE = {"share_of_voice"}
"""Of which a set of rivals says what it means."""


@pytest.mark.parametrize("kpi", OURS, ids=lambda k: k.id)
def test_each_guard_is_another_kpi_with_a_reason(kpi: Kpi) -> None:
    for guard in kpi.guards:
        assert guard.kpi in catalogue()
        assert guard.kpi != kpi.id
        assert guard.says.endswith(".")
        assert len(guard.says.split()) <= 15, guard.says
    assert len({guard.kpi for guard in kpi.guards}) == len(kpi.guards)


def test_whoever_counts_volume_has_a_guard() -> None:
    volume = {k.id for k in OURS if k.stage in PUSHED and k.form in {Form.TOTAL, Form.AS_REPORTED, Form.LAST}}
    assert {name for name in volume if not catalogue()[name].guards} == set()


def test_rates_and_costs_have_a_guard_as_well() -> None:
    assert {k.id for k in OURS if not k.guards} <= ELSEWHERE


@pytest.mark.parametrize(
    ("pushed", "guard"),
    [
        ("sessions", "bounce_rate"),
        ("leads", "lead_quality"),
        ("cost_per_lead", "lead_quality"),
        ("orders", "aov"),
        ("reach", "engagement_rate_by_reach"),
        ("posts_published", "unfollows"),
        ("revenue", "profit"),
        ("response_time", "csat"),
    ],
)
def test_the_pairs_that_the_field_knows(pushed: str, guard: str) -> None:
    assert guard in {each.kpi for each in catalogue()[pushed].guards}


@pytest.mark.parametrize("kpi", OURS, ids=lambda k: k.id)
def test_each_tells_its_trap(kpi: Kpi) -> None:
    assert kpi.beware, "say what misleads"


def test_what_goals_hold_for_vanity_the_catalogue_does_too() -> None:
    vain = {name for name, metric in metrics().items() if metric.vanity and name in catalogue()}
    assert {name for name in vain if not catalogue()[name].vanity} == set()


def test_what_announces_another_moves_earlier_and_is_no_vanity() -> None:
    for kpi in OURS:
        for name in kpi.led_by:
            assert name != kpi.id
            assert name in catalogue()
            assert not catalogue()[name].vanity or kpi.vanity or kpi.stage in {"awareness", "traffic"}, kpi.id


def body(**more: Any) -> dict[str, Any]:
    return dict(next(leaf for name, leaf in leaves("kpis", None).items() if name == "saves").body) | more


@pytest.mark.parametrize(
    ("guards", "said"),
    [(["reach"], "a reason each"), ({"reach": ""}, "a reason each"), ({"mine": "Itself."}, "guard itself")],
)
def test_a_guard_without_reason_or_of_itself_is_refused(guards: Any, said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        read_kpi(Leaf("mine", "mine.toml", body(guards=guards)))


def test_a_guard_that_is_no_kpi_is_refused_with_the_nearest(tmp_path: Path) -> None:
    folder = tmp_path / "kpis"
    folder.mkdir()
    text = "\n".join(
        line for line in _text("saves").splitlines() if not line.startswith(("guards.", "led_by"))
    )
    (folder / "mine.toml").write_text(f'guards.bounce_rte = "Visits that leave."\n{text}', "utf-8")
    with pytest.raises(NotFound, match="bounce_rate"):
        catalogue(tmp_path)


def _text(name: str) -> str:
    import milepost.knowledge

    return (Path(milepost.knowledge.__file__).parent / "kpis" / f"{name}.toml").read_text("utf-8")


def test_guards_are_no_part_of_what_a_figure_is() -> None:
    kpi = catalogue()["sessions"]
    assert replace(kpi, guards=()).key == kpi.key
