"""The band inside which a figure's own noise keeps it: for the eye, never for a claim (see `change`)."""

import numpy as np

from milepost.series import Series

LOOKED_AT = 26
LEAST = 8
XMR = 2.66
"""Limits of an XmR chart: the mean moving range times this constant, either side of the mean."""


def natural_limits(series: Series, *, periods: int = 1) -> tuple[float, float] | None:
    """Where the coming `periods` would lie by noise alone: XmR limits over the last 26 known periods.

    Totals are those of all these periods together, levels their mean. None below eight known periods.
    Counts, shares and money that were never negative stay at zero or above.
    """
    values = series.values[np.isfinite(series.values)][-LOOKED_AT:]
    if values.size < LEAST:
        return None
    factor = periods if series.adds and series.under is None else 1
    middle = factor * float(np.mean(values))
    reach = factor * XMR * float(np.mean(np.abs(np.diff(values)))) / periods**0.5
    low = middle - reach
    return (max(low, 0.0) if float(values.min()) >= 0 else low), middle + reach
