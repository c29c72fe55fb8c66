"""Writes the generated pages of this folder from the code. A test holds them to it.

    python docs/make.py
"""

from pathlib import Path

from milepost.reports import manual

HERE = Path(__file__).parent


def main() -> None:
    """Write every generated page."""
    for name, text in manual.pages().items():
        (HERE / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
