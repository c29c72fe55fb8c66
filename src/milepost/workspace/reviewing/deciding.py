"""Decisions in the journal: taken with a forecast, checked against it, closed with what was learned."""

from dataclasses import replace
from datetime import date, timedelta

from milepost.amount import Unknown
from milepost.errors import InvalidValue, NotFound
from milepost.facts.batches import FactFiles
from milepost.kpis.catalogue import catalogue
from milepost.kpis.kpi import Form
from milepost.language import gettext_lazy
from milepost.reviews.case import Checked
from milepost.reviews.decision import Decision, Finding, Outcome, Status
from milepost.reviews.expected import read_expected
from milepost.reviews.verdict import foresee, outcome_of
from milepost.series import Series
from milepost.workspace.kept import keep, keys_ever, standing
from milepost.workspace.known import DECISION
from milepost.workspace.measurable import filter_of, kpi_series, measurable
from milepost.workspace.place import Brand, Workspace, choose_brand
from milepost.workspace.reading import with_facts
from milepost.workspace.reviewing.advised import advice_of

LONGEST = timedelta(days=366)
SHORTEST = timedelta(days=7)


def decisions_of(brand: str, today: date) -> tuple[Decision, ...]:
    """Every decision as it stands on `today`, first to last, closed ones too."""
    return tuple(kept.value for kept in standing(brand, DECISION, Decision, today).values())


def decide(
    workspace: Workspace,
    what: str,
    *,
    kpi: str,
    expect: str,
    check: date,
    why: str,
    owner: str,
    brand: str | None,
    today: date,
    who: str,
    channel: tuple[str, ...] = (),
    source: str | None = None,
) -> Decision:
    """Write a decision down, with the forecast of what its KPI brings without it.

    Raises NotFound (brand, KPI, advice) and InvalidValue (no words, no reason, an effect that cannot be
    read, a check that is not between a week and a year ahead).
    """
    home = choose_brand(workspace, brand)
    _worded(what, why)
    _timed(check, today)
    known = catalogue(workspace.knowledge)
    if kpi not in known:
        raise NotFound("KPI", kpi, known, gettext_lazy("See: milepost kpis"))
    expected = read_expected(expect, known[kpi].unit)
    if source is not None:
        _checked_source(workspace, home, source, today)

    def work(files: FactFiles) -> Decision:
        found = measurable(workspace, home, files, kpi, channel, today)
        plain = Decision(
            id=_next_id(home.name),
            what=" ".join(what.split()),
            why=" ".join(why.split()),
            owner=owner,
            kpi=kpi,
            channel=tuple(filter_of(channel).get("channel", ())),
            expected=expected,
            made=today,
            check=check,
            source=source,
        )
        if isinstance(found, Unknown):
            return replace(plain, untold=found.because)
        foreseen = foresee(found.series, made=today, check=check, stock=found.kpi.form is Form.LAST)
        named = replace(
            plain,
            kpi=found.kpi.id,
            channel=tuple(found.where.get("channel", ())),
            unfiltered=found.unfiltered,
        )
        if isinstance(foreseen, Unknown):
            return replace(named, untold=foreseen.because.rstrip("."))
        return replace(named, foreseen=foreseen)

    decision = with_facts(workspace, home.name, work)
    keep(home.name, DECISION, decision.id, decision, today=today, who=who, why=decision.why)
    return decision


def check_decisions(workspace: Workspace, *, brand: str | None, today: date) -> tuple[Checked, ...]:
    """Every decision with its verdict as of `today`; those that are closed keep theirs. Writes nothing."""
    home = choose_brand(workspace, brand)
    decisions = decisions_of(home.name, today)
    if not decisions:
        return ()

    def work(files: FactFiles) -> tuple[Checked, ...]:
        return tuple(_checked(workspace, home, files, one, decisions, today) for one in decisions)

    return with_facts(workspace, home.name, work)


def one_decision(workspace: Workspace, decision_id: str, *, brand: str | None, today: date) -> Checked:
    """The decision of that id with its verdict. Raises NotFound with the ids there are."""
    found = {one.decision.id: one for one in check_decisions(workspace, brand=brand, today=today)}
    if decision_id not in found:
        raise NotFound("decision", decision_id, found, gettext_lazy("See: milepost decisions"))
    return found[decision_id]


def keep_outcomes(brand: str, checked: tuple[Checked, ...], *, today: date, who: str) -> None:
    """Write the verdicts of decisions that are due into the journal, where they are not there already."""
    for one in checked:
        fresh = one.decision.outcome is None or one.decision.outcome.finding is Finding.UNKNOWN
        if one.decision.is_due(today) and fresh and one.outcome.finding is not Finding.UNKNOWN:
            judged = replace(one.decision, outcome=one.outcome)
            keep(brand, DECISION, judged.id, judged, today=today, who=who, why="its check date has come")


def close_decision(
    workspace: Workspace,
    decision_id: str,
    *,
    learned: str,
    brand: str | None,
    today: date,
    who: str,
    dropped: bool = False,
) -> Decision:
    """Close a decision with its verdict and what was learned; `dropped`: it was never carried out.

    Raises NotFound, and InvalidValue where it is closed already, nothing was learned, or its check date has
    not come.
    """
    home = choose_brand(workspace, brand)
    found = one_decision(workspace, decision_id, brand=home.name, today=today)
    before = found.decision
    if before.status is not Status.OPEN:
        raise InvalidValue(
            gettext_lazy(
                "The decision {decision_id} is closed already: “{learned}”.",
                decision_id=decision_id,
                learned=before.learned,
            )
        )
    if not learned.strip():
        raise InvalidValue(
            gettext_lazy("A decision is not closed without a word on it."),
            gettext_lazy("Say it with --learned “…”."),
        )
    if not dropped and found.outcome.finding is Finding.NOT_DUE:
        raise InvalidValue(
            gettext_lazy(
                "The decision {decision_id} is checked on {check}; a verdict before would be a guess.",
                decision_id=decision_id,
                check=before.check,
            ),
            gettext_lazy("Was it never carried out? Then close it with --dropped."),
        )
    closed = replace(
        before,
        status=Status.DROPPED if dropped else Status.CLOSED,
        learned=learned.strip(),
        outcome=None if dropped else found.outcome,
    )
    keep(home.name, DECISION, decision_id, closed, today=today, who=who, why=learned.strip())
    return closed


def _checked(
    workspace: Workspace,
    brand: Brand,
    files: FactFiles,
    decision: Decision,
    others: tuple[Decision, ...],
    today: date,
) -> Checked:
    if decision.status is not Status.OPEN:
        return Checked(decision, decision.outcome or Outcome(Finding.UNKNOWN, today))
    series: Series | Unknown = Unknown("it is not due yet")
    if decision.foreseen is not None and decision.is_due(today):
        series = _series(workspace, brand, files, decision, today)
    return Checked(decision, outcome_of(decision, series, as_of=today, others=others))


def _series(
    workspace: Workspace, brand: Brand, files: FactFiles, decision: Decision, today: date
) -> Series | Unknown:
    kpi = catalogue(workspace.knowledge).get(decision.kpi)
    if kpi is None:
        return Unknown("its KPI is no longer in the catalogue")
    where = {"channel": decision.channel} if decision.channel else {}
    return kpi_series(kpi, files, where, today, workspace, brand)


def _next_id(brand: str) -> str:
    taken = {int(key[1:]) for key in keys_ever(brand, DECISION) if key[1:].isdigit()}
    return f"d{max(taken, default=0) + 1}"


def _worded(what: str, why: str) -> None:
    if not what.strip():
        raise InvalidValue(
            gettext_lazy("A decision needs words."), gettext_lazy("Say in a few words what is done.")
        )
    if not why.strip():
        raise InvalidValue(
            gettext_lazy("A decision is not written down without a reason."),
            gettext_lazy("Say it with --why “…”."),
        )


def _timed(check: date, today: date) -> None:
    if not today + SHORTEST <= check <= today + LONGEST:
        raise InvalidValue(
            gettext_lazy(
                "The check on {check} is not between a week and a year after {today}.",
                check=check,
                today=today,
            ),
            gettext_lazy("Effects show in weeks: four to eight weeks ahead is usual."),
        )


def _checked_source(workspace: Workspace, brand: Brand, source: str, today: date) -> None:
    """An advice that the playbook gives today; where it gives none, the name is taken as it is."""
    given = [one.key for one in advice_of(workspace, brand, today)]
    if given and source not in given:
        raise NotFound("advice", source, given, gettext_lazy("Given today: {given}.", given=", ".join(given)))
