"""One entry of the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from milepost.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing somebody did to the thing `key` of a `kind` (import, goal ...), as that key's `seq`-th entry.

    (brand, kind, key, seq) is unique, `seq` counts from 1, and no entry is ever changed or removed: a later
    one replaces it. A body that holds `{"undone": true}` takes the thing back. `at` carries its zone; `body`
    holds only what JSON can hold.
    """

    brand: str
    kind: str
    key: str
    seq: int
    at: datetime
    who: str
    why: str
    body: Mapping[str, Any]

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise InvalidValue(f"The entry {self.kind} {self.key} has a time without a zone: {self.at}.")
        if self.seq < 1:
            raise InvalidValue(f"The entry {self.kind} {self.key} has number {self.seq}; they count from 1.")

    @property
    def undone(self) -> bool:
        """Whether this entry takes the thing back."""
        return self.body.get("undone") is True
