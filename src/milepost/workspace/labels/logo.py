"""A logo, checked: a picture of bounded size, or a drawing in which nothing runs or loads."""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from milepost.errors import InvalidValue
from milepost.language import LazyCount, gettext_lazy
from milepost.workspace.labels.safe_svg import safe_svg

MOST_BYTES: Final = 1_000_000
MOST_PIXELS: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Logo:
    """The logo as it is printed: `kind` is png or svg, `data` its bytes, `shape` its width over its height.

    `left_out` counts the parts of a drawing that could have run or loaded something.
    """

    kind: str
    data: bytes
    shape: float
    left_out: int = 0


def read_logo(data: bytes) -> Logo:
    """The logo out of a PNG, JPEG or SVG file. Raises InvalidValue, saying what is wrong with it."""
    if len(data) > MOST_BYTES:
        raise InvalidValue(
            gettext_lazy(
                "The logo has {n} bytes; at most {most_bytes} are taken.",
                n=LazyCount(len(data)),
                most_bytes=LazyCount(MOST_BYTES),
            ),
            gettext_lazy("Save it smaller."),
        )
    if data[:8] == b"\x89PNG\r\n\x1a\n" or data[:3] == b"\xff\xd8\xff":
        return _picture(data)
    if b"<svg" in data[:4096].lower():
        return _drawing(data)
    raise InvalidValue(
        gettext_lazy("The logo is neither PNG nor JPEG nor SVG."), gettext_lazy("Save it as one of these.")
    )


def _picture(data: bytes) -> Logo:
    """The pixels alone, written anew: whatever else the file carried is gone."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise InvalidValue(
                    gettext_lazy(
                        "The logo measures {width} by {height} pixels; at most {most_pixels} in all go.",
                        width=width,
                        height=height,
                        most_pixels=LazyCount(MOST_PIXELS),
                    ),
                    gettext_lazy("Save it smaller."),
                )
            image.load()
            out = BytesIO()
            image.convert("RGBA").save(out, "PNG")
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise InvalidValue(
            gettext_lazy("The logo cannot be read ({error}).", error=error),
            gettext_lazy("Save it again as PNG."),
        ) from None
    return Logo("png", out.getvalue(), width / height)


def _drawing(data: bytes) -> Logo:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidValue(
            gettext_lazy("The SVG is not UTF-8."), gettext_lazy("Save it as plain SVG.")
        ) from None
    drawings, left_out = safe_svg(text)
    return Logo("svg", drawings[0].encode(), _shape(drawings[0]), left_out)


def _shape(drawing: str) -> float:
    """Width over height by the view box, else by the size; a square where neither is told."""
    from xml.etree import ElementTree as ET

    top = ET.fromstring(drawing)  # noqa: S314 (our own, made safe)
    box = (top.get("viewBox") or "").replace(",", " ").split()
    sizes = box[2:4] if len(box) == 4 else [top.get("width", ""), top.get("height", "")]
    try:
        width, height = (float(size.removesuffix("px")) for size in sizes)
    except ValueError:
        return 1.0
    return min(max(width / height, 0.1), 10.0) if width > 0 and height > 0 else 1.0
