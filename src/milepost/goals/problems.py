"""What is wrong with a goal as it stands. The first six make it weak; the last three are advice."""

from dataclasses import dataclass
from itertools import pairwise

from milepost.goals.amounts import Asked, is_range_end
from milepost.goals.guards import guarding, limiting_figures, limits_of
from milepost.goals.metrics import Metric, metrics
from milepost.goals.scene import ACTIVITY, LOOSE, Named, Scene

WEAKENING = (
    "not_specific", "not_measurable", "no_amount", "no_deadline", "metric_as_goal", "activity_not_outcome",
)  # fmt: skip
ADVICE = ("vanity_metric", "multiple_goals", "no_business_link")
_REACHING = frozenset({"awareness", "engagement", "traffic"})
_LINKLESS_STAGES = (*_REACHING, None)
_TIMES = frozenset({"day", "week", "month", "quarter", "year"})


@dataclass(frozen=True, slots=True)
class Read:
    """What was read so far, as the rules of the problems need it."""

    metric: str | None
    named: Named | None
    asked: Asked | None
    per: str | None
    timed: bool
    channel: tuple[str, ...]


def problems_of(scene: Scene, read: Read) -> tuple[str, ...]:
    """The problems of a sentence, in the order of `WEAKENING`, then `ADVICE`."""
    metric = metrics()[read.metric] if read.metric is not None else None
    vague = metric is None or metric.form == "none"
    activity = is_activity(scene, read)
    result = _says_a_result(scene, read.named)
    told = {
        "not_specific": vague
        or _of_what(metric, read)
        or _for_which_words(scene, read)
        or _share_of_what(metric, read)
        or _money_for_what(scene, read),
        "not_measurable": vague,
        "no_amount": read.asked is None,
        "no_deadline": not read.timed and not _stands(read),
        "activity_not_outcome": activity,
        "vanity_metric": metric is not None and metric.vanity and not result,
        "multiple_goals": len(several(scene, read)) > 1 or _lists_more(scene, read),
    }
    reaching = metric is not None and metric.stage in _REACHING and not vague
    told["metric_as_goal"] = (
        reaching
        and read.metric != "active_users"
        and not activity
        and not result
        and told["no_amount"]
        and told["no_deadline"]
    )
    unlinked = metric is None or metric.activity or reaching
    told["no_business_link"] = unlinked and not result and read.metric != "active_users"
    return tuple(code for code in (*WEAKENING, *ADVICE) if told[code])


def _of_what(metric: Metric | None, read: Read) -> bool:
    """Followers, likes and their kind exist on a platform only: which?"""
    return metric is not None and metric.platform and not read.channel


def _for_which_words(scene: Scene, read: Read) -> bool:
    """A place in a search belongs to the words that are searched for."""
    return read.metric == "search_position" and scene.has("for_which", 0, len(scene.tokens)) is None


def _share_of_what(metric: Metric | None, read: Read) -> bool:
    """“inbound leads from 30 % to 70 %”: of what is it a share?"""
    counted = metric is not None and metric.form in {"flow", "money"}
    return (
        counted and read.asked is not None and read.asked.kind == "rate" and read.asked.baseline is not None
    )


def _money_for_what(scene: Scene, read: Read) -> bool:
    """“from 50,000 euros to 1 million”: money without a word for what is paid for, or that it is earned."""
    unnamed = read.metric == "revenue" and read.named is not None and read.named.start == read.named.end
    return unnamed and scene.has("earns", 0, len(scene.tokens)) is None


def _stands(read: Read) -> bool:
    """A level per month is a standing target: it has no end by nature."""
    return read.asked is not None and read.asked.role == "level" and read.per in _TIMES


def is_activity(scene: Scene, read: Read) -> bool:
    """Whether the sentence promises what the team does, not what changes outside."""
    if read.metric is not None and metrics()[read.metric].activity:
        return True
    verb = next(
        (
            m
            for i in range(min(6, len(scene.tokens)))
            if not _is_inside_a_name(scene, i) and (m := scene.words["activity_verbs"].at(scene.tokens, i))
        ),
        None,
    )
    other = scene.has("direction", 0, verb.start) if verb is not None else None
    if verb is None or (other is not None and other.id != "maintain"):
        verb = (
            verb
            if verb is not None
            and verb.id in {"made", "raised"}
            and other is not None
            and other.start == verb.start
            else None
        )
    if verb is None:
        return False
    if read.metric is not None and read.asked is not None:
        return False
    end = min(len(scene.tokens), read.named.start if read.named is not None else len(scene.tokens))
    thing = scene.has("activity_nouns", verb.end, min(end, verb.end + 7))
    if verb.id == "watched":
        return True
    if verb.id == "raised":
        return read.metric is None and thing is not None
    if verb.id == "made":
        return thing is not None and (read.named is None or read.named.start > thing.start)
    return thing is not None or read.metric is None


def _is_inside_a_name(scene: Scene, i: int) -> bool:
    """The “conocer” of “dar a conocer la marca” is no verb of its own."""
    return any(n.start <= i < n.end for n in scene.named if n.rank != ACTIVITY)


def _says_a_result(scene: Scene, named: Named | None) -> bool:
    """Whether the sentence names a result for the business beside its own metric."""
    own = set(range(named.start, named.end)) if named is not None else set()
    for other in scene.named:
        metric = metrics().get(other.id)
        serves = metric is not None and (metric.stage in {"conversion", "retention"} or metric.form == "none")
        firm = other.rank != LOOSE or other.id == "brand_awareness"
        listed = named is None and metric is not None and metric.form != "none"
        wanted = listed or other.start in scene.purpose or _comes_of(scene, named, other)
        if serves and firm and wanted and other.start not in own:
            return True
    return any(
        m.start not in own and m.start in scene.purpose for m in scene.words["business"].find(scene.tokens)
    )


def _comes_of(scene: Scene, named: Named | None, other: Named) -> bool:
    """“grow sales by gaining followers”: what stands first, and not in a list, is what it is for."""
    if named is None or other.start in scene.means:
        return False
    if other.start > named.start:
        served = scene.has("serves", other.start - 1, other.start)
        return served is not None and other.id == "brand_awareness"
    return not scene.joined(other.end, named.start) and not scene.is_title(other.end)


def several(scene: Scene, read: Read) -> list[Named]:
    """The metrics that would be tracked apart, in order: joined by “and”, or each with its own figure."""
    if read.named is None:
        return []
    kept = _tracked(scene, read)
    kept += [n for n in guarding(scene, read.named) if n.id not in {k.id for k in kept}]
    return sorted(kept, key=lambda n: n.start)


def _lists_more(scene: Scene, read: Read) -> bool:
    """Several wishes without a metric (“be visible, be trusted”), or a metric beside a bare thing."""
    if read.metric is None:
        wishes = [n for n in scene.named if n.rank != ACTIVITY and scene.is_main(n.start)]
        return any(
            scene.joined(one.end, other.start)
            for one, other in pairwise(wishes)
            if one.id != other.id and "brand_awareness" in {one.id, other.id}
        )
    named = read.named
    if named is None or scene.figures or named.start == named.end or named.end + 1 >= len(scene.tokens):
        return False
    if scene.has("direction", 0, len(scene.tokens)) or scene.has("activity_verbs", 0, len(scene.tokens)):
        return False
    join = scene.words["joins"].at(scene.tokens, named.end)
    beside = join is not None and scene.tokens[named.end].norm not in {".", "|", "/"}
    return (
        beside and join is not None and join.end < len(scene.tokens) and scene.tokens[join.end].kind == "word"
    )


def _tracked(scene: Scene, read: Read) -> list[Named]:
    if read.named is None:
        return []
    limits = limits_of(scene, read.named)
    if not scene.is_main(read.named.start):
        return [read.named]
    main = [n for n in scene.named if n.rank != ACTIVITY and scene.is_main(n.start)]
    main = [n for n in main if n.start not in limits]
    kept = [read.named]
    for before, other in pairwise(main):
        if scene.is_aside(before.end, other.start) and not scene.closes(before.end, other.start):
            continue
        equal = before.start in {n.start for n in kept} or other.start == read.named.start
        joined = scene.joined(before.end, other.start) and equal
        if any(token.norm == "=" for token in scene.tokens[before.end : other.start]):
            continue
        for one in (before, other):
            if one.id not in {n.id for n in kept} and (joined or _has_its_own_figure(scene, read, one)):
                kept.append(one)
    if len(kept) == 1:
        kept += [read.named] * (_second_figures(scene, read) or _second_verbs(scene))
    return kept


def _has_its_own_figure(scene: Scene, read: Read, other: Named) -> bool:
    """“a list of 10,000 with 25 % open rate”."""
    own = read.asked.figure if read.asked is not None else None
    return any(0 <= other.start - f.end <= 1 and f != own and scene.is_main(f.start) for f in scene.figures)


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


def _second_figures(scene: Scene, read: Read) -> int:
    """How many more targets the same metric is given (“3 % on pages, 5 % on profiles”)."""
    if read.asked is None or read.asked.baseline is not None:
        return 0
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
        ):
            continue
        beside = scene.has("beside", figure.start - 1, figure.start) is not None
        if scene.tokens[figure.start - 1].norm != "(" and (beside or scene.joined(first.end, figure.start)):
            more += 1
    return more
