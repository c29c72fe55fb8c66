"""Writes the generated pages of this folder, and the schema of plan files. A test holds them to the code.

PYTHONPATH=src python docs/make.py
"""

from pathlib import Path

from milepost.cli.manual import commands_page
from milepost.reports.manual import pages
from milepost.workspace.plan_files.documents import schema_text

HERE = Path(__file__).parent
SCHEMA = HERE.parent / "src" / "milepost" / "knowledge" / "plan.schema.json"


def main() -> None:
    """Write every generated page."""
    for name, text in {**pages(), "commands.md": commands_page()}.items():
        (HERE / name).write_text(text, "utf-8")
    SCHEMA.write_text(schema_text(None), "utf-8")


if __name__ == "__main__":
    main()
