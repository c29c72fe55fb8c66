"""A few words of SVG: elements as escaped markup, paths from points."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

Point = tuple[float, float]


def tag(name: str, *children: object, **attributes: object) -> Markup:
    """One element. `class_` is written `class`, `stroke_width` is written `stroke-width`; None is left out.

    Children and attribute values are escaped, unless they are markup already.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_short(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(escape(child) for child in children)
    markup = f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"
    return Markup(markup)  # noqa: S704 (every part above is escaped)


def line(points: Sequence[Point]) -> str:
    """A path through the points."""
    return "M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in points)


def area(upper: Sequence[Point], lower: Sequence[Point]) -> str:
    """A closed path: along `upper`, back along `lower`."""
    return line([*upper, *reversed(lower)]) + "Z"


def text(content: str, x: float, y: float, class_: str = "", anchor: str = "start") -> Markup:
    """A label whose baseline stands at `y`."""
    return tag(
        "text", content, x=x, y=y, class_=class_ or None, text_anchor=None if anchor == "start" else anchor
    )


def group(children: Iterable[Markup], class_: str) -> Markup:
    """Elements that belong together; nothing at all when there are none."""
    inside = list(children)
    return tag("g", *inside, class_=class_) if inside else Markup("")


def _short(value: object) -> object:
    """Coordinates with one decimal: a tenth of a pixel is more than the eye sees."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else value
