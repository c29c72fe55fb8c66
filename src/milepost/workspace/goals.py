"""Goals: written with a baseline frozen from the data, and closed with what was learned."""

from dataclasses import dataclass, replace
from datetime import date

from milepost.amount import Unknown
from milepost.errors import InvalidValue, NotFound
from milepost.goals.closing import Closing, Outcome
from milepost.goals.details import NOTHING, Details, with_details
from milepost.goals.findings import QUESTION, Finding
from milepost.goals.goal import LEVEL, Goal
from milepost.goals.guards_said import unmeasured_guards
from milepost.goals.progress import meets
from milepost.goals.reading import GoalReading
from milepost.goals.sentence import read_sentence
from milepost.goals.state import GoalState
from milepost.goals.state import Verdict as Word
from milepost.journal import Entry
from milepost.judgement.attainability import Odds
from milepost.judgement.track_record import TrackRecord
from milepost.judgement.verdict import Verdict
from milepost.kpis.catalogue import catalogue
from milepost.language import gettext_lazy
from milepost.period import read_day
from milepost.workspace.benchmarks import doubted
from milepost.workspace.drafting import draft_goal
from milepost.workspace.forecasts import keep_forecasts, record_for
from milepost.workspace.framing import framed
from milepost.workspace.goal_entries import goal_entries, goal_entry, goals_of, new_id, one_goal
from milepost.workspace.known import place_in_plan, read_details, served
from milepost.workspace.offering import Offer, offers_for
from milepost.workspace.place import Brand, Workspace, choose_brand


@dataclass(frozen=True, slots=True)
class WrittenGoal:
    """What became of a sentence: the goal that stands now (None: refused), what was found, and its odds.

    `record` is how earlier forecasts came out; `notes` say what could not be kept; `offers` say the sentence
    again so that it could stand, from the brand's own data; `doubt` is that published figures are far below;
    `money` is the brand's own currency.
    """

    reading: GoalReading
    goal: Goal | None
    findings: tuple[Finding, ...]
    odds: Odds | Unknown | None
    currency: str | None = None
    record: TrackRecord | Unknown | None = None
    notes: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    doubt: Verdict | None = None
    money: str | None = None

    @property
    def needs_user(self) -> bool:
        """Whether something is to be decided: it was refused, or leaves a question."""
        return self.goal is None or any(f.severity == QUESTION for f in self.findings)


def write_goal(
    workspace: Workspace,
    sentence: str,
    *,
    brand: str | None,
    today: date,
    who: str = "",
    details: Details = NOTHING,
    lang: str | None = None,
    kpi: str | None = None,
    until: str | None = None,
) -> WrittenGoal:
    """Read a sentence, freeze its baseline from the facts known before `today`, and store it as a goal.

    A goal that is weak, or that nothing can measure, is not stored: its findings say why. Raises NotFound for
    a brand, KPI or detail that is not there, InvalidValue for a day or language that cannot be read.
    """
    from milepost.store.entries import add_entries

    owner_brand = choose_brand(workspace, brand)
    entries = goal_entries(owner_brand.name)
    drafted = drafted_goal(
        workspace,
        sentence,
        brand=owner_brand.name,
        today=today,
        details=details,
        lang=lang,
        kpi=kpi,
        until=until,
        goal_id=new_id(entries),
    )
    if drafted.goal is None:
        return drafted
    add_entries([goal_entry(entries, drafted.goal, who=who, why="", today=today)])
    record = record_for(owner_brand.name, today)
    notes = keep_forecasts([(drafted.goal, drafted.odds)], today)
    return replace(drafted, record=record, notes=notes)


def drafted_goal(
    workspace: Workspace,
    sentence: str,
    *,
    brand: str,
    today: date,
    goal_id: str,
    details: Details = NOTHING,
    lang: str | None = None,
    kpi: str | None = None,
    until: str | None = None,
    reading: GoalReading | None = None,
) -> WrittenGoal:
    """The goal that `write_goal` would store, with its place in the plan; nothing is stored.

    `reading` is what the sentence is taken to say, where more is known than its words tell.
    """
    owner_brand = choose_brand(workspace, brand)
    reading = reading or read_sentence(sentence, lang)
    known = read_details(workspace, owner_brand.name, details, today=today)
    drafted = draft_goal(
        workspace,
        owner_brand,
        reading,
        today=today,
        kpi=kpi,
        until=read_day(until) if until else None,
        standing=goals_of(workspace, brand=owner_brand.name, today=today),
        serves=served(owner_brand.name, known.objective, today),
    )
    codes = frozenset(finding.code for finding in drafted.findings)
    offers = offers_for(workspace, owner_brand, reading, codes, today)
    if drafted.goal is None:
        return WrittenGoal(reading, None, drafted.findings, drafted.odds, drafted.currency, offers=offers)
    goal = with_details(replace(drafted.goal, id=goal_id), known)
    placed, questions = place_in_plan(goal, chosen=known.objective, today=today)
    placed = framed(workspace, owner_brand, placed, reading, known, today)
    unmeasured = unmeasured_guards(reading, catalogue(workspace.knowledge))
    if unmeasured:
        questions = (*questions, Finding("guard_not_measured", QUESTION, {"said": unmeasured}))
    findings = (*drafted.findings, *questions)
    return WrittenGoal(
        reading,
        placed,
        findings,
        drafted.odds,
        drafted.currency,
        offers=offers,
        doubt=_doubt(workspace, owner_brand, placed, today),
        money=owner_brand.currency,
    )


def _doubt(workspace: Workspace, brand: Brand, goal: Goal, today: date) -> Verdict | None:
    """What published figures of the same meaning say against a rate on one platform; most often nothing."""
    if goal.kind != LEVEL or len(goal.channel) != 1:
        return None
    try:
        return doubted(workspace, brand, today, kpi=goal.kpi, platform=goal.channel[0], target=goal.target)
    except NotFound:  # nobody has published anything of that platform or KPI
        return None


def close_goal(
    workspace: Workspace,
    goal_id: str,
    *,
    brand: str | None,
    today: date,
    learned: str,
    who: str = "",
    upon: int | None = None,
) -> tuple[Goal, Closing]:
    """Close a goal with what was learned; its figures say how it came out.

    `upon` is the version that was looked at (None: the present one). Raises NotFound, InvalidValue, Conflict.
    """
    from milepost.store.entries import add_entries
    from milepost.workspace.goal_states import goal_state

    name = choose_brand(workspace, brand).name
    if not learned.strip():
        raise InvalidValue(
            gettext_lazy("A goal is not closed without what was learned."),
            gettext_lazy("Say it with --learned “…”."),
        )
    goal = one_goal(workspace, goal_id, brand=name, today=today)
    closing = _closing(goal_state(workspace, goal, today=today), learned.strip())
    changed = replace(goal, version=(goal.version if upon is None else upon) + 1)
    add_entries([_closed(name, changed, closing, who, today)])
    return changed, closing


def _closed(brand: str, goal: Goal, closing: Closing, who: str, today: date) -> Entry:
    entries = goal_entries(brand)
    return goal_entry(entries, goal, who=who, why=closing.learned, today=today, closing=closing)


def _closing(state: GoalState, learned: str) -> Closing:
    goal, actual = state.goal, state.actual
    words = {Word.MET: Outcome.MET, Word.MISSED: Outcome.MISSED, Word.UNKNOWN: Outcome.UNKNOWN}
    outcome = words.get(state.verdict, Outcome.OPEN)
    told = outcome in {Outcome.MET, Outcome.MISSED} and actual is not None
    first = meets(actual, goal.first_target, goal.better) if told and actual is not None else None
    return Closing(outcome, actual, first, learned, state.currency)
