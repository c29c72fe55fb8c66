"""The catalogue: `knowledge/kpis/*.toml` read and checked, a user's own files laid over ours."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from milepost.amount import Unit
from milepost.errors import InvalidValue, NotFound
from milepost.facts.schema import TABLES, Adds
from milepost.knowledge import Leaf, leaves
from milepost.knowledge import table as knowledge_table
from milepost.kpis.kpi import ROWS, Basis, Example, Form, Guard, Kpi, Side, Terms, kind_of, measure_of
from milepost.language import gettext_lazy

_LIFETIME: Final = gettext_lazy("lifetime values of posts published in the period, as last exported")
_GAINED: Final = gettext_lazy("what posts gained between two exports of them")
_SAYS: Final = {
    "post_value": _LIFETIME,
    "custom_day": gettext_lazy("from a sheet or a report of totals"),
    "post_gain": _GAINED,
}
_KEYS: Final = {
    *(
        "title",
        "says",
        "form",
        "unit",
        "better",
        "stage",
        "timing",
        "cadence",
        "objectives",
        "vanity",
        "beware",
        "guards",
        "led_by",
    ),
    *("over", "under", "minus", "platform", "basis", "claim", "aside", "custom", "example", "per"),
}
_CHOICES: Final = {
    "better": ("higher", "lower"),
    "stage": ("awareness", "engagement", "traffic", "conversion", "retention", "activity"),
    "timing": ("leading", "lagging"),
}


def catalogue(overlay: Path | None = None) -> dict[str, Kpi]:
    """All KPIs by id. Raises InvalidValue, naming the file, when one cannot be understood."""
    return dict(_ours()) if overlay is None else _read(overlay)


@cache
def _ours() -> dict[str, Kpi]:
    return _read(None)


def _read(overlay: Path | None) -> dict[str, Kpi]:
    order = knowledge_table("precedence", overlay)
    found = {name: read_kpi(leaf, order) for name, leaf in leaves("kpis", overlay).items()}
    for kpi in found.values():
        for name in (*(guard.kpi for guard in kpi.guards), *kpi.led_by):
            if name not in found:
                raise NotFound(f"KPI (named in {kpi.where})", name, found)
    return found


def kpi(name: str, overlay: Path | None = None) -> Kpi:
    """The KPI of that id. Raises NotFound with the nearest ids."""
    known = catalogue(overlay)
    if name not in known:
        raise NotFound("KPI", name, known, "`milepost kpis` lists them.")
    return known[name]


def read_kpi(leaf: Leaf, order: Mapping[str, Any] | None = None) -> Kpi:
    """A KPI from its file; `order` says of each table which source holds where several measure the same."""
    body = leaf.body
    order = order or {}
    try:
        _check(leaf)
        form = Form(body["form"])
        bases = tuple(_basis(body, part, form, order) for part in body.get("basis", ()))
        bases += (_custom(leaf.id, body, form, bases),)
        return Kpi(
            **{key: body[key] for key in ("title", "says", "better", "stage", "timing", "cadence")},
            id=leaf.id,
            form=form,
            unit=Unit(body["unit"]),
            objectives=tuple(body.get("objectives", ())),
            bases=bases,
            claims=tuple(_basis(body, part, form, order) for part in body.get("claim", ())),
            asides=tuple(_basis(body, part, form, order) for part in body.get("aside", ())),
            per=int(body.get("per", 1)),
            vanity=body.get("vanity"),
            beware=body.get("beware"),
            guards=_guards(leaf.id, body.get("guards", {})),
            led_by=tuple(body.get("led_by", ())),
            examples=tuple(_example(part) for part in body.get("example", ())),
            where=leaf.where,
        )
    except (KeyError, ValueError, TypeError) as error:
        raise InvalidValue(
            f"{leaf.where} does not describe a KPI: {error}.", "Compare it with a file in knowledge/kpis."
        ) from error


def _check(leaf: Leaf) -> None:
    unknown = set(leaf.body) - _KEYS
    if unknown:
        raise ValueError(f"unknown keys {sorted(unknown)}")
    for key, allowed in _CHOICES.items():
        if leaf.body[key] not in allowed:
            raise ValueError(f"{key} is “{leaf.body[key]}”, not one of {', '.join(allowed)}")


def _guards(name: str, said: Any) -> tuple[Guard, ...]:
    """The KPIs that guard this one, each with its reason; that they exist is seen when all are read."""
    if not isinstance(said, Mapping) or not all(isinstance(why, str) and why for why in said.values()):
        raise ValueError("guards name a KPI and a reason each: guards.bounce_rate = “...”")
    if name in said:
        raise ValueError("it cannot guard itself")
    return tuple(Guard(guard, why) for guard, why in said.items())


def _basis(body: Mapping[str, Any], part: Mapping[str, Any], form: Form, order: Mapping[str, Any]) -> Basis:
    """A basis takes from the top of the file what it does not say itself."""
    table = part["table"]
    platforms = {**body.get("platform", {}), **part.get("platform", {})}
    return Basis(
        name=part.get("name", table),
        says=part.get("says", _SAYS.get(table, "")),
        terms=_terms(table, {**body, **part}, form),
        platforms=tuple(
            (channel, _terms(table, {**body, **part, **own}, form)) for channel, own in platforms.items()
        ),
        prefer=tuple(part.get("prefer", order.get(table, order.get(TABLES[table].covered_by, ())))),
    )


def _terms(table: str, said: Mapping[str, Any], form: Form) -> Terms:
    under = _side(table, said["under"], form) if form is Form.RATIO else None
    over = said["over"]
    if isinstance(over, Sequence):
        over = {"add": over, "minus": said.get("minus", ())}
    return Terms(_side(table, over, form), under)


def _side(table: str, said: Any, form: Form) -> Side:
    full = dict(said) if isinstance(said, Mapping) else {"add": said}
    table = full.get("table", table)
    columns = [measure_of(table, name) for name in (*full["add"], *full.get("minus", ()))]
    how = {column.adds for column in columns}
    if len({kind_of(table, c.name) for c in columns}) != 1 or len(how) != 1:
        raise ValueError(f"{[c.name for c in columns]} of {table} cannot be added to each other")
    adds = how.pop() or Adds.SUM
    wanted = {
        Form.TOTAL: Adds.SUM,
        Form.LAST: Adds.LAST,
        Form.GROWTH: Adds.LAST,
        Form.AS_REPORTED: Adds.NEVER,
    }
    if form in wanted and adds is not wanted[form]:
        raise ValueError(f"the form {form} does not go with {columns[0].name}")
    where = tuple((key, tuple(values)) for key, values in full.get("where", {}).items())
    return Side(
        table,
        adds,
        tuple(full["add"]),
        tuple(full.get("minus", ())),
        where,
        some=bool(full.get("some", False)),
        all_told=bool(full.get("all_told", False)),
    )


def _custom(name: str, body: Mapping[str, Any], form: Form, bases: tuple[Basis, ...]) -> Basis:
    """The last way to every figure: a spreadsheet that names the KPI, or both sums of a ratio."""
    custom = body.get("custom", {})
    by_form = {Form.LAST: Adds.LAST, Form.GROWTH: Adds.LAST, Form.AS_REPORTED: Adds.NEVER}
    over = bases[0].terms.over.adds if bases else by_form.get(form, Adds.SUM)
    terms = Terms(_sheet(custom.get("over", name), over))
    if form is Form.RATIO:
        lower = bases[0].terms.under if bases else None
        terms = Terms(terms.over, _sheet(custom["under"], lower.adds if lower else Adds.SUM))
    return Basis("custom_day", _SAYS["custom_day"], terms)


def _sheet(metric: str, adds: Adds) -> Side:
    return Side("custom_day", adds, ("value",), where=(("metric", (metric,)),))


def _example(part: Mapping[str, Any]) -> Example:
    unknown_tables = set(part["rows"]) - set(TABLES)
    if unknown_tables:
        raise ValueError(f"an example speaks of {sorted(unknown_tables)}, which are no tables")
    return Example(
        says=part["says"],
        tables={name: tuple(rows) for name, rows in part["rows"].items()},
        expected=part.get("expected"),
        unknown=part.get("unknown"),
        basis=part.get("basis"),
    )


__all__ = ["ROWS", "catalogue", "kpi", "read_kpi"]
