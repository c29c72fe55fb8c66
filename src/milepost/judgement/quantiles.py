"""Quantiles of the intervals that judgements give: 80 %, unless they say another."""

INSIDE = 0.8
Z80 = 1.2816
"""Normal standard errors either side that hold 80 %."""


def t_quantile(freedom: float, inside: float = INSIDE) -> float:
    """Standard errors either side that hold the share `inside`, by Student's t."""
    from scipy.special import stdtrit  # slow to import, and most commands need none

    return float(stdtrit(freedom, (1 + inside) / 2))
