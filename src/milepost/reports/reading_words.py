"""What is said of a sentence that was read as a goal; nothing here needs any figures."""

from milepost.goals.reading import GoalReading
from milepost.knowledge import table
from milepost.reports import numbers

TOWARDS = {"increase": "to", "decrease": "to", "maintain": "at"}


def reading_lines(reading: GoalReading) -> list[str]:
    """A sentence as it was read: what it says, what is wrong with it, what is asked."""
    lines = [f"“{reading.text.strip()}”"]
    said = [
        ("metric", reading.metric),
        ("target", _amount(reading)),
        ("by", reading.deadline),
        ("channel", ", ".join(reading.channel)),
        ("stage", reading.funnel_stage),
        ("objective", reading.objective),
    ]
    lines += [f"  {name}: {value.replace('_', ' ')}" for name, value in said if value]
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


def _amount(reading: GoalReading) -> str:
    if reading.amount is None:
        return ""
    direction = reading.direction or ""
    role = "by" if reading.amount_role == "change" else TOWARDS.get(direction, "")
    per = f"a {reading.per}" if reading.per else ""
    return " ".join(part for part in (direction, role, _written(reading, reading.amount), per) if part)


def _written(reading: GoalReading, amount: float) -> str:
    if reading.unit == "duration":
        return numbers.duration(amount)
    if reading.unit == "percent" or reading.amount_kind == "relative":
        return f"{amount:,.10g}{numbers.NBSP}%"
    unit = "" if reading.unit in {None, "count"} else f"{numbers.NBSP}{reading.unit}"
    return f"{amount:,.10g}{unit}"


class _Named(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return key
