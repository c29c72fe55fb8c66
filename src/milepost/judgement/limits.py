"""The band inside which a figure's own noise keeps it: for the eye, never for a claim (see `change`)."""

import numpy as np

from milepost.series import Series

LOOKED_AT = 26
LEAST = 8
XMR = 2.66
"""Limits of an XmR chart: the mean moving range times this constant, either side of the mean."""


def natural_limits(series: Series) -> tuple[float, float] | None:
    """Where the coming period would lie by noise alone: XmR limits over the last 26 known periods.

    None below eight known periods. Counts, shares and money that were never negative stay at zero or above.
    """
    values = series.values[np.isfinite(series.values)][-LOOKED_AT:]
    if values.size < LEAST:
        return None
    middle = float(np.mean(values))
    reach = XMR * float(np.mean(np.abs(np.diff(values))))
    low = middle - reach
    return (max(low, 0.0) if float(values.min()) >= 0 else low), middle + reach
