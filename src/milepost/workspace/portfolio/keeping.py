"""Summaries that were worked out, kept in the workspace until something that they hang on has changed.

Only a memory: a file a brand, named by a keyed hash so that no path tells whose it is, readable by nobody but
the owner. One that is damaged, or was made of other facts, entries, settings or rules, is not believed.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from milepost import __version__
from milepost.archive.durable import make_folder, write
from milepost.language import from_json, to_json
from milepost.reviews.summary import Summary
from milepost.workspace.forecasts import FORECAST, OUTCOME
from milepost.workspace.place import Brand, Workspace
from milepost.workspace.portfolio.written import from_body, to_body

FORM: Final = 2
"""Grows when a summary is made or written otherwise, so that what an older version kept is made anew."""

ASIDE: Final = (FORECAST, OUTCOME, "sent")
"""Kinds of entries on which nothing of a summary hangs, and that come with mere looking."""


@dataclass(frozen=True)
class Memory:
    """The kept summaries of a workspace, as far as they hold on `today`."""

    workspace: Workspace
    today: date

    def recall(self, brand: Brand) -> Summary | None:
        """The summary of this very day and state; None when there is none, or none to be believed."""
        body = self._read(brand)
        return _summary(body, brand) if body.get("key") == self._key(brand) else None

    def before(self, brand: Brand) -> Summary | None:
        """What was last kept, of today or an earlier day, by whatever was known then; None without any."""
        found = _summary(self._read(brand), brand)
        return None if found is None or found.as_of > self.today else found

    def keep(self, brand: Brand, summary: Summary) -> None:
        """Keep a summary; not being able to is no reason to fail."""
        body = {"form": FORM, "key": self._key(brand), "summary": to_json(to_body(summary))}
        content = json.dumps(body, default=_plain).encode()
        with suppress(OSError):
            make_folder(self._folder, 0o700)
            write(self._place(brand.name), self._seal(brand.name, content) + b"\n" + content, 0o600)

    def forget(self, brand: str) -> None:
        """Remove what is kept of a brand; nothing of it is left. Raises OSError where that fails."""
        place = self._place(brand)
        place.unlink(missing_ok=True)
        for left in place.parent.glob(f".{place.name}.*.tmp"):
            left.unlink(missing_ok=True)

    @property
    def _folder(self) -> Path:
        return self.workspace.cache / "portfolio"

    def _place(self, brand: str) -> Path:
        return self._folder / f"{self._seal(brand, b'')[:40].decode()}.json"

    def _seal(self, brand: str, content: bytes) -> bytes:
        """What only this workspace can make of a brand and of what is kept of it; 64 hexadecimal digits."""
        said = b"portfolio\0" + brand.encode() + b"\0" + content
        return hmac.new(self.workspace.secret, said, hashlib.sha256).hexdigest().encode()

    def _read(self, brand: Brand) -> Mapping[str, Any]:
        try:
            seal, _, content = self._place(brand.name).read_bytes().partition(b"\n")
            body = json.loads(content) if hmac.compare_digest(seal, self._seal(brand.name, content)) else None
        except (OSError, ValueError):
            return {}
        return body if isinstance(body, dict) and body.get("form") == FORM else {}

    def _key(self, brand: Brand) -> str:
        """Changes with the day, the brand's settings, facts and entries, the rules, and the version."""
        state = (self._facts.get(brand.name), self._entries.get(brand.name), self._rules)
        said = (__version__, self.today, brand, self.workspace.week_start.value, state)
        return hashlib.sha256(repr(said).encode()).hexdigest()

    @cached_property
    def _facts(self) -> dict[str, tuple[tuple[str, int, str], ...]]:
        from milepost.store.manifest import fingerprints

        return fingerprints()

    @cached_property
    def _entries(self) -> dict[str, tuple[int, int]]:
        from milepost.store.entries import last_numbers

        return last_numbers(without=ASIDE)

    @cached_property
    def _rules(self) -> tuple[tuple[str, int, int], ...]:
        """The user's own knowledge by its files: which there are, how large, and when they were written."""
        folder = self.workspace.knowledge
        files = sorted(folder.rglob("*")) if folder else []
        found = [(path, path.stat()) for path in files if path.is_file()]
        return tuple((str(path), stat.st_size, stat.st_mtime_ns) for path, stat in found)


def _plain(value: Any) -> Any:
    """A figure of numpy as one of Python."""
    return value.item()


def _summary(body: Mapping[str, Any], brand: Brand) -> Summary | None:
    try:
        return from_body(from_json(body["summary"]), brand.name)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
