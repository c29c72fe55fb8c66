"""A plan file into the journal: everything is worked out first, then all of it is written, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from milepost.amount import Unknown
from milepost.errors import Conflict, InvalidValue, NotFound, Refused, UserError
from milepost.facts.batches import FactFiles
from milepost.goals.families import FAMILIES
from milepost.goals.findings import ADVICE, QUESTION, REFUSE, Finding
from milepost.goals.goal import Goal, goal_from_body
from milepost.journal import Entry
from milepost.judgement.attainability import Odds
from milepost.language import gettext_lazy
from milepost.plan.contradictions import against_its_sentence
from milepost.plan.difference import Action, Change
from milepost.plan.document import PARTS, PLAN_KINDS, PlanDocument
from milepost.plan.goal_reading import reading_of
from milepost.plan.objective import Objective, kinds
from milepost.plan.remark import Notebook, Remark, written
from milepost.workspace.forecasts import keep_forecasts
from milepost.workspace.goal_entries import day_of, goal_entries, goal_entry, new_id
from milepost.workspace.kept import new_entry
from milepost.workspace.measurable import filter_of, read_together
from milepost.workspace.place import Workspace, choose_brand
from milepost.workspace.plan_files.conflicts import GOALS, called, conflict, joined, kind_of
from milepost.workspace.plan_files.documents import PlanFile, brand_of, changes
from milepost.workspace.plan_files.planned_goal import amend, draft
from milepost.workspace.reading import with_facts

_NOT_BY_FILE = frozenset({"channel", "per"})


@dataclass(frozen=True, slots=True)
class WorkedGoal:
    """A goal that the file adds or changes, as it would stand (None: refused), and its odds."""

    change: Change
    goal: Goal | None
    odds: Odds | Unknown | None


@dataclass(slots=True)
class Worked:
    """A plan file worked out against the journal: what changes, what is to be said, what would be written.

    `conflicts` are what somebody else changed meanwhile; `refused` the changes that are not taken. `entries`
    are what would be written, `dropped` what would be given up.
    """

    file: PlanFile
    standing: PlanDocument
    changes: tuple[Change, ...]
    remarks: list[Remark] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    refused: list[Change] = field(default_factory=list)
    goals: list[WorkedGoal] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    dropped: list[Change] = field(default_factory=list)

    @property
    def wanted(self) -> tuple[Change, ...]:
        """The changes that the file asks for, without what it merely lacks."""
        return tuple(c for c in self.changes if c.action in {Action.ADD, Action.CHANGE})

    @property
    def told(self) -> tuple[Remark, ...]:
        """What is to be said of the file and of what it changes; not of what it leaves as it stands."""
        touched = tuple(written(change.place) for change in self.wanted if change.place)
        of_file = (r for r in self.file.reading.remarks if r.refuses or r.path.startswith(touched))
        return (*of_file, *self.remarks)

    @property
    def asks(self) -> bool:
        """Whether something is refused, or a question is open."""
        return bool(self.conflicts) or any(r.finding.severity in {REFUSE, QUESTION} for r in self.told)


@dataclass(frozen=True, slots=True)
class Applied:
    """What was written (nothing, with `dry_run`), what was left out, and what could not be kept."""

    worked: Worked
    dry_run: bool
    skipped: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def needs_user(self) -> bool:
        """Whether something was refused or left out, or a question is open."""
        return self.worked.asks or bool(self.skipped)


def apply_plan(
    workspace: Workspace,
    file: PlanFile,
    *,
    brand: str | None,
    today: date,
    who: str,
    why: str,
    dry_run: bool = False,
    drop_missing: bool = False,
    skip_refused: bool = False,
) -> Applied:
    """Bring the journal to what the file says, in one transaction.

    Nothing is stored where the file or a goal of it is refused (`worked.told` says why). Raises InvalidValue
    without a reason, Conflict when somebody changed the same thing after the file was written out.
    """
    from milepost.store.entries import add_entries

    if not why.strip():
        raise InvalidValue(
            gettext_lazy("A plan is not changed without a reason."), gettext_lazy("Say it with --why “…”.")
        )
    worked = work_out(
        workspace, file, brand=brand, today=today, who=who, why=why.strip(), drop_missing=drop_missing
    )
    if worked.conflicts:
        raise joined(worked.conflicts)
    if not file.reading.sound or (worked.refused and not skip_refused):
        return Applied(worked, dry_run=True, skipped=worked.wanted)
    if dry_run or not worked.entries:
        return Applied(worked, dry_run, tuple(worked.refused))
    add_entries(worked.entries)
    notes = keep_forecasts([(one.goal, one.odds) for one in worked.goals if one.goal is not None], today)
    return Applied(worked, dry_run=False, skipped=tuple(worked.refused), notes=notes)


def work_out(
    workspace: Workspace,
    file: PlanFile,
    *,
    brand: str | None,
    today: date,
    who: str,
    why: str,
    drop_missing: bool = False,
) -> Worked:
    """What applying the file would do; nothing is stored."""
    owner = brand_of(workspace, file, brand)
    standing, found = changes(workspace, file, brand=owner.name, today=today)
    worked = Worked(file, standing, found)
    job = _Job(workspace, worked, owner.name, today, who, why)
    for change in found:
        job.look_at(change)
    job.measure_together()
    for change in worked.wanted:
        if change not in worked.refused and not worked.conflicts:
            job.write(change)
    if drop_missing:
        for change in found:
            if change.action is Action.MISSING:
                job.drop(change)
    return worked


@dataclass(slots=True)
class _Job:
    workspace: Workspace
    worked: Worked
    brand: str
    today: date
    who: str
    why: str

    def measure_together(self) -> None:
        """Read the figures of all new goals at once, so that each then finds them."""
        wanted = [kpi for change in self.worked.wanted if (kpi := self._wanted(change)) is not None]
        if len(wanted) < 2 or self.worked.conflicts:
            return
        owner = choose_brand(self.workspace, self.brand)

        def work(files: FactFiles) -> None:
            read_together(wanted, files, self.today, self.workspace, owner)

        with_facts(self.workspace, self.brand, work)

    def _wanted(self, change: Change) -> tuple[str, tuple[str, ...]] | None:
        if change.section != GOALS or change.action is not Action.ADD or change in self.worked.refused:
            return None
        owner = choose_brand(self.workspace, self.brand)
        try:
            reading = reading_of(change.new, self.worked.file.names, owner.currency)
        except InvalidValue:
            return None  # told when it is drafted
        if reading.metric is None:
            return None
        first = FAMILIES.get(reading.metric, (reading.metric,))[0]
        return first, filter_of(reading.channel).get("channel", ())

    def look_at(self, change: Change) -> None:
        """Whether a change may be made at all: based on what stands, and of what can be changed."""
        if change.action is Action.BEHIND:
            self._behind(change)
        elif change.action is Action.CHANGE and change.upon is None and change.version:
            self._refuse(change, "upon_nothing", what=called(change), version=change.version)
        elif change.unbased:
            last = self._last(change)
            self.worked.conflicts.append(conflict(change, last, self.today))
        elif change.action is Action.ADD and change.section == GOALS and change.key:
            self._not_there(change)
        elif change.action is Action.ADD and change.upon is not None:
            last = self._last(change)
            if last is not None:
                self.worked.conflicts.append(conflict(change, last, self.today))
        elif change.action is Action.CHANGE and change.section == GOALS:
            self._goal_fields(change)

    def _goal_fields(self, change: Change) -> None:
        """What of a goal cannot be changed by a file, and a new sentence that says something else."""
        for one in change.fields:
            if one.name in _NOT_BY_FILE:
                self._refuse(change, "not_by_file", at=one.name, field=one.name)
        if any(one.name == "sentence" for one in change.fields):
            file = self.worked.file
            notebook = Notebook(file.reading.lines)
            place = change.place or ()
            against_its_sentence(change.new, place, file.document, file.names, notebook, FAMILIES)
            self.worked.remarks += notebook.remarks

    def _behind(self, change: Change) -> None:
        last = self._last(change)
        if last is None:
            return
        code = "changed_meanwhile" if change.version is not None else "given_up_meanwhile"
        values = {"what": called(change), "who": last.who or gettext_lazy("somebody"), "day": day_of(last)}
        self._note(change, code, ADVICE, "", version=last.seq, upon=change.upon, **values)

    def _not_there(self, change: Change) -> None:
        last = self._last(change)
        if last is None:
            self._refuse(change, "unknown_goal", at="id", name=change.key)
        else:
            self.worked.conflicts.append(conflict(change, last, self.today))

    def write(self, change: Change) -> None:
        """Work a change out upon those before it, and keep its entry."""
        from milepost.store.entries import supposing

        try:
            with supposing(self.worked.entries):
                if change.section == GOALS:
                    self._goal(change)
                else:
                    self.worked.entries.append(self._part(change))
        except Conflict as conflict:
            self.worked.conflicts.append(conflict)
        except (UserError, Refused) as error:
            self._refuse(change, "refused_as", what=error.what, do=error.remedy or "Mend it, or take it out.")

    def _part(self, change: Change) -> Entry:
        kind = next(part.kind for part in PARTS if part.section == change.section)
        value = change.new
        if isinstance(value, Objective) and change.action is Action.ADD and not value.roles:
            value = replace(value, roles=kinds()[value.kind].roles if value.kind in kinds() else ())
        return new_entry(
            self.brand,
            kind,
            change.key,
            value,
            today=self.today,
            who=self.who,
            why=self.why,
            upon=change.upon,
        )

    def _goal(self, change: Change) -> None:
        names = self.worked.file.names
        if change.action is Action.CHANGE:
            amended, entry = amend(
                self.workspace, change, names, brand=self.brand, today=self.today, who=self.who, why=self.why
            )
            self._found(change, amended.findings, amended.goal)
            self.worked.goals.append(WorkedGoal(change, amended.goal, amended.odds))
            self.worked.entries.append(entry)
            return
        known = goal_entries(self.brand)
        drafted = draft(
            self.workspace, change.new, names, brand=self.brand, today=self.today, goal_id=new_id(known)
        )
        self._found(change, drafted.findings, drafted.goal)
        self.worked.goals.append(WorkedGoal(change, drafted.goal, drafted.odds))
        if drafted.goal is None:
            self.worked.refused.append(change)
            return
        self.worked.entries.append(
            goal_entry(known, drafted.goal, who=self.who, why=self.why, today=self.today)
        )

    def drop(self, change: Change) -> None:
        """Give up what the file lacks, if it stood when the file was written out."""
        base = self.worked.file.document.base
        if base is None:
            raise InvalidValue(
                gettext_lazy(
                    "The file does not say what stood when it was written out (“base:”), so nothing "
                    "is dropped."
                ),
                gettext_lazy("Export the plan again and take out what is to be given up."),
            )
        from milepost.store.entries import load_entries

        kind = kind_of(change)
        plan = [entry for entry in load_entries(self.brand) if entry.kind in PLAN_KINDS]
        later = [e for e in plan[base:] if e.kind == kind and e.key == change.key]
        if later:
            self.worked.conflicts.append(conflict(change, later[-1], self.today))
            return
        last = self._last(change)
        if last is None:
            raise NotFound(kind, change.key)
        self.worked.dropped.append(change)
        self.worked.entries.append(self._given_up(change, last))

    def _given_up(self, change: Change, last: Entry) -> Entry:
        if change.section == GOALS:
            goal = goal_from_body(last.body["goal"])
            entries = goal_entries(self.brand)
            given_up = _next_version(goal)
            return goal_entry(entries, given_up, who=self.who, why=self.why, today=self.today, undone=True)
        return new_entry(
            self.brand,
            last.kind,
            change.key,
            change.old,
            today=self.today,
            who=self.who,
            why=self.why,
            upon=change.version,
            undone=True,
        )

    def _last(self, change: Change) -> Entry | None:
        from milepost.store.entries import load_entries

        found = load_entries(self.brand, kind_of(change), change.key)
        return max(found, key=lambda entry: entry.seq, default=None)

    def _found(self, change: Change, findings: Sequence[Finding], goal: Goal | None) -> None:
        unit = goal.unit if goal is not None else "count"
        place = written(change.place or ())
        line = self.worked.file.reading.lines.get(change.place or ())
        self.worked.remarks += [Remark(finding, place, line, unit) for finding in findings]

    def _refuse(self, change: Change, code: str, at: str = "", **values: object) -> None:
        if change not in self.worked.refused:
            self.worked.refused.append(change)
        self._note(change, code, REFUSE, at, **values)

    def _note(self, change: Change, code: str, severity: str, at: str = "", **values: object) -> None:
        place = change.place or ()
        lines = self.worked.file.reading.lines
        here = (*place, at) if at else place
        line = lines.get(here) or lines.get(place)
        self.worked.remarks.append(Remark(Finding(code, severity, values), written(here), line))


def _next_version(goal: Goal) -> Goal:
    return replace(goal, version=goal.version + 1)


__all__ = ["Applied", "Worked", "WorkedGoal", "apply_plan", "work_out"]
