"""A goal said again so that it can be kept: a KPI, an amount, a channel and a day, readable as any other."""

from dataclasses import dataclass
from datetime import date

from milepost.amount import Unit
from milepost.goals.goal import PER_PERIOD, TOTAL

PHRASES = {
    "follows": "new followers",
    "email_list_size": "the e-mail list",
    "time_on_page": "time per page view",
    "users": "website users",
}
"""What a KPI is called in a sentence where its id with spaces would not be read as it."""
NEVER_OFFERED = frozenset({"claimed_revenue", "claimed_conversions", "posts_published", "ad_spend"})
"""What platforms claim, and what the team does itself: no goal is made of it."""
_PLACES = {"x": "X", "youtube": "YouTube", "linkedin": "LinkedIn", "tiktok": "TikTok"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a sentence is to say. `target` is in the KPI's unit, `now` the usual figure beside it."""

    kpi: str
    kind: str
    unit: str
    target: float
    now: float
    deadline: date | None
    channel: tuple[str, ...] = ()
    per: str | None = None
    currency: str | None = None


def sentence_of(wanted: Wanted) -> str:
    """“Generate 340 leads by 20 February 2027.”, “Reduce cost per lead to 12 EUR by …”: it reads back."""
    phrase = PHRASES.get(wanted.kpi, wanted.kpi.replace("_", " "))
    place = _place(wanted.channel)
    until = "" if wanted.deadline is None else f" by {wanted.deadline.day} {wanted.deadline:%B %Y}"
    figure = _figure(wanted)
    if wanted.kind == PER_PERIOD:
        return f"Generate {figure} {phrase} per {wanted.per or 'month'}{place}{until}."
    if wanted.kind == TOTAL and wanted.unit == Unit.MONEY:
        return f"Generate {figure} in {phrase}{place}{until}."
    if wanted.kind == TOTAL:
        return f"Generate {figure} {phrase}{place}{until}."
    if " by " in phrase:  # “rate by reach to 5 %” would be read as a rise by so much
        return f"Reach {figure} {phrase}{place}{until}."
    verb = "Increase" if wanted.target >= wanted.now else "Reduce"
    return f"{verb} {phrase}{place} to {figure}{until}."


def _figure(wanted: Wanted) -> str:
    value = wanted.target
    if wanted.unit == Unit.SHARE:
        return f"{_digits(value * 100)}%"
    if wanted.unit == Unit.SECONDS:
        return f"{_digits(value)} seconds"
    if wanted.unit == Unit.MONEY:
        return f"{_digits(value)} {wanted.currency or ''}".strip()
    return _digits(value)


def _digits(value: float) -> str:
    """Three significant digits, thousands apart: what a person would write down."""
    if abs(value) >= 1000:
        digits = len(str(int(abs(value))))
        step = 10 ** max(0, digits - 3)
        return f"{round(value / step) * step:,.0f}"
    if abs(value) >= 20 or value == int(value):
        return f"{value:.0f}"
    return f"{value:.3g}"


def _place(channel: tuple[str, ...]) -> str:
    names = [_PLACES.get(name, name.replace("_", " ").capitalize()) for name in channel]
    if not names:
        return ""
    if channel in {("social",), ("email",), ("paid_social",), ("paid_search",), ("organic_search",)}:
        return f" from {names[0].lower()}"
    return f" on {' and '.join(names)}"
