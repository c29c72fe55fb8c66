"""A writer that imports cards and takes some back until it is killed.

Its arguments: HOME EXPORTS FIRST COUNT SEED GRACE; with the seed 0 it takes nothing back.

It says on standard output what it is about to do, and that it is done: `ready`, `+5 ...`, `done`, `-5 ...`.
"""

import random
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from cards import BRAND, write_card

from milepost.sources import Answers
from milepost.workspace import writing
from milepost.workspace.imports import import_files, list_imports
from milepost.workspace.opening import open_workspace
from milepost.workspace.undo import undo_import


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(home: Path, exports: Path, first: int, count: int, seed: int, grace: float) -> None:
    writing.GRACE = timedelta(seconds=grace)  # type: ignore[misc]
    chance = random.Random(seed)
    workspace = open_workspace(home)
    warm = write_card(exports, first)  # loads all that an import loads, so that kills hit imports
    import_files(workspace, [warm], Answers(channel="instagram"), brand=BRAND, dry_run=True)
    say("ready")
    for number in range(first, first + count):
        present = list_imports(workspace, BRAND)
        if seed and present and chance.random() < 0.25:
            gone = chance.choice(present)
            say(f"-{gone.name.split('-')[1].split('.')[0]}")
            undo_import(workspace, gone.sha256, who="trial", why="trial")
        else:
            path = write_card(exports, number)
            say(f"+{number}")
            (report,) = import_files(workspace, [path], Answers(channel="instagram"), brand=BRAND)
            if report.status != "imported":
                raise SystemExit(f"{report}")
        say("done")
    say("end")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:6]), float(sys.argv[6]))
