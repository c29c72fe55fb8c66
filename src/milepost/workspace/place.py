"""What a workspace is and where it lies: a folder with a `milepost.toml`."""

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from milepost.errors import Conflict, InvalidValue, NotFound
from milepost.language import gettext_lazy
from milepost.period import WeekStart

SETTINGS: Final = "milepost.toml"
INCOMING: Final = "incoming"
"""The folder of a backup that was checked on the site and waits to become the workspace."""

ASIDE: Final = "set-aside"
"""The folder of earlier states of the workspace, each whole, that a restore on the site has set aside."""

SWAPPING: Final = f"{INCOMING}/swap.json"
"""While this file is there, the folder is neither the one workspace nor the other."""

OWN: Final = (
    *("archive", "facts", "staging", "knowledge", "label", "secret", "secrets", "lock", "cache", "uploads"),
    *(SETTINGS, INCOMING, ASIDE),
)
"""What belongs to a workspace itself and is never an export (besides its database, `milepost.db*`)."""

INTENDED: Final = "intended"
"""The name of a writer's note, in its staging folder, of what it is about to put into place."""


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand of the workspace: the currency it is judged in (ISO 4217) and the zone its days are in."""

    name: str
    currency: str
    zone: str


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open workspace. `secret` keys the hashes of customers; `database` is '' for SQLite in the folder."""

    home: Path
    brands: tuple[Brand, ...]
    week_start: WeekStart
    database: str = field(repr=False)
    secret: bytes = field(repr=False)

    @property
    def archive(self) -> Path:
        """The folder of the files that were imported."""
        return self.home / "archive"

    @property
    def facts(self) -> Path:
        """The folder of what is computed from them."""
        return self.home / "facts"

    @property
    def staging(self) -> Path:
        """The folder of what is being written; whatever a dead writer left there is removed by the next."""
        return self.home / "staging"

    @property
    def cache(self) -> Path:
        """The folder of what was worked out and is kept until it changes; it may be removed at any time."""
        return self.home / "cache"

    @property
    def knowledge(self) -> Path | None:
        """The user's own formats, KPIs and rules, which lie over ours; None when there are none."""
        folder = self.home / "knowledge"
        return folder if folder.is_dir() else None


def choose_brand(workspace: Workspace, name: str | None) -> Brand:
    """The brand of that name; without a name, the only one. Raises NotFound, or InvalidValue when unclear."""
    known = [brand.name for brand in workspace.brands]
    if not known:
        raise InvalidValue(
            gettext_lazy("This workspace holds no brand."),
            gettext_lazy("Add one with: milepost init --brand NAME"),
        )
    if name is None:
        if len(workspace.brands) == 1:
            return workspace.brands[0]
        raise InvalidValue(
            gettext_lazy("This workspace holds {n} brands: {known}.", n=len(known), known=", ".join(known)),
            gettext_lazy("Say which with --brand NAME."),
        )
    for brand in workspace.brands:
        if brand.name == name:
            return brand
    raise NotFound(
        "brand",
        name,
        known,
        gettext_lazy("Known: {known}. Add one with: milepost init --brand NAME", known=", ".join(known)),
    )


def find_home(home: Path | None) -> Path:
    """The workspace folder: `home`, else MILEPOST_HOME, else the nearest upward, else the user's data folder.

    Raises NotFound when there is no `milepost.toml` in it.
    """
    named = home or (Path(text) if (text := os.environ.get("MILEPOST_HOME")) else None)
    folder = named.expanduser() if named else _nearest(Path.cwd()) or data_folder()
    if not is_workspace(folder):
        remedy = gettext_lazy("Make one with: milepost init {folder}", folder=folder)
        raise NotFound("workspace", str(folder), remedy=remedy)
    return folder.resolve()


def data_folder() -> Path:
    """The workspace that is used when none is named or near."""
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "milepost"


def _nearest(start: Path) -> Path | None:
    return next((f for f in (start, *start.parents) if is_workspace(f)), None)


def is_workspace(folder: Path) -> bool:
    """Whether a workspace lies there, be it one that is just being put into place."""
    return (folder / SETTINGS).is_file() or (folder / SWAPPING).is_file()


def refuse_while_swapping(folder: Path) -> None:
    """Raises Conflict while a restored workspace is being put into place, or when that was cut short."""
    if (folder / SWAPPING).is_file():
        raise Conflict(
            f"A backup is being put in the place of the workspace {folder}.",
            "Wait a moment. If it was cut short, “milepost serve” finishes it at its next start.",
        )


def read_body(home: Path) -> dict[str, Any]:
    """All that `milepost.toml` says. Raises InvalidValue when it is not TOML."""
    where = home / SETTINGS
    try:
        return tomllib.loads(where.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidValue(
            gettext_lazy("{where} is not TOML: {error}.", where=where, error=error),
            gettext_lazy("Mend the line that is named."),
        ) from error


def read_settings(home: Path) -> tuple[tuple[Brand, ...], WeekStart, str]:
    """Brands, start of the week and database address out of `milepost.toml`. Raises InvalidValue."""
    where = home / SETTINGS
    body = read_body(home)
    general = section(body, "workspace", where)
    brands = tuple(
        read_brand(name, section(section(body, "brand", where), name, where))
        for name in section(body, "brand", where)
    )
    address = os.environ.get("MILEPOST_DATABASE") or str(general.get("database", ""))
    return brands, read_week_start(str(general.get("week_start", "monday"))), address


def read_brand(name: str, said: dict[str, Any]) -> Brand:
    """A brand out of its settings. Raises InvalidValue."""
    if not name.strip() or len(name) > 100 or not name.isprintable():
        raise InvalidValue(
            gettext_lazy("“{name}” cannot be the name of a brand.", name=f"{name!r}"),
            gettext_lazy("Write 1 to 100 printable characters."),
        )
    currency, zone = str(said.get("currency", "EUR")), str(said.get("zone", "UTC"))
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()):
        raise InvalidValue(
            gettext_lazy("“{currency}” is not a currency of ISO 4217.", currency=currency),
            gettext_lazy("Write for example EUR, USD or GBP."),
        )
    return Brand(name, currency, read_zone(zone))


def read_zone(zone: str) -> str:
    """The name of a time zone that exists. Raises InvalidValue."""
    try:
        ZoneInfo(zone)
    except (OSError, ValueError):  # ZoneInfoNotFoundError is a KeyError
        raise InvalidValue(
            gettext_lazy("“{zone}” is not a time zone.", zone=zone),
            gettext_lazy("Write for example Europe/Berlin."),
        ) from None
    except KeyError:
        raise InvalidValue(
            gettext_lazy("“{zone}” is not a time zone.", zone=zone),
            gettext_lazy("Write for example Europe/Berlin."),
        ) from None
    return zone


def read_week_start(text: str) -> WeekStart:
    """The day a week begins on. Raises InvalidValue."""
    try:
        return WeekStart(text.lower())
    except ValueError:
        raise InvalidValue(
            gettext_lazy("A week cannot start on “{text}”.", text=text),
            gettext_lazy("Write monday, sunday or saturday."),
        ) from None


def section(body: dict[str, Any], name: str, where: Path) -> dict[str, Any]:
    """One section of the settings, empty when it is not there. Raises InvalidValue for a mere value."""
    found = body.get(name, {})
    if not isinstance(found, dict):
        raise InvalidValue(
            gettext_lazy("In {where}, “{name}” is not a section.", where=where, name=name),
            gettext_lazy("Write it as [{name}].", name=name),
        )
    return found
