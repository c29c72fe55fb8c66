"""What the figure of a goal means: a level or a change, whole or in percent, and of what it is a limit."""

from dataclasses import dataclass

from milepost.goals.figures import Figure
from milepost.goals.limits import is_led_by, is_or_more, limit_of
from milepost.goals.metrics import Metric, metrics
from milepost.goals.scene import Scene


@dataclass(frozen=True, slots=True)
class Asked:
    """The amount of a goal as it is read. `limit` is upper, lower or None; `ambiguous`: percent or points?"""

    figure: Figure
    kind: str
    role: str
    amount: float
    unit: str | None
    baseline: float | None
    limit: str | None
    ambiguous: bool = False


def asked_as(scene: Scene, metric: Metric | None, figure: Figure, baseline: Figure | None) -> Asked:
    """The figure as an amount of the metric, measured from the baseline that the sentence states."""
    limit = limit_of(scene, figure)
    before = baseline.value if baseline is not None else None
    if figure.kind == "points":
        return Asked(figure, "rate", "change", figure.value, "percent", before, limit)
    if figure.kind in {"percent", "multiple", "ratio"}:
        return _share(scene, metric, figure, before, limit)
    if metric is not None and metric.form in {"ratio", "number"} and metric.id != "search_position":
        changes = is_led_by(scene, "by", figure)
        return Asked(figure, "rate", "change" if changes else "level", figure.value, None, before, limit)
    role = "level" if before is not None else _role(scene, metric, figure)
    unit = {"count": "count", "duration": "duration"}.get(figure.kind, figure.currency)
    if figure.kind == "count" and metric is not None and metric.form in {"money", "price"}:
        unit = None
    return Asked(figure, "absolute", role, figure.value, unit, before, limit)


def _share(
    scene: Scene, metric: Metric | None, figure: Figure, before: float | None, limit: str | None
) -> Asked:
    ratio = metric is not None and (metric.is_ratio or metric.form == "none")
    if figure.kind == "ratio" or (
        figure.kind == "multiple"
        and scene.tokens[figure.start].kind != "word"
        and metric is not None
        and (metric.form == "number" or metric.id == "roi")
    ):
        return Asked(figure, "rate", "level", figure.value, None, before, limit)
    if figure.kind == "multiple":
        change = abs(figure.value - 1) * 100
        return Asked(figure, "relative", "change", change, "percent", before, limit)
    if before is not None:
        return Asked(figure, "rate", "level", figure.value, "percent", before, limit)
    if _is_a_share(scene, metric, figure):
        return Asked(figure, "rate", "level", figure.value, "percent", before, limit)
    marked = _is_a_change(scene, figure)
    engaged = metric is None or metric.id in LEVELS_AS_RATES
    level = limit is not None or is_led_by(scene, "towards", figure)
    verb = scene.has("direction", 0, figure.start)
    vague = metric is not None and metric.form == "none"
    if (
        not marked
        and (engaged or ratio)
        and not (vague and verb is not None and verb.id != "reach" and not level)
    ):
        if (
            level
            or verb is None
            or verb.id not in {"increase", "decrease"}
            or _follows_metric_colon(scene, figure)
        ):
            return Asked(figure, "rate", "level", figure.value, "percent", before, limit)
        marked = True
    doubtful = marked and metric is not None and metric.form == "ratio"
    return Asked(figure, "relative", "change", figure.value, "percent", before, limit, doubtful)


def _is_a_share(scene: Scene, metric: Metric | None, figure: Figure) -> bool:
    """“20 % of traffic from social”, “the share of signups to 30 %”: a part of the whole, not a change."""
    if metric is None or metric.form not in {"flow", "stock", "money"} or figure.kind != "percent":
        return False
    verb = scene.has("direction", 0, figure.start)
    rising = verb is not None and verb.id in {"increase", "decrease"}
    start = next((n.start for n in scene.named if n.start >= figure.end and n.id == metric.id), -1)
    of = scene.has("whole", figure.end, figure.end + 1)
    if of is not None and not rising and 0 < start - figure.end <= 4:
        return True
    part = scene.has("shares", 0, figure.start)
    return part is not None and not figure.signed and not is_led_by(scene, "by", figure)


# Counts whose percentage level is the rate of the same name.
LEVELS_AS_RATES = {
    "engagements": "engagement_rate",
    "conversions": "conversion_rate",
    "customers": "retention_rate",
}


def _follows_metric_colon(scene: Scene, figure: Figure) -> bool:
    return any(token.norm in {":", "|"} for token in scene.tokens[max(0, figure.start - 2) : figure.start])


def _is_a_change(scene: Scene, figure: Figure) -> bool:
    if figure.signed or is_led_by(scene, "by", figure):
        return True
    if any(token.norm == "auf" for token in scene.tokens[max(0, figure.start - 2) : figure.start]):
        return False  # “auf 40 % steigern”: the verb stands behind the level
    end = min(figure.end + 4, len(scene.tokens))
    for i in range(figure.end, end):
        if is_or_more(scene, i):
            return False
        if scene.words["growth_nouns"].at(scene.tokens, i):
            return True
        if scene.tokens[i].norm in {",", ".", ";", "|"} or scene.tokens[i].kind == "number":
            return False
    return False


def _is_titled_as_new(scene: Scene, metric: Metric | None) -> bool:
    """“New followers: 50 a week”: what comes in, not what stands."""
    new = scene.has("newness", 0, 2)
    if metric is None or not metric.is_stock or new is None or new.id != "new":
        return False
    return any(token.norm in {":", "|"} for token in scene.tokens[new.end : new.end + 4])


def _says_how_large(scene: Scene, metric: Metric | None, figure: Figure) -> bool:
    """“un alcance de 50 mil”, “une communauté de 3 000”: what is reached or built is as large as that."""
    name = next((n for n in scene.named if metric is metrics().get(n.id) and n.end == figure.start - 1), None)
    if name is None or scene.words.lang not in {"fr", "es"} or scene.tokens[name.end].norm not in {"de", "d"}:
        return False
    verb = scene.has("direction", 0, name.start)
    builds = verb is not None and scene.has("builds", verb.start, verb.start + 1) is not None
    some = name.start > 0 and scene.tokens[name.start - 1].norm in {"un", "une", "una"}
    return verb is None or verb.id == "reach" or builds or some


def _role(scene: Scene, metric: Metric | None, figure: Figure) -> str:
    if figure.kind == "duration" and limit_of(scene, figure) is not None:
        return "level"
    kept = scene.has("direction", 0, figure.start)
    if kept is not None and kept.id == "maintain" and not figure.signed:
        return "level"
    if figure.signed or (is_led_by(scene, "by", figure) and not _says_how_large(scene, metric, figure)):
        return "change"
    near = scene.has("newness", figure.start - 2, figure.end + 3)
    if near is not None and is_or_more(scene, near.start):
        near = None
    if near is None and _is_titled_as_new(scene, metric):
        return "change"
    if near is not None and near.id == "extra":
        return "change"
    if metric is not None and metric.is_stock:
        if near is not None and not is_led_by(scene, "towards", figure):
            return "change"
        gained = scene.has("gains", figure.start - 4, figure.start)
        if gained is not None and scene.has("towards", gained.end, figure.start) is None:
            return "change"
    return "level"
