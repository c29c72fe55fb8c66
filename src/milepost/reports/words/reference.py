"""How often such a move came by itself, said beside the odds of a target."""

from milepost.amount import Unknown
from milepost.judgement.attainability import Odds
from milepost.judgement.verdict import Better
from milepost.reports.words.judged import says


def reference_line(odds: Odds | Unknown | None, title: str, better: str) -> str:
    """The class of reference in one sentence; empty once the goal is settled, or where nothing was counted.

    A target that lies on the side where the figure stands already asks for no move, so none is counted.
    """
    if odds is None or isinstance(odds, Unknown) or odds.settled or odds.reference is None:
        return ""
    reference, verdict = odds.reference, odds.reference.verdict
    if verdict is None or (reference.move or 0.0) * (-1 if better == Better.LOWER else 1) <= 0:
        return ""
    return says(verdict, title)
