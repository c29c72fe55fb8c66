"""“a month”, “every month”, “next month”: the periods of goals as sentences need them, each as a whole."""

from milepost.language import gettext_lazy

_A = {
    "day": gettext_lazy("a day"),
    "week": gettext_lazy("a week"),
    "month": gettext_lazy("a month"),
    "quarter": gettext_lazy("a quarter"),
    "year": gettext_lazy("a year"),
}
_EACH = {
    "day": gettext_lazy("every day"),
    "week": gettext_lazy("every week"),
    "month": gettext_lazy("every month"),
    "quarter": gettext_lazy("every quarter"),
    "year": gettext_lazy("every year"),
}
_OF = {
    ("next", "day"): gettext_lazy("next day"),
    ("next", "week"): gettext_lazy("next week"),
    ("next", "month"): gettext_lazy("next month"),
    ("next", "quarter"): gettext_lazy("next quarter"),
    ("next", "year"): gettext_lazy("next year"),
    ("next", "period"): gettext_lazy("next period"),
    ("this", "day"): gettext_lazy("in this day so far"),
    ("this", "week"): gettext_lazy("in this week so far"),
    ("this", "month"): gettext_lazy("in this month so far"),
    ("this", "quarter"): gettext_lazy("in this quarter so far"),
    ("this", "year"): gettext_lazy("in this year so far"),
    ("this", "period"): gettext_lazy("in this period so far"),
    ("known", "day"): gettext_lazy("of this day is known"),
    ("known", "week"): gettext_lazy("of this week is known"),
    ("known", "month"): gettext_lazy("of this month is known"),
    ("known", "quarter"): gettext_lazy("of this quarter is known"),
    ("known", "year"): gettext_lazy("of this year is known"),
    ("known", "period"): gettext_lazy("of this period is known"),
    ("usual", "day"): gettext_lazy("usual in a day before the start"),
    ("usual", "week"): gettext_lazy("usual in a week before the start"),
    ("usual", "month"): gettext_lazy("usual in a month before the start"),
    ("usual", "quarter"): gettext_lazy("usual in a quarter before the start"),
    ("usual", "year"): gettext_lazy("usual in a year before the start"),
    ("usual", "period"): gettext_lazy("usual in a period before the start"),
}
_NAMED = {
    "day": gettext_lazy("day"),
    "week": gettext_lazy("week"),
    "month": gettext_lazy("month"),
    "quarter": gettext_lazy("quarter"),
    "year": gettext_lazy("year"),
    "period": gettext_lazy("period"),
}


def a_period(per: str) -> str:
    """“a month”, as in 300 a month."""
    return str(_A.get(per, f"a {per}"))


def each_period(per: str) -> str:
    """“every month”."""
    return str(_EACH.get(per, f"every {per}"))


def of_period(when: str, per: str | None) -> str:
    """What is said of the period of a goal: `when` is next, this, known or usual."""
    return str(_OF[when, per if per in _NAMED else "period"])


def period_name(per: str | None) -> str:
    """“month”."""
    return str(_NAMED.get(per or "period", per or ""))
