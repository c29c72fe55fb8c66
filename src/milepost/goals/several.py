"""Several goals in one sentence: metrics and targets that would be tracked apart."""

from dataclasses import dataclass
from itertools import pairwise

from milepost.goals.asked import Asked
from milepost.goals.figures import Figure
from milepost.goals.guards import guarding, limiting_figures, limits_of
from milepost.goals.limits import is_range_end
from milepost.goals.scene import ACTIVITY, FIRM, LOOSE, Named, Scene

# Names of the same people: “retain clients/customers” is one goal.
ONE_PUBLIC = frozenset({"customers", "new_customers", "retention_rate"})


@dataclass(frozen=True, slots=True)
class Read:
    """What was read so far, as the rules of the problems need it."""

    metric: str | None
    named: Named | None
    asked: Asked | None
    per: str | None
    timed: bool
    channel: tuple[str, ...]


def several(scene: Scene, read: Read) -> list[Named]:
    """The metrics that would be tracked apart, in order: joined by “and”, or each with its own figure."""
    if read.named is None:
        return []
    kept = _tracked(scene, read)
    kept += [n for n in guarding(scene, read.named) if n.id not in {k.id for k in kept}]
    return sorted(kept, key=lambda n: n.start)


def lists_more(scene: Scene, read: Read) -> bool:
    """Several wishes without a metric (“be visible, be trusted”), or a metric beside a bare thing."""
    if _is_a_titled_list(scene) or _adds_a_thing(scene, read.named):
        return True
    if read.metric is None:
        wishes = [n for n in scene.named if n.rank != ACTIVITY and scene.is_main(n.start)]
        return any(
            scene.joined(one.end, other.start)
            for one, other in pairwise(wishes)
            if one.id != other.id and "brand_awareness" in {one.id, other.id}
        )
    return _stands_beside(scene, read.named)


def _stands_beside(scene: Scene, named: Named | None) -> bool:
    """“engagement and networking”: no verb, no figure, two nouns."""
    if named is None or scene.figures or named.start == named.end or named.end + 1 >= len(scene.tokens):
        return False
    if scene.has("direction", 0, len(scene.tokens)) or scene.has("activity_verbs", 0, len(scene.tokens)):
        return False
    join = scene.words["joins"].at(scene.tokens, named.end)
    beside = join is not None and scene.tokens[named.end].norm not in {".", "|", "/"}
    return (
        beside and join is not None and join.end < len(scene.tokens) and scene.tokens[join.end].kind == "word"
    )


def _is_a_titled_list(scene: Scene) -> bool:
    """“Goal: funnel validated, launch well received”: two results without a verb behind a title."""
    tokens = scene.tokens
    if len(tokens) < _FEW or tokens[1].norm != ":" or scene.has("goal_words", 0, 1) is None:
        return False
    if scene.has("direction", 2, len(tokens)) or scene.has("activity_verbs", 2, len(tokens)):
        return False
    timed = {i for d in scene.deadlines for i in range(d.start, d.end)}
    commas = [i for i in range(4, len(tokens) - 2) if tokens[i].norm == "," and scene.is_main(i)]
    return any(
        all(t.kind == "word" for t in tokens[i + 1 : i + 3])
        and i + 1 not in timed
        and not scene.in_brackets(i)
        and scene.has("small_words", i + 1, i + 2) is None
        for i in commas
    )


_FEW = 7  # tokens of a title, a colon and two results


def _adds_a_thing(scene: Scene, named: Named | None) -> bool:
    """“Strengthen engagement and contribution”: a metric and, to the end, another thing that is no metric."""
    if named is None or named.id == "brand_awareness" or scene.figures or not scene.is_main(named.start):
        return False
    tokens, i = scene.tokens, named.end
    if scene.has("direction", 0, named.start) is None or i + 1 >= len(tokens) or tokens[i].norm not in _AND:
        return False
    rest = [j for j in range(i + 1, len(tokens)) if tokens[j].kind == "word"]
    if not 0 < len(rest) <= 2 or rest[-1] != i + len(rest):
        return False
    known = {k for n in scene.named for k in range(n.start, n.end)}
    if named.rank == LOOSE and scene.has("channels", i + 1, i + 1 + len(rest)) is not None:
        return True  # “our newsletter and socials”
    tables = (
        "direction",
        "activity_verbs",
        "channels",
        "newness",
        "deadline",
        "units",
        "months",
        "small_words",
    )
    return known.isdisjoint(rest) and all(
        scene.has(table, i + 1, i + 1 + len(rest)) is None for table in tables
    )


_AND = frozenset({"and", "&", "und", "et", "y", "e"})


def _tracked(scene: Scene, read: Read) -> list[Named]:
    if read.named is None:
        return []
    limits = limits_of(scene, read.named)
    if not scene.is_main(read.named.start):
        return [read.named]
    main = [n for n in scene.named if n.rank != ACTIVITY and scene.is_main(n.start)]
    main = [n for n in main if n.start not in limits]
    if read.metric == "search_position":  # “for our ten keywords”
        main = [n for n in main if n.id != "keyword_rankings"]
    if scene.opens_with_doing():  # “a plan for our newsletter and more exposure”: what one works with
        main = [n for n in main if n.rank == FIRM or n == read.named]
    kept = [read.named]
    for before, other in pairwise(main):
        if scene.is_aside(before.end, other.start) and not scene.closes(before.end, other.start):
            continue
        equal = before.start in {n.start for n in kept} or other.start == read.named.start
        joined = scene.joined(before.end, other.start) and equal
        if any(token.norm == "=" for token in scene.tokens[before.end : other.start]):
            continue
        if scene.tokens[before.end].norm == "/" and {before.id, other.id} <= ONE_PUBLIC:
            continue  # “clients/customers”
        for one in (before, other):
            if one.id not in {n.id for n in kept} and (joined or _has_its_own_figure(scene, read, one)):
                kept.append(one)
    if len(kept) == 1:
        kept += [read.named] * (_second_figures(scene, read) or _second_verbs(scene))
    return kept


def _has_its_own_figure(scene: Scene, read: Read, other: Named) -> bool:
    """“a list of 10,000 with 25 % open rate”."""
    own = read.asked.figure if read.asked is not None else None
    return any(
        0 <= other.start - f.end <= 1 and not _overlaps(f, own) and scene.is_main(f.start)
        for f in scene.figures
    )


def _overlaps(one: Figure, other: Figure | None) -> bool:
    return other is not None and one.start < other.end and other.start < one.end


def _second_verbs(scene: Scene) -> int:
    """How often “and” leads to another verb with its own object (“reach the young and build a name”)."""
    more = 0
    tokens, words = scene.tokens, scene.words
    verbs = {m.start: m.end for m in words["direction"].find(tokens)}
    work = {m.start: m.end for m in words["activity_verbs"].find(tokens) if m.id == "work"}
    seen = words["activity_verbs"].at(tokens, 0) is not None
    for i in range(len(tokens) - 1):
        seen = seen or i in verbs
        join = words["joins"].at(tokens, i)
        if join is None or not seen or not scene.is_main(i) or i - 1 in verbs or tokens[i].norm in _NOT_AND:
            continue
        nxt = join.end + (join.end < len(tokens) and words["joins"].at(tokens, join.end) is not None)
        led = nxt in verbs or (nxt in work and any(v < i for v in verbs) and tokens[i].norm != ",")
        if led and nxt + 1 < len(tokens) and tokens[nxt].norm != "up" and scene.is_main(nxt):
            more += 1
    return more


_NOT_AND = frozenset({"or", "oder", "ou", "o", "/", "|", "while", "bei", "."})


def _says_it_once_more(scene: Scene, first: Figure, figure: Figure) -> bool:
    """“sales of 2 million, an increase of 33 %”: the same target as a change."""
    noun = scene.has("growth_nouns", max(first.end, figure.start - 3), figure.start)
    return noun is not None and figure.kind == "percent" and first.kind != "percent"


def _second_pairs(scene: Scene, first: Figure) -> int:
    """“from 30 % to 40 % at home and from 5 % to 10 % abroad”: another way to go."""
    later = [f for f in scene.figures if f.start >= first.end and f.kind != "duration"]
    later = [f for f in later if scene.is_main(f.start) and not scene.in_brackets(f.start)]
    return sum(
        scene.has("start", one.start - 2, one.start) is not None
        and scene.has("towards", one.end, other.start) is not None
        and scene.joined(first.end, one.start)
        for one, other in pairwise(later)
        if one.kind == other.kind
    )


def _second_figures(scene: Scene, read: Read) -> int:
    """How many more targets the same metric is given (“3 % on pages, 5 % on profiles”)."""
    if read.asked is None:
        return 0
    if read.asked.baseline is not None:
        return _second_pairs(scene, read.asked.figure)
    first, more = read.asked.figure, 0
    limits = limiting_figures(scene, read.named)
    for figure in scene.figures:
        if (
            figure.kind == "duration"
            or figure.start <= first.start
            or figure.start in limits
            or figure.start < first.end
            or scene.in_brackets(figure.start)
            or any(token.norm == "=" for token in scene.tokens[first.end : figure.start])
            or not scene.is_main(figure.start)
            or is_range_end(scene, figure, first)
            or (figure.kind == "money" and first.kind != "money")
            or _says_it_once_more(scene, first, figure)
        ):
            continue
        beside = scene.has("beside", figure.start - 1, figure.start) is not None
        if scene.tokens[figure.start - 1].norm != "(" and (beside or scene.joined(first.end, figure.start)):
            more += 1
    return more
