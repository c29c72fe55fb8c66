"""A goal that is changed: with a reason, upon the version that was looked at, and judged again first."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from milepost.amount import Unknown
from milepost.errors import InvalidValue, Refused
from milepost.facts.batches import FactFiles
from milepost.goals.critique import critique
from milepost.goals.details import NOTHING, Details, with_details
from milepost.goals.findings import QUESTION, REFUSE, Finding, remedy, says
from milepost.goals.goal import Goal
from milepost.goals.odds import odds_for
from milepost.journal import Entry
from milepost.judgement.attainability import Odds
from milepost.language import gettext_lazy
from milepost.period import read_day
from milepost.workspace.drafting import remeasured
from milepost.workspace.goal_entries import goal_entries, goal_entry, goals_of, one_goal, versions_of
from milepost.workspace.known import read_details, served
from milepost.workspace.measurable import kpi_series
from milepost.workspace.place import Brand, Workspace, choose_brand
from milepost.workspace.reading import with_facts


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is to change; None leaves a thing as it is, `clear` names details that are to be unset."""

    target: float | None = None
    until: str | None = None
    kpi: str | None = None
    details: Details = NOTHING
    clear: tuple[str, ...] = ()
    sentence: str | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is named that should change."""
        return self == Amendment()


@dataclass(frozen=True, slots=True)
class AmendedGoal:
    """A goal before and after, what is found in it now, and its odds with the present target."""

    before: Goal
    goal: Goal
    findings: tuple[Finding, ...]
    odds: Odds | Unknown
    currency: str | None

    @property
    def needs_user(self) -> bool:
        """Whether something is to be decided about it."""
        return any(f.severity == QUESTION for f in self.findings)


def amend_goal(
    workspace: Workspace,
    goal_id: str,
    amendment: Amendment,
    *,
    brand: str | None,
    today: date,
    why: str,
    who: str = "",
    upon: int | None = None,
) -> AmendedGoal:
    """Change a goal; all its versions stay, and its first target for ever.

    `upon` is the version that was looked at (None: the present one). Raises NotFound, InvalidValue, Refused
    for what contradicts itself, Conflict when another changed it meanwhile.
    """
    from milepost.store.entries import add_entries

    amended, entry = amended_goal(
        workspace, goal_id, amendment, brand=brand, today=today, why=why, who=who, upon=upon
    )
    add_entries([entry])
    return amended


def amended_goal(
    workspace: Workspace,
    goal_id: str,
    amendment: Amendment,
    *,
    brand: str | None,
    today: date,
    why: str,
    who: str = "",
    upon: int | None = None,
) -> tuple[AmendedGoal, Entry]:
    """What `amend_goal` would keep, and its entry in the journal; nothing is stored."""
    owner = choose_brand(workspace, brand)
    _reasoned(why)
    if amendment.empty:
        raise InvalidValue(
            gettext_lazy("Nothing to change was named."),
            gettext_lazy("Give --target, --until, --kpi, --owner or another."),
        )
    entries = goal_entries(owner.name)
    before = one_goal(workspace, goal_id, brand=owner.name, today=today)
    if amendment.kpi is not None and amendment.target is None:
        raise InvalidValue(
            gettext_lazy("Another KPI needs a target of its own."), gettext_lazy("Give --target with --kpi.")
        )
    changed = _changed(workspace, owner, before, amendment, today)
    beside = goals_of(workspace, brand=owner.name, today=today)
    odds, currency = _odds(workspace, owner, changed, today)
    findings = critique(
        changed,
        baseline=changed.baseline,
        odds=None if isinstance(odds, Unknown) else odds.probability,
        even_odds_target=None if isinstance(odds, Unknown) else odds.even_odds_target,
        live_goals=beside,
        serves=served(owner.name, changed.objective, today),
        versions=versions_of(entries, goal_id, today),
    )
    for finding in findings:
        if finding.severity == REFUSE:
            raise Refused(says(finding), remedy(finding))
    written = changed if upon is None else replace(changed, version=upon + 1)
    entry = goal_entry(entries, written, who=who, why=why.strip(), today=today)
    return AmendedGoal(before, changed, findings, odds, currency), entry


def drop_goal(
    workspace: Workspace,
    goal_id: str,
    *,
    brand: str | None,
    today: date,
    why: str,
    who: str = "",
    upon: int | None = None,
) -> Goal:
    """Give a goal up; its versions and its forecasts stay.

    `upon` is the version that was looked at. Raises NotFound, InvalidValue without a reason, Conflict.
    """
    from milepost.store.entries import add_entries

    _reasoned(why)
    name = choose_brand(workspace, brand).name
    goal = one_goal(workspace, goal_id, brand=name, today=today)
    given_up = replace(goal, version=(goal.version if upon is None else upon) + 1)
    add_entries(
        [goal_entry(goal_entries(name), given_up, who=who, why=why.strip(), today=today, undone=True)]
    )
    return given_up


def _reasoned(why: str) -> None:
    if not why.strip():
        raise InvalidValue(
            gettext_lazy("A goal is not changed without a reason."), gettext_lazy("Say it with --why “…”.")
        )


def _changed(workspace: Workspace, owner: Brand, goal: Goal, what: Amendment, today: date) -> Goal:
    deadline = read_day(what.until) if what.until else goal.deadline
    if deadline is not None and deadline <= goal.start:
        raise InvalidValue(
            gettext_lazy(
                "The goal starts on {start}; it cannot end on {deadline}.",
                start=goal.start,
                deadline=deadline,
            ),
            gettext_lazy("Give a later day."),
        )
    target = goal.target if what.target is None else what.target
    changed = replace(
        goal,
        sentence=what.sentence or goal.sentence,
        target=target,
        deadline=deadline,
        version=goal.version + 1,
        written=today,
    )
    if what.kpi is not None:
        changed = remeasured(workspace, owner, changed, what.kpi, today)
    details = read_details(workspace, owner.name, what.details, today=today)
    return with_details(changed, details, _known(what.clear))


def _known(clear: Collection[str]) -> tuple[str, ...]:
    return tuple(name.replace("-", "_") for name in clear)


def _odds(workspace: Workspace, owner: Brand, goal: Goal, today: date) -> tuple[Odds | Unknown, str | None]:
    from milepost.kpis.catalogue import kpi

    def work(files: FactFiles) -> tuple[Odds | Unknown, str | None]:
        known = kpi(goal.kpi, workspace.knowledge)
        series = kpi_series(
            known, files, {"channel": goal.channel} if goal.channel else {}, today, workspace, owner
        )
        return odds_for(goal, series, as_of=today), series.currency

    return with_facts(workspace, owner.name, work)
