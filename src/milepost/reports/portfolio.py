"""Where to look first over all brands: rows for a page and a terminal, in the same words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from milepost.language import gettext
from milepost.reports import numbers
from milepost.reports.plain_text import clip
from milepost.reports.terminal import MARKS
from milepost.reports.words.portfolio import PortfolioWords
from milepost.reports.words.verdict import verdict_line
from milepost.reviews.attention import Order
from milepost.reviews.summary import Reason, Stake, Summary
from milepost.subject import Subject
from milepost.workspace.portfolio.portfolio import Pending, Portfolio

SHOWN_PENDING = 3
MOST_SENTENCE = 160


@dataclass(frozen=True, slots=True)
class WorstGoal:
    """The goal that is worst off: its id, sentence and verdict, and the line that tells it."""

    id: str
    sentence: str
    verdict: str
    mark: str
    says: str


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """One brand: why it is looked at (or that nothing is to be done), and what stands beside that.

    `reason` is the code of the first reason, "" for none; `also` are its other reasons in two or three words.
    `calls`: something asks somebody to act. `goals` is “3 likely, 1 open”. `data`, `due`, `stake` and
    `signals` are said as on a page, "" where there is nothing to say. `command` is what to type next; `about`
    is what `says` speaks of.
    """

    brand: str
    calls: bool
    reason: str
    says: str
    also: tuple[str, ...]
    also_says: str
    goals: str
    verdicts: Mapping[str, int]
    worst: WorstGoal | None
    last_day: date | None
    days_since: int | None
    data: str
    due: str
    due_on: date | None
    stake: str
    signals: str
    command: str
    about: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class PendingRow:
    """A brand that is still being worked out; `says` is what was known of it on the day `of`, if anything."""

    brand: str
    says: str
    of: date | None


@dataclass(frozen=True, slots=True)
class RestingRow:
    """A brand that is at rest, and “at rest since 3 March”."""

    brand: str
    since: date
    says: str


@dataclass(frozen=True, slots=True)
class PortfolioView:
    """The page: one line over all, who needs somebody, who does not, what is not known, and who is at rest.

    `brands` counts those that are looked after.
    """

    as_of: date
    brands: int
    says: str
    rows: tuple[PortfolioRow, ...]
    quiet: tuple[PortfolioRow, ...]
    quiet_says: str
    quiet_show: str
    further_says: str
    pending: tuple[PendingRow, ...]
    pending_says: str
    resting: tuple[RestingRow, ...] = ()
    resting_says: str = ""


def portfolio_view(found: Portfolio, overlay: Path | None = None) -> PortfolioView:
    """A portfolio in words; `overlay` is the folder of the user's own knowledge."""
    words = PortfolioWords(overlay)
    quiet = tuple(_row(one, found.order, words) for one in found.quiet)
    pending = tuple(_pending(one, found.order, words) for one in found.pending)
    brands = len(found.known) + len(pending)
    resting = tuple(
        RestingRow(one.brand, one.since, words.rests(one.since, found.as_of)) for one in found.resting
    )
    return PortfolioView(
        as_of=found.as_of,
        brands=brands,
        says=_headline(found, brands, words),
        rows=tuple(_row(one, found.order, words) for one in found.calling),
        quiet=quiet,
        quiet_says=words.says("quiet", n=len(quiet)) if quiet else "",
        quiet_show=words.says("quiet_show"),
        further_says=words.says("further"),
        pending=pending,
        pending_says=_pending_says(pending, brands, words),
        resting=resting,
        resting_says=words.says("resting", n=len(resting)) if resting else "",
    )


def portfolio_document(found: Portfolio, overlay: Path | None = None) -> dict[str, Any]:
    """The document of `milepost portfolio --json`: all brands in their order. What is not known is null."""
    view = portfolio_view(found, overlay)
    rows = {row.brand: row for row in (*view.rows, *view.quiet)}
    words = PortfolioWords(overlay)
    return {
        "as_of": view.as_of,
        "says": view.says,
        "brands": [_document(one, rows[one.brand], words) for one in found.known],
        "pending": view.pending,
        "resting": view.resting,
        "quiet": len(view.quiet),
    }


def _document(one: Summary, row: PortfolioRow, words: PortfolioWords) -> dict[str, Any]:
    return {
        "brand": one.brand,
        "needs_you": row.calls,
        "says": row.says,
        "reasons": [
            {"code": reason.code, "n": reason.n, "says": words.reason(reason, one)} for reason in one.reasons
        ],
        "goals": dict(one.verdicts),
        "worst": row.worst,
        "decisions_due": one.decisions_due,
        "reviews_overdue": one.overdue,
        "signals": one.signals,
        "last_day": row.last_day,
        "days_since": row.days_since,
        "accounts": one.accounts,
        "import_questions": one.questions,
        "plan_gaps": one.gaps,
        "next_due": one.due,
        "at_stake": [_stake(stake) for stake in one.stakes],
        "command": row.command,
    }


def _stake(one: Stake) -> dict[str, Any]:
    return {"kpi": one.kpi, "value": one.value, "currency": one.currency, "start": one.start, "end": one.end}


def _row(one: Summary, order: Order, words: PortfolioWords) -> PortfolioRow:
    calls = order.calls(one)
    first = next((reason for reason in one.reasons if reason.code in order.calling or not calls), None)
    also = tuple(words.short(reason) for reason in one.reasons if reason is not first or not calls)
    unread = any(reason.code == "unreadable" for reason in one.reasons)
    return PortfolioRow(
        brand=one.brand,
        calls=calls,
        reason="" if first is None else first.code,
        says=_says(one, first, words, calls=calls),
        also=also,
        also_says=words.says("also", reasons=gettext("; ").join(also)) if also else "",
        goals="" if unread else words.goals(one.verdicts),
        verdicts=dict(one.verdicts),
        worst=_worst(one),
        last_day=one.last_day,
        days_since=one.days_since,
        data="" if unread else _data(one, words),
        due=words.next_due(one),
        due_on=None if one.due is None else one.due.on,
        stake=", ".join(words.stake(stake, one) for stake in one.stakes),
        signals=words.says("signals", n=one.signals) if one.signals else "",
        command="" if first is None else words.command(first),
        about=() if first is None else words.about(first),
    )


def _says(one: Summary, first: Reason | None, words: PortfolioWords, *, calls: bool) -> str:
    nothing = words.says("nothing")
    if first is None:
        return nothing
    said = words.reason(first, one)
    return said if calls else f"{nothing} {said}"


def _worst(one: Summary) -> WorstGoal | None:
    state = one.worst
    if state is None:
        return None
    verdict = state.verdict.value
    sentence = clip(state.goal.sentence, MOST_SENTENCE)
    return WorstGoal(state.goal.id, sentence, verdict, MARKS[verdict], verdict_line(state))


def _data(one: Summary, words: PortfolioWords) -> str:
    if one.last_day is None:
        return words.says("no_data")
    return words.says("data", day=numbers.day(one.last_day, beside=one.as_of))


def _pending(one: Pending, order: Order, words: PortfolioWords) -> PendingRow:
    if one.before is None:
        return PendingRow(one.brand, "", None)
    row = _row(one.before, order, words)
    return PendingRow(one.brand, row.says, one.before.as_of)


def _headline(found: Portfolio, brands: int, words: PortfolioWords) -> str:
    """How many need somebody, of those that are known: brands that are not are none of either."""
    calling, known = len(found.calling), len(found.known)
    if not brands:
        return words.says("all_rest", n=len(found.resting)) if found.resting else words.says("none")
    if not known:
        return ""
    if known < brands:
        name = "needs_some_yet" if calling else "needs_none_yet"
        return words.says(name, n=calling or known, of=known)
    if brands == 1 and found.resting:
        return words.says("needs_named" if calling else "needs_none_named", brand=found.known[0].brand)
    if calling == brands:
        return words.says("needs_one" if brands == 1 else "needs_all", n=brands)
    if not calling:
        return words.says("needs_none", n=brands, of=brands)
    return words.says("needs", n=calling, of=brands)


def _pending_says(pending: Sequence[PendingRow], brands: int, words: PortfolioWords) -> str:
    if not pending:
        return ""
    names = ", ".join(one.brand for one in pending[:SHOWN_PENDING])
    if len(pending) > SHOWN_PENDING:
        names = words.says("pending_more", names=names, n=len(pending) - SHOWN_PENDING)
    return words.says("pending", n=len(pending), of=brands, names=names)
