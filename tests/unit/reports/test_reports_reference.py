"""The class of reference stands beside odds where a move is asked for, and nowhere else."""

from dataclasses import replace

import goal_parts
import pytest

from milepost.amount import Unknown
from milepost.judgement.attainability import Odds
from milepost.judgement.reference import Reference
from milepost.judgement.verdict import Volatility
from milepost.reports.words.reference import reference_line

RISE = Reference(Volatility.CALM, 0.05, 0.3, 3, 14, 0.12, 91)


def odds(reference: Reference | None, *, settled: bool = False) -> Odds:
    found = goal_parts.state().odds
    assert isinstance(found, Odds)
    return replace(found, reference=reference, settled=settled)


def test_it_says_how_often_here_and_how_often_elsewhere() -> None:
    said = reference_line(odds(RISE), "Leads", "higher").replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("Leads: moves of +30 % in a quarter happened in 3 of its 14 quarter-long windows")
    assert "12 % of calm KPIs" in said
    assert "in none of its 14" in reference_line(odds(replace(RISE, reached=0)), "Leads", "higher")


@pytest.mark.parametrize(
    ("move", "better"), [(-0.29, "higher"), (0.29, "lower"), (0.0, "higher")], ids=["met", "met low", "still"]
)
def test_a_target_that_asks_for_no_move_has_none(move: float, better: str) -> None:
    assert reference_line(odds(replace(RISE, move=move)), "Leads", better) == ""


def test_nothing_is_said_once_settled_or_unknown() -> None:
    for found in (odds(RISE, settled=True), odds(None), Unknown("no data"), None):
        assert reference_line(found, "Leads", "higher") == ""
