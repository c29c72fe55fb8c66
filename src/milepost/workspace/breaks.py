"""Days on which a platform changed what a figure means, as they touch one series."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from milepost.errors import InvalidValue
from milepost.facts.batches import FactFiles
from milepost.facts.health import origins
from milepost.knowledge import table
from milepost.period import Period


@dataclass(frozen=True, slots=True)
class Mark:
    """One change of meaning: its first day, its name, and whether old and new figures do not compare."""

    day: date
    title: str
    says: str
    moves_level: bool


@dataclass(frozen=True, slots=True)
class Origins:
    """Whose figures a brand has: the sources of its facts, and their channels."""

    sources: frozenset[str]
    channels: frozenset[str]

    @classmethod
    def of(cls, files: FactFiles) -> "Origins":
        """Those of the facts in these files; remembered while the files stand."""
        from milepost.kpis.engine import engine, state_of

        with engine() as running:
            key = ("origins", state_of(files))
            known: Origins | None = running.remembered(key)
            if known is None:
                pairs = origins(table.rows for name, table in files.tables.items() if name == "coverage")
                known = cls(frozenset(s for s, _ in pairs), frozenset(channel for _, channel in pairs))
                running.remember(key, known)
        return known


def breaks_of(
    kpi: str,
    channels: Collection[str],
    span: Period | None,
    overlay: Path | None = None,
    of: Origins | None = None,
) -> tuple[Mark, ...]:
    """The changes of meaning of a KPI inside `span`, oldest first: ours, and those of the user.

    With no channel asked for, those of every channel count that the brand has figures of (`of`; None: any).
    """
    if span is None:
        return ()
    found = [
        Mark(entry["on"], entry["title"], entry["says"], entry["effect"] in {"level", "ends"})
        for entry in _known(overlay)
        if kpi in entry["measures"]
        and _touches(entry, channels)
        and (of is None or _concerns(entry, of))
        and span.start < entry["on"] < span.end
    ]
    return tuple(sorted(found, key=lambda mark: mark.day))


def _known(overlay: Path | None) -> Iterator[Mapping[str, Any]]:
    """Our breaks, then the user's own, which stand beside them; one of the same id stands for ours."""
    ours = {entry["id"]: entry for entry in table("breaks").get("break", ())}
    if overlay is not None and (overlay / "breaks.toml").is_file():
        for number, entry in enumerate(table("breaks", overlay).get("break", ())):
            ours[entry.get("id", f"own-{number}")] = _own(entry, overlay)
    yield from ours.values()


def _own(entry: Mapping[str, Any], overlay: Path) -> Mapping[str, Any]:
    """A break of the user's; what it leaves out is the widest."""
    if not isinstance(entry.get("on"), date) or not entry.get("measures") or not entry.get("title"):
        raise InvalidValue(
            f"{overlay / 'breaks.toml'}: a break needs `on` (a day), `measures` and a `title`.",
            "Compare it with an entry of milepost/knowledge/breaks.toml.",
        )
    return {"channels": [], "sources": [], "says": "", "effect": "level"} | dict(entry)


def _touches(entry: Mapping[str, Any], channels: Collection[str]) -> bool:
    named = set(entry["channels"])
    return not channels or not named or bool(named & set(channels)) or bool(named & {"web", "ads"})


def _concerns(entry: Mapping[str, Any], of: Origins) -> bool:
    named = bool(entry["sources"] or entry["channels"])
    return not named or bool(of.sources & set(entry["sources"]) or of.channels & set(entry["channels"]))
