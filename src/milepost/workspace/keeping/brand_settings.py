"""`milepost.toml` without a brand: every other line stays as it is."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any, Final

from milepost.errors import InvalidValue
from milepost.workspace.place import SETTINGS

PER_BRAND: Final = ("brand", "label", "delivery")
"""The sections that hold a section for each brand."""

_HEAD: Final = re.compile(r"[ \t]*\[")


def of_brand(body: dict[str, Any], brand: str) -> dict[str, Any]:
    """What settings say of a brand, by section."""
    return {
        name: body[name][brand]
        for name in PER_BRAND
        if isinstance(body.get(name), dict) and brand in body[name]
    }


def without_brand(text: str, brand: str) -> str:
    """The settings without the sections of a brand, and without comments that name it.

    Raises InvalidValue when they are written in a way that lines cannot be taken out of.
    """
    wanted = _without(tomllib.loads(text), brand)
    lines = [line for line in _kept_lines(text, brand) if not _tells_of(line, brand)]
    bare = "".join(lines).rstrip("\n") + "\n"
    try:
        left = _without(tomllib.loads(bare), brand)
    except tomllib.TOMLDecodeError:
        left = None
    if left != wanted or of_brand(tomllib.loads(bare), brand):
        raise InvalidValue(
            f"{SETTINGS} tells of {brand} in lines that also tell of something else.",
            f'Write its settings as sections of their own ([brand."{brand}"], ...), then repeat.',
        )
    return bare


def _kept_lines(text: str, brand: str) -> Iterator[str]:
    gone = False
    whole = text.splitlines(keepends=True)
    for number, line in enumerate(whole):
        if _HEAD.match(line) and (path := _path_of(line)) is not None and _is_top("".join(whole[:number])):
            gone = len(path) > 1 and path[0] in PER_BRAND and path[1] == brand
        if not gone:
            yield line if line.endswith("\n") else f"{line}\n"


def _path_of(line: str) -> list[str] | None:
    """The keys of a section's head; None when the line is none (an array over several lines)."""
    try:
        found: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return None
    path = []
    while isinstance(found, dict | list) and found:
        found = found[0] if isinstance(found, list) else found
        if found:
            ((key, found),) = found.items()
            path.append(key)
    return path


def _is_top(before: str) -> bool:
    """Whether a section may begin here: what stands before is whole."""
    try:
        tomllib.loads(before)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _tells_of(line: str, brand: str) -> bool:
    return line.lstrip().startswith("#") and brand.casefold() in line.casefold()


def _without(body: dict[str, Any], brand: str) -> dict[str, Any]:
    """The same with the brand taken out; a section that holds nothing any more is no section."""
    bare = {
        name: {key: one for key, one in value.items() if key != brand}
        if name in PER_BRAND and isinstance(value, dict)
        else value
        for name, value in body.items()
    }
    return {name: value for name, value in bare.items() if value not in ({},) or name not in PER_BRAND}
