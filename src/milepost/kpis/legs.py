"""Sums of the sides that lie on one table: by group first, then chosen and folded into what was asked.

Which rows answer is chosen once per account: one `breakdown` and one cut, because rows of two of them tell
the same thing twice; and per brand (or profile) one source where several measure the same. What answers is
the choice that knows most of the periods asked; then the one that is divided least; then the finest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from milepost.facts.schema import BY_CHANNEL, Adds
from milepost.kpis.ask import Ask, members
from milepost.kpis.cube import Codes, Cube, Gap
from milepost.kpis.days import Ints
from milepost.kpis.kpi import Basis, Side, Terms

_DIVIDED: Final = frozenset({"account_day", "web_day", "ad_day"})
"""Tables whose rows of different breakdown overlap; in the others a row is a thing of its own."""
_RIVALS: Final = frozenset({"web_day", "order", "purchase", "lead", "deal", "booking", "list_day"})
_LAPSED: Final = 92
_CUTS: Final = ("day", "week", "month", "stretch")
Flags = NDArray[np.bool_]


@dataclass(eq=False)
class Sheet:
    """The sides of one basis on one cube: per side its sums, and for all together why a cell is unknown."""

    cube: Cube
    values: list[Ints]
    gaps: Codes
    said: Flags
    missing: Ints | None


def sheet(cube: Cube, basis: Basis, picks: tuple[str, ...]) -> Sheet:
    """The sums of the sides in `picks` ("over", "under"), by group, each platform by its own terms."""
    whole = _sheet_of(cube, [getattr(basis.terms, pick) for pick in picks])
    for terms, channels in _platforms(basis):
        mine = np.isin(_channels(cube), channels)
        if mine.any():
            whole = _with(whole, _sheet_of(cube, [getattr(terms, pick) for pick in picks]), mine)
    return whole


@cache
def _platforms(basis: Basis) -> tuple[tuple[Terms, tuple[str, ...]], ...]:
    """The definitions that differ from the basis, each with its platforms."""
    alike: dict[Terms, list[str]] = {}
    for channel, terms in basis.platforms:
        alike.setdefault(terms, []).append(channel)
    return tuple((terms, tuple(channels)) for terms, channels in alike.items())


def _channels(cube: Cube) -> NDArray[np.str_]:
    memory = cube.relation.memory
    if "channels" not in memory:
        memory["channels"] = cube.relation.groups["channel"].astype(str)
    return np.asarray(memory["channels"])


def _with(whole: Sheet, own: Sheet, mine: Flags) -> Sheet:
    """The groups of a platform by its own definition, the others as they were."""
    gaps = whole.gaps
    if own.gaps is not gaps:
        gaps = np.where(mine[:, None], own.gaps, gaps)
    values = [
        a if a is b else np.where(mine[:, None], b, a) for a, b in zip(whole.values, own.values, strict=True)
    ]
    return Sheet(whole.cube, values, gaps, np.where(mine, own.said, whole.said), whole.missing)


def _sheet_of(cube: Cube, sides: Sequence[Side]) -> Sheet:
    values, gaps, said, missing = [], None, np.asarray(cube.present), None
    for side in sides:
        total: Ints | None = None
        for column in side.columns:
            cell = cube.columns[column, side.adds].value
            signed = -cell if column in side.minus else cell
            total = signed if total is None else total + signed
            why = cube.gaps(column, side.adds, some=side.some)
            gaps = why if gaps is None or gaps is why else np.maximum(gaps, why)
            said = said & cube.said[column]
            if side.adds is Adds.SUM and missing is None and not cube.relation.table.absent_is_zero:
                missing = cube.missing(column, side.adds)
        if side.all_told:
            total, gaps = _of_all(cube, side, np.asarray(total), np.asarray(gaps))
        else:
            said = said & _kept(cube, side.where)
        values.append(np.asarray(total))
    return Sheet(cube, values, np.asarray(gaps), said, missing)


def _of_all(cube: Cube, side: Side, total: Ints, gaps: Codes) -> tuple[Ints, Codes]:
    """The sum over what the filter lets in, where every row says whether it does."""
    silent = np.zeros(len(cube.relation), dtype=bool)
    for name, _ in side.where:
        silent |= cube.relation.groups[name].astype(str) == ""
    untold = silent[:, None] & (cube.rows > 0)
    kept = np.where(_kept(cube, side.where)[:, None], total, 0)
    return kept, np.where(untold, np.maximum(gaps, np.uint8(Gap.PARTS_MISSING)), gaps)


def _kept(cube: Cube, where: tuple[tuple[str, tuple[str, ...]], ...]) -> Flags:
    """Which groups a filter lets in."""
    key = ("kept", where)
    if key not in cube.relation.memory:
        flags = np.ones(len(cube.relation), dtype=bool)
        for name, values in where:
            if name == "breakdown":
                flags &= _divided_by(cube, values)
            elif name in cube.relation.groups:
                flags &= np.isin(cube.relation.groups[name].astype(str), sorted(members(name, values)))
            else:
                flags &= False
        cube.relation.memory[key] = flags
    return np.asarray(cube.relation.memory[key])


def _divided_by(cube: Cube, dimensions: tuple[str, ...]) -> Flags:
    """Which groups divide their account by one of these dimensions, whatever else divides it too."""
    wanted = set(dimensions)
    return np.array([bool(wanted & set(b.split("+"))) for b in cube.relation.groups["breakdown"]], dtype=bool)


def asked(cube: Cube, ask: Ask) -> Flags:
    """Which groups can speak to the question: told apart as it needs, and let in by its filter."""
    key = (
        "asked",
        tuple(sorted(ask.dimensions)),
        tuple(sorted(ask.where.items())),
        ask.currency,
        ask.unnamed,
    )
    memory = cube.relation.memory
    if key not in memory:
        flags = _kept(cube, tuple(sorted(ask.where.items()))) & _told_apart(cube, ask)
        if ask.currency is not None:
            kept = [ask.currency, *([""] if ask.unnamed == ask.currency else [])]
            flags = flags & np.isin(cube.relation.groups["currency"].astype(str), kept)
        memory[key] = flags
    return np.asarray(memory[key])


def _told_apart(cube: Cube, ask: Ask) -> Flags:
    groups, name = cube.relation.groups, cube.relation.table.name
    flags = np.ones(len(cube.relation), dtype=bool)
    for dimension in ask.dimensions & {"campaign", "format", "landing_page"}:
        if dimension not in groups:
            return np.zeros(len(cube.relation), dtype=bool)
        if name in _DIVIDED:
            flags &= np.array([dimension in b.split("+") for b in groups["breakdown"]], dtype=bool)
    if "channel" in ask.dimensions:
        flags &= groups["channel"].astype(str) != ""
    return flags


def chosen(sheets: Sequence[Sheet], ask: Ask, basis: Basis) -> list[Flags]:
    """The groups that answer: of each account one breakdown and one cut, of each rivalry one source."""
    able = [s.said & asked(s.cube, ask) for s in sheets]
    key = ("lone", tuple(sorted(ask.dimensions)), tuple(sorted(ask.where.items())))
    memory = sheets[0].cube.relation.memory
    if len(sheets) == 1:
        if key not in memory:
            memory[key] = _uncontested(sheets[0].cube)
        if memory[key]:
            return able
    return _contest(sheets, able, basis)


def _uncontested(cube: Cube) -> bool:
    accounts: dict[Any, tuple[str, str]] = {}
    sources: dict[Any, str] = {}
    groups = cube.relation.groups
    for g in range(len(cube.relation)):
        account, source = _account(cube, g), groups["source"][g]
        told = (groups["account"][g], groups["breakdown"][g])
        if _divided(cube) and accounts.setdefault(account, told) != told:
            return False
        if sources.setdefault(_rivalry(cube, g), source) != source:
            return False
    return True


def _divided(cube: Cube) -> bool:
    return cube.relation.table.name in _DIVIDED


def _account(cube: Cube, group: int) -> tuple[str, ...]:
    groups = cube.relation.groups
    names = ("brand", "source", *(("channel",) if cube.relation.table.name in BY_CHANNEL else ()))
    return (*(groups[name][group] for name in names), _named(cube)[group])


def _named(cube: Cube) -> Sequence[str]:
    """The account of each group. What names none is the only named one there is, if their days overlap."""
    relation = cube.relation
    found: Sequence[str] | None = relation.memory.get("named")
    if found is not None:
        return found
    accounts: list[str] = list(relation.groups["account"])
    names = ("brand", "source", *(("channel",) if relation.table.name in BY_CHANNEL else ()))
    owners = list(zip(*(relation.groups[name] for name in names), strict=True))
    spans: dict[Any, dict[str, tuple[int, int]]] = {}
    for owner, account, first, last in zip(
        owners, accounts, relation.first.tolist(), relation.last.tolist(), strict=True
    ):
        low, high = spans.setdefault(owner, {}).get(account, (first, last))
        spans[owner][account] = (min(low, first), max(high, last))
    for group, owner in enumerate(owners) if _divided(cube) else ():
        others = [name for name in spans[owner] if name]
        if accounts[group] == "" and len(others) == 1:
            (mine, theirs) = spans[owner][""], spans[owner][others[0]]
            if mine[0] < theirs[1] and theirs[0] < mine[1]:
                accounts[group] = others[0]
    relation.memory["named"] = accounts
    return accounts


def _rivalry(cube: Cube, group: int) -> tuple[str, ...]:
    """Where two sources measure the same thing: a profile's channel, or the brand's shop and site."""
    groups, table = cube.relation.groups, cube.relation.table.name
    if table in BY_CHANNEL:
        return (groups["brand"][group], groups["channel"][group])
    if table in _RIVALS:
        return (groups["brand"][group],)
    return (groups["brand"][group], groups["source"][group])


def _contest(sheets: Sequence[Sheet], able: list[Flags], basis: Basis) -> list[Flags]:
    best: dict[Any, tuple[Any, int, str]] = {}
    for at, (page, flags) in enumerate(zip(sheets, able, strict=True)):
        known = (page.gaps[:, 1:] == 0).sum(axis=1)
        for g in np.flatnonzero(flags):
            breakdown = page.cube.relation.groups["breakdown"][g] if _divided(page.cube) else ""
            name = page.cube.relation.groups["account"][g]
            rank = (int(known[g]), -_divisions(breakdown), -_CUTS.index(page.cube.cut), breakdown, name)
            account = _account(page.cube, int(g))
            if account not in best or rank > best[account][0]:
                best[account] = (rank, at, breakdown)
    winners = _winners(sheets, able, best, basis)
    return [
        _won(page, flags, at, best, winners)
        for at, (page, flags) in enumerate(zip(sheets, able, strict=True))
    ]


def _divisions(breakdown: str) -> int:
    return breakdown.count("+") + 1 if breakdown else 0


def _winners(
    sheets: Sequence[Sheet], able: list[Flags], best: dict[Any, tuple[Any, int, str]], basis: Basis
) -> dict[Any, str]:
    """The source of each rivalry: the preferred one that knows anything, else the one that knows most."""
    won: dict[Any, tuple[Any, str]] = {}
    for page, flags in zip(sheets, able, strict=True):
        for g in np.flatnonzero(flags):
            source = page.cube.relation.groups["source"][g]
            known = best[_account(page.cube, int(g))][0][0]
            liked = -basis.prefer.index(source) if source in basis.prefer else -len(basis.prefer)
            rank = (known > 0, liked, known)
            rivalry = _rivalry(page.cube, int(g))
            if rivalry not in won or (rank, source) > won[rivalry]:
                won[rivalry] = (rank, source)
    return {rivalry: source for rivalry, (_, source) in won.items()}


def _won(
    page: Sheet, flags: Flags, at: int, best: dict[Any, tuple[Any, int, str]], winners: dict[Any, str]
) -> Flags:
    out = np.zeros_like(flags)
    groups = page.cube.relation.groups
    for g in np.flatnonzero(flags):
        rank, place, breakdown = best[_account(page.cube, int(g))]
        told = (groups["breakdown"][g], groups["account"][g])
        same = not _divided(page.cube) or told == (breakdown, rank[-1])
        out[g] = place == at and same and winners[_rivalry(page.cube, int(g))] == groups["source"][g]
    return out


def active(page: Sheet) -> Flags:
    """In which periods a group has a say at all: from its first day on, until a while after its last."""
    cube = page.cube
    relation = cube.relation
    key = ("active", cube.cut, cube.axis.starts.tobytes(), cube.axis.ends.tobytes())
    if key not in relation.memory:
        covered = relation.covered("rows")
        begun = cube.axis.ends[None, :] > covered.first[:, None]
        lasting = cube.axis.starts[None, :] < covered.last[:, None] + _LAPSED
        relation.memory[key] = begun & lasting
        if begun.all() and lasting.all():
            relation.memory[key] = None
    found = relation.memory[key]
    return np.ones((1, 1), dtype=bool) if found is None else np.asarray(found)


__all__ = ["Gap", "Sheet", "active", "asked", "chosen", "sheet"]
