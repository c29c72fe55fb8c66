"""In which order many brands are looked at: by named reasons, one after the other, never by a score."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from milepost.errors import InvalidValue
from milepost.knowledge import table
from milepost.reviews.summary import Reason, Summary

CODES: Final = frozenset(
    {
        *("unreadable", "guard_broken", "goal_unlikely", "decision_due", "no_data", "data_stopped"),
        *("account_stopped", "goal_ended", "review_overdue", "question", "guard_known", "unlikely_known"),
        *("goal_unknown", "never_reviewed", "no_goal", "never_set_up", "no_money"),
    }
)
"""Every reason there is; `portfolio.toml` puts each of them into its place."""


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on something is late; see `portfolio.toml`."""

    stopped: timedelta
    closed: timedelta
    review: timedelta
    first_review: timedelta
    stake: timedelta


@dataclass(frozen=True, slots=True)
class Order:
    """The reasons in their order, those among them that ask somebody to act, and the limits."""

    codes: tuple[str, ...]
    calling: frozenset[str]
    limits: Limits

    def place(self, code: str) -> int:
        """Where a reason stands; the first is 0."""
        return self.codes.index(code)

    def sorted(self, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
        """The reasons of one brand, the one that calls loudest first."""
        return tuple(sorted(reasons, key=lambda one: self.place(one.code)))

    def calls(self, summary: Summary) -> bool:
        """Whether anything of the brand asks somebody to act."""
        return any(one.code in self.calling for one in summary.reasons)


def attention_order(overlay: Path | None = None) -> Order:
    """The order as it is written down. Raises InvalidValue where one of the user's own lacks a reason."""
    body = table("portfolio", overlay)
    found = body.get("reason")
    reasons = [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []
    codes = tuple(str(one.get("code")) for one in reasons)
    if len(codes) != len(set(codes)) or set(codes) != CODES:
        wrong = sorted(CODES.symmetric_difference(codes)) or sorted({c for c in codes if codes.count(c) > 1})
        raise InvalidValue(
            f"portfolio.toml names each reason once; look at: {', '.join(wrong)}.",
            "A reason that is left out would be read as “nothing to do”. Compare it with "
            "milepost/knowledge/portfolio.toml.",
        )
    calling = frozenset(str(one["code"]) for one in reasons if one.get("calls", True))
    return Order(codes, calling, _limits(body.get("limits", {})))


def _limits(body: Any) -> Limits:
    names = ("stopped_days", "closed_days", "review_days", "first_review_days", "stake_days")
    days = [body.get(name) if isinstance(body, Mapping) else None for name in names]
    for name, one in zip(names, days, strict=True):
        if not isinstance(one, int) or isinstance(one, bool) or not 1 <= one <= 3660:
            raise InvalidValue(
                f"portfolio.toml: [limits] needs {name}, a whole number of days, not {one!r}.",
                "Compare it with milepost/knowledge/portfolio.toml.",
            )
    return Limits(*(timedelta(days=one) for one in days if isinstance(one, int)))


def in_order(summaries: Iterable[Summary], order: Order) -> tuple[Summary, ...]:
    """Brands by the first reason that more things of one of them give; where none does, by name.

    A brand's place against another hangs on these two alone.
    """
    return tuple(sorted(summaries, key=lambda one: rank(one, order)))


def rank(summary: Summary, order: Order) -> tuple[tuple[int, ...], str, str]:
    """What a brand is put in its place by: how many things give each reason, then its name."""
    counts = dict.fromkeys(order.codes, 0)
    for reason in summary.reasons:
        counts[reason.code] += reason.n
    return tuple(-n for n in counts.values()), summary.brand.casefold(), summary.brand
