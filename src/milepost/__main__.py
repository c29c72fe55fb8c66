"""`python -m milepost` and the installed program."""

import os
import sys

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""The matrices of a judgement are small: threads of the linear algebra only wait for each other."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    from milepost.cli.app import run

    sys.exit(run())


if __name__ == "__main__":
    main()
