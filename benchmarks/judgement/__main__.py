"""How far Milepost's word can be trusted: every figure of `docs/judgement.md`, measured anew.

    MILEPOST_SHARED=/path nice python benchmarks/judgement [--only forecast ...] [--page]

Each part is one module with `figures(shared)`; what it measured is kept in `measured/` and the page is made
from all of them. `--page` only writes the page. No part's real series are brands' secrets: they lie in the
shared folder named, and nothing of them is written but these figures.
"""

import argparse
import os
import time
from importlib import import_module
from pathlib import Path

from figures import keep, kept
from page import PAGE, PARTS, page

SHARED = Path(os.environ.get("MILEPOST_SHARED", "../shared"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--only", nargs="+", choices=[part.name for part in PARTS])
    parser.add_argument("--page", action="store_true")
    asked = parser.parse_args()
    for part in PARTS:
        if asked.page or (asked.only and part.name not in asked.only):
            continue
        begin = time.perf_counter()
        found = import_module(part.module).figures(asked.shared)
        keep(part.name, found)
        print(f"{part.title} ({time.perf_counter() - begin:.0f} s)")
        for figure in found:
            print(f"  {'ok  ' if figure.holds else 'MISS'} {figure.what}: {figure.value:.3f}", flush=True)
    PAGE.write_text(page({part.name: kept(part.name) for part in PARTS}), "utf-8")


if __name__ == "__main__":
    main()
