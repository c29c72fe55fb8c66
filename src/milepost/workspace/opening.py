"""Making a workspace and opening one."""

import gc
import json
import os
from pathlib import Path
from typing import Any, Final

from milepost.archive.durable import flush, make_folder, write
from milepost.errors import InvalidValue, NotFound, StorageError
from milepost.store.database import connect, database_settings, migrate
from milepost.workspace.place import (
    SETTINGS,
    Brand,
    Workspace,
    find_home,
    read_brand,
    read_settings,
    read_week_start,
    refuse_while_swapping,
)
from milepost.workspace.writing import is_storage_fault, locked, storage_faults

FOLDERS: Final = ("archive", "facts/batches", "facts/current", "staging")


def open_workspace(home: Path | None = None) -> Workspace:
    """Open the workspace at `home` (None: found as `place.find_home` says), migrating its database if due.

    Raises NotFound when there is none, InvalidValue when its settings cannot be read, Conflict while a backup
    takes its place, StorageError when its database or secret is gone or damaged.
    """
    folder = find_home(home)
    refuse_while_swapping(folder)
    brands, week_start, address = read_settings(folder)
    if not address and not (folder / "milepost.db").is_file():
        raise StorageError(
            f"The database of the workspace {folder} is gone (milepost.db).",
            f"Put it back from a backup, or begin a new journal with: milepost init {folder}",
        )
    secret = _read_secret(folder)
    _connect(folder, address)
    return Workspace(folder, brands, week_start, address, secret)


def workspace_near(home: Path | None) -> Workspace | None:
    """The workspace at `home`, or, when none is named, the one that is found, if any."""
    try:
        return open_workspace(home)
    except NotFound:
        if home is not None:
            raise
        return None


def init_workspace(
    home: Path,
    *,
    brand: str | None,
    currency: str | None = None,
    zone: str | None = None,
    week_start: str | None = None,
) -> Workspace:
    """Make a workspace at `home` with one brand (EUR, UTC and Monday unless said), or add a brand to one.

    `brand` None: a workspace that waits for its first one. Nothing else changes in one that is there: asking
    for other settings than it has raises InvalidValue. Killed at any instant, saying it again finishes it:
    `milepost.toml` comes last.
    """
    folder = home.expanduser().resolve()
    said = {name: value for name, value in (("currency", currency), ("zone", zone)) if value is not None}
    asked = None if brand is None else read_brand(brand, dict(said))
    start = read_week_start(week_start or "monday")
    with storage_faults():
        make_folder(folder)
        with locked(folder):
            refuse_while_swapping(folder)
            for name in FOLDERS:
                make_folder(folder / name)
            _make_secret(folder / "secret")
            settings = folder / SETTINGS
            if settings.exists():
                content = _with_brand(folder, asked, said, week_start) if asked else None
            else:
                first = _brand_section(asked) if asked else ""
                content = f'[workspace]\nweek_start = "{start.value}"\n' + first
            _connect(folder, _address(settings))
            if content is not None:
                write(settings, content.encode())
    return open_workspace(folder)


def _with_brand(folder: Path, asked: Brand, said: dict[str, Any], week_start: str | None) -> str | None:
    """The settings with the brand added, or None when it is there already."""
    brands, start, _ = read_settings(folder)
    if week_start is not None and read_week_start(week_start) is not start:
        raise InvalidValue(
            f"The weeks of this workspace start on {start.value}.",
            f"Change week_start in {folder / SETTINGS}.",
        )
    for known in brands:
        if known.name != asked.name:
            continue
        if any(getattr(known, name) != value for name, value in said.items()):
            raise InvalidValue(
                f"The brand {known.name} is there already, in {known.currency} and {known.zone}.",
                f"Change it in {folder / SETTINGS}.",
            )
        return None
    return (folder / SETTINGS).read_text("utf-8").rstrip("\n") + "\n" + _brand_section(asked)


def _brand_section(brand: Brand) -> str:
    # A JSON string of printable characters is a TOML string as well.
    name = json.dumps(brand.name, ensure_ascii=False)
    return f'\n[brand.{name}]\ncurrency = "{brand.currency}"\nzone = "{brand.zone}"\n'


def _address(settings: Path) -> str:
    return read_settings(settings.parent)[2] if settings.exists() else os.environ.get("MILEPOST_DATABASE", "")


def _connect(folder: Path, address: str) -> None:
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        if not _reach(folder, address):
            # Reading goes on when the disk is full. The connection that failed hangs in its error's traceback
            # and would lock this one out.
            gc.collect()
            connect(database_settings(address, folder, alone=True))
            migrate()
    except ImproperlyConfigured as error:
        raise InvalidValue(
            "The database of this workspace is PostgreSQL, and its driver is not installed.",
            "Install it with: pip install 'psycopg[binary]'",
        ) from error
    except DatabaseError as error:
        raise StorageError(
            f"The database of the workspace {folder} cannot be used ({str(error).splitlines()[0]}).",
            "If it is damaged, put it back from a backup; if it is elsewhere, see that it runs.",
        ) from error


def _reach(folder: Path, address: str) -> bool:
    """Connect; whether that worked, or SQLite found no room for the files that it makes beside its own."""
    from django.db import OperationalError

    connect(database_settings(address, folder))
    try:
        migrate()
    except OperationalError as error:
        if address or not is_storage_fault(error):
            raise
        return False
    return True


def _read_secret(folder: Path) -> bytes:
    try:
        secret = (folder / "secret").read_bytes()
    except OSError as error:
        raise StorageError(
            f"The secret of the workspace {folder} cannot be read: {error.strerror}.",
            "Put the file “secret” back from a backup: without it, known customers would count as new ones.",
        ) from error
    if len(secret) != 32:
        raise StorageError(f"The secret of the workspace {folder} is damaged.", "Put it back from a backup.")
    return secret


def _make_secret(path: Path) -> None:
    if not path.exists():
        write(path, os.urandom(32), mode=0o600)
        flush(path)
