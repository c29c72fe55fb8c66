"""Figures and dates as a dozen countries write them, in four encodings: read right or asked about."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from milepost.sources import Answers, Reading, read_export, source_formats

FORMATS = source_formats()
LOCALES = {
    "en_US": "USD",
    "en_GB": "GBP",
    "en_IN": "INR",
    "de_DE": "EUR",
    "de_CH": "CHF",
    "fr_FR": "EUR",
    "es_ES": "EUR",
    "pt_BR": "BRL",
    "it_IT": "EUR",
    "nl_NL": "EUR",
    "sv_SE": "SEK",
    "pl_PL": "PLN",
}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
VALUES = [Decimal("1234.5"), Decimal("1234567.25"), Decimal(12), Decimal("0.75"), Decimal("98765")]
WHOLE = [Decimal(1234), Decimal(98765), Decimal(7), Decimal(45678), Decimal(12)]
DAYS = [date(2026, 3, 9) + timedelta(days=n) for n in range(5)]
"""From the ninth to the thirteenth: the last one tells the day from the month."""


def write(path: Path, rows: list[tuple[str, str]], encoding: str, delimiter: str) -> Path:
    lines = [f"date{delimiter}metric{delimiter}value"]
    lines += [f'"{day}"{delimiter}ad spend{delimiter}"{value}"' for day, value in rows]
    text = "\n".join([*lines, ""])
    path.write_bytes(text.replace("\u202f", "\u00a0").encode(encoding))  # what CP1252 has of narrow blanks
    return path


def read(path: Path) -> Reading:
    return read_export(
        path, Answers(), brand="b", zone=None, secret=b"k", staging=path.parent / "s", formats=FORMATS
    )


def stored(reading: Reading) -> dict[date, int]:
    (part,) = [part for part in reading.parts if part.table == "custom_day"]
    rows = duckdb.execute("SELECT day, value FROM read_parquet(?)", [str(part.path)]).fetchall()
    return dict(rows)


def is_right_or_asks(path: Path, values: list[Decimal]) -> bool:
    """Whether the file was read rightly; False where it was asked about or refused. Never wrongly."""
    reading = read(path)
    if {report.status for report in reading.reports} != {"imported"}:
        assert all(report.problems for report in reading.reports)
        return False
    expected = {day: int(value * 1_000_000) for day, value in zip(DAYS, values, strict=True)}
    found = stored(reading)
    problems = [problem for report in reading.reports for problem in report.problems]
    assert found == expected or (problems and found.items() <= expected.items())
    return found == expected


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("locale", LOCALES)
def test_decimals_and_dates_of_a_country(locale: str, encoding: str, tmp_path: Path) -> None:
    rows = [
        (
            format_date(day, "dd/MM/yyyy" if locale == "en_GB" else "short", locale),
            format_decimal(v, locale=locale),
        )
        for day, v in zip(DAYS, VALUES, strict=True)
    ]
    assert is_right_or_asks(write(tmp_path / "a.csv", rows, encoding, ";"), VALUES)


@pytest.mark.parametrize("locale", LOCALES)
def test_amounts_with_their_currency(locale: str, tmp_path: Path) -> None:
    amounts = [format_currency(value, LOCALES[locale], locale=locale) for value in VALUES]
    rows = [(day.isoformat(), amount) for day, amount in zip(DAYS, amounts, strict=True)]
    assert is_right_or_asks(write(tmp_path / "a.csv", rows, "utf-8", "\t"), VALUES)


@pytest.mark.parametrize("locale", LOCALES)
def test_thousands_without_decimals_are_right_or_asked_about(locale: str, tmp_path: Path) -> None:
    figures = [format_decimal(value, locale=locale) for value in WHOLE]
    rows = [(day.isoformat(), figure) for day, figure in zip(DAYS, figures, strict=True)]
    is_right_or_asks(write(tmp_path / "a.csv", rows, "utf-8", ";"), WHOLE)


@pytest.mark.parametrize("order", ["%d/%m/%Y", "%m/%d/%Y"])
def test_days_that_could_be_months_are_asked_about(order: str, tmp_path: Path) -> None:
    days = [date(2026, 3, number) for number in range(1, 6)]
    rows = [(day.strftime(order), "5") for day in days]
    (report,) = read(write(tmp_path / "a.csv", rows, "utf-8", ";")).reports
    assert report.status == "question"
    assert report.problems
