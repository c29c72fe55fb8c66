"""The white label as the formats print it: checked once more, for a document may come from anywhere."""

import base64
from dataclasses import dataclass

from milepost.errors import InvalidValue
from milepost.reports.document import Label
from milepost.reports.formats.tones import ACCENT
from milepost.workspace.labels.colour import is_legible
from milepost.workspace.labels.logo import Logo, read_logo


@dataclass(frozen=True, slots=True)
class Labelled:
    """A logo that is safe to embed, a colour that can be read, and what could not be used."""

    logo: Logo | None
    accent: str
    notes: tuple[str, ...]

    @property
    def uri(self) -> str:
        """The logo as a data URI; empty without one."""
        if self.logo is None:
            return ""
        media = "image/png" if self.logo.kind == "png" else "image/svg+xml"
        return f"data:{media};base64,{base64.b64encode(self.logo.data).decode()}"


def accent_rule(accent: str) -> str:
    """The label's colour in place of the page's accent; in the dark, where none could read it, ours stays."""
    return f"\n@media not (prefers-color-scheme: dark) {{ :root {{ --accent: {accent}; }} }}"


def labelled(label: Label) -> Labelled:
    """What of the label can be printed; the rest is named in the notes."""
    notes, logo, accent = [], None, ACCENT
    if label.colour:
        if is_legible(label.colour):
            accent = label.colour.lower()
        else:
            notes.append("The colour of the label cannot be read on white; Milepost’s own is taken.")
    if label.logo:
        try:
            logo = read_logo(label.logo)
        except InvalidValue as error:
            notes.append(f"The logo is left out. {error}")
    return Labelled(logo, accent, tuple(notes))
