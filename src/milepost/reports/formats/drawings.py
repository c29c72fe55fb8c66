"""The drawings of a chart, safe to stand in a page, and made ready for print where no style sheet reaches."""

import re
from copy import deepcopy
from functools import cache
from importlib.resources import files
from xml.etree import ElementTree as ET

from milepost.errors import InvalidValue
from milepost.reports.charts.readings import CLASS
from milepost.reports.document import Chart
from milepost.workspace.labels.safe_svg import SVG, safe_svg


def drawings(chart: Chart) -> tuple[str, ...]:
    """The wide drawing and, where there is one, that for a phone; nothing where they cannot be trusted."""
    try:
        return safe_svg(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "", chart.svg))[0]
    except InvalidValue:
        return ()


def for_print(drawing: str, accent: str) -> str:
    """One drawing that carries its own style: colours written out, and halos drawn beneath their words."""
    top = ET.fromstring(drawing)  # noqa: S314 (made safe above)
    for parent in list(top.iter()):
        for told in [child for child in parent if child.get("class") == CLASS]:
            parent.remove(told)  # nobody points at paper
        for place, child in reversed(list(enumerate(parent))):
            if child.tag == f"{{{SVG}}}text" and "halo" in (child.get("class") or "").split():
                beneath = deepcopy(child)
                beneath.set("class", "beneath")
                parent.insert(place, beneath)
    style = ET.Element(f"{{{SVG}}}style")
    style.text = _style(accent)
    top.insert(0, style)
    ET.register_namespace("", SVG)
    return ET.tostring(top, encoding="unicode")


@cache
def _style(accent: str) -> str:
    """The charts' part of the page's style sheet with its light colours written out."""
    sheet = files("milepost.reports").joinpath("static", "page.css").read_text("utf-8")
    colours = dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})", sheet.partition("@media")[0]))
    colours["accent"] = accent
    charts = sheet.partition("/* Charts. */")[2].partition("/* Tables. */")[0]
    written = re.sub(r"var\(--([a-z0-9-]+)\)", lambda found: colours[found[1]], charts)
    written = re.sub(r"paint-order:[^;]+;\s*stroke:[^;]+;\s*stroke-width:[^;]+;\s*", "", written)
    beneath = f".beneath {{ fill: {colours['paper']}; stroke: {colours['paper']}; stroke-width: 4px; }}"
    family = 'text { font-family: Inter, "Liberation Sans", Arial, sans-serif; font-size: 12px; }'
    return f"{family}\n{written}\n{beneath}"
