"""Business objectives and what the brand is for: written, changed with a reason, listed as of a day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from milepost.errors import InvalidValue, NotFound
from milepost.language import gettext_lazy
from milepost.plan.capacity import Capacity
from milepost.plan.objective import OWN, Identity, Objective, checked, kinds
from milepost.workspace.kept import Kept, keep, key_for, keys_ever, standing
from milepost.workspace.known import CAPACITY, IDENTITY, OBJECTIVE, SOLE
from milepost.workspace.place import Workspace, choose_brand


def objectives(workspace: Workspace, *, brand: str | None, today: date) -> dict[str, Kept[Objective]]:
    """The business objectives that stand on `today`, by id, in the order in which they were written."""
    return standing(choose_brand(workspace, brand).name, OBJECTIVE, Objective, today)


def write_objective(
    workspace: Workspace,
    title: str,
    *,
    kind: str | None,
    brand: str | None,
    today: date,
    who: str,
    roles: Sequence[str] = (),
    says: str = "",
    stage: str | None = None,
    owner: str | None = None,
) -> Objective:
    """Write a business objective down. Without roles, those that its kind usually gives.

    Raises NotFound for an unknown kind, role or stage, InvalidValue for a title that is empty or taken.
    """
    name = choose_brand(workspace, brand).name
    there = standing(name, OBJECTIVE, Objective, today)
    twin = next((k for k, o in there.items() if o.value.title.casefold() == title.strip().casefold()), None)
    if twin is not None:
        raise InvalidValue(
            gettext_lazy(
                "The objective “{title}” is written already ({twin}).", title=title.strip(), twin=twin
            ),
            gettext_lazy("Change it with: milepost objective amend {twin} --why “…”.", twin=twin),
        )
    of_kind = kinds().get(kind or OWN)
    usual = of_kind.roles if of_kind else ()
    objective = checked(
        Objective(
            key_for(title, keys_ever(name, OBJECTIVE)),
            title.strip(),
            kind or OWN,
            tuple(roles) or usual,
            says.strip(),
            stage,
            owner,
        )
    )
    keep(name, OBJECTIVE, objective.id, objective, today=today, who=who)
    return objective


def amend_objective(
    workspace: Workspace,
    objective_id: str,
    *,
    brand: str | None,
    today: date,
    who: str,
    why: str,
    title: str | None = None,
    kind: str | None = None,
    roles: Sequence[str] | None = None,
    says: str | None = None,
    stage: str | None = None,
    owner: str | None = None,
    upon: int | None = None,
) -> Objective:
    """Change an objective. Raises NotFound, InvalidValue without a reason, Conflict when it was changed."""
    name = choose_brand(workspace, brand).name
    before = one_objective(workspace, objective_id, brand=name, today=today)
    given = {
        "title": title,
        "kind": kind,
        "roles": None if roles is None else tuple(roles),
        "says": says,
        "stage": stage,
        "owner": owner,
    }
    changed = checked(
        replace(before.value, **{key: value for key, value in given.items() if value is not None})  # type: ignore[arg-type]
    )
    _reasoned(why)
    keep(name, OBJECTIVE, objective_id, changed, today=today, who=who, why=why, upon=upon)
    return changed


def drop_objective(
    workspace: Workspace, objective_id: str, *, brand: str | None, today: date, who: str, why: str
) -> Objective:
    """Take an objective back; goals that hang on it are then asked for another. Raises NotFound."""
    name = choose_brand(workspace, brand).name
    _reasoned(why)
    before = one_objective(workspace, objective_id, brand=name, today=today).value
    keep(name, OBJECTIVE, objective_id, before, today=today, who=who, why=why, undone=True)
    return before


def one_objective(
    workspace: Workspace, objective_id: str, *, brand: str | None, today: date
) -> Kept[Objective]:
    """The objective of that id. Raises NotFound with the ids there are."""
    found = objectives(workspace, brand=brand, today=today)
    if objective_id not in found:
        raise NotFound(
            "business objective", objective_id, found, gettext_lazy("See: milepost objective list")
        )
    return found[objective_id]


def identity_of(workspace: Workspace, *, brand: str | None, today: date) -> Identity:
    """What the brand is for, as last written; empty where nobody has."""
    found = standing(choose_brand(workspace, brand).name, IDENTITY, Identity, today).get(SOLE)
    return found.value if found else Identity()


def write_identity(
    workspace: Workspace,
    *,
    brand: str | None,
    today: date,
    who: str,
    mission: str | None = None,
    vision: str | None = None,
    values: Sequence[str] | None = None,
    industry: str | None = None,
) -> Identity:
    """Write what the brand is for; what is None stays as it is."""
    name = choose_brand(workspace, brand).name
    before = identity_of(workspace, brand=name, today=today)
    after = Identity(
        before.mission if mission is None else mission.strip(),
        before.vision if vision is None else vision.strip(),
        before.values if values is None else tuple(v.strip() for v in values if v.strip()),
        before.industry if industry is None else industry.strip() or None,
    )
    if after != before:
        keep(name, IDENTITY, SOLE, after, today=today, who=who)
    return after


def capacity_of(workspace: Workspace, *, brand: str | None, today: date) -> Capacity:
    """How much the team can carry, as last written."""
    found = standing(choose_brand(workspace, brand).name, CAPACITY, Capacity, today).get(SOLE)
    return found.value if found else Capacity()


def write_capacity(
    workspace: Workspace,
    *,
    brand: str | None,
    today: date,
    who: str,
    most_kpis: int | None = None,
    hours_a_week: float | None = None,
    budget_a_month: float | None = None,
) -> Capacity:
    """Write how much the team can carry; what is None stays as it is. Raises InvalidValue for numbers."""
    name = choose_brand(workspace, brand).name
    before = capacity_of(workspace, brand=name, today=today)
    after = Capacity(
        before.most_kpis if most_kpis is None else most_kpis,
        before.hours_a_week if hours_a_week is None else hours_a_week,
        before.budget_a_month if budget_a_month is None else budget_a_month,
    )
    after.check()
    if after != before:
        keep(name, CAPACITY, SOLE, after, today=today, who=who)
    return after


def _reasoned(why: str) -> None:
    if not why.strip():
        raise InvalidValue(
            gettext_lazy("An objective is not changed without a reason."),
            gettext_lazy("Say it with --why “…”."),
        )
