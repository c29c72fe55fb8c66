"""Exports for the trials: the card number n speaks of three days of its own; its figures follow from n."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

BRAND = "Tin & Twine"
DAYS = 3


def write_card(folder: Path, number: int) -> Path:
    """Write the card `number`; writing it again gives the same bytes."""
    first = date(2020, 1, 1) + timedelta(days=DAYS * number)
    rows = [f'"{first + timedelta(days=n)}T00:00:00","{value}"' for n, value in enumerate(figures(number))]
    path = folder / f"card-{number}.csv"
    path.write_text("\n".join(["sep=,", '"Reach"', '"Date","Primary"', *rows]) + "\n", "utf-8")
    return path


def figures(number: int) -> list[int]:
    """The reach on each of the card's days."""
    return [1000 + 7 * number + n for n in range(DAYS)]


def total(numbers: Iterable[int]) -> tuple[int, int]:
    """How many days the cards have together, and the sum of their figures."""
    numbers = list(numbers)
    return DAYS * len(numbers), sum(sum(figures(number)) for number in numbers)
