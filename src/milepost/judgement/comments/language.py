"""The language of a comment, where there is enough of it to tell."""

import re
from collections.abc import Sequence
from functools import cache

from milepost.judgement.comments.text import Text
from milepost.knowledge import table

LEAST_LETTERS = 20
"""Below, every guesser tried was wrong too often to be of use."""

LEAST_SMALL_WORDS = 2


def language_of(text: Text) -> str | None:
    """`en`, `de`, `fr`, `es`, `pt`, `it`, `nl` by its small words; None where that cannot be told.

    A guess needs twenty letters, two small words of the language, and more of them than of any other.
    """
    if text.letters < LEAST_LETTERS or not text.latin:
        return None
    hits = sorted(
        (
            (sum(bool(small.fullmatch(word)) for word in text.own_words), name)
            for name, small in small_words()
        ),
        reverse=True,
    )
    (best, name), (second, _) = hits[0], hits[1]
    return name if best >= LEAST_SMALL_WORDS and best > second else None


@cache
def languages() -> tuple[str, ...]:
    """The languages whose words are known, in the order of the file."""
    return tuple(table("comment_words"))


@cache
def small_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each language's small words, as a pattern of one word."""
    return tuple((name, re.compile(any_of(body["small"]))) for name, body in table("comment_words").items())


def any_of(phrases: Sequence[str]) -> str:
    """A pattern of any of the phrases; `*` alone is one word, at the end of one any ending."""
    return "|".join(
        re.escape(phrase).replace(r"\ \* ", r"\ \S+ ").replace(r"\*", r"\S*") for phrase in phrases
    )
