"""The whole test suite in one command: style, types, layers, then every test. Extra words go to pytest."""

import os
import subprocess
import sys
import time
from pathlib import Path

STEPS = (
    ("style", ["ruff", "check", "--quiet", "src", "tests", "benchmarks"]),
    ("format", ["ruff", "format", "--check", "--quiet", "src", "tests", "benchmarks"]),
    ("types", ["mypy"]),
    ("layers", ["lint-imports"]),
    ("tests", ["pytest", "--quiet", "-n", "2", "--dist", "loadfile"]),
)


def main(words: list[str]) -> int:
    """Run each step, stop at the first that fails, and answer with its exit code."""
    programs = Path(sys.executable).parent
    for name, command in STEPS:
        started = time.monotonic()
        extra = words if name == "tests" else []
        code = subprocess.run(
            [str(programs / command[0]), *command[1:], *extra],
            check=False,
            env={"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"} | os.environ | {"NO_COLOR": "1"},
        ).returncode
        sys.stderr.write(f"{name}: {'failed' if code else 'passed'} in {time.monotonic() - started:.0f} s\n")
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
