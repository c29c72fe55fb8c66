"""What the business wants, and what social media is to do for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from milepost.errors import InvalidValue, NotFound
from milepost.knowledge.reader import table
from milepost.language import gettext_lazy

OWN = "own"
"""The kind of an objective that is none of the known ones."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the brand is for: its mission, where it wants to be (vision), and the values it keeps to."""

    mission: str = ""
    vision: str = ""
    values: tuple[str, ...] = ()
    industry: str | None = None


@dataclass(frozen=True, slots=True)
class Objective:
    """One business objective. `kind` is one of `kinds()` or `own`; `roles` are what social media does for it.

    `stage` is the stage of the funnel that decides an objective of one's own; a known kind brings its own.
    """

    id: str
    title: str
    kind: str
    roles: tuple[str, ...] = ()
    says: str = ""
    stage: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A role of social media: what it does for the business, and by which KPIs that is seen."""

    id: str
    title: str
    says: str
    stage: str
    kpis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveKind:
    """A kind of business objective: the stage that decides it, its KPIs, and the roles it usually gives."""

    id: str
    title: str
    says: str
    stage: str
    kpis: tuple[str, ...]
    leads: tuple[str, ...]
    roles: tuple[str, ...]


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, ObjectiveKind]:
    """The known kinds of business objectives, by id."""
    return {
        id_: ObjectiveKind(
            id_,
            body["title"],
            body["says"],
            body["stage"],
            tuple(body["kpis"]),
            tuple(body["leads"]),
            tuple(body["roles"]),
        )
        for id_, body in table("objectives").items()
    }


@lru_cache(maxsize=1)
def roles() -> Mapping[str, Role]:
    """The known roles of social media, by id."""
    return {
        id_: Role(id_, body["title"], body["says"], body["stage"], tuple(body["kpis"]))
        for id_, body in table("roles").items()
    }


def stage_of(objective: Objective) -> str | None:
    """The stage of the funnel at which it is decided; None for one's own that names none."""
    kind = kinds().get(objective.kind)
    return kind.stage if kind is not None else objective.stage


def checked(objective: Objective) -> Objective:
    """The objective itself. Raises NotFound for an unknown kind, role or stage, InvalidValue if untitled."""
    if not objective.title.strip():
        raise InvalidValue(
            gettext_lazy("A business objective needs a title."),
            gettext_lazy("Say it in a few words: “Sell online in Austria”."),
        )
    if objective.kind != OWN and objective.kind not in kinds():
        raise NotFound("kind of objective", objective.kind, (*kinds(), OWN), _listed((*kinds(), OWN)))
    for role in objective.roles:
        if role not in roles():
            raise NotFound("role of social media", role, roles(), _listed(roles()))
    if objective.stage is not None and objective.stage not in table("stages"):
        raise NotFound("stage of the funnel", objective.stage, table("stages"), _listed(table("stages")))
    return objective


def _listed(names: Mapping[str, object] | tuple[str, ...]) -> str:
    return gettext_lazy("There are {names}.", names=", ".join(names))
