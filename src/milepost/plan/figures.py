"""Figures as people write them in a plan file (`5%`, `1200 EUR`, `90 min`), and back."""

import math
import re
from decimal import Decimal
from typing import Final

from milepost.amount import Unit
from milepost.errors import InvalidValue
from milepost.language import gettext_lazy

_SIGNS: Final = {"€": "EUR", "$": "USD", "£": "GBP"}
_SECONDS: Final = {"s": 1, "sec": 1, "min": 60, "h": 3600, "hours": 3600, "days": 86_400, "d": 86_400}
_FIGURE = re.compile("([€$£]?)\\s*([0-9][0-9.,' \u00a0\u202f]*)\\s*(%|[€$£]|[A-Za-z]+)?")
_LONGEST: Final = 40
_UNSURE = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


def read_figure(said: float | str, unit: str, currency: str | None = None) -> float:
    """A figure in the KPI's own unit: shares as fractions, money in whole units, durations in seconds.

    Raises InvalidValue for what is no figure, or can be meant in two ways.
    """
    number, sign = (float(said), "") if not isinstance(said, str) else _taken_apart(said)
    if not math.isfinite(number) or number < 0:
        raise InvalidValue(
            gettext_lazy("{number} is no figure that can be aimed at.", number=f"{number:g}"),
            gettext_lazy("Give nought or more."),
        )
    if unit == Unit.SHARE:
        return _share(number, sign)
    if sign == "%":
        raise InvalidValue(
            gettext_lazy("“{said}” is a share, and this KPI is not.", said=said),
            gettext_lazy("Give the figure to reach; a change in percent belongs into the sentence."),
        )
    if unit == Unit.MONEY:
        return _money(number, sign, currency)
    if unit == Unit.SECONDS:
        return _seconds(number, sign, said)
    if sign:
        raise InvalidValue(
            gettext_lazy("“{said}” has a unit, and this KPI has none.", said=said),
            gettext_lazy("Write {number}.", number=f"{number:g}"),
        )
    return number


def write_figure(value: float, unit: str, currency: str | None = None) -> float | int | str:
    """The figure as it stands in a file; `read_figure` gives the same value back."""
    if unit == Unit.SHARE:
        return f"{_digits(Decimal(repr(float(value))) * 100)}%"
    if unit == Unit.MONEY and currency:
        return f"{_digits(Decimal(repr(float(value))))} {currency}"
    if unit == Unit.SECONDS:
        name, seconds = next(
            ((n, s) for n, s in (("h", 3600), ("min", 60)) if value >= s and value % s == 0), ("s", 1)
        )
        return f"{_digits(Decimal(repr(float(value))) / seconds)} {name}"
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def _taken_apart(text: str) -> tuple[float, str]:
    match = _FIGURE.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None or (match[1] and match[3]):
        raise InvalidValue(
            gettext_lazy("“{text}” is no figure.", text=text[:40]),
            gettext_lazy("Write for example 300, 5%, 1200 EUR or 90 min."),
        )
    digits = re.sub("[ '\u00a0\u202f]", "", match[2].strip())
    return _number(digits, text), match[1] or match[3] or ""


def _number(digits: str, text: str) -> float:
    """Thousands and decimals told apart by what can only be meant in one way."""
    if _UNSURE.fullmatch(digits):
        plain, small = digits.replace(",", "").replace(".", ""), digits.replace(",", ".")
        raise InvalidValue(
            gettext_lazy("“{text}” can be {plain} or {small}.", text=text, plain=plain, small=small),
            gettext_lazy("Write {plain} or {float}.", plain=plain, float=f"{float(small):g}"),
        )
    commas, points = digits.count(","), digits.count(".")
    if commas and points:
        last = max(digits.rfind(","), digits.rfind("."))
        whole = digits[:last].replace(",", "").replace(".", "")
        digits = f"{whole}.{digits[last + 1 :]}"
    elif commas > 1 or points > 1:
        digits = digits.replace(",", "").replace(".", "")
    else:
        digits = digits.replace(",", ".")
    return float(digits)


def _share(number: float, sign: str) -> float:
    if sign == "%":
        return float(Decimal(repr(number)) / 100)
    if sign:
        raise InvalidValue(
            gettext_lazy("This KPI is a share; {sign} is not.", sign=sign),
            gettext_lazy("Write {number}%.", number=f"{number:g}"),
        )
    if number > 1:
        raise InvalidValue(
            gettext_lazy(
                "This KPI is a share; {number} can be meant as {number} % or {number} times everything.",
                number=f"{number:g}",
            ),
            gettext_lazy("Write {number}% or a fraction below 1.", number=f"{number:g}"),
        )
    return number


def _money(number: float, sign: str, currency: str | None) -> float:
    code = _SIGNS.get(sign, sign.upper())
    if code and currency and code != currency:
        raise InvalidValue(
            gettext_lazy(
                "The plan is kept in {currency}; {number} {code} is another currency.",
                currency=currency,
                number=f"{number:g}",
                code=code,
            ),
            gettext_lazy("Give the amount in {currency}.", currency=currency),
        )
    return number


def _seconds(number: float, sign: str, said: object) -> float:
    if sign.lower() not in _SECONDS:
        raise InvalidValue(
            gettext_lazy("“{said}” is no length of time.", said=said),
            gettext_lazy("Write {number} min or {number} h.", number=f"{number:g}"),
        )
    return float(Decimal(repr(number)) * _SECONDS[sign.lower()])


def _digits(value: Decimal) -> str:
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}0" if _UNSURE.fullmatch(text) else text  # 13.435 could be read as thousands
