"""The playbook in words: the rules, what they wait for, and what they advise a brand today."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from milepost.knowledge import table
from milepost.language import gettext, ngettext
from milepost.plan.support_people import channel_title
from milepost.playbook.advice import Advice, Evidence
from milepost.playbook.rule import STAGES, Condition, Rule
from milepost.playbook.standings import State
from milepost.reports import numbers
from milepost.reports.words.judged import says
from milepost.reports.words.kpi import title_of
from milepost.reports.words.review import listed
from milepost.reports.words.verdict import sentence

Line = tuple[str, str]
"""A label ('' for none) and what stands beside it."""

_WORDS: Final = table("playbook_words")


def stage_title(stage: str) -> str:
    """The heading under which rules of a stage stand."""
    return str(_WORDS["stages"][stage])


def by_stage(rules: Iterable[Rule]) -> list[tuple[str, list[Rule]]]:
    """The rules under their headings, weightiest first; the method's own before those of others."""
    order = sorted(rules, key=lambda one: (STAGES.index(one.stage), one.source is not None, one.id))
    return [(stage_title(stage), list(some)) for stage, some in groupby(order, key=lambda one: one.stage)]


def condition_words(condition: Condition) -> str:
    """What a rule waits for, in one phrase."""
    how = _WORDS["says"]
    waited = [str(_WORDS["standings"][state]) for state in State if state in condition.stands]
    stands = gettext(" or ").join(waited)
    titles = [title_of(kpi) for kpi in condition.kpis]
    if condition.least is not None:
        said = how["every"].format(kpis=listed(tuple(titles)), least=condition.least, stands=stands)
    elif len(titles) == 1:
        said = how["one"].format(kpi=titles[0], stands=stands)
    else:
        template = how["any"] if condition.any_of else how["first"]
        said = template.format(kpis=_either(titles), stands=stands)
    if condition.whole and condition.least is None:
        said = how["whole"].format(condition=said)
    return str(said)


def rule_lines(rule: Rule) -> list[Line]:
    """Everything a rule says of itself, after its title."""
    lines: list[Line] = [("", rule.says)]
    lines += [(gettext("when"), condition_words(one)) for one in rule.when]
    lines += [(gettext("unless"), condition_words(one)) for one in rule.unless]
    if rule.quiet:
        lines.append((gettext("unless"), str(_WORDS["says"]["quiet"])))
    lines += [
        (gettext("try"), rule.action),
        (gettext("for"), _weeks(rule.weeks)),
        (gettext("watch"), ", ".join(title_of(kpi) for kpi in rule.watch)),
        (gettext("wrong when"), rule.wrong_when),
    ]
    if rule.instead_of:
        lines.append((gettext("instead of"), ", ".join(rule.instead_of)))
    if rule.source:
        lines.append((gettext("source"), rule.source))
    return lines


def advice_lines(advice: Advice, rule: Rule | None = None) -> list[Line]:
    """What is advised, with the evidence; `rule` adds what it means. One on trial is not told again."""
    if advice.on_trial:
        return [("", sentence(_WORDS["says"]["on_trial"]))]
    lines = [("", rule.says)] if rule is not None else []
    lines += [(gettext("seen"), evidence_words(piece)) for piece in advice.evidence]
    return [
        *lines,
        (gettext("try"), advice.action),
        (gettext("for"), _weeks(advice.weeks)),
        (gettext("watch"), ", ".join(title_of(kpi) for kpi in advice.watch)),
        (gettext("wrong when"), advice.wrong_when),
    ]


def advice_title(advice: Advice) -> str:
    """What is advised in a few words, with the channel it is about."""
    return advice.title if advice.channel is None else f"{advice.title} ({channel_title(advice.channel)})"


def evidence_words(piece: Evidence) -> str:
    """How one figure stands, with its numbers."""
    name = title_of(piece.kpi)
    if piece.channel is not None:
        name = f"{name}, {channel_title(piece.channel)}"
    if piece.told is None:
        return str(_WORDS["says"]["one"].format(kpi=name, stands=_WORDS["standings"][piece.standing]))
    return says(piece.told, name)


def nothing_words(known: int, judged: int) -> str:
    """What is said when no rule speaks: of so many figures that come in, so many can be judged."""
    words = "unknown" if not known else "none" if judged else "restless"
    return str(_WORDS["says"][words].format(known=known, untold=known - judged))


def rule_document(rule: Rule) -> dict[str, Any]:
    """The `--json` of a rule."""
    return {
        "id": rule.id,
        "title": rule.title,
        "says": rule.says,
        "stage": rule.stage,
        "when": [condition_words(one) for one in rule.when],
        "unless": [condition_words(one) for one in rule.unless],
        "quiet": rule.quiet,
        "action": rule.action,
        "weeks": rule.weeks,
        "watch": list(rule.watch),
        "wrong_when": rule.wrong_when,
        "instead_of": list(rule.instead_of),
        "source": rule.source,
        "examples": len(rule.examples),
        "where": rule.where,
    }


def advice_document(advice: Advice) -> dict[str, Any]:
    """The `--json` of an advice."""
    return {
        "key": advice.key,
        "rule": advice.rule,
        "channel": advice.channel,
        "title": advice_title(advice),
        "action": advice.action,
        "weeks": advice.weeks,
        "watch": list(advice.watch),
        "wrong_when": advice.wrong_when,
        "on_trial": advice.on_trial,
        "evidence": [
            {
                "kpi": piece.kpi,
                "channel": piece.channel,
                "standing": piece.standing,
                "says": evidence_words(piece),
            }
            for piece in advice.evidence
        ],
    }


def playbook_page(rules: Mapping[str, Rule]) -> str:
    """The page of the manual that lists every rule."""
    lines = [
        "# The playbook",
        "",
        f"{len(rules)} rules. Each waits for how figures stand against their own past, never for raw",
        "numbers, and speaks only when at least one of them has lastingly changed or spiked: a high month",
        "alone is no ground to act. What cannot be told satisfies no condition. `milepost playbook match`",
        "holds them against a brand; [extending.md](extending.md) tells how to write your own.",
        "",
    ]
    for stage, some in by_stage(rules.values()):
        lines += [f"## {stage}", ""]
        for rule in some:
            lines += [f"### {rule.title}", "", f"`{rule.id}`: {rule.says}", ""]
            lines += [f"- {label}: {said}" for label, said in rule_lines(rule)[1:]]
            lines.append("")
    return "\n".join(lines)


def _weeks(weeks: int) -> str:
    return ngettext("one week", "{n} weeks", weeks, n=numbers.count_word(weeks))


def _either(names: Sequence[str]) -> str:
    """“one, two or three”."""
    if len(names) < 2:
        return str(names[0]) if names else ""
    return gettext("{first} or {last}", first=", ".join(map(str, names[:-1])), last=names[-1])
