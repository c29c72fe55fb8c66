"""“+10 %”, “-5”, “+0.5 points”: what somebody expects of a decision."""

import re
from math import isfinite

from milepost.amount import Unit
from milepost.errors import InvalidValue
from milepost.language import gettext_lazy, spoken
from milepost.reviews.decision import Expected

_PERCENT = r"%|percent|prozent|por ciento|pour ?cent"
_POINTS = (
    r"pp|p\. ?p\.|pts?|(?:percentage )?points?|(?:prozent)?punkte?|puntos?(?: porcentuales?)?"
    r"|points? de pourcentage"
)
_WRITTEN = re.compile(
    r"^\s*([+\-\u2212\u2013])\s*([\d.,\u00a0\u202f ]+?)"
    rf"\s*(?:(?P<part>{_PERCENT})|(?P<points>{_POINTS}))?\s*$",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}(?!\d))")
_POINT_OF_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
_COMMA_IS_DECIMAL = frozenset({"de", "es", "fr"})
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
    sign, digits = found.groups()[:2]
    try:
        size = _number(digits)
    except ValueError:
        raise InvalidValue(
            gettext_lazy("“{digits}” is not a number.", digits=digits.strip()), REMEDY
        ) from None
    amount = size if sign == "+" else -size
    if size == 0 or not isfinite(size) or size > MOST:
        raise InvalidValue(
            gettext_lazy("An effect that is nought, or beyond any figure, cannot be checked."), REMEDY
        )
    if found["part"]:
        return _relative(amount / 100)
    if found["points"]:
        return _points(amount / 100, unit)
    if unit is Unit.SHARE:
        raise InvalidValue(
            gettext_lazy(
                "“{text}” of a rate can mean two things: a part of it, or percentage points.", text=text
            ),
            gettext_lazy("Write {sign}{digits}% or {sign}{digits}points.", sign=sign, digits=digits.strip()),
        )
    return Expected(amount, relative=False)


def _number(digits: str) -> float:
    """As it is written where the language is spoken: “1.500” is one and a half in English only."""
    if spoken() in _COMMA_IS_DECIMAL:
        plain = re.sub(r"[\u00a0\u202f ]", "", digits)
        plain = plain if plain.startswith("0") else _POINT_OF_THOUSANDS.sub("", plain)
        return float(plain.replace(",", "."))
    return float(_THOUSANDS.sub("", digits).replace(",", "."))


def _relative(amount: float) -> Expected:
    if amount < -1:
        raise InvalidValue(gettext_lazy("Nothing can fall by more than 100 %."), REMEDY)
    return Expected(amount, relative=True)


def _points(amount: float, unit: Unit) -> Expected:
    if unit is not Unit.SHARE:
        raise InvalidValue(gettext_lazy("Percentage points are of rates only."), REMEDY)
    return Expected(amount, relative=False)
