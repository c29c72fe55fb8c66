"""`python -m milepost` and the installed program."""

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from milepost.cli.app import run

    sys.exit(run())


if __name__ == "__main__":
    main()
