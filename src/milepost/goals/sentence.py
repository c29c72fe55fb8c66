"""Words to goal: one sentence in English, German, French or Spanish, read by rules and vocabulary."""

from dataclasses import replace

from milepost.errors import InvalidValue
from milepost.goals.amounts import asked_of
from milepost.goals.asked import Asked
from milepost.goals.channels import channels_of
from milepost.goals.deadlines import EVENTS, Deadline
from milepost.goals.direction import direction_of, per_of
from milepost.goals.guards import guards_of, limits_of
from milepost.goals.limits import is_led_by
from milepost.goals.metrics import Metric, metrics
from milepost.goals.offer import offered
from milepost.goals.problems import WEAKENING, problems_of
from milepost.goals.promise import chosen
from milepost.goals.questions import questions_of
from milepost.goals.reading import GoalReading, as_json
from milepost.goals.refinement import refined
from milepost.goals.scene import FIRM, Named, Scene, scene_of
from milepost.goals.several import Read, several
from milepost.goals.vocabulary import LANGUAGES

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
    named = chosen(scene)
    asked = asked_of(scene, named)
    channel = channels_of(scene, named)
    first, named = named, refined(scene, named, asked, channel)
    if first is not None and named is not None and first.id == "email_subscribers" != named.id:
        channel = channels_of(scene, named)
    if first is not None and named is not None and named.id == "new_customers" != first.id:
        asked = asked_of(scene, named)
    timed = _deadline(scene) is not None
    return Read(named.id if named else None, named, asked, per_of(scene, named, asked), timed, channel)


def _read(scene: Scene, text: str) -> GoalReading:
    read = _read_so_far(scene)
    named, asked, deadline = read.named, read.asked, _deadline(scene)
    if read.metric in {"orders", "units_sold"} and asked is not None and asked.unit is None:
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
        begins=(deadline.begins or None) if deadline else None,
        counts_new=_counts_new(scene, named, asked),
        guards=guards,
    )


def _purpose(scene: Scene, stage: str | None) -> str | None:
    """What a metric that serves nothing by itself is wanted for, where the sentence says so."""
    if stage is None:
        return None
    served = (
        metrics()[n.id]
        for n in scene.named
        if n.start in scene.purpose and n.rank == FIRM and n.id in metrics()
    )
    return next((m.objective for m in served if m.stage in {"conversion", "retention"} and m.objective), None)


def _counts_new(scene: Scene, named: Named | None, asked: Asked | None) -> bool:
    if asked is None or asked.kind != "absolute" or named is None:
        return False
    if asked.role == "change":
        return True
    if scene.has("counts_new", 0, min(asked.figure.start, max(named.start, 1))) is not None:
        return True
    return scene.words.lang == "de" and _is_won_in_the_end(scene, named, asked)


def _is_won_in_the_end(scene: Scene, named: Named, asked: Asked) -> bool:
    """“300 Abonnenten bis Mai gewinnen”: a German infinitive stands last; “auf 300” is a level."""
    if is_led_by(scene, "towards", asked.figure):
        return False
    start = max(asked.figure.end, named.end)
    verb = scene.has("counts_new", start, len(scene.tokens))
    return verb is not None and scene.is_main(verb.start)


def _deadline(scene: Scene) -> Deadline | None:
    certain = [d for d in scene.deadlines if d.certain]
    dated = [d for d in certain if d.value not in EVENTS]
    return next(iter(dated or certain or scene.deadlines), None)


def metric_of(reading: GoalReading) -> Metric | None:
    """The metric of a reading with what is known of it."""
    return metrics()[reading.metric] if reading.metric is not None else None
