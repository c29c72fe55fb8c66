"""A judgement is made once for the same figures, and anew for any other."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from milepost.series import Series
from milepost.workspace.judging.remembered import remembered

FIRST = date(2026, 3, 2)


def line(*values: float, name: str = "visits") -> Series:
    starts = tuple(FIRST + timedelta(days=at) for at in range(len(values)))
    return Series(name, starts, np.ones(len(values), dtype=np.int64), np.array(values))


class Judge:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def total(self, series: Series, others: tuple[Series, ...] = (), *, least: float = 0.0) -> float:
        self.asked += 1
        return float(series.over.sum() + sum(other.over.sum() for other in others)) + least


def test_the_same_figures_are_judged_once() -> None:
    judge = Judge()
    ask = judge.total
    assert [remembered(ask, line(1, 2), least=1.0), remembered(ask, line(1, 2), least=1.0)] == [4.0, 4.0]
    assert judge.asked == 1


def test_any_other_figure_name_break_or_option_is_judged_anew() -> None:
    judge = Judge()
    ask = judge.total
    asked = [
        remembered(ask, line(1, 2)),
        remembered(ask, line(1, 3)),
        remembered(ask, line(1, 2, name="leads")),
        remembered(ask, replace(line(1, 2), breaks=(FIRST,))),
        remembered(ask, replace(line(1, 2), under=np.array([1.0, 1.0]))),
        remembered(ask, line(1, 2), least=2.0),
        remembered(ask, line(1, 2), (line(1),)),
        remembered(ask, line(1, 2), (line(1), line())),
    ]
    assert judge.asked == len(asked)


def test_unknown_figures_are_the_same_unknown_figures() -> None:
    judge = Judge()
    ask = judge.total
    remembered(ask, line(1, np.nan))
    remembered(ask, line(1, np.nan))
    assert judge.asked == 1
