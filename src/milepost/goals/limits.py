"""The small words around a figure: limits (“under”, “at least”), ranges, what leads to it (“by”, “to”)."""

from milepost.goals.figures import Figure
from milepost.goals.scene import FIRM, Scene
from milepost.goals.vocabulary import Mention

_DASHES = frozenset("-–—")


def limit_of(scene: Scene, figure: Figure) -> str | None:
    """`upper` for “under 2 hours”, `lower` for “at least 5 %”, “200+”."""
    for i in range(max(0, figure.start - 4), figure.start):
        if scene.tokens[i].norm == "ups":  # “sign-ups to 200” is no “up to 200”
            continue
        found = [(scene.words[side].at(scene.tokens, i), side) for side in ("upper", "lower")]
        near = [(m.end, side) for m, side in found if m is not None and m.end in _ends(figure)]
        if near:
            return max(near)[1]
    ends = [token.norm for token in scene.tokens[figure.start : figure.end]]
    if "+" in ends:
        return "lower"
    behind = scene.has("or_more", figure.end, figure.end + _BEHIND)
    next_one = min((f.start for f in scene.figures if f.start >= figure.end), default=len(scene.tokens))
    return behind.id if behind is not None and behind.start < next_one else None


_BEHIND = 4  # tokens: “3 % engagement rate or higher”


def is_or_more(scene: Scene, i: int) -> bool:
    """Whether a token belongs to an “or more” behind a figure: a limit, no way to go."""
    return any(
        (m := scene.words["or_more"].at(scene.tokens, start)) is not None and m.start < i < m.end
        for start in range(max(0, i - 2), i)
    )


def _ends(figure: Figure) -> tuple[int, int]:
    """Where the words of a limit may end: right before the figure, or one word (“a”, “of”) before it."""
    return figure.start - 1, figure.start


def is_range_end(scene: Scene, figure: Figure, earlier: Figure) -> bool:
    """Whether `figure` is the upper end of a range that `earlier` begins (“300–500”, “entre un 10 y 15”)."""
    between = [token.norm for token in scene.tokens[earlier.end : figure.start] if token.norm != "un"]
    if len(between) != 1:
        return False
    if between[0] in {"and", "y", "et", "und"}:
        before = [token.norm for token in scene.tokens[: earlier.start] if token.norm != "un"]
        return bool(before) and before[-1] in {"between", "entre", "zwischen"}
    return between[0] in _DASHES or between[0] in {"to", "bis", "a"}


def is_led_by(scene: Scene, table: str, figure: Figure) -> bool:
    """Whether a word of the table stands before the figure, at most a few small words away."""
    mention = None
    inside = {i for n in scene.named if n.rank == FIRM for i in range(n.start, n.end)}
    for i in range(max(0, figure.start - 4), figure.start):
        found = scene.words[table].at(scene.tokens, i) if i not in inside else None
        if found is not None and not (table == "by" and _leads_to_a_place(scene, found)):
            mention = found
    if mention is None or mention.end > figure.start:
        return False
    if table == "by" and _is_inside_a_limit(scene, mention.start, figure):
        return False
    if mention.id == "after_verb":
        verb = scene.has("direction", 0, mention.start)
        if mention.end != figure.start or verb is None or verb.id not in {"increase", "decrease"}:
            return False
    between = scene.tokens[mention.end : figure.start]
    return all(token.kind != "number" and token.norm not in {",", "."} for token in between)


def _leads_to_a_place(scene: Scene, by: Mention) -> bool:
    """The “en” of “la tasa de clics en Instagram al 5 %”, which says where and not by how much."""
    start = by.end + (scene.has("articles", by.end, by.end + 1) is not None)
    return scene.has("channels", start, start + 1) is not None


def _is_inside_a_limit(scene: Scene, i: int, figure: Figure) -> bool:
    """The “de” of “à moins de 50 %”."""
    for start in range(max(0, i - 3), i):
        limits = (scene.words[side].at(scene.tokens, start) for side in ("upper", "lower"))
        if any(limit is not None and limit.end == figure.start for limit in limits):
            return True
    return False
