"""The examples that a rule's file carries, held against what the rule advises."""

from milepost.playbook.match import match
from milepost.playbook.rule import Example, Rule
from milepost.playbook.standings import Stand


def stands_of(example: Example) -> tuple[Stand, ...]:
    """The standings that the example gives."""
    return tuple(
        Stand(name.partition("@")[0], name.partition("@")[2] or None, states)
        for name, states in example.standings
    )


def faults_of(rule: Rule, example: Example) -> tuple[str, ...]:
    """What the rule does otherwise than an example says; () when it holds."""
    advised = tuple(sorted(advice.channel or "" for advice in match(stands_of(example), (rule,))))
    if advised == example.advises:
        return ()
    return (f"it advises {_of(advised)}, not {_of(example.advises)}",)


def _of(channels: tuple[str, ...]) -> str:
    return " and ".join(name or "for the whole brand" for name in channels) or "nothing"
