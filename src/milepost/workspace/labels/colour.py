"""Whether a colour can be read: the contrast of WCAG 2.2."""

import re
from typing import Final

LEAST: Final = 4.5
"""The least contrast of normal text (WCAG 2.2, 1.4.3)."""

_HEX: Final = re.compile(r"#[0-9a-fA-F]{6}")


def is_colour(text: str) -> bool:
    """Whether the text is a colour as #rrggbb."""
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def is_legible(colour: str) -> bool:
    """Whether text in this colour can be read on white, and white text on it."""
    return is_colour(colour) and contrast(colour, "#ffffff") >= LEAST


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
