"""The options that every command takes, before or after its name."""

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from milepost.period import read_day

_T = TypeVar("_T")

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


def everywhere(command: Callable[..., _T]) -> Callable[..., _T]:
    """Give a command the options that all commands take; it gets them together, as `ask`.

    They stand behind its own in the help. The command raises InvalidValue when the day cannot be read.
    """
    own = inspect.signature(command, eval_str=True)
    told = [p for p in own.parameters.values() if p.name != "ask"]
    common = inspect.signature(_asked, eval_str=True)

    @wraps(command)
    def asking(**given: Any) -> _T:
        ask = _asked(**{name: given.pop(name) for name in common.parameters})
        return command(**given, ask=ask)

    # Typer asks the signature for names and defaults, and the annotations for what they mean
    options = [p.replace(kind=p.KEYWORD_ONLY) for p in (*told, *common.parameters.values())]
    asking.__signature__ = own.replace(parameters=options)  # type: ignore[attr-defined]
    asking.__annotations__ = {p.name: p.annotation for p in options} | {"return": own.return_annotation}
    return asking


def _asked(home: Home = None, brand: Brand = None, as_json: Json = False, as_of: AsOf = None) -> Asked:
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
