"""A report as data: blocks in order, the same for every format it is written in.

Text is plain and comes from users too: each format escapes it in its own way. Nothing in here is markup.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from milepost.subject import Subject


class Tone(StrEnum):
    """How a paragraph is meant: never by colour alone, each format gives it a mark too."""

    PLAIN = "plain"
    SOFT = "soft"
    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (a part, a slide of its own) or 2."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `small` is the ground it stands on, in smaller type; `about` is what both speak of."""

    text: str
    tone: Tone = Tone.PLAIN
    small: str = ""
    about: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short items; `about` is what each of them speaks of, in their order."""

    items: tuple[str, ...]
    about: tuple[tuple[Subject, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table as people read it. `values` are its bare figures (None: text or unknown), for sheets.

    `about` is what each row speaks of, `named` what the caption does.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    values: tuple[tuple[float | None, ...], ...] = ()
    numeric: frozenset[int] = frozenset()
    about: tuple[tuple[Subject, ...], ...] = ()
    named: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a line: a day and its figure (None: unknown, never drawn as nought)."""

    day: date
    value: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart; `band` is drawn around it where it is given (low, high by point)."""

    name: str
    points: tuple[Point, ...]
    band: tuple[tuple[float, float] | None, ...] = ()
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: drawn as the SVG where a page is made, natively from `lines` where slides are.

    `svg` may hold a second drawing after the first: the narrow one for a phone (`class="chart narrow"`).
    `native` is the sentence for slides, where it must say something else than `caption`; `named` is what the
    title speaks of.
    """

    title: str
    caption: str
    svg: str
    lines: tuple[Line, ...]
    unit: str
    currency: str | None = None
    target: float | None = None
    behind: Table | None = None
    native: str = ""
    named: tuple[Subject, ...] = ()


Block = Heading | Paragraph | Bullets | Table | Chart


@dataclass(frozen=True, slots=True)
class Label:
    """White label: the logo's bytes (PNG, JPEG or SVG), a colour as #rrggbb, a footer, a language."""

    logo: bytes | None = None
    colour: str | None = None
    footer: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One report: of which brand, as of which day, its verdict in a line, and its blocks."""

    kind: str
    title: str
    brand: str
    as_of: date
    headline: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    label: Label = field(default_factory=Label)
