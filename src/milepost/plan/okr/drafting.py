"""From what a file of OKRs states to a plan document to look through: nothing is lost in silence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from milepost.amount import Unit
from milepost.errors import InvalidValue, Problem
from milepost.goals.findings import Finding, remedy, says
from milepost.goals.questions import catalogue as goal_questions
from milepost.goals.reading import GoalReading
from milepost.goals.sentence import read_sentence
from milepost.knowledge.reader import table
from milepost.language import colon, quoted
from milepost.plan.document import GoalText, Item, PlanDocument
from milepost.plan.figures import read_figure
from milepost.plan.goal_reading import reading_of
from milepost.plan.key import key_for
from milepost.plan.names import Names
from milepost.plan.objective import OWN
from milepost.plan.objective import Objective as PlanObjective
from milepost.plan.okr.result import KeyResult, Okrs, ends_of

_REFUSED: Final = ("activity_not_outcome", "not_measurable", "metric_as_goal", "no_amount")
_DAYS: Final = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%d.%m.%Y",
    "%d.%m.%y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%d %b %Y",
    "%d %B %Y",
)
_EITHER: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_PERCENT: Final = frozenset(
    {"%", "percent", "percentage", "per cent", "pct", "prozent", "porcentaje", "pourcentage"}
)
_SIZES: Final = {"k": 1_000, "tsd": 1_000, "m": 1_000_000, "mio": 1_000_000}
_GROUPED: Final = re.compile(r"^\D*[1-9]\d{0,2}[.,]\d{3}\D*$")
_COUNTED: Final = re.compile(
    r"(?P<grouped>[1-9]\d{0,2}(?:[.,'\u00a0\u202f ]\d{3})+)"
    r"|(?P<number>\d{1,6}(?:[.,]\d{1,2})?)\s?(?P<size>k|tsd|m|mio)\.?",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A plan made of OKRs: `taken` key results became goals; `problems` are what a person must look at.

    `left_out` of them stand in the document only as comments, with the reason.
    """

    document: PlanDocument
    read: int
    taken: int
    left_out: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the file is drafted against: vocabularies, families of KPIs, currency, the day, its name."""

    names: Names
    family: Mapping[str, Sequence[str]]
    currency: str | None
    today: date
    name: str
    until: date | None = None
    lang: str | None = None


def draft_plan(okrs: Okrs, around: Surroundings, *, brand: str | None = None) -> Drafted:
    """The plan that a file of OKRs comes to: titles become objectives, key results goals."""
    words = table("okr_words")["said"]
    notes: dict[str, list[str]] = {}
    problems: list[Problem] = []
    ids: dict[str, str] = {}
    items: list[Item] = []
    for one in okrs.objectives:
        kind = kind_of(one.title)
        key = key_for(one.title, ids.values())
        ids[one.title] = key
        if kind is None:
            notes.setdefault(f"objectives[{len(items)}]", []).append(words["no_kind"])
        items.append(Item(key, PlanObjective(key, one.title, kind or OWN, owner=one.owner or None)))
    goals: list[GoalText] = []
    waiting: list[str] = []
    left_out = 0
    for result in okrs.results:
        goal, asked, refusal = _goal(result, ids.get(result.objective), around)
        if refusal is not None:
            left_out += 1
            text = words["not_taken"].format(where=result.where, text=_short(result.text))
            waiting.append(f"{text} {refusal.what}")
            problems.append(
                Problem(refusal.where, colon(quoted(_short(result.text)), refusal.what), refusal.remedy)
            )
            continue
        if waiting or asked:
            notes[f"goals[{len(goals)}]"] = [*waiting, *(one.what for one in asked)]
            waiting = []
        problems += [
            Problem(result.where, colon(quoted(_short(result.text)), one.what), one.remedy) for one in asked
        ]
        goals.append(goal)
    head = [words["head"].format(name=around.name)] if items else []
    if left_out:
        head.append(words["left_out"].format(count=left_out, of=len(okrs.results)))
    if waiting:
        head += waiting
    kept = {place: tuple(lines) for place, lines in notes.items()}
    document = PlanDocument(
        brand,
        around.currency,
        None,
        {"objectives": tuple(items)},
        tuple(goals),
        {**kept, "goals": tuple(head)},
    )
    return Drafted(document, len(okrs.results), len(goals), left_out, tuple(problems))


def kind_of(title: str) -> str | None:
    """The kind of objective that a title says by its words; None where it says none, or more than one."""
    text = f" {' '.join(_WORD.findall(title.casefold().replace('’', chr(39))))} "
    found = [
        kind
        for kind, words in table("okr_words")["kinds"].items()
        if any(f" {word} " in text for word in words)
    ]
    return found[0] if len(found) == 1 else None


def _goal(
    result: KeyResult, objective: str | None, around: Surroundings
) -> tuple[GoalText, list[Problem], Problem | None]:
    """The goal, what is to be asked about it, and why it is none (None: it is one)."""
    words = table("okr_words")["said"]
    if result.text.lstrip().startswith("~~"):
        return (
            GoalText(sentence=result.text),
            [],
            Problem(result.where, words["struck"], "Take the marks off."),
        )
    sentence = _sentence(result)
    said = read_sentence(sentence, around.lang)
    asked: list[Problem] = []
    deadline = _day(result.due) or ends_of(result.due) or result.ends
    if said.deadline_kind is not None and not result.due:
        deadline = None  # the words of the key result itself are nearer
    if said.deadline_kind is None and deadline is None:
        deadline = around.until
    channel = read_sentence(f"Followers on {result.channel}", "en").channel if result.channel else ()
    if result.channel and not channel:
        asked.append(Problem(result.where, words["channel"].format(channel=_short(result.channel)), ""))
    goal = GoalText(
        sentence=sentence,
        objective=objective,
        owner=result.owner or None,
        channel=channel if channel != said.channel else (),
        deadline=deadline,
        baseline=_stated(result, around.name),
    )
    metric = _metric(result, said, around)
    if metric != said.metric and metric in around.names.units:
        goal = replace(goal, kpi=metric)
    if said.amount is None and result.target:
        goal, fault = _with_target(goal, result, metric, around)
        if fault is not None:
            return goal, asked, fault
        asked += _asked_whole(goal, result)
    if (
        goal.kpi is not None
        and goal.target is not None
        and said.direction is None
        and goal.deadline is not None
    ):
        goal = replace(goal, sentence=None, channel=goal.channel or said.channel)  # only the name of its KPI
    reading = reading_of(goal, around.names, around.currency)
    refusal = _refusal(reading.problems, reading.metric, result, around)
    if refusal is not None:
        return goal, asked, refusal
    if reading.deadline_kind is None and goal.per is None and reading.per is None:
        asked.append(Problem(result.where, words["no_deadline"], "Write a deadline."))
    if goal.deadline is not None and goal.deadline < around.today:
        asked.append(Problem(result.where, words["past"].format(day=goal.deadline), "Give another day."))
    open_yet = [q for q in reading.questions if q != goal_questions()["no_deadline"]]  # asked above
    asked += [Problem(result.where, words["question"].format(text=q), "") for q in open_yet]
    return goal, asked, None


def _metric(result: KeyResult, said: GoalReading, around: Surroundings) -> str | None:
    """The metric of a key result: a column that names it says more than the title does, unless that has an
    amount of its own.
    """
    if not result.metric or (said.metric is not None and said.amount is not None):
        return said.metric
    return read_sentence(result.metric, around.lang).metric or said.metric


def _asked_whole(goal: GoalText, result: KeyResult) -> list[Problem]:
    """The question whether “8,000” was meant as eight thousand."""
    if not _GROUPED.search(result.target) or not isinstance(goal.target, int):
        return []
    what = table("okr_words")["said"]["whole"].format(target=_short(result.target), value=goal.target)
    return [Problem(result.where, what, "")]


def _sentence(result: KeyResult) -> str:
    """The words of the key result; a bare name of something beside its metric is joined with that."""
    text = result.text.strip().rstrip(";,")
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _with_target(
    goal: GoalText, result: KeyResult, metric: str | None, around: Surroundings
) -> tuple[GoalText, Problem | None]:
    """The goal with the target of its column, once it can be read in the unit of its KPI."""
    unit = around.names.units.get(metric or "", "count")
    said = _in_whole(result.target.strip().lstrip("<>≤≥~≈=+ ").strip(), unit)
    percent = result.unit.strip().casefold() in _PERCENT
    written = (f"{said}%",) if percent and not said.endswith("%") else (said,)
    for text in (*written, f"{said}%") if unit == Unit.SHARE else written:
        try:
            value = _figure(text)
            read_figure(value, unit, around.currency)
        except InvalidValue as error:
            fault = error
        else:
            kpi = metric if metric in around.names.units else None
            return replace(goal, target=value, kpi=goal.kpi or kpi), None
    words = table("okr_words")["said"]
    what = words["bad_figure"].format(target=_short(result.target), why=fault.what)
    return goal, Problem(result.where, what, fault.remedy)


def _in_whole(text: str, unit: str) -> str:
    """A figure of something counted, its thousands and its “k” written out: nobody has 8.000 visits and none
    in a thousand of one.
    """
    match = _COUNTED.fullmatch(text) if unit == Unit.COUNT else None
    if match is None:
        return text
    if match["grouped"]:
        return re.sub(r"\D", "", match["grouped"])
    times = _SIZES[match["size"].casefold()]
    return f"{Decimal(match['number'].replace(',', '.')) * times:f}"


def _figure(text: str) -> float | str:
    if re.fullmatch(r"\d{1,15}(\.0+)?", text):
        return int(float(text))
    return float(text) if re.fullmatch(r"\d{1,15}\.\d{1,10}", text) else text


def _refusal(
    problems: Sequence[str], metric: str | None, result: KeyResult, around: Surroundings
) -> Problem | None:
    code = next((code for code in _REFUSED if code in problems), None)
    if metric is None or (code == "not_measurable" and metric is None):
        code = "activity_not_outcome" if code == "activity_not_outcome" else "no_metric"
    if code is not None:
        finding = Finding(code, "refuse", {"metric": (metric or "it").replace("_", " ")})
        return Problem(result.where, says(finding), remedy(finding))
    measured = [kpi for kpi in around.family.get(metric or "", (metric or "",)) if kpi in around.names.units]
    if not measured:
        words = table("okr_words")["said"]
        text = words["unmeasured"].format(metric=(metric or "").replace("_", " "))
        return Problem(result.where, text, "")
    return None


def _stated(result: KeyResult, name: str) -> str | None:
    words = table("okr_words")["said"]
    figures = [
        words["from_"].format(value=_short(result.start)) if result.start else "",
        words["now_"].format(value=_short(result.current)) if result.current else "",
    ]
    told = ", ".join(one for one in figures if one)
    return words["stated"].format(figures=told, name=name) if told else None


def _day(text: str) -> date | None:
    """A day in one of the ways that can only be meant in one way."""
    text = text.strip().split("T")[0].split(" 00:00")[0].strip()
    for form in _DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    match = _EITHER.fullmatch(text)
    if match is None:
        return None
    first, second, year = (int(part) for part in match.groups())
    day, month = (first, second) if first > 12 else (second, first)
    if first <= 12 and second <= 12 and first != second:
        return None  # 03/04/2027 can be two days
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 120 else text[:119] + "…"
