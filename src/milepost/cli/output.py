"""Printing: one JSON document on standard output, or text for a person; messages go to standard error."""

import dataclasses
import json
import math
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from milepost.cli.options import Asked
    from milepost.errors import MilepostError


def document(value: object) -> None:
    """Print one JSON document; dataclasses become objects, days ISO text, what is not a number null."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=None if _many(value) else 1) + "\n")


def tell(ask: "Asked", data: object, lines: Iterable[str]) -> None:
    """Print the answer of a command: one JSON document, or its lines for a person."""
    if ask.as_json:
        document(data)
    else:
        sys.stdout.write("\n".join(lines) + "\n")


def line(value: object) -> None:
    """Print one JSON document on a line of its own."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False) + "\n")


def plain(value: object) -> Any:
    """A value made of what JSON knows."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str | int | bool) or value is None:
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    raise TypeError(f"no JSON for {type(value).__name__}")


def console() -> "Console":
    """The terminal for a person's eyes."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


def messages() -> "Console":
    """Standard error, for progress and messages."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def refusal(error: "MilepostError", as_json: bool) -> None:
    """Say what was wrong and what to try; with --json also as the one document."""
    if as_json:
        line({"error": {"what": error.what, "remedy": error.remedy, "kind": type(error).__name__}})
    sys.stderr.write(f"milepost: {error.what}\n")
    if error.remedy:
        sys.stderr.write(f"  {error.remedy}\n")


def _many(value: object) -> bool:
    return isinstance(value, Mapping) and any(
        isinstance(v, list | tuple) and len(v) > 50 for v in value.values()
    )
