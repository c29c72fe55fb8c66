"""The options that every command takes, before or after its name."""

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from milepost.period import read_day

Home = Annotated[
    Path | None,
    typer.Option("--home", metavar="DIR", help="The workspace folder.", rich_help_panel="Everywhere"),
]
Brand = Annotated[
    str | None,
    typer.Option(
        "--brand", metavar="NAME", help="Which brand, if there are several.", rich_help_panel="Everywhere"
    ),
]
Json = Annotated[
    bool,
    typer.Option("--json", help="Print one JSON document and nothing else.", rich_help_panel="Everywhere"),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="As if today were that day: nothing from it on is seen.",
        rich_help_panel="Everywhere",
    ),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of every command: where, for which brand, as of when, and in which form."""

    home: Path | None
    brand: str | None
    as_json: bool
    as_of: date | None

    @property
    def today(self) -> date:
        """The day to reckon from. Only faces read the clock."""
        return self.as_of or date.today()  # noqa: DTZ011 - the user's own day is meant


_before: dict[str, Any] = {}


def keep(home: Path | None, brand: str | None, as_json: bool, as_of: str | None) -> None:
    """Remember the options that stood before the command's name."""
    _before.update(home=home, brand=brand, as_json=as_json, as_of=as_of)


def forget() -> None:
    """Forget them: for a process that runs several command lines, such as a test."""
    _before.clear()


def asked(home: Path | None, brand: str | None, as_json: bool, as_of: str | None) -> Asked:
    """The options of a command joined with those that stood before its name. Raises InvalidValue."""
    day = as_of or _before.get("as_of")
    return Asked(
        home=home or _before.get("home"),
        brand=brand or _before.get("brand"),
        as_json=as_json or bool(_before.get("as_json")),
        as_of=read_day(day) if day else None,
    )


def wants_json() -> bool:
    """Whether JSON was asked for, also when the command line could not be parsed any further."""
    return "--json" in sys.argv[1:]
