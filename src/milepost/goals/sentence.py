"""Words to goal: one sentence in English, German, French or Spanish, read by rules and vocabulary."""

from milepost.errors import InvalidValue
from milepost.goals.amounts import LEVELS_AS_RATES, Asked, asked_of
from milepost.goals.channels import channels_of
from milepost.goals.deadlines import Deadline
from milepost.goals.direction import direction_of, per_of
from milepost.goals.metrics import Metric, metrics
from milepost.goals.problems import WEAKENING, Read, problems_of
from milepost.goals.reading import GoalReading
from milepost.goals.scene import FIRM, Named, Scene, scene_of
from milepost.goals.vocabulary import LANGUAGES

LONGEST = 2_000  # characters; a goal that needs more is not one sentence


def read_sentence(text: str, lang: str | None = None) -> GoalReading:
    """Read one goal. Never guesses silently: what could be meant in two ways is asked.

    Raises InvalidValue for a language that has no vocabulary.
    """
    if lang is not None and lang not in LANGUAGES:
        raise InvalidValue(f"There are no words for the language “{lang}”.", f"Try one of {', '.join(LANGUAGES)}.")
    return _read(scene_of(text[:LONGEST], lang), text)


def _read(scene: Scene, text: str) -> GoalReading:
    named = _chosen(scene)
    asked = asked_of(scene, named)
    channel = channels_of(scene, named)
    named = _refined(scene, named, asked, channel)
    deadline = _deadline(scene)
    per = per_of(scene, named, asked)
    metric = metrics()[named.id] if named is not None else None
    read = Read(named.id if named else None, named, asked, per, deadline is not None, channel)
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
        per=per,
        baseline=asked.baseline if asked else None,
        deadline_kind=deadline.kind if deadline else None,
        deadline=deadline.value if deadline else None,
        channel=channel,
        objective=metric.objective if metric else None,
        funnel_stage=metric.stage if metric else None,
        problems=problems,
        weak=any(code in WEAKENING for code in problems),
    )


def _chosen(scene: Scene) -> Named | None:
    """The first measurable thing that is promised: firm names before vague ones, the goal before its purpose."""
    places = (scene.is_main, lambda i: i in scene.purpose, lambda i: i in scene.means)
    for rank in (FIRM, FIRM + 1, FIRM + 2):
        for place in places[: 3 if rank == FIRM + 2 else 2]:
            for named in scene.named:
                if named.rank == rank and place(named.start) and (rank < FIRM + 2 or _is_promised(scene, named)):
                    return named
    return None


def _is_promised(scene: Scene, named: Named) -> bool:
    """An activity is what is promised when it is counted, or when the sentence opens with doing it."""
    counted = any(f.kind in {"count", "money"} and 0 <= named.start - f.end <= 2 for f in scene.figures)
    more = scene.has("newness", named.start - 2, named.start + 2)
    return counted or (more is not None and more.id == "extra")


def _refined(scene: Scene, named: Named | None, asked: Asked | None, channel: tuple[str, ...]) -> Named | None:
    """The same word is another metric beside another thing: members of a server, users of a site, 5 % engagement."""
    if named is None:
        return None
    metric = named.id
    if metric == "active_users" and {"discord", "telegram", "slack"} & set(channel):
        metric = "community_members"
    elif metric == "active_users" and {"website", "blog", "landing_page"} & set(channel) and "app" not in channel:
        metric = "users"
    elif metric == "email_subscribers" and "youtube" in channel and scene.has("mail", 0, len(scene.tokens)) is None:
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
    return (certain or list(scene.deadlines) or [None])[0]


def metric_of(reading: GoalReading) -> Metric | None:
    """The metric of a reading with what is known of it."""
    return metrics()[reading.metric] if reading.metric is not None else None
