"""The playbook: `knowledge/playbook/*.toml` read and checked, a user's own files laid over ours."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from milepost.errors import InvalidValue, NotFound, nearest
from milepost.goals.families import FAMILIES
from milepost.knowledge import Leaf, leaves
from milepost.kpis.catalogue import catalogue
from milepost.playbook.rule import STAGES, Condition, Example, Rule
from milepost.playbook.standings import State

_NEEDED: Final = ("title", "says", "stage", "action", "weeks", "watch", "wrong_when", "when", "example")
_KEYS: Final = (*_NEEDED, "unless", "evidence", "instead_of", "quiet", "source")
_CONDITION: Final = ("kpi", "family", "any_of", "every", "least", "stands", "whole")
_EXAMPLE: Final = ("says", "standings", "advises")
MOST_WEEKS: Final = 26


def rules(overlay: Path | None = None) -> dict[str, Rule]:
    """All rules by id. Raises InvalidValue or NotFound, naming the file, when one cannot be understood."""
    return dict(_ours()) if overlay is None else _read(overlay)


def rule(name: str, overlay: Path | None = None) -> Rule:
    """The rule of that id. Raises NotFound with the nearest ids."""
    known = rules(overlay)
    if name not in known:
        raise NotFound("rule", name, known, "`milepost playbook list` names them.")
    return known[name]


@cache
def _ours() -> dict[str, Rule]:
    return _read(None)


def _read(overlay: Path | None) -> dict[str, Rule]:
    kpis = catalogue(overlay)
    found = {name: read_rule(leaf, kpis) for name, leaf in leaves("playbook", overlay).items()}
    for one in found.values():
        for name in one.instead_of:
            if name not in found:
                raise NotFound(f"rule (named in {one.where})", name, found)
    return found


def read_rule(leaf: Leaf, kpis: Collection[str]) -> Rule:
    """A rule from its file; `kpis` are the ids it may name.

    Raises NotFound for a KPI or standing that is not there, InvalidValue for whatever else cannot be read.
    """
    body, where = leaf.body, leaf.where
    try:
        _only(body, _KEYS, "rule")
        if missing := [key for key in _NEEDED if key not in body]:
            raise ValueError(f"it lacks {', '.join(missing)}")
        known = _Names(where, kpis)
        if body["stage"] not in STAGES:
            raise ValueError(f"stage is “{body['stage']}”, not one of {', '.join(STAGES)}")
        return Rule(
            **{key: _text(body, key) for key in ("title", "says", "stage", "action", "wrong_when")},
            id=leaf.id,
            when=_some(known.condition(part) for part in body["when"]),
            unless=tuple(known.condition(part) for part in body.get("unless", ())),
            weeks=_weeks(body["weeks"]),
            watch=_some(known.kpis(body["watch"])),
            evidence=known.kpis(body.get("evidence", [])),
            instead_of=tuple(body.get("instead_of", ())),
            quiet=_flag(body, "quiet"),
            source=_text(body, "source") if "source" in body else None,
            examples=_some(known.example(part) for part in body["example"]),
            where=where,
        )
    except (KeyError, ValueError, TypeError) as error:
        raise InvalidValue(
            f"{where} does not describe a rule: {error}.", "Compare it with a file in knowledge/playbook."
        ) from error


class _Names:
    """Reads parts of one file that name KPIs and standings, and refuses those that are not there."""

    def __init__(self, where: str, kpis: Collection[str]) -> None:
        self.where = where
        self.known = kpis

    def condition(self, part: Mapping[str, Any]) -> Condition:
        _only(part, _CONDITION, "condition")
        if sum(key in part for key in _CONDITION[:4]) != 1 or ("every" in part) != ("least" in part):
            raise ValueError(
                "a condition names kpi, family, any_of, or every with the least that must be known"
            )
        stands = self.states(part["stands"])
        if "every" in part:
            return Condition(_some(self.kpis(part["every"])), stands, whole=True, least=_weeks(part["least"]))
        whole = _flag(part, "whole")
        if "family" in part:
            return Condition(self.family(part["family"]), stands, whole)
        named = part.get("any_of") or part["kpi"]
        kpis = self.kpis([named] if isinstance(named, str) else named)
        return Condition(_some(kpis), stands, whole, any_of="any_of" in part)

    def example(self, part: Mapping[str, Any]) -> Example:
        _only(part, _EXAMPLE, "example")
        standings = []
        for name, states in part["standings"].items():
            self.kpis([name.partition("@")[0]])
            standings.append((name, self.states(states)))
        return Example(_text(part, "says"), tuple(standings), tuple(sorted(part["advises"])))

    def kpis(self, named: Any) -> tuple[str, ...]:
        if not isinstance(named, list) or not all(isinstance(name, str) for name in named):
            raise ValueError(f"“{named}” is not a list of KPIs")
        for name in named:
            if name not in self.known:
                raise NotFound(
                    f"KPI (named in {self.where})", name, self.known, "`milepost kpis` lists them."
                )
        return tuple(dict.fromkeys(named))

    def family(self, name: Any) -> tuple[str, ...]:
        if name not in FAMILIES:
            raise NotFound(f"family of KPIs (named in {self.where})", str(name), FAMILIES)
        return _some(member for member in FAMILIES[name] if member in self.known)

    def states(self, said: Any) -> frozenset[State]:
        named = [said] if isinstance(said, str) else said
        if not isinstance(named, list) or not named:
            raise ValueError(f"“{said}” is not a list of standings")
        known = [state.value for state in State]
        for name in named:
            if name not in known:
                remedy = f"A standing is one of {', '.join(known)}."
                raise NotFound(f"standing (named in {self.where})", str(name), known, remedy)
        return frozenset(State(name) for name in named)


def _only(part: Mapping[str, Any], keys: Collection[str], what: str) -> None:
    for key in part:
        if key not in keys:
            near = nearest(key, keys)
            raise ValueError(f"a {what} has no “{key}”" + (f"; did you mean {near[0]}?" if near else ""))


def _text(body: Mapping[str, Any], key: str) -> str:
    said = body[key]
    if not isinstance(said, str) or not said.strip():
        raise ValueError(f"{key} is no text")
    return said if said == " ".join(said.split()) else type(said)(" ".join(said.split()))


def _weeks(said: Any) -> int:
    if not isinstance(said, int) or isinstance(said, bool) or not 1 <= said <= MOST_WEEKS:
        raise ValueError(f"“{said}” is not a whole number from 1 to {MOST_WEEKS}")
    return said


def _flag(part: Mapping[str, Any], key: str) -> bool:
    said = part.get(key, False)
    if not isinstance(said, bool):
        raise ValueError(f"{key} is true or false, not “{said}”")
    return said


def _some(found: Iterable[Any]) -> tuple[Any, ...]:
    """At least one. Raises ValueError for none."""
    listed = tuple(found)
    if not listed:
        raise ValueError("one of its lists is empty")
    return listed
