"""`docs/judgement.md`, made from the figures that were measured."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from figures import Figure

PAGE = Path(__file__).parent.parent.parent / "docs" / "judgement.md"


@dataclass(frozen=True, slots=True)
class Part:
    """One judgement: the module that measures it, and what the reader should know of how."""

    name: str
    module: str
    title: str
    how: str


PARTS = (
    Part(
        "forecast",
        "forecasts",
        "Forecast of sums",
        "Rolling origins on real daily series; the interval is that of the *sum* over the days ahead.",
    ),
    Part(
        "progress",
        "progress",
        "Odds of a goal over 91 days",
        "Goals of +0, +15 and +30 % on the 91 days before, asked on day 0, 28 and 63.",
    ),
    Part("rates", "ratios", "Forecast of rates", "The ratio of two sums over 28 days, real pairs of series."),
    Part(
        "change",
        "changes",
        "Lasting change",
        "Levelled real series hold no lasting change; shifts and spikes are put in.",
    ),
    Part(
        "lead",
        "leads",
        "What leads what",
        "Ten candidates, two true drivers or none; all noise is real weekly series.",
    ),
    Part(
        "worth",
        "worths",
        "Whether a metric is worth watching",
        "As above; what carries nothing must not be called worth it, nor what drives vanity.",
    ),
    Part(
        "payback",
        "paybacks",
        "What pays",
        "Simulated worlds with known response curves, carry-over and noise; platforms claim fairly or not.",
    ),
    Part(
        "why", "whys", "Why it changed", "Real series by segment; the parts must add up to the whole exactly."
    ),
    Part(
        "content",
        "contents",
        "What works in content",
        "Halves of real brands' posts: what one half promises, the other delivers.",
    ),
    Part(
        "customers", "customers", "Customers", "Real purchase logs cut in two: what the second part brings."
    ),
    Part("comments", "comments", "Comments", "Labelled comments."),
    Part("speed", "speed", "Speed", "Two cores; a brand of 60 KPIs and 10 goals."),
)

HEAD = """\
# How far a judgement can be trusted

Every figure here was measured on real series (or, where it says so, on worlds with a known answer), and can
be measured again by one command: `MILEPOST_SHARED=/path python benchmarks/judgement`. A brand counts once,
whatever its number of series; the interval is 95 % over brands. **Wanted** is what we set ourselves;
**before** the best figure that we knew of when we set it. A figure *holds* when its interval meets what is
wanted; “point” says that the figure itself does.

Tables of calibration are learned without the brands that they are measured on. Most other constants were
chosen with these brands in view, as rounded figures; where it was counted how much that flatters, the figure
says so. Expect brands of a new kind to lie at the edge of an interval rather than at its point.
"""


def page(found: Mapping[str, Sequence[Figure]]) -> str:
    """The whole page; a part that was never measured says so."""
    return "\n".join([HEAD, *(_part(part, found.get(part.name, ())) for part in PARTS)])


def _part(part: Part, figures: Sequence[Figure]) -> str:
    lines = [f"## {part.title}", "", part.how, ""]
    if not figures:
        return "\n".join([*lines, "Not measured yet.", ""])
    lines += [
        "| figure | measured | 95 % over brands | wanted | before | holds |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(_row(figure) for figure in figures), ""])


def _row(figure: Figure) -> str:
    def written(value: float | None) -> str:
        return "" if value is None else f"{value:.{figure.digits}f}"

    around = "" if figure.low is None else f"{written(figure.low)} to {written(figure.high)}"
    around += f" (n = {figure.n})" if figure.n else ""
    verdict = "point" if figure.point_holds else "interval" if figure.holds else "**no**"
    if figure.least is None and figure.most is None:
        verdict = ""
    what = f"{figure.what}; {figure.note}" if figure.note else figure.what
    cells = (what, written(figure.value), around, _wanted(figure, written), written(figure.known), verdict)
    return f"| {' | '.join(cells)} |"


def _wanted(figure: Figure, written: Callable[[float | None], str]) -> str:
    if figure.least is not None and figure.most is not None:
        return f"{written(figure.least)} to {written(figure.most)}"
    if figure.least is not None:
        return f"at least {written(figure.least)}"
    return "" if figure.most is None else f"at most {written(figure.most)}"
