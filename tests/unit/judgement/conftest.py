"""Series for the judgement's tests, from bare figures."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from milepost.period import Grain, add_months, month_of
from milepost.series import Series

BEGIN = date(2024, 1, 1)


def make_series(
    values: Sequence[float], grain: Grain = Grain.DAY, begin: date = BEGIN, **more: Any
) -> Series:
    """`values` as consecutive days, weeks or months from `begin`."""
    if grain is Grain.MONTH:
        months = [month_of(add_months(begin, i)) for i in range(len(values))]
        starts, days = tuple(m.start for m in months), [m.days for m in months]
    else:
        length = 7 if grain is Grain.WEEK else 1
        starts = tuple(begin + timedelta(days=length * i) for i in range(len(values)))
        days = [length] * len(values)
    if more.get("under") is not None:
        more["under"] = np.asarray(more["under"], dtype=np.float64)
    return Series(
        "visits", starts, np.array(days, dtype=np.int64), np.asarray(values, np.float64), grain=grain, **more
    )


@pytest.fixture(scope="session")
def make() -> Callable[..., Series]:
    return make_series
