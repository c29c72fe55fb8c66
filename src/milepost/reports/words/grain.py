"""“each week”, “Week of”, “a week”: the periods of a series as charts and tables name them."""

from milepost.language import gettext_lazy, ngettext
from milepost.period import Grain

_NAMES = {
    Grain.DAY: gettext_lazy("day"),
    Grain.WEEK: gettext_lazy("week"),
    Grain.MONTH: gettext_lazy("month"),
}
_EACH = {
    Grain.DAY: gettext_lazy("{figure}, each day"),
    Grain.WEEK: gettext_lazy("{figure}, each week"),
    Grain.MONTH: gettext_lazy("{figure}, each month"),
}
_OF = {
    Grain.DAY: gettext_lazy("Day of"),
    Grain.WEEK: gettext_lazy("Week of"),
    Grain.MONTH: gettext_lazy("Month of"),
}
_USUAL = {
    Grain.DAY: gettext_lazy("usual {range} a day"),
    Grain.WEEK: gettext_lazy("usual {range} a week"),
    Grain.MONTH: gettext_lazy("usual {range} a month"),
}
_A = {
    Grain.DAY: gettext_lazy("{range} a day"),
    Grain.WEEK: gettext_lazy("{range} a week"),
    Grain.MONTH: gettext_lazy("{range} a month"),
}


def named(grain: Grain) -> str:
    """“week”."""
    return str(_NAMES.get(grain, grain.value))


def each(figure: str, grain: Grain) -> str:
    """“Reach, each week”."""
    return str(_EACH[grain].format(figure=figure)) if grain in _EACH else f"{figure}, each {grain.value}"


def head_of(grain: Grain) -> str:
    """“Week of”, above a column of days."""
    return str(_OF.get(grain, f"{grain.value.capitalize()} of"))


def usual(range_: str, grain: Grain) -> str:
    """“usual 10–20 a week”."""
    return str(_USUAL[grain].format(range=range_)) if grain in _USUAL else f"usual {range_} a {grain.value}"


def in_each(range_: str, grain: Grain) -> str:
    """“10–20 a week”."""
    return str(_A[grain].format(range=range_)) if grain in _A else f"{range_} a {grain.value}"


def counted(n: int, grain: Grain, written: str) -> str:
    """“three weeks”: so many periods, their number as `written`."""
    match grain:
        case Grain.DAY:
            return ngettext("{n} day", "{n} days", n, n=written)
        case Grain.MONTH:
            return ngettext("{n} month", "{n} months", n, n=written)
        case _:
            return ngettext("{n} week", "{n} weeks", n, n=written)
