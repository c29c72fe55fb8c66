"""A review as a document: what is signal first, what is merely shown last."""

from collections.abc import Iterator
from datetime import timedelta

from milepost import subject
from milepost.amount import Amount, Figure, Ratio, Unknown
from milepost.goals.state import GoalState, Verdict
from milepost.kpis.kpi import Kpi
from milepost.language import colon, gettext, quoted
from milepost.period import month_of
from milepost.playbook.advice import Advice
from milepost.reports import numbers
from milepost.reports.document import Block, Bullets, Document, Heading, Label, Paragraph, Table, Tone
from milepost.reports.words.decision import verdict_sentences
from milepost.reports.words.finding import texts_of
from milepost.reports.words.judged import says
from milepost.reports.words.kpi import title_of
from milepost.reports.words.midway import midway
from milepost.reports.words.review import (
    claim_sentences,
    day_head,
    figure_cell,
    freed_sentence,
    gone_sentence,
    headline,
    jump_sentence,
    listed,
    month_head,
    period_words,
    signal_ground,
    signal_sentence,
    standing_name,
    standing_words,
    untold_sentence,
    word,
)
from milepost.reports.words.verdict import NAMES, even_odds, figure_of, target_of, verdict_line
from milepost.reviews.cadence import Kind
from milepost.reviews.case import Allocated, Checked
from milepost.reviews.decision import Finding
from milepost.reviews.review import GoalLine, Review, Signal, Untold
from milepost.subject import Subject

TONES = {
    Verdict.MET: Tone.GOOD,
    Verdict.LIKELY: Tone.GOOD,
    Verdict.OPEN: Tone.WATCH,
    Verdict.UNLIKELY: Tone.BAD,
    Verdict.MISSED: Tone.BAD,
    Verdict.NOT_STARTED: Tone.PLAIN,
    Verdict.UNKNOWN: Tone.UNKNOWN,
}
FOUND = {
    Finding.BETTER: Tone.GOOD,
    Finding.WITHIN: Tone.PLAIN,
    Finding.WORSE: Tone.BAD,
    Finding.UNKNOWN: Tone.UNKNOWN,
    Finding.NOT_DUE: Tone.SOFT,
}
PARTS = ("unit", "channel", "claim", "test")


def review_document(review: Review, *, currency: str | None = None, label: Label | None = None) -> Document:
    """The review's page, the same for every format; `currency` is the brand's own."""
    parts = (
        _signals(review),
        _decisions(review),
        _goals(review),
        _advice(review),
        _allocation(review, currency),
        _claims(review),
        _mistakes(review, currency),
        _shown(review),
        _unknown(review),
    )
    return Document(
        kind=f"{review.kind.value}_review",
        title=f"{review.title}, {period_words(review)}",
        brand=review.brand,
        as_of=review.as_of,
        headline=headline(review),
        blocks=tuple(block for part in parts for block in part),
        label=label or Label(),
    )


def _titled(name: str, blocks: list[Block]) -> Iterator[Block]:
    if blocks:
        yield Heading(word("titles", name))
        yield from blocks


def _signals(review: Review) -> Iterator[Block]:
    blocks: list[Block] = [
        Paragraph(signal_sentence(one), _tone(one), signal_ground(one), _of_signal(one))
        for one in review.signals
    ]
    if review.standing:
        changes = listed(tuple(standing_words(one) for one in review.standing))
        of = tuple(subject.kpi(one.kpi.id, standing_name(one)) for one in review.standing)
        blocks.append(Paragraph(word("notes", "standing", changes=changes), Tone.SOFT, about=of))
    blocks += [Paragraph(gone_sentence(one), Tone.SOFT, about=_of(one.kpi)) for one in review.gone]
    counted = []
    alone = not (review.signals or review.standing)
    every = alone and not review.vanity and not review.unknown
    if review.quiet and not (every and review.nothing_to_do):  # then the headline says it
        name = "quiet_all" if every else "quiet_some" if alone else "quiet"
        counted.append(word("notes", name, n=review.quiet))
    if review.vanity:
        counted.append(word("notes", "vanity", n=review.vanity))
    if counted:
        text = " ".join(one[0].upper() + one[1:] for one in counted)
        blocks.append(Paragraph(text, Tone.SOFT))
    yield from _titled("signals", blocks)


def _of(kpi: Kpi) -> tuple[Subject, ...]:
    return (subject.kpi(kpi.id, kpi.title),)


def _of_signal(signal: Signal) -> tuple[Subject, ...]:
    """The KPI, those with the very same figures, and the goals that are measured by it."""
    twins = zip(signal.twin_ids, signal.twins, strict=False)
    return (*_of(signal.kpi), *(subject.kpi(*twin) for twin in twins), *map(subject.goal, signal.goals))


def _tone(signal: Signal) -> Tone:
    if signal.good is None:
        return Tone.WATCH
    return Tone.GOOD if signal.good else Tone.BAD


def _goals(review: Review) -> Iterator[Block]:
    blocks: list[Block] = []
    for line in review.goals:
        blocks.append(_goal(line))
        for one in line.broken:
            of = (subject.kpi(one.guard.kpi, one.title), subject.goal(line.state.goal.id))
            blocks.append(Paragraph(says(one.told, one.title), Tone.BAD, line.state.goal.id, of))
    if review.over:
        ids = listed(tuple(state.goal.id for state in review.over))
        text = word("notes", "over", n=len(review.over), ids=ids)
        over = tuple(subject.goal(state.goal.id) for state in review.over)
        blocks.append(Paragraph(text[0].upper() + text[1:], Tone.SOFT, about=over))
    if not review.goals and not review.over:
        blocks.append(Paragraph(word("notes", "no_goals"), Tone.SOFT))
    elif review.kind is Kind.MONTHLY and review.goals:
        blocks.append(_attainment(review))
    yield from _titled("goals", blocks)


def _goal(line: GoalLine) -> Paragraph:
    state, before = line.state, line.before
    goal = state.goal
    small = [str(colon(goal.id, quoted(goal.sentence)))]
    if goal.first_target != goal.target:
        first, now = target_of(state, goal.first_target), target_of(state)
        small.append(word("notes", "first_target", first=first, now=now))
    if state.verdict is Verdict.UNLIKELY:
        small.append(even_odds(state))
    if before is not None and before.probability is not None and line.news != "ended":
        small.append(word("notes", "before", chance=numbers.probability(before.probability)))
    if line.news == "ended":
        early = state.verdict is Verdict.MET and goal.deadline is not None and goal.deadline >= state.as_of
        small.append(word("notes", "met_early" if early else "close_goal", id=goal.id))
    of = (subject.goal(goal.id, goal.sentence),)
    return Paragraph(verdict_line(state), TONES[state.verdict], " ".join(small), of)


def _attainment(review: Review) -> Table:
    rows, values = [], []
    for line in review.goals:
        state = line.state
        rows.append(
            (
                f"{state.goal.id} {title_of(state.goal.kpi)}",
                gettext("unknown") if state.actual is None else figure_of(state, state.actual),
                target_of(state, state.goal.first_target),
                target_of(state),
                _chance(state),
                _chance_before(line),
            )
        )
        values.append((None, state.actual, state.goal.first_target, state.goal.target, _odds(state), None))
    heads = (
        gettext("Goal"),
        gettext("So far"),
        gettext("First target"),
        gettext("Present target"),
        gettext("Odds"),
        gettext("At the last review"),
    )
    caption = word("notes", "attainment")
    of = tuple(
        (subject.goal(line.state.goal.id, row[0]),) for line, row in zip(review.goals, rows, strict=True)
    )
    return Table(caption, heads, tuple(rows), tuple(values), frozenset({1, 2, 3, 4, 5}), of)


def _odds(state: GoalState) -> float | None:
    return None if isinstance(state.odds, Unknown) else state.odds.probability


def _chance(state: GoalState) -> str:
    odds = state.odds
    if isinstance(odds, Unknown) or odds.settled or state.verdict is Verdict.MET:
        return midway(NAMES[state.verdict])
    return numbers.probability(odds.probability)


def _chance_before(line: GoalLine) -> str:
    before = line.before
    if before is None or before.probability is None:
        return numbers.DASH
    if before.verdict in {"met", "missed"}:
        return midway(NAMES[Verdict(before.verdict)])
    return numbers.probability(before.probability)


def _decisions(review: Review) -> Iterator[Block]:
    blocks: list[Block] = [_checked(one) for one in review.due]
    blocks += [_unclosed(one) for one in review.unclosed]
    if review.running:
        ids = listed(
            tuple(f"{one.decision.id} ({numbers.day(one.decision.check)})" for one in review.running)
        )
        text = word("notes", "running", n=len(review.running), ids=ids)
        of = tuple(subject.decision(one.decision.id) for one in review.running)
        blocks.append(Paragraph(text[0].upper() + text[1:], Tone.SOFT, about=of))
    if review.judged and review.kind is Kind.MONTHLY:
        found = dict(review.judged)
        counts = {
            name: numbers.count_word(found.get(name, 0)) for name in ("better", "within", "worse", "unknown")
        }
        blocks.append(Paragraph(word("notes", "judged", **counts), Tone.SOFT))
    yield from _titled("decisions", blocks)


def _checked(one: Checked) -> Paragraph:
    decision = one.decision
    told = verdict_sentences(decision, one.outcome)
    what = f"{colon(decision.id, quoted(decision.what))} ({decision.owner}, {numbers.day(decision.made)})."
    then = word("notes", "wait" if one.outcome.waits else "close_decision", id=decision.id)
    of = (subject.kpi(decision.kpi, title_of(decision.kpi)), subject.decision(decision.id, decision.what))
    return Paragraph(told[0], FOUND[one.outcome.finding], " ".join((what, *told[1:], then)), of)


def _unclosed(one: Checked) -> Paragraph:
    decision = one.decision
    found = word("found", one.outcome.finding.value)
    text = word("notes", "unclosed", id=decision.id, what=decision.what, found=found)
    of = (subject.decision(decision.id, decision.what),)
    return Paragraph(text, Tone.SOFT, word("notes", "close_decision", id=decision.id), of)


def _advice(review: Review) -> Iterator[Block]:
    blocks: list[Block] = [_advised(one) for one in review.advice]
    if review.standing_advice:
        titles = listed(tuple(one.title for one in review.standing_advice))
        blocks.append(Paragraph(word("notes", "advice_standing", titles=titles), Tone.SOFT))
    yield from _titled("advice", blocks)


def _advised(advice: Advice) -> Paragraph:
    watch = listed(tuple(title_of(kpi) for kpi in advice.watch)) or gettext("the same figures")
    more = word(
        "notes",
        "advice_more",
        weeks=numbers.count_word(advice.weeks),
        watch=watch,
        wrong_when=advice.wrong_when,
    )
    seen = [
        says(one.told, title_of(one.kpi)) if one.told else f"{colon(title_of(one.kpi), one.standing)}."
        for one in advice.evidence
    ]
    take = gettext("Take it with: milepost decide “…” --from {key}", key=advice.key)
    small = " ".join((*seen, more, take))
    named = dict.fromkeys((*(one.kpi for one in advice.evidence), *advice.watch))
    of = tuple(subject.kpi(kpi, title_of(kpi)) for kpi in named)
    return Paragraph(str(colon(advice.title, advice.action)), Tone.WATCH, small, of)


def _allocation(review: Review, currency: str | None) -> Iterator[Block]:
    blocks: list[Block] = [_proposal(one) for one in review.allocation if one.part == "proposal"]
    more = [one for part in PARTS for one in review.allocation if one.part == part]
    if more:
        told = tuple(says(one.verdict, one.about) for one in more)
        blocks.append(Bullets(told, tuple(one.of for one in more)))
    blocks += [
        Paragraph(
            freed_sentence(one, currency), Tone.WATCH, one.sentence, (subject.goal(one.goal, one.sentence),)
        )
        for one in review.freed
    ]
    yield from _titled("allocation", blocks)


def _proposal(one: Allocated) -> Paragraph:
    known = one.verdict.code not in {"any.cannot_tell", "review.hours_untold"}
    tone = Tone.WATCH if one.acts else Tone.PLAIN if known else Tone.UNKNOWN
    return Paragraph(says(one.verdict, one.about), tone, about=one.of)


def _claims(review: Review) -> Iterator[Block]:
    found = tuple(claim_sentences(review.claims))
    if found:
        small = word("notes", "claims", period=numbers.days(review.claims[0].period))
        told = tuple(text for text, _ in found)
        of = tuple((subject.kpi(claim.kpi, claim.measure),) for _, claim in found)
        yield from _titled("claims", [Bullets(told, of), Paragraph(small, Tone.SOFT)])


def _mistakes(review: Review, currency: str | None) -> Iterator[Block]:
    blocks: list[Block] = [
        Paragraph(one.says, Tone.WATCH, one.remedy, one.of)
        for one in texts_of(review.mistakes, currency=currency)
    ]
    standing = texts_of(review.standing_mistakes, currency=currency)
    if standing:
        told = Bullets(tuple(one.says for one in standing), tuple(one.of for one in standing))
        blocks += [Paragraph(word("notes", "mistakes_standing"), Tone.SOFT), told]
    yield from _titled("mistakes", blocks)


def _shown(review: Review) -> Iterator[Block]:
    blocks: list[Block] = []
    if review.jumps:
        told = tuple(jump_sentence(one) for one in review.jumps)
        blocks.append(Bullets(told, tuple(_of(one.kpi) for one in review.jumps)))
    if review.days:
        blocks.append(_days(review))
    if review.months:
        blocks.append(_months(review))
    yield from _titled("shown", blocks)


def _days(review: Review) -> Table:
    days = review.days[0].days
    heads = ("KPI", *(day_head(day) for day in days))
    rows = tuple(
        (str(row.kpi.title), *(_cell(row.kpi.unit, v, row.currency) for v in row.values))
        for row in review.days
    )
    values = tuple((None, *row.values) for row in review.days)
    caption = word("notes", "days", period=period_words(review))
    of = tuple(_of(row.kpi) for row in review.days)
    return Table(caption, heads, rows, values, frozenset(range(1, len(heads))), of)


def _cell(unit: str, value: float | None, currency: str | None) -> str:
    return numbers.DASH if value is None else numbers.written(value, unit, currency)


def _months(review: Review) -> Table:
    earlier = month_of(review.period.start - timedelta(days=1))
    heads = ("KPI", month_head(review.period), month_head(earlier))
    rows = tuple(
        (str(row.kpi.title), figure_cell(row.this), figure_cell(row.before)) for row in review.months
    )
    values = tuple((None, _number(row.this), _number(row.before)) for row in review.months)
    of = tuple(_of(row.kpi) for row in review.months)
    return Table(word("notes", "months"), heads, rows, values, frozenset({1, 2}), of)


def _number(figure: Figure | None) -> float | None:
    return figure.value if isinstance(figure, Amount | Ratio) else None


def _unknown(review: Review) -> Iterator[Block]:
    """The reasons that are new, and files that are missing; the others were read at the last review."""
    known = review.untold_before
    fresh = [one for one in review.unknown if one.late or not set(one.kpis) <= known]
    told = [one for one in review.unknown if one not in fresh]
    before = tuple(kpi for one in told for kpi in one.kpis)
    blocks: list[Block] = []
    if fresh:
        blocks.append(Bullets(tuple(untold_sentence(one) for one in fresh), tuple(map(_of_untold, fresh))))
    if before:
        of = tuple(one for untold in told for one in _of_untold(untold))
        blocks.append(Paragraph(word("notes", "untold_before", kpis=listed(before)), Tone.SOFT, about=of))
    yield from _titled("unknown", blocks)


def _of_untold(untold: Untold) -> tuple[Subject, ...]:
    return tuple(subject.kpi(*one) for one in zip(untold.ids, untold.kpis, strict=False))
