"""The language of a comment, where there is enough of it to tell."""

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
        ((sum(word in small for word in text.own_words), name) for name, small in _small()), reverse=True
    )
    (best, name), (second, _) = hits[0], hits[1]
    return name if best >= LEAST_SMALL_WORDS and best > second else None


@cache
def languages() -> tuple[str, ...]:
    """The languages whose words are known, in the order of the file."""
    return tuple(table("comment_words"))


@cache
def _small() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((name, frozenset(body["small"])) for name, body in table("comment_words").items())
