"""A reader that reads until it is told to stop: `reader.py HOME`. It stops when its standard input ends.

It prints how often it read, what it saw wrong, and the last generation it saw.
"""

import json
import select
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import duckdb
from cards import BRAND, total

from milepost.facts.batches import FactFiles
from milepost.workspace.opening import open_workspace
from milepost.workspace.reading import with_facts


def look(files: FactFiles) -> tuple[int, int, int, int]:
    """Generation, days, sum of figures, and the same number of days by the roll-up."""
    if "account_day" not in files.tables:
        return files.generation, 0, 0, 0
    table = files.tables["account_day"]
    found = duckdb.sql(f"SELECT count(*), sum(reach) FROM '{table.rows}'").fetchall()[0]
    rolled = duckdb.sql(f"SELECT sum(rows) FROM '{table.rollup}'").fetchall()[0]
    return files.generation, *found, *rolled


def main(home: Path) -> None:
    workspace = open_workspace(home)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    reads, last, wrong = 0, 0, []
    while not select.select([sys.stdin], [], [], 0.02)[0]:
        generation, days, figures, rolled = with_facts(workspace, BRAND, look)
        reads += 1
        if (days, figures) != total(range(days // 3)) or rolled != days or generation < last:
            wrong.append([last, generation, days, figures, rolled])
        last = generation
    sys.stdout.write(json.dumps({"reads": reads, "wrong": wrong, "last": last}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
