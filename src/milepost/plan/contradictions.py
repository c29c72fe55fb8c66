"""What contradicts itself in a plan file: sentence and fields, two goals, a goal and another's guard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from milepost.errors import InvalidValue, nearest
from milepost.goals.findings import ADVICE, QUESTION, REFUSE
from milepost.goals.goal import Guard, resolve_target
from milepost.goals.metrics import metrics
from milepost.goals.reading import GoalReading
from milepost.goals.scene import scene_of
from milepost.goals.sentence import LONGEST, read_sentence
from milepost.language import gettext_lazy
from milepost.plan.document import GoalText, PlanDocument
from milepost.plan.figures import write_figure
from milepost.plan.names import Names
from milepost.plan.objective import kinds
from milepost.plan.plain_goal import guards_of, plain_goal, target_of, unit_of
from milepost.plan.remark import Notebook, Place

_LEAST = gettext_lazy("at least {limit}")
_MOST = gettext_lazy("at most {limit}")


@dataclass(frozen=True, slots=True)
class Aims:
    """One goal of the file with its figures: what it aims at, by which KPI, until when."""

    place: Place
    goal: GoalText
    kpi: str | None
    unit: str
    target: float | None
    guards: tuple[Guard, ...]
    reading: GoalReading | None

    @property
    def is_new(self) -> bool:
        """Whether nobody has looked at it in the journal yet."""
        return self.goal.version is None


def contradictions(
    document: PlanDocument,
    places: Mapping[tuple[str, str | int], Place],
    names: Names,
    notebook: Notebook,
    *,
    today: date,
    family: Mapping[str, Sequence[str]],
) -> None:
    """Write down everything in the goals of a file that cannot hold, or not together.

    `family` gives the KPIs that may stand for a metric of a sentence.
    """
    found = []
    numbers = [place for (section, _), place in places.items() if section == "goals"]
    for place, goal in zip(numbers, document.goals or (), strict=True):
        _figures(goal, place, document, names, notebook)
        try:
            found.append(_aims(goal, place, document, names))
        except InvalidValue:
            continue  # told above
    for one in found:
        _times(one, notebook, today)
        _references(one, document, notebook)
        _own_kpi(one, notebook)
        if one.reading is not None and one.is_new:
            _sentence(one, one.reading, notebook, document.currency, family)
    _between(found, notebook, document.currency)


def against_its_sentence(
    goal: GoalText,
    place: Place,
    document: PlanDocument,
    names: Names,
    notebook: Notebook,
    family: Mapping[str, Sequence[str]],
) -> None:
    """Write down where the new sentence of a goal that stands says something else than its fields."""
    one = _aims(replace(goal, version=None, first_target=None), place, document, names)
    if one.reading is not None:
        _sentence(one, one.reading, notebook, document.currency, family)


def _figures(goal: GoalText, place: Place, document: PlanDocument, names: Names, notebook: Notebook) -> None:
    def told(field: str, error: InvalidValue) -> None:
        steps = tuple(
            int(s) if s.isdigit() else s for s in field.replace("[", ".").replace("]", "").split(".")
        )
        notebook.note("no_figure", (*place, *steps), what=error.what, do=error.remedy)

    plain_goal(goal, names.units, document.currency, told)


def _aims(goal: GoalText, place: Place, document: PlanDocument, names: Names) -> Aims:
    reading = read_sentence(goal.sentence, goal.lang) if goal.sentence else None
    return Aims(
        place,
        goal,
        goal.kpi or (reading.metric if reading else None),
        unit_of(goal, names.units) or "count",
        target_of(goal, names.units, document.currency),
        guards_of(goal, names.units, document.currency),
        reading,
    )


def _times(one: Aims, notebook: Notebook, today: date) -> None:
    goal = one.goal
    if goal.deadline is not None and goal.deadline < today and one.is_new:
        notebook.note("deadline_over", (*one.place, "deadline"), deadline=goal.deadline)
    if goal.sentence is None and goal.deadline is None and goal.per is None and one.is_new:
        notebook.note("no_time", one.place)


def _references(one: Aims, document: PlanDocument, notebook: Notebook) -> None:
    """Names of other parts of the plan; a section that is not in the file is not held against it."""
    goal = one.goal
    for section, name in (("objectives", goal.objective), ("audiences", goal.audience)):
        items = document.parts.get(section)
        if name is None or items is None:
            continue
        known = [item.key for item in items] or (list(kinds()) if section == "objectives" else [])
        if name not in known:
            near = nearest(name, known)
            hint = f"Did you mean {', '.join(near)}?" if near else f"There are {', '.join(known) or 'none'}."
            field = section.removesuffix("s")
            severity = REFUSE if one.is_new else QUESTION  # older than the section: it stands, and is asked
            notebook.note(f"no_such_{field}", (*one.place, field), severity, name=name, hint=hint)


def _own_kpi(one: Aims, notebook: Notebook) -> None:
    for number, guard in enumerate(one.guards):
        place = (*one.place, "guards", number)
        if guard.at_least is not None and guard.at_most is not None and guard.at_least > guard.at_most:
            notebook.note(
                "guard_against_itself", place, kpi=guard.kpi, low=guard.at_least, high=guard.at_most
            )
        if guard.kpi == one.kpi:
            notebook.note("guards_itself", place, ADVICE, kpi=guard.kpi)
    if one.kpi in one.goal.leads:
        notebook.note("leads_itself", (*one.place, "leads"), QUESTION, kpi=one.kpi)


def _sentence(
    one: Aims,
    reading: GoalReading,
    notebook: Notebook,
    currency: str | None,
    family: Mapping[str, Sequence[str]],
) -> None:
    goal, said = one.goal, reading.metric
    if goal.kpi and said and goal.kpi != said and goal.kpi not in family.get(said, ()) and one.is_new:
        notebook.note(
            "sentence_says_kpi", (*one.place, "kpi"), QUESTION, said=said.replace("_", " "), field=goal.kpi
        )
    level = _level(reading)
    if level is not None and one.target is not None and _differs(one, level, said):
        values = {"said": _as_said(level, one, currency), "field": _as_said(one.target, one, currency)}
        notebook.note("sentence_says_target", (*one.place, "target"), QUESTION, **values)
    day = reading.deadline if reading.deadline_kind == "date" else None
    if day and goal.deadline is not None and date.fromisoformat(day) != goal.deadline:
        values = {"said": day, "field": goal.deadline.isoformat()}
        notebook.note("sentence_says_deadline", (*one.place, "deadline"), QUESTION, **values)
    verb = _verb(reading)
    if verb in _OPPOSITE and reading.baseline is not None and reading.amount is not None:
        rises = reading.amount > reading.baseline
        if rises is not (verb == "increase") and reading.amount != reading.baseline:
            values = {
                "direction": _OPPOSITE[verb],
                "baseline": f"{reading.baseline:g}",
                "target": f"{reading.amount:g}",
            }
            notebook.note("sentence_against_itself", (*one.place, "sentence"), QUESTION, **values)


_OPPOSITE = {"increase": "more", "decrease": "less"}


def _verb(reading: GoalReading) -> str:
    """What its first verb wants, whatever the figures say."""
    scene = scene_of(reading.text[:LONGEST], reading.lang)
    verb = scene.has("direction", 0, len(scene.tokens))
    return verb.id if verb is not None else ""


def _differs(one: Aims, level: float, said: str | None) -> bool:
    """Whether the field aims elsewhere than the sentence, by the same KPI and not by a later change."""
    if one.target is None or one.goal.first_target is not None or one.goal.kpi not in {None, said}:
        return False
    return abs(level - one.target) > 1e-6 * max(1.0, abs(level))


def _level(reading: GoalReading) -> float | None:
    """The figure that a sentence wants to reach, in the KPI's unit; None where it speaks of a change."""
    return None if reading.amount_kind == "relative" else resolve_target(reading, baseline=None)


def _as_said(value: float, one: Aims, currency: str | None) -> str:
    return str(write_figure(round(value, 6), one.unit, currency))


def _between(found: Sequence[Aims], notebook: Notebook, currency: str | None) -> None:
    for n, one in enumerate(found):
        for other in found[:n]:
            same = one.kpi is not None and one.kpi == other.kpi
            places = set(one.goal.channel) == set(other.goal.channel)
            if same and places and _at_once(one, other) and _differ(one, other):
                notebook.note(
                    "two_targets",
                    one.place,
                    QUESTION,
                    kpi=str(one.kpi).replace("_", " "),
                    target=_as_said(_aim(one) or 0, one, currency),
                    other=_as_said(_aim(other) or 0, other, currency),
                    place=f"goals[{other.place[1]}]",
                )
    for one in found:
        for other in found:
            if one is not other:
                _guarded(one, other, notebook, currency)


def _aim(one: Aims) -> float | None:
    return one.target if one.target is not None else _level(one.reading) if one.reading else None


def _at_once(one: Aims, other: Aims) -> bool:
    return one.goal.deadline == other.goal.deadline and one.goal.per == other.goal.per


def _differ(one: Aims, other: Aims) -> bool:
    a, b = _aim(one), _aim(other)
    return a is not None and b is not None and a != b


def _guarded(one: Aims, other: Aims, notebook: Notebook, currency: str | None) -> None:
    aim = _aim(one)
    metric = metrics().get(one.kpi or "")
    if aim is None or (
        one.goal.channel and other.goal.channel and set(one.goal.channel).isdisjoint(other.goal.channel)
    ):
        return
    lower = metric is not None and metric.better == "lower"
    for number, guard in enumerate(other.guards):
        if guard.kpi != one.kpi:
            continue
        limit = guard.at_least if lower else guard.at_most
        if limit is not None and (aim < limit if lower else aim > limit):
            place = f"goals[{other.place[1]}].guards[{number}]"
            notebook.note(
                "goal_against_guard",
                (*one.place, "target"),
                QUESTION,
                kpi=str(one.kpi).replace("_", " "),
                target=_as_said(aim, one, currency),
                limit=(_LEAST if lower else _MOST).format(limit=_as_said(limit, one, currency)),
                place=place,
            )
