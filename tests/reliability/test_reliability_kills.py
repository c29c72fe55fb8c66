"""A writer is killed at random instants: nothing acknowledged is lost, and nothing half is seen."""

import contextlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import duckdb
from cards import BRAND, total, write_card

from milepost.sources import Answers
from milepost.store.database import disconnect
from milepost.workspace.imports import import_files, list_imports
from milepost.workspace.opening import open_workspace
from milepost.workspace.place import Workspace
from milepost.workspace.reading import fact_files
from milepost.workspace.rebuild import rebuild

KILLS = int(os.environ.get("MILEPOST_KILLS", "10"))
CARDS = 50  # numbers a writer may use up before it dies; 150 writers stay within the years that count
HERE = Path(__file__).parent


class Killer:
    """Starts writers and kills each at a random instant of its first, second or third step."""

    def __init__(self, workspace: Workspace, exports: Path, seed: int) -> None:
        self.workspace = workspace
        self.exports = exports
        self.chance = random.Random(seed)
        self.step = 0.3  # seconds that a step takes here, as last seen

    def kill(self, first: int) -> list[str]:
        """What a writer, whose cards begin with the number `first`, said until it was killed."""
        arguments = [str(self.workspace.home), str(self.exports), str(first), "1000", str(first + 1), "0"]
        command = [sys.executable, str(HERE / "writer.py"), *arguments]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            lines = []
            for _ in range(self.chance.randrange(3)):
                started = time.monotonic()
                lines += [writer.stdout.readline().strip(), writer.stdout.readline().strip()]
                self.step = time.monotonic() - started
            with contextlib.suppress(subprocess.TimeoutExpired):
                writer.wait(self.chance.uniform(0, 1.1 * self.step))
            assert writer.poll() is None, "the writer must die by our hand alone"
            writer.kill()
            return lines + writer.stdout.read().split("\n")


def after(lines: list[str], before: frozenset[int]) -> tuple[frozenset[int], frozenset[int]]:
    """The cards that are there by what was acknowledged, and those if the unfinished step is there too."""
    sure = before
    step = sure
    for line in lines:
        if line.startswith(("+", "-")):
            number = int(line[1:])
            step = sure | {number} if line[0] == "+" else sure - {number}
        elif line == "done":
            sure = step
    return sure, step


def present(workspace: Workspace) -> frozenset[int]:
    return frozenset(int(i.name.split("-")[1].split(".")[0]) for i in list_imports(workspace, BRAND))


def seen(workspace: Workspace) -> tuple[int, int]:
    table = fact_files(workspace, BRAND).tables.get("account_day")
    if table is None:
        return 0, 0
    found = duckdb.sql(f"SELECT count(*), sum(reach) FROM '{table.rows}'").fetchall()[0]
    return found[0], found[1]


def test_nothing_acknowledged_is_lost_and_nothing_half_is_seen(workspace: Workspace, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    killer = Killer(workspace, exports, seed=20261122)
    cards: frozenset[int] = frozenset()
    steps = 0
    for kill in range(KILLS):
        disconnect()
        lines = killer.kill(CARDS * kill)
        sure, perhaps = after(lines, cards)
        steps += lines.count("done")
        workspace = open_workspace(workspace.home)
        cards = present(workspace)
        assert cards in {sure, perhaps}
        assert seen(workspace) == total(cards)
    last = write_card(exports, CARDS * KILLS)
    (report,) = import_files(workspace, [last], Answers(channel="instagram"), brand=BRAND)
    assert report.status == "imported"
    assert seen(workspace) == total(cards | {CARDS * KILLS})
    assert left_over(workspace) == set()
    assert rebuild(workspace).changed == ()
    assert steps > 0


def left_over(workspace: Workspace) -> set[str]:
    """The files of the workspace that neither the journal nor the manifest knows."""
    from milepost.store.manifest import known_paths
    from milepost.workspace.sweeping import archived_paths

    known = known_paths() | {f"archive/{path}" for path in archived_paths()}
    folders = (workspace.archive, workspace.facts, workspace.staging)
    files = (p for folder in folders for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(workspace.home).as_posix() for p in files} - known
