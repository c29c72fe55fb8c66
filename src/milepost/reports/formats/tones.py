"""Each tone's sign and colour: shape, colour and words together, so that none stands alone."""

from typing import Final

from milepost.language import gettext_lazy
from milepost.reports.document import Tone

SHAPES: Final = {Tone.GOOD: "likely", Tone.WATCH: "open", Tone.BAD: "unlikely", Tone.UNKNOWN: "unknown"}
"""The marks of the style sheet."""

SIGNS: Final = {Tone.GOOD: "●", Tone.WATCH: "◆", Tone.BAD: "▼", Tone.UNKNOWN: "○"}
"""The same shapes as letters."""

WORDS: Final = {
    Tone.GOOD: gettext_lazy("On course"),
    Tone.WATCH: gettext_lazy("Watch"),
    Tone.BAD: gettext_lazy("Off course"),
    Tone.UNKNOWN: gettext_lazy("Unknown"),
}
"""What the shape means, for those who cannot see it."""

COLOURS: Final = {
    Tone.PLAIN: "#1a222d",
    Tone.SOFT: "#59626f",
    Tone.GOOD: "#0b6e66",
    Tone.WATCH: "#8a5a00",
    Tone.BAD: "#b23a1b",
    Tone.UNKNOWN: "#59626f",
}
"""The colours of the page, on white."""

ACCENT: Final = "#23468f"
