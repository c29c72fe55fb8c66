"""What a chart says where the pointer is: each figure with its day, in the drawing and without a script."""

import math
from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup

from milepost.reports.charts.frame import Frame
from milepost.reports.charts.marks import Points
from milepost.reports.charts.svg import group, tag

CLASS = "readings"
MOST = 120
"""A pointer does not find more places than these across a chart; of more points every n-th is told."""


def readings(on: Frame, points: Points, said: Sequence[str]) -> Markup:
    """A strip around each point that tells its words; a dot shows which one is told.

    `said` are the words of the points, one each. Unknown figures are told by their hatching.
    """
    told = zip(points, said, strict=True)
    known = [(on.x(day), on.y(value), words) for (day, value), words in told if not math.isnan(value)]
    if not known:
        return Markup("")
    some = known[:: math.ceil(len(known) / MOST)]
    edges = [on.left, *((one[0] + other[0]) / 2 for one, other in pairwise(some)), on.right]
    height = on.bottom - on.top
    return group(
        (
            group(
                [
                    tag("title", words),
                    tag("rect", x=left, y=on.top, width=max(right - left, 1.0), height=height),
                    tag("circle", cx=x, cy=y, r=3.5),
                ],
                "reading",
            )
            for (x, y, words), (left, right) in zip(some, pairwise(edges), strict=True)
        ),
        CLASS,
    )
