"""Backups of a workspace that is served, good and bad ones, and sending them to a page as a browser does."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
from served_site import Visitor
from waiting import until

from milepost.store.database import disconnect
from milepost.workspace.keeping.backup import backup
from milepost.workspace.opening import open_workspace

MADE = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def backup_of(home: Path, out: Path) -> bytes:
    """A backup of a workspace, as `milepost backup` makes it while the site runs."""
    made = backup(open_workspace(home), out, created=MADE)
    disconnect()
    return made.path.read_bytes()


def send_backup(
    visitor: Visitor, path: str, content: bytes, *, name: str = "monday.zip", whole: str = "yes"
) -> httpx.Response:
    """Send a file as the form of the page does."""
    found = _TOKEN.search(visitor.get(path).text)
    parts = [("backup", (name, content)), ("whole", (None, whole.encode()))]
    data = {"csrfmiddlewaretoken": found.group(1) if found else ""}
    return visitor.client.post(path, data=data, files=parts)


def checked(visitor: Visitor, answer: httpx.Response) -> str:
    """The page of the check that an answer leads to, once it is over."""
    assert answer.status_code == 302, answer.text
    path = answer.headers["location"]
    return until(lambda: text if "<progress" not in (text := visitor.get(path).text) else None)


def changed(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A backup whose files, and manifest, somebody has changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as into:
        for name, text in parts.items():
            into.writestr(name, text)
    return out.getvalue()


def newer(parts: dict[str, bytes]) -> None:
    """Of a format that a later version writes."""
    parts["manifest.json"] = json.dumps({"format": 99, "milepost": "9.9"}).encode()


def climbing(parts: dict[str, bytes]) -> None:
    """With a file that wants to lie above the workspace."""
    manifest = json.loads(parts["manifest.json"])
    manifest["members"].append({**manifest["members"][0], "name": "../climbed"})
    parts["manifest.json"] = json.dumps(manifest).encode()
    parts["../climbed"] = parts[manifest["members"][0]["name"]]


def altered(parts: dict[str, bytes]) -> None:
    """With settings that are not those of the day."""
    parts["milepost.toml"] = parts["milepost.toml"].replace(b"EUR", b"USD")
