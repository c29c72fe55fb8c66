"""The words of a decision: what is foreseen, whether it could show, and what came of it."""

from collections.abc import Iterator
from datetime import timedelta

from milepost.amount import Amount
from milepost.judgement.verdict import Between, Move, Value, Verdict, rounded
from milepost.language import gettext
from milepost.reports import numbers
from milepost.reports.words.judged import says, written
from milepost.reports.words.kpi import title_of
from milepost.reports.words.review import listed
from milepost.reviews.decision import Decision, Finding, Foreseen, Outcome, Shape

FORESEEN = {Shape.SUM: "", Shape.LAST: "_level", Shape.RATIO: "_mean", Shape.MEAN: "_mean"}


def verdict_sentences(decision: Decision, outcome: Outcome) -> tuple[str, ...]:
    """What came of it, whether the expected effect was reached, and what to beware of."""
    return tuple(_verdict(decision, outcome))


def _verdict(decision: Decision, outcome: Outcome) -> Iterator[str]:
    name, foreseen = title_of(decision.kpi), decision.foreseen
    if outcome.finding is Finding.NOT_DUE:
        yield _not_due(decision)
        return
    if foreseen is None or outcome.finding is Finding.UNKNOWN or outcome.came is None:
        yield says(Verdict("decision.unknown", {"because": outcome.because or decision.untold}), name)
        return
    level = "level_" if foreseen.shape is Shape.LAST else ""
    came: Value = foreseen.amount(outcome.came)
    if foreseen.shape is Shape.MEAN:
        came = gettext("{figure} on average", figure=written(came))
    values = _window(foreseen) | {"came": came}
    yield says(Verdict(f"decision.{level}{outcome.finding.value}", values), name)
    if outcome.target is not None and outcome.reached is not None:
        reached: dict[str, Value] = {
            "size": size_words(decision),
            "target": _rounded(foreseen, outcome.target),
        }
        yield says(Verdict(f"decision.{'reached' if outcome.reached else 'not_reached'}", reached), name)
    if outcome.beside:
        yield says(Verdict("decision.beside", {"others": listed(outcome.beside)}), name)
    elif outcome.finding is Finding.BETTER:
        yield says(Verdict("decision.one_cause"), name)
    elif outcome.finding is Finding.WORSE:
        yield says(Verdict("decision.one_cause_worse"), name)


def _not_due(decision: Decision) -> str:
    name, foreseen = title_of(decision.kpi), decision.foreseen
    if foreseen is None:
        values: dict[str, Value] = {"check": decision.check, "because": decision.untold}
        return says(Verdict("decision.not_due_untold", values), name)
    return says(Verdict("decision.not_due", _window(foreseen) | {"check": decision.check}), name)


def taken_sentences(decision: Decision) -> tuple[str, ...]:
    """What is foreseen without the decision, and whether what is expected could be told from chance."""
    return tuple(_taken(decision))


def _taken(decision: Decision) -> Iterator[str]:
    name, foreseen, expected = title_of(decision.kpi), decision.foreseen, decision.expected
    if decision.unfiltered:
        yield says(Verdict("decision.unfiltered", {"channels": listed(decision.unfiltered)}), name)
    if foreseen is None:
        yield says(Verdict("decision.untold", {"because": decision.untold}), name)
        return
    level = FORESEEN[foreseen.shape]
    target = _window(foreseen) | {"target": _rounded(foreseen, foreseen.target(expected))}
    yield says(Verdict(f"decision.foreseen{level}", target), name)
    size: dict[str, Value] = {"size": size_words(decision), "check": decision.check}
    visible = foreseen.visible(expected)
    if foreseen.shows(expected):
        yield says(Verdict("decision.shows", size), name)
    elif visible is None or (expected.upward and visible <= 0) or visible <= -1:
        yield says(Verdict("decision.blind_plain", size), name)
    else:
        low, high = foreseen.range
        end = _rounded(foreseen, high if expected.upward else low)
        needed: Value = (
            Move(visible) if expected.relative else gettext("a figure of {figure}", figure=written(end))
        )
        yield says(Verdict("decision.blind", size | {"visible": needed}), name)


def _rounded(foreseen: Foreseen, value: float) -> Amount:
    """What was expected, no finer than the forecast it is a part of."""
    return foreseen.amount(rounded(value))


def _window(foreseen: Foreseen) -> dict[str, Value]:
    low, high = foreseen.range
    return {
        "range": Between(foreseen.amount(low), foreseen.amount(high)),
        "first": foreseen.start,
        "last": foreseen.end - timedelta(days=1),
    }


def size_words(decision: Decision) -> str:
    """“+10 %”, “−5”, “+0.5 points”."""
    expected = decision.expected
    if expected.relative:
        return written(Move(expected.amount))
    sign = "+" if expected.amount > 0 else numbers.MINUS
    foreseen = decision.foreseen
    unit = foreseen.unit if foreseen else "count"
    if unit == "share":
        return gettext("{n} points", n=f"{sign}{numbers.plain(abs(expected.amount) * 100, 2)}")
    return sign + numbers.exact(abs(expected.amount), unit, foreseen.currency if foreseen else None)
