"""How earlier forecasts came out, said beside new odds."""

from milepost.amount import Unknown
from milepost.judgement.attainability import Odds
from milepost.judgement.track_record import TrackRecord
from milepost.language import colon, gettext_lazy
from milepost.reports.words.judged import says
from milepost.reports.words.verdict import lower_first

NAME = gettext_lazy("Track record")


def beside(record: TrackRecord | Unknown | None, odds: Odds | Unknown | None) -> str:
    """What became of goals that were given such odds; empty where there are none, or no odds to believe."""
    if record is None or isinstance(record, Unknown) or odds is None or isinstance(odds, Unknown):
        return ""
    band = record.band(odds.probability)
    return "" if odds.settled or not band.goals else says(band.verdict, NAME)


def overall(record: TrackRecord | Unknown | None) -> str:
    """What the whole record says; why there is none."""
    if record is None:
        return ""
    if isinstance(record, Unknown):
        return str(colon(NAME, lower_first(record.because)))
    return says(record.verdict, NAME)
