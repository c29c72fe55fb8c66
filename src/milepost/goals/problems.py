"""What is wrong with a goal as it stands. The first six make it weak; the last three are advice."""

from dataclasses import dataclass

from milepost.goals.amounts import Asked, candidates, is_range_end
from milepost.goals.metrics import metrics
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
        "not_specific": vague or (metric is not None and metric.platform and not read.channel),
        "not_measurable": vague,
        "no_amount": read.asked is None,
        "no_deadline": not read.timed and not _stands(read),
        "activity_not_outcome": activity,
        "vanity_metric": metric is not None and metric.vanity and not result,
        "multiple_goals": len(several(scene, read)) > 1,
    }
    reaching = metric is not None and metric.stage in _REACHING and not vague
    told["metric_as_goal"] = (
        reaching and not activity and not result and told["no_amount"] and told["no_deadline"]
    )
    unlinked = metric is None or metric.activity or reaching
    told["no_business_link"] = unlinked and not result and read.metric != "active_users"
    return tuple(code for code in (*WEAKENING, *ADVICE) if told[code])


def _stands(read: Read) -> bool:
    """A level per month is a standing target: it has no end by nature."""
    return read.asked is not None and read.asked.role == "level" and read.per in _TIMES


def is_activity(scene: Scene, read: Read) -> bool:
    """Whether the sentence promises what the team does, not what changes outside."""
    if read.metric is not None and metrics()[read.metric].activity:
        return True
    verb = next((m for i in range(min(6, len(scene.tokens))) if (m := scene.words["activity_verbs"].at(scene.tokens, i))), None)
    other = scene.has("direction", 0, verb.start) if verb is not None else None
    if verb is None or (other is not None and other.id != "maintain"):
        verb = verb if verb is not None and verb.id == "made" and other is not None and other.start == verb.start else None
    if verb is None:
        return False
    if read.metric is not None and read.asked is not None:
        return False
    end = min(len(scene.tokens), read.named.start if read.named is not None else len(scene.tokens))
    thing = scene.has("activity_nouns", verb.end, min(end, verb.end + 7))
    if verb.id == "made":
        return thing is not None and (read.named is None or read.named.start > thing.start)
    return thing is not None or read.metric is None


def _says_a_result(scene: Scene, named: Named | None) -> bool:
    """Whether the sentence names a result for the business beside its own metric."""
    own = set(range(named.start, named.end)) if named is not None else set()
    for other in scene.named:
        metric = metrics().get(other.id)
        if metric is not None and metric.stage in {"conversion", "retention"} and other.start not in own:
            if other.start not in scene.means and other.rank != LOOSE and not _joined_equal(scene, named, other):
                return True
    return any(
        m.start not in own and m.start in scene.purpose for m in scene.words["business"].find(scene.tokens)
    )


def _joined_equal(scene: Scene, named: Named | None, other: Named) -> bool:
    """“followers, engagement and sales”: a list of targets is no chain of cause and effect."""
    if named is None:
        return True
    low, high = sorted((named, other), key=lambda n: n.start)
    return scene.joined(low.end, high.start) and other.start not in scene.purpose


def several(scene: Scene, read: Read) -> list[Named]:
    """The metrics that would be tracked apart, in order: joined by “and”, or each with its own figure."""
    if read.named is None:
        return []
    main = [n for n in scene.named if n.rank != ACTIVITY or n == read.named]
    main = [n for n in main if scene.is_main(n.start) or n == read.named]
    kept = [read.named]
    for other in main:
        if other.start == read.named.start or other.id in {n.id for n in kept}:
            continue
        low, high = sorted((read.named, other), key=lambda n: n.start)
        if scene.joined(low.end, high.start):
            kept.append(other)
    if len(kept) == 1:
        kept += [read.named] * _second_figures(scene, read)
    return sorted(kept, key=lambda n: n.start)


def _second_figures(scene: Scene, read: Read) -> int:
    """How many more targets the same metric is given (“3 % on pages, 5 % on profiles”)."""
    if read.asked is None or read.asked.baseline is not None:
        return 0
    metric = metrics()[read.metric] if read.metric is not None else None
    first, more = read.asked.figure, 0
    for figure in candidates(scene, read.named, metric):
        if figure.start <= first.start or figure.kind != first.kind or is_range_end(scene, figure, first):
            continue
        if scene.tokens[figure.start - 1].norm != "(" and scene.joined(first.end, figure.start):
            more += 1
    return more
