"""Fixed words of documents out of one file of the knowledge: titles, heads, columns and sentences."""

from functools import cached_property
from typing import Any

from milepost.knowledge import reader


class Words:
    """The words of one file, `knowledge/<name>.toml`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def title(self, kind: str) -> str:
        """The title of a kind of report or page."""
        return str(self.all["titles"][kind])

    def head(self, name: str) -> str:
        """A heading."""
        return str(self.all["heads"][name])

    def columns(self, name: str) -> tuple[str, ...]:
        """The heads of a table."""
        return tuple(str(one) for one in self.all["columns"][name])

    def say(self, name: str, **values: object) -> str:
        """A sentence, with its values."""
        return str(self.all["says"][name]).format_map({key: str(value) for key, value in values.items()})

    @cached_property
    def all(self) -> Any:
        """Everything in the file."""
        return reader.table(self.name)
