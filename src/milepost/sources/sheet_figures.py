"""One figure of a person's own table, before its cells are typed."""

from dataclasses import dataclass

from milepost.sources.sheet_dates import Written


@dataclass(frozen=True, slots=True)
class SheetFigure:
    """A figure as it was written: the line it stands in, its date, and whose it is."""

    line: int
    when: Written
    metric: str
    value: str
    channel: str = ""
    campaign: str = ""
    brand: str = ""
