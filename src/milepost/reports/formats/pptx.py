"""A document as slides: a title slide, then one part after another; text, tables and charts are native.

Every slide's notes say as of when and how its figures are to be read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from io import BytesIO
from itertools import groupby
from typing import Any

from milepost.language import gettext
from milepost.reports import numbers
from milepost.reports.document import Block, Bullets, Chart, Document, Heading, Paragraph, Table, Tone
from milepost.reports.formats import slide_layout as layout
from milepost.reports.formats.captions import as_of, without_echo
from milepost.reports.formats.harmless import harmless_document
from milepost.reports.formats.labelled import Labelled, labelled
from milepost.reports.formats.slide_chart import add_chart
from milepost.reports.formats.tones import COLOURS, SIGNS

FLOWING = Heading | Paragraph | Bullets
"""Blocks of text that run on in one box."""


@dataclass(frozen=True, slots=True)
class Said:
    """A line: its size in points, its colour, whether it is bold, and how many points of space follow."""

    text: str
    size: float
    colour: str
    bold: bool = False
    after: float = 0


FONT = "Arial"
TITLE_ONLY = 5
"""The layout of python-pptx's own template that has nothing but a title."""


def render(document: Document) -> bytes:
    """The slides."""
    from pptx import Presentation
    from pptx.util import Inches

    clean = without_echo(harmless_document(document))
    deck = _Deck(Presentation(), clean, labelled(clean.label))
    deck.slides.slide_width, deck.slides.slide_height = Inches(layout.WIDTH), Inches(layout.HEIGHT)
    core = deck.slides.core_properties
    core.title, core.author = f"{clean.brand}: {clean.title}"[:255], clean.brand[:255]
    core.created = core.modified = datetime.combine(clean.as_of, time(), UTC).replace(tzinfo=None)
    core.last_modified_by = "Milepost"
    deck.title_slide()
    for slide in layout.slides(clean):
        deck.add(slide)
    out = BytesIO()
    deck.slides.save(out)
    return out.getvalue()


class _Deck:
    """The presentation while it is built."""

    def __init__(self, slides: Any, document: Document, label: Labelled) -> None:
        self.slides = slides
        self.document = document
        self.label = label
        self.number = 1

    def title_slide(self) -> None:
        """Brand, verdict, day; the logo where it is a picture."""
        document = self.document
        slide = self._slide(document.headline, 1.9, 2.4, 32)
        self._rule(slide, 1.7, 1.2)
        self._text(slide, 1.1, 0.5, [Said(document.brand, 18, COLOURS[Tone.PLAIN], bold=True)])
        said = as_of(document)
        lines = min(layout.lines_of(document.headline, 32, layout.BODY_WIDTH - 0.3), 4)
        self._text(slide, 2.1 + lines * 0.6, 0.5, [Said(said, 18, COLOURS[Tone.SOFT])])
        self._logo(slide)
        self._notes(slide, ())

    def add(self, page: layout.Slide) -> None:
        """One slide with its pieces from top to bottom."""
        self.number += 1
        slide = self._slide(page.title, 0.45, 0.85, 24)
        self._rule(slide, 1.32, 0.8)
        top = layout.TOP
        for flow, pieces in groupby(page.pieces, key=lambda one: isinstance(one.block, FLOWING)):
            together = list(pieces)
            if flow:
                height = sum(piece.height + layout.GAP for piece in together)
                lines = [line for piece in together for line in _said(piece.block)]
                self._text(slide, top, height - layout.GAP, lines)
                top += height
                continue
            for piece in together:
                if isinstance(piece.block, Chart):
                    self._chart(slide, piece.block, top, piece.height)
                elif isinstance(piece.block, Table):
                    self._table(slide, piece.block, top)
                top += piece.height + layout.GAP
        said = tuple(p.block.caption for p in page.pieces if isinstance(p.block, Chart))
        self._notes(slide, said)

    def _slide(self, title: str, top: float, height: float, size: int) -> Any:
        from pptx.enum.text import MSO_ANCHOR
        from pptx.util import Inches

        slide = self.slides.slides.add_slide(self.slides.slide_layouts[TITLE_ONLY])
        shape = slide.shapes.title
        shape.left, shape.top = Inches(layout.LEFT), Inches(top)
        shape.width, shape.height = Inches(layout.BODY_WIDTH), Inches(height)
        most = int(layout.BODY_WIDTH * 72 / size / layout.EM * (height * 72 // (size * 1.3)))
        _fill(shape.text_frame, [Said(layout.shortened(title, most), size, COLOURS[Tone.PLAIN], bold=True)])
        shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP if size > 24 else MSO_ANCHOR.BOTTOM
        footer = " · ".join(part for part in (self.document.brand, self.document.label.footer) if part)
        self._text(slide, 6.95, 0.3, [Said(layout.shortened(footer, 140), 10, COLOURS[Tone.SOFT])])
        if self.number > 1:
            number = [Said(str(self.number), 10, COLOURS[Tone.SOFT])]
            self._text(slide, 6.95, 0.3, number, left=12.2, width=0.53, right=True)
        return slide

    def _rule(self, slide: Any, top: float, width: float) -> None:
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.util import Inches

        box = (Inches(layout.LEFT + 0.1), Inches(top), Inches(width), Inches(0.04))
        rule = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box)
        rule.fill.solid()
        rule.fill.fore_color.rgb = _rgb(self.label.accent)
        rule.line.fill.background()
        rule.name, rule.shadow.inherit = "Rule", False

    def _logo(self, slide: Any) -> None:
        from pptx.util import Inches

        logo = self.label.logo
        if logo is None or logo.kind != "png":
            return
        width = min(2.6, 0.9 * logo.shape)
        box = (Inches(layout.WIDTH - layout.LEFT - width), Inches(0.5), Inches(width))
        slide.shapes.add_picture(BytesIO(logo.data), *box).name = "Logo"

    def _text(
        self,
        slide: Any,
        top: float,
        height: float,
        said: Sequence[Said],
        *,
        left: float = layout.LEFT,
        width: float = layout.BODY_WIDTH,
        right: bool = False,
    ) -> None:
        from pptx.util import Inches

        box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
        _fill(box.text_frame, said, right=right)

    def _table(self, slide: Any, table: Table, top: float) -> None:
        from pptx.util import Inches

        if table.caption:
            self._text(
                slide,
                top - 0.06,
                0.3,
                [Said(layout.shortened(table.caption, 120), 12, COLOURS[Tone.SOFT])],
            )
            top += 0.3
        widths = layout.columns(table)
        rows = [table.heads, *table.rows]
        highs = [layout.row_height(row, widths) for row in rows]
        box = (Inches(layout.LEFT + 0.1), Inches(top), Inches(sum(widths) - 0.2), Inches(sum(highs)))
        made = slide.shapes.add_table(len(rows), len(widths), *box).table
        _plain_style(made)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Inches(width * (sum(widths) - 0.2) / sum(widths))
        for at, (cells, high) in enumerate(zip(rows, highs, strict=True)):
            made.rows[at].height = Inches(high)
            for column in range(len(widths)):
                text = layout.shortened(cells[column], layout.MOST_CELL) if column < len(cells) else ""
                _cell(made.cell(at, column), text, column in table.numeric, at == 0)

    def _chart(self, slide: Any, chart: Chart, top: float, height: float) -> None:
        from pptx.util import Inches

        caption = layout.caption_height(chart)
        drawn = height - caption
        box = (Inches(value) for value in (layout.LEFT, top, layout.BODY_WIDTH, drawn))
        left, above, width, high = box
        add_chart(slide, chart, (left, above, width, high), self.label.accent)
        if caption > 0:
            below = [Said(chart.native or chart.caption, layout.SMALL, COLOURS[Tone.SOFT])]
            self._text(slide, top + drawn, caption, below)

    def _notes(self, slide: Any, said: tuple[str, ...]) -> None:
        """Where the figures stand, and how they are to be read."""
        document = self.document
        of_day = gettext("{title}, as of {day}", title=document.brand, day=numbers.day(document.as_of))
        lines = [f"{of_day}.", *said, *document.notes]
        slide.notes_slide.notes_text_frame.text = "\n".join((*lines, *self.label.notes))


def _said(block: Block) -> Iterator[Said]:
    """The lines of a block of text."""
    match block:
        case Heading(text=text):
            yield Said(text, layout.SUBTITLE, COLOURS[Tone.PLAIN], bold=True, after=6)
        case Bullets(items=items):
            yield from (Said(f"•  {item}", layout.TEXT, COLOURS[Tone.PLAIN], after=5) for item in items)
        case Paragraph():
            sign = SIGNS.get(block.tone)
            hue = COLOURS[Tone.SOFT if block.tone is Tone.SOFT else Tone.PLAIN]
            if block.text:
                text = f"{sign} {block.text}" if sign else block.text
                yield Said(text, layout.TEXT, hue, after=0 if block.small else 8)
            if block.small:
                yield Said(block.small, layout.SMALL, COLOURS[Tone.SOFT], after=8)


def _fill(frame: Any, said: Sequence[Said], *, right: bool = False) -> None:
    """Write the lines, each in its size and colour; a sign of a tone in the colour of its tone."""
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Inches, Pt

    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Inches(0.1)
    frame.margin_top = frame.margin_bottom = Inches(0.02)
    signs = {sign: COLOURS[tone] for tone, sign in SIGNS.items()}
    for at, line in enumerate(said):
        text, size = line.text, line.size
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        paragraph.space_after, paragraph.font.size = Pt(line.after), Pt(size)
        cut = 1 if text[:1] in signs and text[1:2] == " " else 0
        for part, hue in ((text[:cut], signs.get(text[:1], line.colour)), (text[cut:], line.colour)):
            if part:
                run = paragraph.add_run()
                run.text = part
                run.font.size, run.font.bold, run.font.name = Pt(size), line.bold, FONT
                run.font.color.rgb = _rgb(hue)


def _cell(cell: Any, text: str, number: bool, head: bool) -> None:
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches

    colour = COLOURS[Tone.SOFT] if head else COLOURS[Tone.PLAIN]
    _fill(cell.text_frame, [Said(text, layout.CELL - (1 if head else 0), colour, bold=head)], right=number)
    cell.margin_left = cell.margin_right = Inches(0.08)
    cell.margin_top = cell.margin_bottom = Inches(0.06)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.TOP
    _hairline(cell, "#8a93a0" if head else "#dfe3e8")
    cell.fill.background()


def _plain_style(table: Any) -> None:
    """No fills and no bands; the hairlines under the rows are each cell's own."""
    table.horz_banding = False
    table.first_row = True
    style = table._tbl.tblPr.find(f"{{{DRAWING}}}tableStyleId")  # noqa: SLF001
    if style is not None:
        style.text = NO_STYLE


def _hairline(cell: Any, colour: str) -> None:
    """A thin rule under a cell: python-pptx has no word for it."""
    from lxml import etree

    rule = etree.SubElement(cell._tc.get_or_add_tcPr(), f"{{{DRAWING}}}lnB", w="6350")  # noqa: SLF001
    fill = etree.SubElement(rule, f"{{{DRAWING}}}solidFill")
    etree.SubElement(fill, f"{{{DRAWING}}}srgbClr", val=colour.removeprefix("#").upper())


DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's “No Style, No Grid”."""


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour.removeprefix("#").upper())
