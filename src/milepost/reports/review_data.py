"""A review as one JSON document: its figures, and the sentences that a person reads."""

from collections.abc import Sequence
from typing import Any

from milepost.reports.document import Bullets, Document, Paragraph
from milepost.reports.terminal import goal_document
from milepost.reports.words.decision import verdict_sentences
from milepost.reports.words.judged import says
from milepost.reports.words.review import signal_ground, signal_sentence
from milepost.reviews.case import Checked
from milepost.reviews.decision import Decision
from milepost.reviews.review import Review, Signal


def review_data(review: Review, page: Document) -> dict[str, Any]:
    """The document of `milepost review --json`. What is not known is null, never zero."""
    return {
        "review": review.kind.value,
        "brand": review.brand,
        "start": review.period.start,
        "end": review.period.end,
        "as_of": review.as_of,
        "last_held": review.last,
        "headline": page.headline,
        "nothing_to_do": review.nothing_to_do,
        "to_do": dict(review.counts),
        "missing": review.missing,
        "known_until": review.known_until,
        "signals": _signals(review.signals),
        "standing": _signals(review.standing),
        "gone": [{"kpi": one.kpi.id, "since": one.since, "told": one.told} for one in review.gone],
        "quiet": review.quiet,
        "vanity_moved": review.vanity,
        "unknown": [
            {"because": one.because.rstrip("."), "kpis": one.kpis, "late": one.late} for one in review.unknown
        ],
        "goals": [
            goal_document(line.state)
            | {
                "news": line.news or None,
                "probability_before": line.before.probability if line.before else None,
                "broken": [says(one.told, one.title) for one in line.broken],
            }
            for line in review.goals
        ],
        "goals_over": [state.goal.id for state in review.over],
        "decisions_due": [checked_data(one) for one in review.due],
        "decisions_unclosed": [one.decision.id for one in review.unclosed],
        "decisions_running": [one.decision.id for one in review.running],
        "decisions_judged": dict(review.judged),
        "advice": [{"key": one.key, "title": one.title, "action": one.action} for one in review.advice],
        "allocation": [
            {"part": one.part, "about": one.about, "acts": one.acts, "says": says(one.verdict, one.about)}
            for one in review.allocation
        ],
        "freed": review.freed,
        "claims": review.claims,
        "mistakes": [one.code for one in (*review.mistakes, *review.standing_mistakes)],
        "jumps": [{"kpi": one.kpi.id, "day": one.day, "value": one.value} for one in review.jumps],
        "days": [
            {"kpi": row.kpi.id, "days": row.days, "values": row.values, "currency": row.currency}
            for row in review.days
        ],
        "months": [{"kpi": row.kpi.id, "this": row.this, "before": row.before} for row in review.months],
        "says": sentences(page),
    }


def sentences(page: Document) -> list[str]:
    """Every sentence of a document in its order, tables left out."""
    found = [page.headline]
    for block in page.blocks:
        if isinstance(block, Paragraph):
            found += [text for text in (block.text, block.small) if text]
        elif isinstance(block, Bullets):
            found += block.items
    return found


def checked_data(one: Checked) -> dict[str, Any]:
    """A decision with its verdict."""
    return decision_data(one.decision) | {
        "verdict": one.outcome.finding.value,
        "came": one.outcome.came,
        "target": one.outcome.target,
        "reached": one.outcome.reached,
        "because": one.outcome.because or None,
        "beside": one.outcome.beside,
        "says": verdict_sentences(one.decision, one.outcome),
    }


def decision_data(decision: Decision) -> dict[str, Any]:
    """A decision as it was written down, with the forecast made that day."""
    seen = decision.foreseen
    return {
        "id": decision.id,
        "what": decision.what,
        "why": decision.why,
        "owner": decision.owner,
        "kpi": decision.kpi,
        "channel": decision.channel,
        "expected": decision.expected,
        "made": decision.made,
        "check": decision.check,
        "source": decision.source,
        "status": decision.status.value,
        "learned": decision.learned or None,
        "forecast": None
        if seen is None
        else {"low": seen.range[0], "median": seen.median, "high": seen.range[1], "shape": seen.shape.value},
        "unknown": decision.untold or None,
    }


def _signals(found: Sequence[Signal]) -> list[dict[str, Any]]:
    return [
        {
            "kpi": one.kpi.id,
            "movement": one.change.movement.value,
            "effect": one.change.effect,
            "since": one.change.since,
            "good": one.good,
            "goals": one.goals,
            "twins": one.twins,
            "told": one.told,
            "says": signal_sentence(one),
            "why": signal_ground(one) or None,
        }
        for one in found
    ]
