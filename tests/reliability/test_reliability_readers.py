"""Readers in other processes while one writes: no error, no half import, never back in time."""

import json
import subprocess
import sys
from pathlib import Path

from cards import BRAND, total

from milepost.store.database import disconnect
from milepost.workspace.place import Workspace
from milepost.workspace.reading import fact_files

HERE = Path(__file__).parent
IMPORTS = 8


def test_readers_see_each_publication_as_a_whole_while_files_are_swept_under_them(
    workspace: Workspace, tmp_path: Path
) -> None:
    disconnect()
    readers = [
        subprocess.Popen(
            [sys.executable, str(HERE / "reader.py"), str(workspace.home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
    exports = str(tmp_path / "exports")
    arguments = [str(workspace.home), exports, "0", str(IMPORTS), "0", "0"]
    writer = subprocess.run(
        [sys.executable, str(HERE / "writer.py"), *arguments], capture_output=True, check=True
    )
    assert writer.stdout.endswith(b"end\n")
    told = [json.loads(reader.communicate("stop\n")[0]) for reader in readers]
    assert [one["wrong"] for one in told] == [[], []]
    assert min(one["reads"] for one in told) > IMPORTS
    assert [reader.returncode for reader in readers] == [0, 0]
    assert fact_files(workspace, BRAND).generation == IMPORTS
    assert total(range(IMPORTS))[0] == 3 * IMPORTS
