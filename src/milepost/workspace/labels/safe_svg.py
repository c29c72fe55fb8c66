"""SVG of strangers made safe: only shapes, colours and words are kept; nothing that runs or loads."""

import re
from typing import Final
from xml.etree import ElementTree as ET  # a DTD is refused before anything is parsed

from milepost.errors import InvalidValue
from milepost.language import gettext_lazy

SVG: Final = "http://www.w3.org/2000/svg"
ELEMENTS: Final = frozenset(
    {"svg", "g", "defs", "title", "desc", "symbol", "use", "style", "text", "tspan", "pattern", "mask"}
    | {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "clipPath", "stop"}
    | {"linearGradient", "radialGradient"}
)
ATTRIBUTES: Final = re.compile(
    r"""(?x) id|class|d|points|transform|viewBox|preserveAspectRatio|version|role|offset|opacity|style
    |(x|y|dx|dy|cx|cy|r|rx|ry|fx|fy)[12]?|width|height|pathLength
    |(fill|stroke|stop|clip|mask|font|text|color|paint|shape|dominant|letter|word|alignment|baseline)(-[a-z-]+)?
    |gradient(Units|Transform)|pattern(Units|ContentUnits|Transform)|clipPathUnits|mask(Units|ContentUnits)
    |spreadMethod|display|visibility|overflow|aria-[a-z]+|href"""
)
DANGEROUS: Final = re.compile(r"(?i)url\s*\((?!\s*['\"]?#)|@|\\|expression|javascript:|data:|-moz-binding")
MOST_ELEMENTS: Final = 20_000
MOST_DEPTH: Final = 100


def safe_svg(text: str) -> tuple[tuple[str, ...], int]:
    """The drawings that stand one after another in the text, and how many parts were left out of them.

    Raises InvalidValue for what is no well-formed SVG, carries a document type, or is beyond any drawing.
    """
    if re.search(r"<!(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        text, cut = re.subn(
            r"<!DOCTYPE\s+svg\s+PUBLIC\s+\"[^\"<>\[]*\"\s+\"[^\"<>\[]*\"\s*>", "", text, count=1
        )
        if not cut or re.search(r"<!(DOCTYPE|ENTITY)", text, re.IGNORECASE):
            raise InvalidValue(
                gettext_lazy("This SVG defines entities of its own."), gettext_lazy("Save it as plain SVG.")
            )
    bare = re.sub(r"^\s*(<\?xml[^>]*\?>)?", "", text)
    try:
        top = ET.fromstring(f"<all>{bare}</all>")  # noqa: S314 (no DTD is left)
    except (ET.ParseError, ValueError) as error:
        raise InvalidValue(
            gettext_lazy("This is no well-formed SVG ({error}).", error=error),
            gettext_lazy("Save it as plain SVG."),
        ) from None
    drawings = [one for one in top if one.tag == f"{{{SVG}}}svg"]
    if not drawings:
        raise InvalidValue(gettext_lazy("There is no <svg> in it."), gettext_lazy("Save it as plain SVG."))
    if sum(1 for _ in top.iter()) > MOST_ELEMENTS:
        raise InvalidValue(
            gettext_lazy("It has more than {most_elements} elements.", most_elements=MOST_ELEMENTS),
            gettext_lazy("Simplify the drawing."),
        )
    left_out = sum(_clean(one, 0) for one in drawings)
    for one in drawings:
        one.tail = None
    ET.register_namespace("", SVG)
    return tuple(ET.tostring(one, encoding="unicode") for one in drawings), left_out


def _clean(element: ET.Element, depth: int) -> int:
    """Keep what is known, in place; how many parts were left out."""
    found = 0
    for name, value in list(element.attrib.items()):
        if not _keeps(name, value):
            del element.attrib[name]
            found += 1
    if element.tag == f"{{{SVG}}}style" and DANGEROUS.search(element.text or ""):
        element.text = ""
        found += 1
    for child in list(element):
        name = str(child.tag).removeprefix(f"{{{SVG}}}")
        if name not in ELEMENTS or depth >= MOST_DEPTH:
            element.remove(child)
            found += 1
        else:
            found += _clean(child, depth + 1)
    return found


def _keeps(name: str, value: str) -> bool:
    bare = name.rpartition("}")[2]
    if bare not in (name, "href"):
        return False
    if bare == "href":
        return value.startswith("#")
    return ATTRIBUTES.fullmatch(bare) is not None and not DANGEROUS.search(value)
