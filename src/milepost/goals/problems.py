"""What is wrong with a goal as it stands. The first six make it weak; the last three are advice."""

from milepost.goals.metrics import Metric, metrics
from milepost.goals.scene import ACTIVITY, LOOSE, Named, Scene
from milepost.goals.several import Read, lists_more, several
from milepost.goals.vocabulary import Mention

WEAKENING = (
    "not_specific", "not_measurable", "no_amount", "no_deadline", "metric_as_goal", "activity_not_outcome",
)  # fmt: skip
ADVICE = ("vanity_metric", "multiple_goals", "no_business_link")
_REACHING = frozenset({"awareness", "engagement", "traffic"})
_LINKLESS_STAGES = (*_REACHING, None)
_TIMES = frozenset({"day", "week", "month", "quarter", "year"})


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
        "multiple_goals": len(several(scene, read)) > 1 or lists_more(scene, read),
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


_MAKING = frozenset({"made", "raised", "pushed"})


def is_activity(scene: Scene, read: Read) -> bool:
    """Whether the sentence promises what the team does, not what changes outside."""
    if read.metric is not None and metrics()[read.metric].activity:
        return True
    verb = next(
        (
            m
            for i in range(min(6, len(scene.tokens)))
            if not _is_inside_a_name(scene, i) and (m := scene.work(i, i + 1))
        ),
        None,
    )
    other = scene.has("direction", 0, verb.start) if verb is not None else None
    if verb is None or (other is not None and other.id != "maintain"):
        verb = (
            verb
            if verb is not None and verb.id in _MAKING and other is not None and other.start == verb.start
            else None
        )
    if verb is None:
        return False
    if read.metric is not None and read.asked is not None:
        return False
    end = min(len(scene.tokens), read.named.start if read.named is not None else len(scene.tokens))
    thing = scene.has("activity_nouns", verb.end, min(end, verb.end + 7))
    if thing is not None and thing.start in scene.means:
        thing = None  # “a leader by publishing papers”
    if thing is None and scene.words.lang == "de" and read.named is None:
        thing = scene.has("activity_nouns", 0, verb.start)  # the verb stands last
    if verb.id == "watched":
        return True
    if scene.tokens[verb.start].norm.startswith(_MAKES) and _brings_about(scene, verb.end, thing):
        return False
    if verb.id in {"raised", "pushed"}:
        return read.metric is None and thing is not None
    if verb.id == "made" and _is_the_whole_trade(scene, verb, thing):
        return False
    if verb.id == "made":
        return thing is not None and (read.named is None or read.named.start > thing.end)
    return thing is not None or read.metric is None


def _is_the_whole_trade(scene: Scene, verb: Mention, thing: Mention | None) -> bool:
    """“Improve our marketing”: no work is named, and no result either."""
    if thing is None or scene.tokens[thing.start].norm != "marketing":
        return False
    return scene.has("makes", verb.start, verb.start + 1) is None and (
        thing.end >= len(scene.tokens)
        or scene.tokens[thing.end].norm in {".", ",", "verbessern", "optimieren"}
    )


_MAKES = (
    "cre", "establish", "build", "form", "develop", "gener", "foster", "etabl", "constru", "schaff", "aufbau",
    "entwick", "desarroll", "faire", "mak", "becom", "be", "have", "haben", "avoir", "tener", "start",
    "launch", "position", "improv", "verbess", "amelior", "mejor", "boost", "increas", "driv", "promot",
    "deliver",
)  # fmt: skip


def _brings_about(scene: Scene, start: int, thing: Mention | None) -> bool:
    """“create buzz”, “establish a presence”: what comes about outside, though vague, is no work."""
    outcome = scene.has("outcomes", start, start + 5)
    return outcome is not None and (thing is None or outcome.end < thing.start)


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
