"""Second targets that are limits to keep, not goals: “2,500 MQLs at $50 CPL”, “without raising ad spend”."""

from milepost.goals.figures import Figure
from milepost.goals.limits import limit_of
from milepost.goals.metrics import metrics
from milepost.goals.reading import Guard
from milepost.goals.scene import ACTIVITY, Named, Scene
from milepost.goals.vocabulary import Mention

_REACH = 9  # tokens from the word that leads to a guard to its metric
_LIMITING = frozenset({"ratio", "number", "price", "time"})
_FITTING = {
    "ratio": {"percent", "ratio", "points"},
    "number": {"count", "ratio", "multiple"},
    "price": {"money", "count"},
    "money": {"money", "count", "percent"},
    "time": {"duration"},
    "flow": {"count"},
    "stock": {"count"},
}


def guards_of(scene: Scene, named: Named | None, text: str) -> tuple[Guard, ...]:
    """The guards beside the goal about `named`, in the order of the sentence; a metric guards once."""
    found: dict[str, Guard] = {}
    for lead, other in _led(scene, named):
        guard = _guard(scene, lead, other, text)
        if guard is not None:
            found.setdefault(guard.metric, guard)
    return tuple(found.values())


def guarding(scene: Scene, named: Named | None) -> list[Named]:
    """The names that guards hang on, with a figure of their own: targets that would be tracked apart."""
    return [
        other
        for lead, other in _led(scene, named)
        if lead.id != "budget"
        and not _of_each(scene, lead)
        and _guard(scene, lead, other, "") is not None
        and (_figure(scene, lead, other) is not None or scene.joined(lead.start, lead.start + 1))
    ]


def limits_of(scene: Scene, named: Named | None) -> set[int]:
    """Where the names of limits stand, with a figure or without: no goals, however they are joined."""
    return {other.start for lead, other in _led(scene, named) if _guard(scene, lead, other, "") is not None}


def limiting_figures(scene: Scene, named: Named | None) -> set[int]:
    """Where the figures of limits stand."""
    figures = (_figure(scene, lead, other) for lead, other in _led(scene, named))
    return {figure.start for figure in figures if figure is not None}


def _led(scene: Scene, named: Named | None) -> list[tuple[Mention, Named]]:
    """Each word that leads to a limit, with the metric it leads to."""
    if named is None:
        return []
    pairs = []
    for lead in scene.words["guards"].find(scene.tokens):
        near = next((n for n in scene.named if lead.start <= n.start <= lead.end + _REACH), None)
        if near is not None and near.rank == ACTIVITY and near.id != "ad_spend":
            continue
        if near is None or near.id == named.id or metrics()[near.id].form not in _FITTING:
            continue
        if not _is_cut(scene, lead, near) and not _is_wanted(scene, lead, near):
            pairs.append((lead, near))
    return pairs


def _is_cut(scene: Scene, lead: Mention, other: Named) -> bool:
    """Whether a stop stands between, so that the metric belongs to the next clause."""
    return any(token.norm in {".", ";", "|", ","} for token in scene.tokens[lead.end : other.start])


def _is_wanted(scene: Scene, lead: Mention, other: Named) -> bool:
    """“while generating 50 leads”, “and 50 leads to win”: a goal of its own."""
    if lead.id in {"raised", "lowered"}:
        return False
    verbs = scene.words["direction"].find(scene.tokens[lead.start : other.start])
    return any(verb.id != "maintain" for verb in verbs)


def _guard(scene: Scene, lead: Mention, other: Named, text: str) -> Guard | None:
    metric = metrics()[other.id]
    figure = _figure(scene, lead, other)
    limit = limit_of(scene, figure) if figure is not None else None
    if lead.id == "beside" and (figure is None or (limit is None and metric.form not in _LIMITING)):
        return None
    if lead.id == "budget" and figure is None:
        return None
    end = max(other.end, figure.end if figure is not None else 0)
    said = text[scene.tokens[lead.start].start : scene.tokens[end - 1].end]
    relation = _relation(lead.id, limit, metric.better, figure)
    amount = figure.value if figure is not None else None
    return Guard(other.id, relation, amount, _unit(figure, metric.form), said)


def _relation(lead: str, limit: str | None, better: str, figure: Figure | None) -> str:
    if limit is not None:
        return "at_most" if limit == "upper" else "at_least"
    if lead in {"raised", "budget"}:
        return "at_most"
    if lead == "lowered":
        return "at_least"
    if lead == "keep" or figure is None:
        return "keep"
    return "at_most" if better == "lower" else "at_least"


def _figure(scene: Scene, lead: Mention, other: Named) -> Figure | None:
    """The figure that is the guard's own: between its lead and a few words after its name."""
    fits = _FITTING[metrics()[other.id].form]
    near = [
        f
        for f in scene.figures
        if lead.start < f.start and f.kind in fits and -3 <= f.start - other.end <= _near(scene, other)
    ]
    before = [f for f in scene.figures if lead.start < f.start < other.start and f.kind in fits]
    return min((*before, *near), key=lambda f: abs(f.start - other.start), default=None)


def _near(scene: Scene, other: Named) -> int:
    """How many tokens behind its name a limit's figure may stand; an explaining bracket is free."""
    tokens = scene.tokens
    if other.end < len(tokens) and tokens[other.end].norm == "(":
        closing = next((i for i in range(other.end, len(tokens)) if tokens[i].norm == ")"), other.end)
        return _CLOSE + closing - other.end
    return _CLOSE


_CLOSE = 5  # tokens


def _unit(figure: Figure | None, form: str) -> str | None:
    if figure is None or (figure.kind == "count" and form in {"money", "price", "number"}):
        return None
    units = {"percent": "percent", "points": "percent", "count": "count", "duration": "duration"}
    return figure.currency if figure.kind == "money" else units.get(figure.kind)


def _of_each(scene: Scene, lead: Mention) -> bool:
    """“12 customers, each with a lifetime value of 7,000”: said of what is counted, no target beside it."""
    return scene.has("each", lead.start - 1, lead.start) is not None
