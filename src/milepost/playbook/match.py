"""Which rules have something to say of how figures stand."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from milepost.playbook.advice import Advice, Evidence
from milepost.playbook.rule import STAGES, Condition, Rule
from milepost.playbook.standings import PLACES, SIGNALS, Stand, State, by_place

Table = Mapping[tuple[str, str | None], Stand]
_Met = tuple[tuple[Stand, State], ...]


def match(stands: Iterable[Stand], rules: Iterable[Rule], tried: Collection[str] = ()) -> tuple[Advice, ...]:
    """What the rules advise, weightiest first; those whose key is in `tried` are marked, and come last.

    A rule is held against the whole brand and against each channel by its own figures. It speaks only when
    one of its conditions is met by a lasting change or a spike: a high month alone is no ground to act. What
    holds of one channel is said of that channel; what holds of several and the whole, once, of the whole.
    """
    table = by_place(stands)
    channels = sorted({channel for _, channel in table if channel is not None})
    known = sorted(rules, key=lambda rule: rule.id)
    found = [(rule, advice) for rule in known for advice in _of_rule(rule, table, channels)]
    loud = [pair for pair in found if not pair[0].quiet]
    told = _without_generalisations(sorted(loud or found, key=_weight))
    marked = [_marked(advice, tried) for _, advice in told]
    return tuple(sorted(marked, key=lambda advice: advice.on_trial))


def _of_rule(rule: Rule, table: Table, channels: list[str]) -> list[Advice]:
    whole = _advice(rule, table, None)
    if rule.of_the_brand:
        return [] if whole is None else [whole]
    apart = [advice for name in channels if (advice := _advice(rule, table, name)) is not None]
    return [whole] if whole is not None and len(apart) != 1 else apart


def _advice(rule: Rule, table: Table, channel: str | None) -> Advice | None:
    met: list[tuple[Stand, State]] = []
    for condition in rule.when:
        found = _met(condition, table, channel)
        if not found:
            return None
        met += found
    if any(_met(condition, table, channel) for condition in rule.unless):
        return None
    if not rule.quiet and not any(state in SIGNALS for _, state in met):
        return None
    return Advice(
        rule=rule.id,
        title=rule.title,
        action=rule.action,
        weeks=rule.weeks,
        watch=rule.watch,
        wrong_when=rule.wrong_when,
        evidence=_evidence(rule, met, table, channel),
        channel=channel,
    )


def _met(condition: Condition, table: Table, channel: str | None) -> _Met:
    """The standings that satisfy it, each with the state that does; () when it is not satisfied."""
    place = None if condition.whole else channel
    here = [one for kpi in condition.kpis if (one := table.get((kpi, place))) is not None]
    if condition.least is not None:
        here = [one for one in here if one.states & PLACES]
    elif not condition.any_of:
        here = here[:1]
    met = tuple((one, state) for one in here if (state := _state(one, condition.stands)) is not None)
    enough = condition.any_of or len(met) == len(here)
    return met if enough and len(met) >= (condition.least or 1) else ()


def _state(stand: Stand, wanted: frozenset[State]) -> State | None:
    """The first of its states, in the order of their list, that is waited for."""
    return next((state for state in State if state in stand.states and state in wanted), None)


def _evidence(
    rule: Rule, met: list[tuple[Stand, State]], table: Table, channel: str | None
) -> tuple[Evidence, ...]:
    """The standings it waited for, each KPI once, then those it only shows."""
    shown = [Evidence(one.kpi, one.channel, state.value, one.verdict(state)) for one, state in met]
    waited = {piece.kpi for piece in shown}
    for kpi in rule.evidence:
        one = table.get((kpi, channel)) or table.get((kpi, None))
        state = None if one is None else _state(one, PLACES)
        if one is not None and state is not None and kpi not in waited:
            shown.append(Evidence(kpi, one.channel, state.value, one.verdict(state)))
    once = {(piece.kpi, piece.channel, piece.standing): piece for piece in shown}
    return tuple(once.values())


def _weight(pair: tuple[Rule, Advice]) -> tuple[int, int, int, bool, str]:
    """Its stage, the lasting signals it stands on, the rules it speaks for; then the method's own first."""
    rule, advice = pair
    signals = sum(State(piece.standing) in SIGNALS for piece in advice.evidence)
    return STAGES.index(rule.stage), -signals, -len(rule.instead_of), rule.source is not None, advice.key


def _without_generalisations(found: list[tuple[Rule, Advice]]) -> list[tuple[Rule, Advice]]:
    """Without those in whose place another one speaks, of the same channel or where one is of the whole."""
    spoken: dict[str, set[str | None]] = {}
    for rule, advice in found:
        for name in rule.instead_of:
            spoken.setdefault(name, set()).add(advice.channel)
    return [pair for pair in found if not _silenced(pair[1].channel, spoken.get(pair[0].id, set()))]


def _silenced(channel: str | None, by: set[str | None]) -> bool:
    return bool(by) and (channel is None or None in by or channel in by)


def _marked(advice: Advice, tried: Collection[str]) -> Advice:
    return replace(advice, on_trial=True) if advice.key in tried else advice
