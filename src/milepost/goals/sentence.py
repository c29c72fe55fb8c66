"""Words to goal: one sentence in English, German, French or Spanish, read by rules and vocabulary."""

from dataclasses import replace

from milepost.errors import InvalidValue
from milepost.goals.amounts import LEVELS_AS_RATES, Asked, asked_of
from milepost.goals.channels import PLATFORMS, channels_of
from milepost.goals.deadlines import EVENTS, Deadline
from milepost.goals.direction import direction_of, per_of
from milepost.goals.guards import guards_of, limits_of
from milepost.goals.metrics import Metric, metrics
from milepost.goals.offer import offered
from milepost.goals.problems import WEAKENING, Read, problems_of, several
from milepost.goals.questions import questions_of
from milepost.goals.reading import GoalReading, as_json
from milepost.goals.scene import ACTIVITY, FIRM, LOOSE, Named, Scene, scene_of
from milepost.goals.vocabulary import LANGUAGES

VAGUE = "brand_awareness"
__all__ = ["LONGEST", "as_json", "metric_of", "read_sentence"]

LONGEST = 2_000  # characters; a goal that needs more is not one sentence


def read_sentence(text: str, lang: str | None = None) -> GoalReading:
    """Read one goal. Never guesses silently: what could be meant in two ways is asked.

    Raises InvalidValue for a language that has no vocabulary.
    """
    if lang is not None and lang not in LANGUAGES:
        raise InvalidValue(
            f"There are no words for the language “{lang}”.", f"Try one of {', '.join(LANGUAGES)}."
        )
    scene = scene_of(text[:LONGEST], lang)
    reading = _read(scene, text)
    return replace(
        reading, offered=tuple(_read(scene_of(one, reading.lang), one) for one in _split(scene, reading))
    )


def _split(scene: Scene, reading: GoalReading) -> list[str]:
    if "multiple_goals" not in reading.problems:
        return []
    read = _read_so_far(scene)
    limits = limits_of(scene, read.named)
    return offered(scene, reading.text[:LONGEST], [n for n in several(scene, read) if n.start not in limits])


def _read_so_far(scene: Scene) -> Read:
    named = _chosen(scene)
    asked = asked_of(scene, named)
    channel = channels_of(scene, named)
    first, named = named, _refined(scene, named, asked, channel)
    if first is not None and named is not None and first.id == "email_subscribers" != named.id:
        channel = channels_of(scene, named)
    timed = _deadline(scene) is not None
    return Read(named.id if named else None, named, asked, per_of(scene, named, asked), timed, channel)


def _read(scene: Scene, text: str) -> GoalReading:
    read = _read_so_far(scene)
    named, asked, deadline = read.named, read.asked, _deadline(scene)
    if read.metric == "orders" and asked is not None and asked.unit is None:
        asked = replace(asked, unit="count")
    metric = metrics()[read.metric] if read.metric is not None else None
    problems = problems_of(scene, read)
    guards = guards_of(scene, named, text)
    return GoalReading(
        text=text,
        lang=scene.words.lang,
        metric=read.metric,
        direction=direction_of(scene, named, asked),
        amount_kind=asked.kind if asked else None,
        amount_role=asked.role if asked else None,
        amount=asked.amount if asked else None,
        unit=asked.unit if asked else None,
        per=read.per,
        baseline=asked.baseline if asked else None,
        deadline_kind=deadline.kind if deadline else None,
        deadline=deadline.value if deadline else None,
        channel=read.channel,
        objective=(metric.objective or _purpose(scene, metric.stage)) if metric else None,
        funnel_stage=metric.stage if metric else None,
        problems=problems,
        weak=any(code in WEAKENING for code in problems),
        questions=questions_of(scene, read, deadline, problems, guards, cut=len(text) > LONGEST),
        until=deadline is not None and deadline.until,
        counts_new=_counts_new(scene, named, asked),
        guards=guards,
    )


def _purpose(scene: Scene, stage: str | None) -> str | None:
    """What a metric that serves nothing by itself is wanted for, where the sentence says so."""
    if stage is None:
        return None
    served = (metrics()[n.id] for n in scene.named if n.start in scene.purpose and n.rank == FIRM and n.id in metrics())
    return next((m.objective for m in served if m.stage in {"conversion", "retention"} and m.objective), None)


def _counts_new(scene: Scene, named: Named | None, asked: Asked | None) -> bool:
    if asked is None or asked.kind != "absolute" or named is None:
        return False
    if asked.role == "change":
        return True
    return scene.has("counts_new", 0, min(asked.figure.start, max(named.start, 1))) is not None


def _chosen(scene: Scene) -> Named | None:
    """The first measurable thing that is promised: firm names before vague, the goal before its purpose."""
    answered = _answered(scene)
    if answered is not None:
        return answered
    works = scene.opens_with_doing()
    made = next((n for n in scene.named if n.rank == ACTIVITY and works and _is_promised(scene, n)), None)
    firm = [n for n in scene.named if n.rank == FIRM and scene.is_main(n.start) and _is_wanted(scene, n, works)]
    if made is not None and all(made.start < n.start for n in firm) and not _verb_between(scene, made, firm):
        return made
    if _is_a_list_of_wishes(scene, firm):
        return next((n for n in scene.named if n.id == VAGUE and _says_the_brand(scene, n)), None)
    order = (
        firm,
        [n for n in scene.named if n.rank == LOOSE and scene.is_main(n.start) and not works],
        [n for n in scene.named if n.rank == FIRM and n.start in scene.purpose],
        [n for n in scene.named if n.rank == LOOSE and n.start not in scene.means and _is_no_work(scene, n)],
        [n for n in scene.named if n.rank == ACTIVITY and _is_promised(scene, n)],
    )
    if scene.only_watches() and not scene.figures and not any(n.start in scene.purpose for n in scene.named):
        return None
    for some in order:
        if some:
            return _said_more_closely(scene, some[0])
    return _money_unnamed(scene) or _platform_alone(scene)


def _is_wanted(scene: Scene, named: Named, works: bool) -> bool:
    """Behind a verb of work a name is what the work is about (“a guide to lead generation”), unless it is counted."""
    if not works:
        return True
    verb = scene.has("activity_verbs", 0, 2)
    if verb is not None and named.start <= verb.start:
        return True
    led = verb is not None and scene.has("direction", verb.end, named.start) is not None
    led = led or any(token.norm in {":", "|", ";", "."} for token in scene.tokens[: named.start])
    return led or any(0 <= named.start - f.end <= 2 for f in scene.figures)


def _verb_between(scene: Scene, made: Named, firm: list[Named]) -> bool:
    return bool(firm) and scene.has("direction", made.end, firm[0].start) is not None


def _is_a_list_of_wishes(scene: Scene, firm: list[Named]) -> bool:
    """“visibility, engagement and participation”: no one of three is promised, least of all by a number."""
    vague = next((n for n in scene.named if n.id == VAGUE and scene.is_main(n.start)), None)
    counted = any(f.kind != "duration" for f in scene.figures)
    if vague is None or not firm or counted or scene.is_title(vague.end):
        return False
    joins = [i for i in range(vague.end, len(scene.tokens)) if scene.joined(i, i + 1) and scene.is_main(i)]
    apart = [i for i in joins if i + 1 < len(scene.tokens) and i - 1 not in joins]
    return vague.start < firm[0].start and scene.joined(vague.end, firm[0].start) and len(apart) > 1


def _says_the_brand(scene: Scene, named: Named) -> bool:
    """“notoriety”, “brand visibility”: awareness by name; bare visibility could be anything's."""
    words = [token.norm for token in scene.tokens[named.start : named.end]]
    return any(word.startswith(_BRAND) for word in words)


_BRAND = ("brand", "aware", "notor", "bekannt", "marke", "marca", "marque", "reconoc", "reput", "image", "imag")


def _platform_alone(scene: Scene) -> Named | None:
    """“Twitter to 5k”, “Instagram | 10,000”: the count of a platform is its followers (and is asked about)."""
    figures = [f for f in scene.figures if scene.is_main(f.start)]
    if len(figures) != 1 or figures[0].kind != "count":
        return None
    for mention in scene.words["channels"].find(scene.tokens):
        between = scene.tokens[mention.end : figures[0].start]
        near = mention.id in PLATFORMS and 0 <= figures[0].start - mention.end <= 2
        if near and figures[0].end >= len(scene.tokens) - 1 and all(t.kind != "number" for t in between):
            return Named("followers", LOOSE, mention.end, mention.end)
    return None


def _answered(scene: Scene) -> Named | None:
    """“Answer all messages within 2 hours”, “reply to 90 % of comments”: the share or the time of answers."""
    verb = scene.words["replies"].first(scene.tokens[: len(scene.tokens)])
    if verb is None or any(n.id in {"response_time", "response_rate"} for n in scene.named):
        return None
    if scene.has("direction", 0, verb.start) is not None or not scene.is_main(verb.start):
        return None
    kinds = {f.kind for f in scene.figures if scene.is_main(f.start)}
    if "percent" in kinds:
        return Named("response_rate", FIRM, verb.start, verb.end)
    return Named("response_time", FIRM, verb.start, verb.end) if "duration" in kinds else None


def _is_no_work(scene: Scene, named: Named) -> bool:
    """“Publish a newsletter”, “entertain our audience”: what the work is done on is not what is promised."""
    return named.id == VAGUE or named.start in scene.purpose or not scene.opens_with_doing()


def _is_part_of(scene: Scene, one: Named, other: Named) -> bool:
    """“retention” under the title “audience retention” says the same with fewer words."""
    words = {token.norm for token in scene.tokens[other.start : other.end]}
    return all(token.norm in words for token in scene.tokens[one.start : one.end])


def _money_unnamed(scene: Scene) -> Named | None:
    """“Earn $5,000 by May”: money to come in is revenue, whatever it is called."""
    money = [f for f in scene.figures if f.kind == "money" and scene.is_main(f.start)]
    if money and scene.has("spends", 0, 3) is not None:
        return Named("ad_spend", ACTIVITY, money[0].end, money[0].end)
    verb = scene.has("direction", 0, len(scene.tokens))
    plain = verb is None and not any(n.rank == ACTIVITY for n in scene.named)
    if money and plain and scene.has("activity_verbs", 0, len(scene.tokens)) is None:
        return Named("revenue", LOOSE, money[-1].end, money[-1].end)
    if money and verb is not None and verb.id in {"reach", "increase"} and not scene.opens_with_work():
        return Named("revenue", LOOSE, money[-1].end, money[-1].end)
    return None


def _said_more_closely(scene: Scene, named: Named) -> Named:
    """“engagements (likes for now)”: the bracket says which."""
    inside = named.end + 1
    if named.id == "engagements" and named.end < len(scene.tokens) and scene.tokens[named.end].norm == "(":
        return next((n for n in scene.named if n.start == inside and n.rank == FIRM), named)
    if scene.is_title(named.end) or scene.is_title(named.end + 1):
        under = [n for n in scene.named if n.start > named.end and n.rank == FIRM and n.id != "link_clicks"]
        if not under or not scene.is_main(under[0].start) or _is_part_of(scene, under[0], named):
            return named
        return under[0]
    for figure in scene.figures:
        towards = scene.has("towards", figure.start - 1, figure.start)
        counted = next((n for n in scene.named if n.rank == FIRM and n.start == figure.end), None)
        if (
            counted is not None
            and towards is not None
            and figure.kind == "count"
            and named.end < figure.start
        ):
            return counted
    return named


def _is_promised(scene: Scene, named: Named) -> bool:
    """An activity is what is promised when it is counted, or when the sentence opens with doing it."""
    first = named.start <= 1
    counted = any(
        f.kind in {"count", "multiple", "money"}
        and (
            0 <= named.start - f.end <= 2
            or (first and 0 <= f.start - named.end <= 1)
            or named.start < f.start < named.end
        )
        for f in scene.figures
    )
    more = scene.has("newness", named.start - 2, named.start + 2)
    return counted or (more is not None and more.id == "extra")


def _refined(
    scene: Scene, named: Named | None, asked: Asked | None, channel: tuple[str, ...]
) -> Named | None:
    """The same word is another metric beside another thing: users of a site, of a server; 5 % engagement."""
    if named is None:
        return None
    metric = named.id
    if metric in {"active_users", "users"} and {"discord", "telegram", "slack"} & set(channel):
        metric = "community_members"
    elif metric == "users" and channel == ("email",):
        metric = "email_subscribers"
    elif metric == "signups" and channel == ("email",):
        metric = "email_subscribers"
    elif metric == "users" and "app" in channel and "website" not in channel:
        metric = "active_users"
    elif metric == "customers" and asked is not None and _are_new(scene, named, asked):
        metric = "new_customers"
    elif metric == "ctr" and channel == ("email",):
        metric = "email_click_rate"
    elif metric in SHARES and asked is not None and asked.kind == "rate":
        metric = SHARES[metric]
    elif metric in {"users", "reach"} and channel == ("store",) and named.rank >= (metric == "reach"):
        metric = "store_visits"
    elif metric == "sessions" and "landing_page" in channel:
        metric = "landing_page_sessions"
    elif (
        metric == "email_subscribers"
        and "youtube" in channel
        and scene.has("mail", 0, len(scene.tokens)) is None
    ):
        metric = "followers"
    elif metric in LEVELS_AS_RATES and asked is not None and asked.kind == "rate":
        metric = LEVELS_AS_RATES[metric]
    elif metric == "revenue" and asked is not None and asked.unit == "count":
        metric = "orders"
    elif metric == "revenue" and asked is not None and asked.figure.kind == "count" and asked.role == "level":
        metric = "orders" if 0 <= named.start - asked.figure.end <= 2 else metric
    elif metric == "response_rate" and asked is not None and asked.figure.kind == "duration":
        metric = "response_time"
    return Named(metric, named.rank, named.start, named.end)


# Of these a level in percent is a share of the whole.
SHARES = {"sessions": "traffic_share", "signups": "signup_share"}


def _are_new(scene: Scene, named: Named, asked: Asked) -> bool:
    """“5 new retainer clients”."""
    between = scene.has("newness", asked.figure.end, named.start)
    return asked.figure.end <= named.start <= asked.figure.end + 4 and between is not None and between.id == "new"


def _deadline(scene: Scene) -> Deadline | None:
    certain = [d for d in scene.deadlines if d.certain]
    dated = [d for d in certain if d.value not in EVENTS]
    return next(iter(dated or certain or scene.deadlines), None)


def metric_of(reading: GoalReading) -> Metric | None:
    """The metric of a reading with what is known of it."""
    return metrics()[reading.metric] if reading.metric is not None else None
