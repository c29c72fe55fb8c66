"""What is said of a sentence that was read as a goal; nothing here needs any figures."""

from milepost.goals.reading import GoalReading, Guard
from milepost.knowledge import table
from milepost.language import gettext_lazy
from milepost.reports import numbers
from milepost.reports.words.periods import a_period

RELATIONS = {"at_least": "at least", "at_most": "at most", "keep": "kept at"}
WITHOUT_AMOUNT = {"at_least": "not below today's", "at_most": "not above today's", "keep": "kept as it is"}
_MOVES = {
    ("increase", True): gettext_lazy("increase by {amount}"),
    ("decrease", True): gettext_lazy("decrease by {amount}"),
    ("maintain", True): gettext_lazy("maintain by {amount}"),
    ("", True): gettext_lazy("by {amount}"),
    ("increase", False): gettext_lazy("increase to {amount}"),
    ("decrease", False): gettext_lazy("decrease to {amount}"),
    ("maintain", False): gettext_lazy("maintain at {amount}"),
    ("reach", False): gettext_lazy("reach {amount}"),
}


_PLACES = 6


def reading_lines(reading: GoalReading) -> list[str]:
    """A sentence as it was read: what it says, what is wrong with it, what is asked."""
    lines = [f"“{reading.text.strip()}”"]
    said = [
        ("metric", reading.metric),
        ("target", amount_words(reading)),
        ("from", reading.begins),
        ("by", reading.deadline),
        ("channel", ", ".join(reading.channel)),
        ("stage", reading.funnel_stage),
        ("objective", reading.objective),
    ]
    lines += [f"  {name}: {value.replace('_', ' ')}" for name, value in said if value]
    lines += [f"  guard: {_guard(guard)}" for guard in reading.guards]
    findings = table("findings")
    several = [(other.metric or "it").replace("_", " ") for other in reading.offered]
    values = {
        "metric": (reading.metric or "it").replace("_", " "),
        "count": str(len(several) or 2),
        "goals": " and ".join(several) or "more than one target",
    }
    for code in reading.problems:
        known = findings.get(code, {})
        says = str(known.get("says", code.replace("_", " "))).format_map(_Named(values))
        lines.append(f"  - {says}")
    lines += [f"  ? {question}" for question in reading.questions]
    lines.append("  This is a weak goal." if reading.weak else "  This can be a goal.")
    if reading.offered:
        lines.append("  It holds several goals; write each on its own:")
        lines += [f"    {other.text}" for other in reading.offered]
    return lines


def amount_words(reading: GoalReading) -> str:
    """“increase by 20 %”, “decrease to 50 USD”; empty without an amount."""
    if reading.amount is None:
        return ""
    direction = reading.direction or ""
    change = reading.amount_role == "change"
    amount = _written(reading, reading.amount)
    said = _MOVES.get((direction, change))
    told = f"{direction} {amount}".strip() if said is None else str(said.format(amount=amount))
    return f"{told} {a_period(reading.per)}" if reading.per else told


def _guard(guard: Guard) -> str:
    """“cost per lead at most 50 USD”; without an amount, against where it stands today."""
    metric = guard.metric.replace("_", " ")
    if guard.amount is None:
        return f"{metric} {WITHOUT_AMOUNT[guard.relation]}"
    return f"{metric} {RELATIONS[guard.relation]} {_figure(guard.amount, guard.unit)}"


def _written(reading: GoalReading, amount: float) -> str:
    return _figure(amount, "percent" if reading.amount_kind == "relative" else reading.unit)


def _figure(amount: float, unit_of: str | None) -> str:
    if unit_of == "duration":
        return numbers.duration(amount)
    if unit_of == "percent":
        return f"{numbers.plain(amount, _PLACES)}{numbers.NBSP}%"
    unit = "" if unit_of in {None, "count"} else f"{numbers.NBSP}{unit_of}"
    return f"{numbers.plain(amount, _PLACES)}{unit}"


class _Named(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return key
