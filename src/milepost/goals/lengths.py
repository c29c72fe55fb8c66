"""Times that say how long a thing lasts, or how far one looks back: no deadlines."""

from collections.abc import Sequence

from milepost.goals.deadlines import Deadline
from milepost.goals.tokens import Token
from milepost.goals.vocabulary import Vocabulary

_HOW_LONG = frozenset({"by", "under", "below", "less"})


def is_a_length(time: Deadline, tokens: Sequence[Token], long: Sequence[int]) -> bool:
    """“Shorten the sales cycle by two weeks”, “to 30 days”: how long it is, not by when.

    `long` are the ends of the names of metrics that are lengths of time.
    """
    if time.kind != "duration":
        return False
    before = [end for end in long if end < time.end]
    if any(time.start <= end and tokens[end].norm in _HOW_LONG for end in before):
        return True
    between = (tokens[end : time.end - 1] for end in before[-1:])
    return any(
        some[0].norm in _FROM_TO and all(t.kind == "number" or t.norm in _FROM_TO for t in some)
        for some in between
        if some
    )


_FROM_TO = frozenset({"from", "to", "von", "auf", "de", "a", "des", "d"})  # “del ciclo de 45 a 30 días”
_SOON = frozenset({"P1D", "P2D", "P3D"})


def is_a_window(time: Deadline, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """“30-day retention”, “retention (90 days)”: how long one looks back, not until when."""
    if time.kind != "duration":
        return False
    if time.value in _SOON and words["replies"].first(tokens) is not None:
        return True  # “answered within a day”
    if _says_how_long_people_stay(time, tokens, words):
        return True
    if tokens[time.start].norm == "a" and any(
        words["windows"].at(tokens, i) is not None for i in range(max(0, time.start - 2), time.start)
    ):
        return True  # “rétention à 3 mois”
    if time.certain and tokens[time.start].kind != "number":
        return False
    bracket = time.start > 0 and tokens[time.start - 1].norm == "("
    near = [*range(time.end, time.end + 3), *(range(time.start - 4, time.start) if bracket else ())]
    return any(0 <= i < len(tokens) and words["windows"].at(tokens, i) is not None for i in near)


def _says_how_long_people_stay(time: Deadline, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """“customers who stay longer than 3 months”."""
    number = next((i for i in range(time.start, time.end) if tokens[i].kind == "number"), time.end)
    who = any(words["who"].at(tokens, i) is not None for i in range(max(0, number - _CLAUSE), number))
    lasting = (words["lasting"].at(tokens, i) for i in range(max(0, number - 3), number))
    return who and any(mention is not None and mention.end == number for mention in lasting)


_CLAUSE = 8  # tokens of a short relative clause
