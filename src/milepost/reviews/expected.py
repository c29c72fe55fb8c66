"""“+10 %”, “-5”, “+0.5 points”: what somebody expects of a decision."""

import re
from math import isfinite

from milepost.amount import Unit
from milepost.errors import InvalidValue
from milepost.language import gettext_lazy
from milepost.reviews.decision import Expected

_WRITTEN = re.compile(
    r"^\s*([+\-\u2212\u2013])\s*([\d.,\u00a0 ]+?)\s*(%|percent|pp|points?|pts?)?\s*$", re.IGNORECASE
)
_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0 ](?=\d{3}(?!\d))")
REMEDY = gettext_lazy(
    "Write for example +10% or -5% (of what would come anyway), +40, or +0.5points of a rate."
)
MOST = 1_000_000_000_000.0


def read_expected(text: str, unit: Unit) -> Expected:
    """What is expected, of a KPI of that unit. Raises InvalidValue, also for nought and for no direction."""
    found = _WRITTEN.match(text)
    if found is None:
        raise InvalidValue(
            gettext_lazy("“{text}” is not an expected effect: it needs a + or a - and a number.", text=text),
            REMEDY,
        )
    sign, digits, kind = found.groups()
    try:
        size = float(_THOUSANDS.sub("", digits).replace(",", "."))
    except ValueError:
        raise InvalidValue(
            gettext_lazy("“{digits}” is not a number.", digits=digits.strip()), REMEDY
        ) from None
    amount = size if sign == "+" else -size
    if size == 0 or not isfinite(size) or size > MOST:
        raise InvalidValue(
            gettext_lazy("An effect that is nought, or beyond any figure, cannot be checked."), REMEDY
        )
    if kind in {"%", "percent"}:
        return _relative(amount / 100)
    if kind is not None:
        return _points(amount / 100, unit)
    if unit is Unit.SHARE:
        raise InvalidValue(
            gettext_lazy(
                "“{text}” of a rate can mean two things: a part of it, or percentage points.", text=text
            ),
            gettext_lazy("Write {sign}{digits}% or {sign}{digits}points.", sign=sign, digits=digits.strip()),
        )
    return Expected(amount, relative=False)


def _relative(amount: float) -> Expected:
    if amount < -1:
        raise InvalidValue(gettext_lazy("Nothing can fall by more than 100 %."), REMEDY)
    return Expected(amount, relative=True)


def _points(amount: float, unit: Unit) -> Expected:
    if unit is not Unit.SHARE:
        raise InvalidValue(gettext_lazy("Percentage points are of rates only."), REMEDY)
    return Expected(amount, relative=False)
