"""One verb of keeping, run by a process that may be killed: `keeper.py VERB HOME [FILE]`.

It says `ready` before it begins, and `done` after.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from cards import BRAND

from milepost.workspace.keeping.backup import backup
from milepost.workspace.keeping.erasing import erase_brand
from milepost.workspace.keeping.restoring import restore
from milepost.workspace.opening import open_workspace


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(verb: str, home: Path, *rest: str) -> None:
    now = datetime.now(UTC)
    workspace = None if verb == "restore" else open_workspace(home)
    say("ready")
    if workspace is None:
        restore(Path(rest[0]), home)
    elif verb == "erase":
        erase_brand(workspace, BRAND, who="trial", at=now)
    else:
        backup(workspace, Path(rest[0]), created=now)
    say("done")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
