"""What came of files that gave nothing to keep, so that the same folder again costs a look at its hashes.

Only a memory: it lies among the facts, may be thrown away at any time, and is not believed once the formats,
the readers or the answers are others.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import milepost.sources
from milepost import __version__
from milepost.errors import Problem
from milepost.knowledge import leaves, text
from milepost.language import from_json, to_json
from milepost.sources.report import Answers, LeftOut, TableReport
from milepost.workspace.place import Workspace
from milepost.workspace.taking import FileReport


class Looked:
    """The memory of one workspace, as far as it holds for these answers, this zone and today's formats."""

    def __init__(self, workspace: Workspace, answers: Answers, zone: str | None) -> None:
        self.workspace = workspace
        self.folder = workspace.facts / "looked"
        self.said = ({**asdict(answers), "named": ""}, zone)

    @cached_property
    def key(self) -> str:
        """What an old report must have been made with to be believed."""
        return hashlib.sha256(repr((self.said, _formats(self.workspace))).encode()).hexdigest()[:16]

    def recall(self, path: Path, sha256: str, named: str) -> FileReport | None:
        """What came of a file of that hash and name; None when it is not remembered."""
        try:
            body = from_json(json.loads(self._place(named, sha256).read_text("utf-8")))
            return FileReport(path, sha256, body["status"], None, tuple(map(_report, body["reports"])))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def remember(self, report: FileReport, named: str) -> None:
        """Keep a report of a file that gave nothing; not being able to is no reason to fail.

        A file that could not be read at all is tried again: the machine may have been short of memory.
        """
        unread = report.status == "refused" and not any(table.rows_read for table in report.reports)
        if unread or not report.sha256:
            return
        body = {"status": report.status, "reports": [to_json(asdict(table)) for table in report.reports]}
        with suppress(OSError):
            self.folder.mkdir(exist_ok=True)
            self._place(named, report.sha256).write_text(json.dumps(body, default=str), "utf-8")

    def _place(self, named: str, sha256: str) -> Path:
        """The name of a file counts: it is evidence, if weak."""
        name = hashlib.sha256(named.encode("utf-8", "surrogateescape")).hexdigest()[:8]
        return self.folder / f"{sha256[:32]}-{name}-{self.key}.json"


def _formats(workspace: Workspace) -> str:
    """Changes with every format, channel word and reader."""
    readers = Path(milepost.sources.__file__).parent.glob("*.py")
    newest = max((path.stat().st_mtime_ns for path in readers), default=0)
    known = [leaf.body for _, leaf in sorted(leaves("sources", workspace.knowledge).items())]
    return hashlib.sha256(repr((__version__, newest, known, text("channels.toml"))).encode()).hexdigest()


_LISTS = ("notes", "assumptions", "checksums", "gives", "missing", "asks")


def _report(body: Mapping[str, Any]) -> TableReport:
    days = {
        name: date.fromisoformat(body[name]) if body[name] else None for name in ("first_day", "last_day")
    }
    return TableReport(
        **{
            **body,
            **days,
            "left_out": tuple(LeftOut(**item) for item in body["left_out"]),
            **{name: tuple(body.get(name, ())) for name in _LISTS},
            "problems": tuple(Problem(**item) for item in body["problems"]),
        }
    )
