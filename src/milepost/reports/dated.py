"""Something with a day: a decision to check, a goal that ends."""

from datetime import date
from typing import NamedTuple


class Dated(NamedTuple):
    """Its id, what it is in a few words (text of users), and its day."""

    id: str
    title: str
    on: date
