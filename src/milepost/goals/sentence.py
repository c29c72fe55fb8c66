"""Words to goal: one sentence in English, German, French or Spanish, read by rules and vocabulary."""

from dataclasses import replace

from milepost.errors import InvalidValue
from milepost.goals.amounts import LEVELS_AS_RATES, Asked, asked_of
from milepost.goals.channels import channels_of
from milepost.goals.deadlines import EVENTS, Deadline
from milepost.goals.direction import direction_of, per_of
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
    return offered(scene, reading.text[:LONGEST], several(scene, _read_so_far(scene)))


def _read_so_far(scene: Scene) -> Read:
    named = _chosen(scene)
    asked = asked_of(scene, named)
    channel = channels_of(scene, named)
    named = _refined(scene, named, asked, channel)
    timed = _deadline(scene) is not None
    return Read(named.id if named else None, named, asked, per_of(scene, named, asked), timed, channel)


def _read(scene: Scene, text: str) -> GoalReading:
    read = _read_so_far(scene)
    named, asked, deadline = read.named, read.asked, _deadline(scene)
    if read.metric == "orders" and asked is not None and asked.unit is None:
        asked = replace(asked, unit="count")
    metric = metrics()[read.metric] if read.metric is not None else None
    problems = problems_of(scene, read)
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
        objective=metric.objective if metric else None,
        funnel_stage=metric.stage if metric else None,
        problems=problems,
        weak=any(code in WEAKENING for code in problems),
        questions=questions_of(scene, read, deadline, problems, cut=len(text) > LONGEST),
        until=deadline is not None and deadline.until,
        counts_new=_counts_new(scene, named, asked),
    )


def _counts_new(scene: Scene, named: Named | None, asked: Asked | None) -> bool:
    if asked is None or asked.kind != "absolute" or named is None:
        return False
    if asked.role == "change":
        return True
    return scene.has("counts_new", 0, min(asked.figure.start, max(named.start, 1))) is not None


def _chosen(scene: Scene) -> Named | None:
    """The first measurable thing that is promised: firm names before vague, the goal before its purpose."""
    order = (
        [n for n in scene.named if n.rank == FIRM and scene.is_main(n.start)],
        [n for n in scene.named if n.rank == LOOSE and scene.is_main(n.start) and n.id != VAGUE],
        [n for n in scene.named if n.rank == FIRM and n.start in scene.purpose],
        [n for n in scene.named if n.rank == LOOSE and n.start not in scene.means],
        [n for n in scene.named if n.rank == ACTIVITY and _is_promised(scene, n)],
    )
    if scene.only_watches() and not scene.figures:
        return None
    for some in order:
        if some:
            return _said_more_closely(scene, some[0])
    return _money_unnamed(scene)


def _is_part_of(scene: Scene, one: Named, other: Named) -> bool:
    """“retention” under the title “audience retention” says the same with fewer words."""
    words = {token.norm for token in scene.tokens[other.start : other.end]}
    return all(token.norm in words for token in scene.tokens[one.start : one.end])


def _money_unnamed(scene: Scene) -> Named | None:
    """“Earn $5,000 by May”: money to come in is revenue, whatever it is called."""
    money = [f for f in scene.figures if f.kind == "money" and scene.is_main(f.start)]
    verb = scene.has("direction", 0, len(scene.tokens))
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
        f.kind in {"count", "money"}
        and (0 <= named.start - f.end <= 2 or (first and 0 <= f.start - named.end <= 1))
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
    elif metric == "users" and "app" in channel and "website" not in channel:
        metric = "active_users"
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


def _deadline(scene: Scene) -> Deadline | None:
    certain = [d for d in scene.deadlines if d.certain]
    dated = [d for d in certain if d.value not in EVENTS]
    return next(iter(dated or certain or scene.deadlines), None)


def metric_of(reading: GoalReading) -> Metric | None:
    """The metric of a reading with what is known of it."""
    return metrics()[reading.metric] if reading.metric is not None else None
