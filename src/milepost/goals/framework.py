"""Which KPIs stand around a goal's own: what moves before it, what it is for, what must not suffer by it.

One primary KPI, two or three leading ones, one lagging, and guards. The knowledge of the field says which:
`led_by`, `timing` and `guards` of the KPIs, and the rows of `objectives.toml`. Of these, the ones that the
brand's own data feed are taken first; what is missing is named.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from milepost.goals.families import alike, stand_ins, stands_in
from milepost.knowledge.reader import table
from milepost.kpis.catalogue import catalogue
from milepost.kpis.kpi import Form, Kpi

MOST_LEADING: Final = 3
LEAST_LEADING: Final = 2
_PLAIN: Final = "brand_positioning"
"""What is served where nobody says and no stage tells."""


class Because(StrEnum):
    """Why a KPI has its place; the sentences stand in `knowledge/framework.toml`."""

    PRIMARY = "primary"  # what the goal is about
    MOVES_BEFORE = "moves_before"  # named by the primary KPI
    MOVES_FOR = "moves_for"  # named by the objective
    RESULT = "result"  # the result by which the objective is judged
    SECONDARY = "secondary"  # a vain one, until the data for a better one are there
    GUARD = "guard"  # it would pay for the primary one


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one KPI was chosen. `of` is the KPI or objective that names it, `says` what a guard prevents.

    `instead_of` is the KPI of the same family for which it stands in, as that one has no data.
    """

    because: Because
    of: str
    says: str | None = None
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class Framework:
    """The KPIs of one goal, by id. `because` has the reason of each of them.

    `leading` are two or three, fewer only where the field names no more. A primary KPI that is a result is
    its own `lagging` one.

    `needs_data` names those that would be watched if the brand's exports held them: some of the chosen ones
    (where nothing else is there) and better ones that were passed over. `lagging` is None only where neither
    the catalogue nor the objective knows a result.
    """

    primary: str
    objective: str
    leading: tuple[str, ...]
    lagging: str | None
    guards: tuple[str, ...]
    because: Mapping[str, Reason]
    needs_data: tuple[str, ...]

    @property
    def kpis(self) -> tuple[str, ...]:
        """All of them, the primary first, each once."""
        result = () if self.lagging is None else (self.lagging,)
        return tuple(dict.fromkeys((self.primary, *self.leading, *result, *self.guards)))


@dataclass(frozen=True, slots=True)
class _Choice:
    """The question: the primary KPI, the rows of the objectives it may serve, and what is known and fed."""

    primary: str
    own: Kpi | None
    objectives: tuple[str, ...]
    known: Mapping[str, Kpi]
    fed: frozenset[str]


def chosen(
    primary: str,
    objective: str | None,
    stage: str | None,
    available: Sequence[Kpi],
    known: Mapping[str, Kpi] | None = None,
) -> Framework:
    """The framework of a goal whose KPI is `primary`.

    `objective` is a key of `objectives.toml`; one that is not there (an own one), or None, is told by the KPI
    itself, else by the `stage`. `available` are the KPIs that the brand's data can feed, `known` is the
    catalogue (default: ours). The same question has always the same answer, in whatever order KPIs come.
    """
    known = catalogue() if known is None else known
    own = known.get(primary)
    ask = _Choice(primary, own, _objectives(own, objective, stage), known, frozenset(k.id for k in available))
    because: dict[str, Reason] = {primary: Reason(Because.PRIMARY, primary)}
    guards, lacking = _guards(ask)
    leading, surer = _leading(ask, {*guards})
    lagging, better = _lagging(ask, {*guards, *leading})
    because |= leading | lagging | guards
    needed = dict.fromkeys(name for name in because if name not in ask.fed)
    result = primary if _is_result(own) else next(iter(lagging), None)
    return Framework(
        primary=primary,
        objective=ask.objectives[0],
        leading=tuple(leading),
        lagging=result,
        guards=tuple(guards),
        because=because,
        needs_data=tuple(dict.fromkeys((*needed, *surer, *better, *lacking))),
    )


def candidates(
    primary: str, objective: str | None, stage: str | None, known: Mapping[str, Kpi] | None = None
) -> frozenset[str]:
    """Every KPI of which `chosen` asks whether it has data: no other need be measured for it."""
    known = catalogue() if known is None else known
    own = known.get(primary)
    rows: Mapping[str, Any] = table("objectives")
    named = [primary, *(guard.kpi for guard in own.guards), *own.led_by] if own else [primary]
    for row in _objectives(own, objective, stage):
        named += [*rows[row]["leads"], *rows[row]["kpis"]]
    return frozenset(name for kpi in named for name in stand_ins(kpi) if name in known)


def _objectives(own: Kpi | None, objective: str | None, stage: str | None) -> tuple[str, ...]:
    """The rows of `objectives.toml` that speak for the goal, the surest first; never none."""
    rows: Mapping[str, Any] = table("objectives")
    if objective in rows:
        return (str(objective),)
    served = [name for name in (own.objectives if own else ()) if name in rows]
    wanted = stage or (own.stage if own else None)
    of_stage = [name for name in rows if rows[name]["stage"] == wanted]
    if not served:
        return tuple(of_stage) or (_PLAIN,)
    return tuple(sorted(served, key=lambda name: name not in of_stage))


def _is_result(own: Kpi | None) -> bool:
    return own is not None and own.timing == "lagging"


def _guards(ask: _Choice) -> tuple[dict[str, Reason], list[str]]:
    """What must not get worse: all guards that have data, else the weightiest; and those that have none."""
    found: dict[str, Reason] = {}
    lacking = []
    for guard in ask.own.guards if ask.own else ():
        name = stands_in(guard.kpi, ask.fed)
        if name is None:
            lacking.append(guard.kpi)
        elif name != ask.primary and name not in found:
            instead = None if name == guard.kpi else guard.kpi
            found[name] = Reason(Because.GUARD, ask.primary, guard.says, instead)
    if not found and ask.own and ask.own.guards:
        first = ask.own.guards[0]
        found[first.kpi] = Reason(Because.GUARD, ask.primary, first.says)
    return found, [name for name in lacking if name not in found]


def _leading(ask: _Choice, taken: set[str]) -> tuple[dict[str, Reason], list[str]]:
    """Two or three that move earlier, with data first and no two that move together anyway; and better ones.

    What the KPI itself names comes before what its objective names, which fills up to two where a result is
    to be announced: what announces a leading KPI is known by that KPI or by nobody.
    """
    own = [(name, reason) for name, reason in _named_by_kpi(ask) if name not in taken]
    found: dict[str, Reason] = {}
    _take(found, own, ask.fed, MOST_LEADING)
    better = [name for name, _ in own if name not in ask.fed and not _seen(name, found)]
    if _is_result(ask.own) or not own:
        more = [(name, reason) for name, reason in _named_by_objective(ask) if name not in taken]
        _take(found, more, ask.fed, LEAST_LEADING)
        own += more
    _take(found, own, frozenset(ask.known), LEAST_LEADING)
    return found, [name for name in better if name not in found][:LEAST_LEADING]


def _take(
    found: dict[str, Reason], candidates: Sequence[tuple[str, Reason]], fed: frozenset[str], most: int
) -> None:
    for name, reason in candidates:
        if len(found) < most and name in fed and not _seen(name, found):
            found[name] = reason


def _named_by_kpi(ask: _Choice) -> Iterator[tuple[str, Reason]]:
    for name in ask.own.led_by if ask.own else ():
        standing = stands_in(name, ask.fed) or name
        if standing != ask.primary and _moves_early(ask, standing):
            instead = None if standing == name else name
            yield standing, Reason(Because.MOVES_BEFORE, ask.primary, instead_of=instead)


def _named_by_objective(ask: _Choice) -> Iterator[tuple[str, Reason]]:
    """What the objectives name, but for vanity, for what is nearly the same, and for what comes after it."""
    for objective in ask.objectives:
        for name in table("objectives")[objective]["leads"]:
            standing = stands_in(name, ask.fed) or name
            if not _moves_early(ask, standing) or alike(standing, ask.primary):
                continue
            if not ask.known[standing].vanity and ask.primary not in ask.known[standing].led_by:
                instead = None if standing == name else name
                yield standing, Reason(Because.MOVES_FOR, objective, instead_of=instead)


def _moves_early(ask: _Choice, name: str) -> bool:
    return name in ask.known and ask.known[name].timing == "leading"


def _seen(name: str, found: Mapping[str, Reason]) -> bool:
    return any(alike(name, other) for other in found)


def _lagging(ask: _Choice, taken: set[str]) -> tuple[dict[str, Reason], list[str]]:
    """The result by which the objective is judged, and the better one for which the data are missing."""
    if _is_result(ask.own):
        return {}, []
    found: list[tuple[Kpi, str]] = []
    for objective in ask.objectives:
        results = [
            (ask.known[name], objective)
            for name in table("objectives")[objective]["kpis"]
            if name in ask.known and ask.known[name].timing == "lagging" and name not in taken
        ]
        # A growing following is a secondary sign; how large it is says less than whether it grows.
        ranked = sorted(results, key=lambda r: (bool(r[0].vanity), bool(r[0].vanity) and not _grows(r[0])))
        better = [kpi.id for kpi, _ in ranked if not kpi.vanity][:1]
        for kpi, _ in ranked:
            if kpi.id in ask.fed:
                reason = Reason(Because.SECONDARY if kpi.vanity else Because.RESULT, objective)
                return {kpi.id: reason}, better if kpi.vanity else []
        found += ranked
    return {kpi.id: Reason(Because.RESULT, objective) for kpi, objective in found[:1]}, []


def _grows(kpi: Kpi) -> bool:
    return kpi.form is Form.GROWTH


__all__ = ["Because", "Framework", "Reason", "chosen"]
