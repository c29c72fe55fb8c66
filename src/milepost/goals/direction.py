"""Which way: increase, decrease, reach or maintain, and how often (“per month”)."""

from itertools import pairwise

from milepost.goals.asked import Asked
from milepost.goals.limits import is_or_more, is_range_end
from milepost.goals.metrics import metrics
from milepost.goals.scene import ACTIVITY, FIRM, Named, Scene
from milepost.goals.several import ONE_PUBLIC
from milepost.goals.vocabulary import Mention


def direction_of(scene: Scene, named: Named | None, asked: Asked | None) -> str | None:
    """The direction the sentence gives; None when it gives none."""
    at = named.start if named is not None else 0
    verbs = [m for m in scene.words["direction"].find(scene.tokens) if m.start not in scene.means]
    verbs = [m for m in verbs if not scene.is_title(m.end)]
    verbs = [m for m in verbs if not _is_part_of_a_name(scene, m, named) and _is_a_way(scene, m)]
    before = [m for m in verbs if m.start < at]
    after = [m for m in verbs if m.start >= at and not scene.in_brackets(m.start)]
    if named is not None and asked is not None and asked.role == "level":
        after = [m for m in after if not _is_joined(scene, named.end, m.start)]
    verb = before[-1].id if before else (after[0].id if after else None)
    if any(m.id == "maintain" for m in before) and verb in {"maintain", "reach"}:
        return "maintain"
    if named is None and asked is None and scene.opens_with_work() and not _keeps(scene):
        raised = scene.work(0, 3)
        more = raised is not None and (
            raised.id == "raised" or _betters(scene, raised) or _does_more(scene, raised)
        )
        return "increase" if more or _becomes_more(scene, named) else None
    if asked is None:
        return _without_amount(scene, named, verb)
    if named is not None and named.id == "search_position" and verb == "increase":
        return verb  # a better place is a smaller number
    if asked.baseline is not None and asked.role == "level":
        return "decrease" if asked.amount < asked.baseline else "increase"
    if asked.limit == "upper" and verb not in {"maintain", "increase"}:
        return "decrease"
    if asked.role == "change":
        return _of_a_change(scene, asked, [m.id for m in verbs])
    if asked.limit == "lower" and not before:
        return "reach"
    return _of_a_level(scene, named, asked, verb)


def _is_joined(scene: Scene, start: int, end: int) -> bool:
    """Whether an “and” or a stop stands between; “20. Februar” and “Facebook und Instagram” join no goals."""
    inside = {i for d in scene.deadlines for i in range(d.start, d.end)}
    places = scene.words["channels"].find(scene.tokens)
    inside |= {one.end for one, other in pairwise(places) if other.start == one.end + 1}
    return any(scene.joined(i, i + 1) for i in range(start, end) if i not in inside)


def _keeps(scene: Scene) -> bool:
    """“Keep the website up to date” holds what is; “hold a meeting” does not."""
    kept = scene.has("direction", 0, len(scene.tokens))
    return kept is not None and kept.id == "maintain" and scene.tokens[kept.start].norm.startswith(_KEEPING)


_KEEPING = ("keep", "maintain", "mant", "garde", "mainten", "halten", "stay")
_LIMITS = ("upper", "lower")


def _is_a_way(scene: Scene, verb: Mention) -> bool:
    """“up 20 %” and “are down” say which way; “show up”, “set up”, the “menos” of “al menos” do not."""
    if is_or_more(scene, verb.start):
        return False
    for i in range(max(0, verb.start - 3), verb.start):
        if any((m := scene.words[side].at(scene.tokens, i)) and m.end >= verb.end for side in _LIMITS):
            return False
    after = scene.tokens[verb.end].norm if verb.end < len(scene.tokens) else ""
    if scene.tokens[verb.start].norm not in {"up", "down"} or verb.end - verb.start > 1:
        return True
    before = scene.tokens[verb.start - 1].norm if verb.start else ""
    return before in {"is", "are", "was"} or after == "by" or after[:1].isdigit()


def _is_part_of_a_name(scene: Scene, verb: Mention, named: Named | None) -> bool:
    """The “up” of “sign-up”, the “grow” of “grow our audience” where that is what is named."""
    firm = [n for n in scene.named if n.rank == FIRM]
    names = [n for n in firm if verb.start > n.start or _is_the_metric_reach(scene, n)]
    names += [named] if named else []
    if named is not None and named.rank == FIRM and verb.start == named.start and verb.end < named.end:
        # “get customers” begins with its verb; to keep them is the metric, and so is a “Wachstumsrate”
        return verb.id == "maintain" or scene.tokens[verb.start].norm.endswith("rate")
    return any(n.start <= verb.start and verb.end <= n.end for n in names)


def _is_the_metric_reach(scene: Scene, named: Named) -> bool:
    """“engagement, reach, clicks”: a noun in a list."""
    before = scene.tokens[named.start - 1].norm if named.start else ""
    after = scene.tokens[named.end].norm if named.end < len(scene.tokens) else ""
    return (
        named.id == "reach" and named.end - named.start == 1 and before in {",", "&"} and after in {",", ""}
    )


def _without_amount(scene: Scene, named: Named | None, verb: str | None) -> str | None:
    complaint = scene.words["complaints"].first(scene.tokens)
    if verb in {None, "reach"} and complaint is not None:
        return complaint.id  # “not enough people sign up”
    if verb is None and named is not None and _makes_known_or_keeps(scene, named) is not None:
        return _makes_known_or_keeps(scene, named)
    if verb == "reach" and _becomes_more(scene, named):
        return "increase"
    if verb in {None, "reach"} and named is not None and named.id == "revenue" and _only_sells(scene):
        return "increase"
    if verb is None and named is not None and _is_a_winning(scene, named):
        return "reach"
    if verb == "reach" and named is not None:
        more = scene.has("newness", named.start - 3, named.end)
        pushed = scene.has("pushes", 0, named.start) and metrics()[named.id].stage in {
            "awareness",
            "engagement",
        }
        return "increase" if more is not None or pushed else verb
    inside = scene.words["direction"].at(scene.tokens, named.start) if named is not None else None
    loose = named is not None and named.rank != FIRM
    if verb in {None, "reach"} and loose and inside is not None and inside.id == "increase":
        return inside.id
    if verb is None and named is not None and scene.has("sizes", named.start - 2, named.end) is not None:
        return "increase"
    if verb == "reach" and named is None and scene.has("newness", 0, len(scene.tokens)) is not None:
        more = scene.has("newness", 0, len(scene.tokens))
        return "increase" if more is not None and more.id == "extra" else verb
    if verb is None and named is not None:
        near = scene.has("growth_nouns", named.start, named.end + 2)
        return near.id if near is not None else None
    return verb


def _makes_known_or_keeps(scene: Scene, named: Named) -> str | None:
    """“make our brand known”, “retain customers”: the verb is a part of the metric's name."""
    words = {token.norm for token in scene.tokens[named.start : named.end + 1]}
    if named.id == "brand_awareness" and any(word.startswith(_MAKES_KNOWN) for word in words):
        return "increase"
    verb = scene.words["direction"].at(scene.tokens, named.start) if named.start < named.end else None
    kept = verb is not None and verb.id == "maintain" and verb.end < named.end
    return "maintain" if kept and named.id == "retention_rate" else None


_MAKES_KNOWN = ("mach", "mak", "faire", "fait", "dar", "dando", "spread", "get")


def _of_a_change(scene: Scene, asked: Asked, verbs: list[str]) -> str:
    if asked.kind == "relative" and asked.figure.kind == "multiple" and asked.figure.value < 1:
        return "decrease"
    if asked.figure.minus:
        return "decrease"
    noun = scene.has("growth_nouns", asked.figure.end, asked.figure.end + 3)
    if noun is not None:
        return noun.id
    return (
        "decrease"
        if "decrease" in verbs and "increase" not in verbs[: verbs.index("decrease")]
        else "increase"
    )


def _of_a_level(scene: Scene, named: Named | None, asked: Asked, verb: str | None) -> str:
    if verb in {None, "reach"}:
        less = named is not None and metrics()[named.id].better == "lower" and asked.limit is not None
        return "decrease" if less and asked.limit == "upper" else "reach"
    if verb == "increase":
        word = scene.has("builds", 0, asked.figure.start)
        leads = scene.has("towards", asked.figure.start - 4, asked.figure.start)
        if named is not None and named.rank == ACTIVITY and leads is None and asked.baseline is None:
            return "reach"  # “subir 3 videos por semana”
        return "reach" if word is not None and leads is None else "increase"
    return verb or "reach"


def per_of(scene: Scene, named: Named | None, asked: Asked | None) -> str | None:
    """What the amount is counted by (month, post), outside the means and the metric's own name."""
    of_a_rate = asked is not None and asked.kind == "rate" and asked.role == "level"
    if of_a_rate and named is not None and metrics()[named.id].form == "ratio":
        return _per_thing(scene)
    outside = [i for i in range(len(scene.tokens)) if i not in scene.means]
    timed = {i for d in scene.deadlines if d.certain for i in range(d.start, d.end)}
    inside = set(range(named.start, named.end)) if named is not None else set()
    for i in outside:
        if i in timed or (i in inside and i + 1 in inside):
            continue
        if named is not None and named.rank != ACTIVITY and _says_which_issue(scene, i):
            continue
        found = None if _is_another_amounts(scene, i, asked) else _per_at(scene, i, asked)
        yearly = scene.has("yearly", i, i + 1) is not None  # “annual sales”, though by a day
        if found is not None and (yearly or not (found == "year" and timed)):
            return found
    return None


def _per_thing(scene: Scene) -> str | None:
    """A rate is counted by post or video at most: “5 % a month” says when one looks, not how much flows."""
    for word in scene.words["per"].find(scene.tokens):
        thing = scene.words["per_things"].at(scene.tokens, word.end) if word.end < len(scene.tokens) else None
        if thing is not None and word.id != "a" and word.start not in scene.means:
            return thing.id
    return None


def _is_another_amounts(scene: Scene, i: int, asked: Asked | None) -> bool:
    """“3 posts a week to gain 500 followers”: the week belongs to the posts."""
    if asked is None:
        return False
    if i >= asked.figure.start:
        return any(
            asked.figure.end < f.start
            and f.end <= i
            and f.kind in {"count", "money", "percent"}
            and not is_range_end(scene, f, asked.figure)
            for f in scene.figures
        )
    return any(
        f.kind == "count" and f.end <= i <= f.end + 2
        for f in scene.figures
        if f != asked.figure and f.value != asked.baseline
    )


def _per_at(scene: Scene, i: int, asked: Asked | None) -> str | None:
    tokens, words = scene.tokens, scene.words
    adverb = words["adverbs"].at(tokens, i)
    if adverb is not None:
        return adverb.id
    word = words["per"].at(tokens, i)
    if word is not None and word.end < len(tokens) and not _is_an_or(scene, i):
        unit = words["units"].at(tokens, word.end)
        if (
            unit is not None
            and unit.id in {"day", "week", "month", "quarter", "year"}
            and len(tokens[word.end].norm) > 1
        ):
            return unit.id
        thing = words["per_things"].at(tokens, word.end)
        if thing is not None and word.id != "a":
            return thing.id
        return None
    if asked is not None and asked.role == "change" and i > asked.figure.end:
        unit = words["units"].at(tokens, i)
        noun = words["growth_nouns"].at(tokens, i - 1)
        if unit is not None and noun is not None and unit.id not in {"second", "minute", "hour"}:
            return unit.id
    return None


def _is_an_or(scene: Scene, i: int) -> bool:
    """“clients/customers”: a slash between two names of the same people."""
    return scene.tokens[i].norm == "/" and any(n.end == i and n.id in ONE_PUBLIC for n in scene.named)


def _says_which_issue(scene: Scene, i: int) -> bool:
    """“monthly newsletter”, “boletín mensual”, “weekly budget”: what the thing is called, not how often."""
    adverb = scene.words["adverbs"].at(scene.tokens, i)
    if adverb is None:
        return False
    start, end = adverb.start, adverb.end
    if scene.has("periodicals", end, end + 1) is not None:
        return scene.words.lang in {"en", "de"}
    return scene.words.lang in {"fr", "es"} and scene.has("periodicals", start - 1, start) is not None


def _becomes_more(scene: Scene, named: Named | None) -> bool:
    """“become better known”, “be higher”, “bekannter werden”: the verb only says that it shall be so."""
    verbs = [m for m in scene.words["direction"].find(scene.tokens) if m.start not in scene.means]
    reaching = [m for m in verbs if m.id == "reach"]
    if not reaching or any(scene.words["copulas"].at(scene.tokens, m.start) is None for m in reaching):
        return False
    known = named is not None and named.id == "brand_awareness" and not scene.joined(0, named.start)
    return known or any(m.id == "increase" for m in verbs)


def _betters(scene: Scene, verb: Mention) -> bool:
    """“Improve our content” says which way; “build a library” does not."""
    if verb.id != "made" or scene.has("makes", verb.start, verb.start + 1) is not None:
        return False
    way = scene.words["direction"].at(scene.tokens, verb.start)
    return way is not None and way.id == "increase"


def _only_sells(scene: Scene) -> bool:
    """“Sell ice cream”, “Speiseeis verkaufen”: without a number it asks for more."""
    return scene.has("sells", 0, len(scene.tokens)) is not None


def _is_a_winning(scene: Scene, named: Named) -> bool:
    """“Neukundengewinnung”, “lead generation”: the noun holds the verb."""
    return scene.tokens[named.end - 1].norm.endswith(_WINNINGS)


_WINNINGS = ("gewinnung", "akquise", "generierung", "acquisition", "generation", "captacion", "generacion")


def _does_more(scene: Scene, verb: Mention) -> bool:
    """“Run more ads”, “mehr Werbung schalten”: more of the work itself."""
    newness = scene.words["newness"].first(scene.tokens)
    return newness is not None and newness.id == "extra" and abs(newness.start - verb.end) <= 1
