"""A sentence with several goals, said again as several sentences."""

from collections.abc import Sequence
from itertools import pairwise

from milepost.goals.scene import Named, Scene

MOST = 6  # more goals than that are a list, not a sentence


def offered(scene: Scene, text: str, wanted: Sequence[Named]) -> list[str]:
    """One sentence for each of the metrics: what is said once (verb, amount, time) is said again in each."""
    if len({n.id for n in wanted}) < 2 or len(wanted) > MOST:
        return []
    parts = _parts(scene, wanted)
    verb = _leading_verb(scene, text, wanted[0])
    rest = _rest(scene, text, wanted[-1])
    time = _time(scene, text)
    sentences = []
    for start, end in parts:
        said = text[scene.tokens[start].start : scene.tokens[end - 1].end].strip(" ,;.")
        if not any(start <= f.start < end for f in scene.figures):
            said = f"{said} {rest}".strip()
        if time and not any(start <= d.start < end for d in scene.deadlines) and time not in said:
            said = f"{said} {time}"
        if (
            verb
            and scene.has("direction", start, end) is None
            and scene.has("growth_nouns", start, end) is None
        ):
            said = f"{verb} {said}"
        sentences.append(said[:1].upper() + said[1:] + ".")
    return list(dict.fromkeys(sentences))


def _parts(scene: Scene, wanted: Sequence[Named]) -> list[tuple[int, int]]:
    """The stretches of tokens that hold one metric each, cut at the last “and” before the next metric."""
    cuts = [0]
    for one, other in pairwise(wanted):
        joins = [i for i in range(one.end, other.start) if scene.words["joins"].at(scene.tokens, i)]
        cuts.append(joins[-1] if joins else other.start)
    ends = [*cuts[1:], len(scene.tokens)]
    return [(_past_joins(scene, start), end) for start, end in zip(cuts, ends, strict=True) if end > start]


def _past_joins(scene: Scene, start: int) -> int:
    while start < len(scene.tokens) - 1:
        join = scene.words["joins"].at(scene.tokens, start)
        if join is None:
            break
        start = min(join.end, len(scene.tokens) - 1)
    return start


def _leading_verb(scene: Scene, text: str, first: Named) -> str:
    verbs = scene.words["direction"].find(scene.tokens[: first.start])
    if not verbs:
        return ""
    end = scene.tokens[verbs[0].end - 1].end
    return text[scene.tokens[verbs[0].start].start : end].strip()


def _rest(scene: Scene, text: str, last: Named) -> str:
    """What follows the last metric: the amount and the time that all of them share."""
    if last.end >= len(scene.tokens):
        return ""
    return text[scene.tokens[last.end].start :].strip(" .,;")


def _time(scene: Scene, text: str) -> str:
    certain = [d for d in scene.deadlines if d.certain]
    if not certain:
        return ""
    return text[scene.tokens[certain[0].start].start : scene.tokens[certain[0].end - 1].end]
