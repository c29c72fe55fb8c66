"""Writes the generated pages of this folder from the code. A test holds them to it.

PYTHONPATH=src python docs/make.py
"""

from pathlib import Path

from milepost.cli.manual import commands_page
from milepost.reports.manual import pages

HERE = Path(__file__).parent


def main() -> None:
    """Write every generated page."""
    for name, text in {**pages(), "commands.md": commands_page()}.items():
        (HERE / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
