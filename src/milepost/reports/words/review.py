"""The words of a review: its headline, and a sentence for each thing in it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from milepost.amount import Amount, Ratio, Unit, Unknown
from milepost.judgement.verdict import Move, Value, Verdict
from milepost.knowledge import table
from milepost.language import ENGLISH, gettext, ngettext, spoken
from milepost.period import Period
from milepost.reports import numbers
from milepost.reports.words.files import source_title
from milepost.reports.words.judged import says, written
from milepost.reports.words.verdict import lower_first, sentence
from milepost.reviews.case import Claimed
from milepost.reviews.review import Freed, Gone, Jump, Review, Signal, Untold

SAID_SHORTER = ("rise", "fall", "rise_by", "fall_by", "began", "ended")
OVER = 1.0
SOLD = frozenset({"revenue", "orders"})
"""What a shop counts and others claim; visits and conversions mean another thing in each tool."""


def word(part: str, name: str, **values: object) -> str:
    """One of the words around a review, with its values; `n` chooses between one and many."""
    entry: Any = table("review_words")[part][name]
    if not isinstance(entry, str):
        n = values["n"]
        entry = entry["one"] if n == 1 else entry["two"] if n == 2 and "two" in entry else entry["many"]
        values["n"] = numbers.count_word(n) if isinstance(n, int) else n
    return str(entry.format(**values))


def headline(review: Review) -> str:
    """The whole review in one line: what there is to do, or that there is nothing."""
    parts = ", ".join(word("parts", name, n=n) for name, n in review.counts)
    told = numbers.days(review.period)
    if review.missing and review.known_until is None and not parts:
        return word("headline", "empty")
    if review.missing:
        return sentence(word("headline", "missing_some" if parts else "missing", period=told, parts=parts))
    if parts:
        return sentence(word("headline", "some", parts=parts))
    if not review.quiet and not review.standing and not review.vanity:
        return sentence(word("headline", "untold", n=_kpis(review.unknown_kpis)))
    quiet = word("notes", "quiet_all", n=review.quiet).rstrip(".")
    if review.standing or review.vanity or review.unknown_kpis or not review.quiet:
        quiet = gettext("no KPI moved more than it does by itself")
        if review.standing:
            quiet = gettext("no new signal")
    return sentence(word("headline", "nothing", quiet=lower_first(quiet)))


def _kpis(n: int) -> str:
    return ngettext("{n} KPI", "{n} KPIs", n, n=numbers.count_word(n))


def period_words(review: Review) -> str:
    """“2–8 September 2024”, or “September 2024”."""
    period = review.period
    if period.start.day == 1 and period.end.day == 1:
        return numbers.month(period.start)
    return numbers.days(period)


def signal_sentence(signal: Signal) -> str:
    """The change with its size, as a review tells it."""
    return says(_shorter(signal.change.verdict), signal.kpi.title)


def standing_words(signal: Signal) -> str:
    """A change that was told before, in a few words: “bounce rate (−74 % since about 31 March 2024)”."""
    effect, since = signal.change.effect, signal.change.since
    parts = []
    if effect is not None and effect.relative and not signal.change.from_nothing:
        parts.append(written(Move(effect.mid)))
    if since is not None:
        parts.append(gettext("since about {day}", day=written(since)))
    return f"{standing_name(signal)} ({' '.join(parts)})"


def standing_name(signal: Signal) -> str:
    """The KPI as it stands in such a list."""
    return lower_first(str(signal.kpi.title))


def gone_sentence(gone: Gone) -> str:
    """A change that an earlier review told, and that is none any more."""
    return says(Verdict("review.gone", {"since": gone.since, "told": gone.told}), gone.kpi.title)


def _shorter(verdict: Verdict) -> Verdict:
    judgement, _, code = verdict.code.partition(".")
    return (
        replace(verdict, code=f"review.{code}") if judgement == "change" and code in SAID_SHORTER else verdict
    )


def signal_ground(signal: Signal) -> str:
    """Where it came from, as far as that is known; what else stands on it."""
    return " ".join(_grounds(signal))


def _grounds(signal: Signal) -> Iterator[str]:
    if signal.why is not None and signal.why.code.startswith("why.moved"):
        told = says(signal.why, signal.kpi.title)
        yield word("notes", "weeks", weeks=numbers.count_word(signal.weeks), says=told)
    elif signal.why is not None and signal.why.code == "why.spread":
        yield word("notes", "no_single_cause")
    if signal.twins:
        yield word("notes", "twins", others=listed(signal.twins))
    if signal.goals:
        yield word("notes", "of_goals", goals=listed(signal.goals))
    if signal.section is None:
        yield word("notes", "worse_elsewhere")


def listed(names: tuple[str, ...]) -> str:
    """“one, two and three”."""
    if len(names) < 2:
        return str(names[0]) if names else ""
    return gettext("{first} and {last}", first=", ".join(map(str, names[:-1])), last=names[-1])


def untold_sentence(untold: Untold) -> str:
    """The KPIs of which nothing can be told for one reason, and the reason."""
    because = lower_first(str(untold.because).rstrip("."))
    if len(untold.kpis) > 1 and spoken() == ENGLISH:  # a reason is written for one
        because = because.removeprefix("it is ")
    return says(Verdict("review.untold", {"because": because}), listed(untold.kpis))


def jump_sentence(jump: Jump) -> str:
    """A single day that stood out, with what is usual around it."""
    unit = jump.kpi.unit
    values: dict[str, Value] = {
        "value": Amount(jump.value, unit, jump.currency),
        "day": jump.day,
        "usual": Amount(numbers.two_digits(jump.usual), unit, jump.currency),
    }
    return says(Verdict("review.jump", values), jump.kpi.title)


def freed_sentence(freed: Freed, currency: str | None) -> str:
    """What a goal that is over no longer needs."""
    values: dict[str, Value] = {}
    if freed.hours:
        values["hours"] = Amount(freed.hours)
    if freed.budget:
        values["budget"] = Amount(freed.budget, Unit.MONEY, currency)
    code = "freed_both" if len(values) == 2 else "freed_hours" if freed.hours else "freed_money"
    return says(Verdict(f"review.{code}", values), freed.goal)


def claim_sentences(claims: tuple[Claimed, ...]) -> Iterator[tuple[str, Claimed]]:
    """What each source claims against the one that is taken, measure by measure, beside the claim itself."""
    taken = {claim.kpi: claim for claim in claims if claim.holds and claim.kpi in SOLD}
    for claim in claims:
        holder = taken.get(claim.kpi)
        if holder is None or claim.holds or claim.source == holder.source:
            continue
        pair = _value(claim), _value(holder)
        if not pair[0] or not pair[1]:
            continue
        part = pair[0] / pair[1]
        values: dict[str, Value] = {
            "source": source_title(claim.source),
            "holder": source_title(holder.source),
            "claimed": numbers.figure(claim.figure),
            "taken": numbers.figure(holder.figure),
        }
        if part > OVER:
            yield says(Verdict("review.over_claim", values), claim.measure), claim
        else:
            values["part"] = Amount(round(part, 2), Unit.SHARE)
            yield says(Verdict("review.claim", values), claim.measure), claim


def _value(claim: Claimed) -> float | None:
    figure = claim.figure
    return figure.value if isinstance(figure, Amount | Ratio) else None


def figure_cell(figure: Amount | Ratio | Unknown | None) -> str:
    """A figure in a table; a dash where none is known."""
    return numbers.DASH if figure is None or isinstance(figure, Unknown) else numbers.figure(figure)


def day_head(day: date) -> str:
    """“Mon 2”, for the head of a column."""
    return numbers.weekday(day)


def month_head(period: Period) -> str:
    """“August 2024”."""
    return numbers.month(period.start)
