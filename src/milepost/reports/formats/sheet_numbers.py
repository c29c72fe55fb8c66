"""How a spreadsheet shows a figure: by its unit, or as its text was written."""

import re

from milepost.amount import Unit


def unit_format(unit: str, currency: str | None) -> str:
    """The number format of a unit."""
    match unit:
        case Unit.SHARE:
            return "0.0%"
        case Unit.MONEY:
            return f"{_quoted(_sign(currency))}#,##0.00" if currency else "#,##0.00"
        case Unit.SECONDS:
            return '#,##0.0" s"'
        case _:
            return "#,##0.##"


def number_format(value: float, text: str) -> str:
    """The number format that shows a bare figure as its text does: percent, money with its sign, a count."""
    if "%" in text:
        digits = re.search(r"\d[\d.,]*", text)
        said = digits[0].replace(",", ".") if digits else ""
        literal = said.count(".") <= 1 and said and abs(abs(value) - float(said.rstrip("."))) < 0.006
        return '0.0#"%"' if literal and abs(value) > 1 else "0.0#%"
    sign = re.match(r"[−-]?([^\d\s.,−+-]{1,3})\s?\d", text)
    if sign:
        return f"{_quoted(sign[1])}#,##0.00"
    if value.is_integer():
        return "#,##0"
    return "#,##0.00"


def _sign(currency: str | None) -> str:
    from babel.numbers import get_currency_symbol

    return str(get_currency_symbol(currency, locale="en_GB")) if currency else ""


def _quoted(sign: str) -> str:
    return '"' + sign.replace('"', "") + '"'
