"""How much: the figure that belongs to the metric, and the one it is measured from."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from milepost.goals.asked import Asked, asked_as
from milepost.goals.figures import Figure, number_of
from milepost.goals.limits import is_led_by, is_range_end
from milepost.goals.metrics import Metric, metrics
from milepost.goals.scene import ACTIVITY, FIRM, Named, Scene

_FITS = {
    "flow": ("count", "percent", "multiple", "points"),
    "stock": ("count", "percent", "multiple", "points"),
    "ratio": ("percent", "points", "multiple", "ratio", "count"),
    "number": ("multiple", "ratio", "count", "percent"),
    "money": ("money", "percent", "multiple", "count"),
    "price": ("money", "percent", "multiple", "count"),
    "time": ("duration", "percent", "multiple"),
    "none": ("percent", "multiple", "points"),
    "unnamed": ("percent", "multiple", "count", "money", "points"),
}
_DASHES = frozenset("-–—")


def asked_of(scene: Scene, named: Named | None) -> Asked | None:
    """The amount that the metric is to have or to gain; None when the sentence gives none."""
    metric = metrics()[named.id] if named is not None else None
    figures = candidates(scene, named, metric)
    if not figures:
        return None
    pair = None if _is_a_range_of_change(scene, metric) else _from_to(scene, figures)
    baseline: Figure | None
    said = _said_before(scene, figures, pair) if pair is not None else None
    if pair is not None and said is not None:
        return replace(asked_as(scene, metric, said, None), baseline=pair[0].value)
    if pair is not None:
        baseline, figure = pair
        if baseline.kind == "money" and figure.kind == "count":
            figure = replace(figure, kind="money", currency=baseline.currency)
        baseline = _in_the_same_unit(scene, baseline, figure)
    else:
        wanted = [
            f for f in figures if not _is_where_one_stands(scene, f) and not _waits_for_its_unit(scene, f)
        ]
        figure = min(wanted or figures, key=lambda f: _distance(scene, f, named))
        figure = _lower_end(scene, figure)
        baseline = _stated_baseline(scene, figures, figure)
    return asked_as(scene, metric, figure, baseline)


def candidates(scene: Scene, named: Named | None, metric: Metric | None) -> list[Figure]:
    """The figures that could be this metric's amount, the main clause before means and purpose."""
    fits = _FITS[metric.form if metric else "unnamed"]
    fitting = [f for f in scene.figures if f.kind in fits or _waits_for_its_unit(scene, f)]
    fitting = [f for f in fitting if not _counts_an_activity(scene, f, named)]
    fitting = [f for f in fitting if not _is_a_lower_end(scene, f)]
    if named is not None and named.id != "search_position" and named.rank != ACTIVITY:
        fitting = [f for f in fitting if f.end <= named.start or f.start >= named.end]
    if metric is not None and metric.form == "ratio" and any(f.kind == "percent" for f in fitting):
        fitting = [f for f in fitting if f.kind != "count" or _waits_for_its_unit(scene, f)]
    main = [f for f in fitting if scene.is_main(f.start)]
    promised = named is None or scene.is_main(named.start)
    wanted = [f for f in fitting if f.start not in scene.means]
    if not wanted and scene.words.lang == "de" and len(scene.figures) == 1:  # “… durch Werbung 5 %”
        return [f for f in fitting if f.kind == "percent" and f.end == len(scene.tokens)]
    return main or wanted if promised else [f for f in wanted if f not in main] or wanted


def _waits_for_its_unit(scene: Scene, figure: Figure) -> bool:
    """The 60 of “from 60 to 45 days”, the 2 of “von 2 auf 3 %”."""
    if figure.kind != "count" or scene.has("start", figure.start - 3, figure.start) is None:
        return False
    after = next((f for f in scene.figures if f.start >= figure.end), None)
    if after is None or after.kind not in {"duration", "percent"} or after.start - figure.end > 2:
        return False
    return scene.has("towards", figure.end, after.start) is not None


def _is_a_lower_end(scene: Scene, figure: Figure) -> bool:
    """The 10 of “10-20 %”, “10 to 20 %”: its unit stands behind the upper end, which is asked for it."""
    if figure.kind != "count" or scene.has("start", figure.start - 3, figure.start) is not None:
        return figure.kind == "count" and _is_dashed_to_a_share(scene, figure)
    return any(other.kind == "percent" and is_range_end(scene, other, figure) for other in scene.figures)


def _is_dashed_to_a_share(scene: Scene, figure: Figure) -> bool:
    return any(
        other.kind == "percent" and other.start == figure.end + 1 and scene.tokens[figure.end].norm in _DASHES
        for other in scene.figures
    )


_OF_POSTS = frozenset(
    {"ugc_posts", "hashtag_uses", "discussion_threads", "mentions"}
)  # counted in posts of others


def _counts_an_activity(scene: Scene, figure: Figure, named: Named | None) -> bool:
    """“3 reels per week” beside a goal about followers is the way there."""
    if named is None or named.rank == ACTIVITY or named.id in _OF_POSTS:
        return False
    if (
        figure.kind in {"count", "multiple"}
        and scene.has("rhythm", figure.end - 1, figure.end + 1) is not None
    ):
        end = figure.end + (figure.kind == "count")
        return scene.has("per", end, end + 1) is not None or scene.has("adverbs", end, end + 1) is not None
    firm = {n.start for n in scene.named if n.rank == FIRM}
    return figure.kind == "count" and any(
        n.rank == ACTIVITY
        and n.end not in firm
        and 0 <= n.start - figure.end <= 1
        and (n.start in scene.means) == (figure.start in scene.means)
        and scene.has("per", figure.end, n.start) is None
        for n in scene.named
    )


def _distance(scene: Scene, figure: Figure, named: Named | None) -> tuple[int, int]:
    if named is None:
        return (0, figure.start)
    between = (figure.end, named.start) if figure.start < named.start else (named.end, figure.start)
    gap = max(0, between[1] - between[0])
    apart = 10 if scene.joined(*between) else 0
    aside = 5 if figure.start and scene.tokens[figure.start - 1].norm == "(" else 0
    return (gap + apart + aside, figure.start)


def _from_to(scene: Scene, figures: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """“from 1.2 % to 4.5 %”: the first is where one stands, the second where one wants to be."""
    cells = _two_cells(scene, figures)
    if cells is not None:
        return cells
    for one, other in pairwise(figures):
        arrow = scene.has("arrows", one.end, one.end + 1)
        if arrow is not None and arrow.end == other.start:
            return one, other
        led = scene.has("start", one.start - 3, one.start)
        towards = scene.has("towards", one.end, other.start) is not None
        if towards and led is not None and led.end <= one.start:
            return one, other
        if (
            towards
            and one.kind == other.kind == "percent"
            and other.start - one.end == 1
            and one.value < other.value
            and not is_led_by(scene, "by", one)  # “by 10 % to 20 %” is a range of the change
        ):
            verb = scene.has("direction", 0, one.start)
            if verb is not None and verb.id == "increase":
                return one, other
    return None


def _two_cells(scene: Scene, figures: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """“Open rate | 18 % | 25 %”: the last two cells of a row, where one stands and wants to be."""
    cells = [f for f in figures if f.start and scene.tokens[f.start - 1].norm == "|" and not f.signed]
    if len(cells) != 2 or cells[0].kind != cells[1].kind or cells[0].end != cells[1].start - 1:
        return None
    return cells[0], cells[1]


def _is_a_range_of_change(scene: Scene, metric: Metric | None) -> bool:
    """“augmenter les ventes de 10 à 15 %”: “de” leads a change too, and sales have no level in percent."""
    if scene.words.lang not in {"fr", "es"} or metric is None or metric.is_ratio:
        return False
    percent = [f for f in scene.figures if f.kind == "percent"]
    counts = [f for f in scene.figures if f.kind == "count"]
    if not percent or not any(is_range_end(scene, percent[0], f) for f in (*counts, *percent)):
        return False
    return all(scene.tokens[f.start - 1].norm in {"de", "un", "d"} for f in counts[:1] if f.start)


def _said_before(scene: Scene, figures: Sequence[Figure], pair: tuple[Figure, Figure]) -> Figure | None:
    """“50 % more followers (from 1,000 to 1,500)”: what is asked stands first, the pair says it once more."""
    earlier = [f for f in figures if f.end < pair[0].start]
    aside = scene.in_brackets(pair[0].start) or scene.joined(pair[0].start - 1, pair[0].start)
    return earlier[-1] if earlier and aside and _is_gained(scene, earlier[-1]) else None


def _is_gained(scene: Scene, figure: Figure) -> bool:
    return figure.kind == "percent" or scene.has("newness", figure.end, figure.end + 2) is not None


def _is_where_one_stands(scene: Scene, figure: Figure) -> bool:
    """“currently at 1,370”: a word that says nothing but that."""
    if figure.start and scene.tokens[figure.start - 1].norm == "(" and _says_today(scene, figure.end):
        return True  # “(20 today)”
    return any(
        (mention := scene.words["standing"].at(scene.tokens, i)) is not None and mention.end == figure.start
        for i in range(max(0, figure.start - 4), figure.start)
    )


def _says_today(scene: Scene, i: int) -> bool:
    return scene.has("standing", i, i + 1) is not None


def _in_the_same_unit(scene: Scene, baseline: Figure, figure: Figure) -> Figure:
    """“from 60 to 45 days”, “from 2 to 3 %”: the unit stands behind the second figure only."""
    if baseline.kind != "count" or figure.kind != "duration":
        return baseline
    written = scene.tokens[figure.start].norm
    plain = number_of(written, scene.words.lang)
    return (
        replace(baseline, value=baseline.value * figure.value / plain, kind="duration") if plain else baseline
    )


def _lower_end(scene: Scene, figure: Figure) -> Figure:
    """Of “300-500” the lower end counts, in the unit that stands behind the upper one."""
    for other in scene.figures:
        if (
            other.end <= figure.start
            and other.kind == "money"
            and figure.kind == "count"
            and is_range_end(scene, figure, other)
        ):
            return replace(other, value=_in_its_size(scene, other, figure), end=figure.end, ranged=True)
        if (
            other.end <= figure.start
            and other.kind in {"count", figure.kind}
            and is_range_end(scene, figure, other)
        ):
            return replace(figure, value=_in_its_size(scene, other, figure), start=other.start, ranged=True)
    return figure


def _in_its_size(scene: Scene, lower: Figure, upper: Figure) -> float:
    """The 5 of “5-10k” is 5,000 as well."""
    written = [
        number_of(t.norm, scene.words.lang)
        for t in scene.tokens[upper.start : upper.end]
        if t.kind == "number"
    ]
    times = upper.value / written[0] if written and written[0] else 1
    return lower.value * times if lower.value * times <= upper.value else lower.value


def _stated_baseline(scene: Scene, figures: Sequence[Figure], figure: Figure) -> Figure | None:
    for other in figures:
        led = scene.has("start", other.start - 3, other.start)
        if is_range_end(scene, figure, other) or (other.start <= figure.start < other.end):
            continue
        if figure.start <= other.start < figure.end:
            continue
        if other is not figure and led is not None and led.end <= other.start and other.kind == figure.kind:
            return replace(other, value=_in_its_size(scene, other, figure), end=figure.end)
    return None
