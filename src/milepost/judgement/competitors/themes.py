"""What a brand's posts speak of again and again: words and hashtags, counted by distinct posts."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from milepost.judgement.comments.spoken import stop_words
from milepost.judgement.comments.text import bare_word
from milepost.judgement.competitors.names import plain_name
from milepost.judgement.competitors.public import PublicPost
from milepost.knowledge import table

LEAST_POSTS = 3
LEAST_SHARE = 0.05
MOST = 8
BOILERPLATE = 0.9
"""What stands in nearly every one of at least eight posts is a signature, not a theme."""
SIGNED = 8
LETTERS = 4
"""Shorter words say too little; a hashtag says what it says at any length above one."""

_NOISE = re.compile(r"https?://\S+|www\.\S+|[\w.+-]*@[\w.-]+", re.IGNORECASE)
_TAG = re.compile(r"#(\w{2,60})")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ](?=[\u0400-\u04ff])[^\W\d_]+)*")
"""In Ukrainian an apostrophe is part of a word; in French and English it parts two."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A word or hashtag and in how many distinct posts, of how many, it stands."""

    word: str
    posts: int
    of: int


def themes(posts: Sequence[PublicPost], names: Collection[str] = ()) -> tuple[Theme, ...]:
    """The themes of posts, the most frequent first. `names` of brands are no themes.

    The same text posted twice is one post. A word and its hashtag are one theme; of words that always stand
    together, the longest is told.
    """
    own = {plain_name(word) for name in names for word in (name, *name.split())}
    distinct = {_key(post): words_of(post) for post in posts if post.text or post.tags}
    counts = Counter(word for words in distinct.values() for word in words)
    least = max(LEAST_POSTS, LEAST_SHARE * len(distinct))
    found = sorted(
        (
            word
            for word, count in counts.items()
            if count >= least
            and not _names(word, own)
            and not (len(distinct) >= SIGNED and count > BOILERPLATE * len(distinct))
        ),
        key=lambda word: (-counts[word], -len(word), word),
    )
    told: list[str] = []
    for word in found:
        if not any(_together(word, other, distinct.values()) for other in told):
            told.append(word)
    return tuple(Theme(word, counts[word], len(distinct)) for word in told[:MOST])


def words_of(post: PublicPost) -> frozenset[str]:
    """The words and hashtags of a post that may be themes, in small letters, without people and addresses."""
    text = _NOISE.sub(" ", post.text).replace("’", "'").replace("ʼ", "'")
    tags = {tag.casefold() for tag in (*_TAG.findall(text), *(tag.lstrip("#") for tag in post.tags))}
    words = (word.casefold() for word in _WORD.findall(_TAG.sub(" ", text)))
    stop = _stop_words()
    kept = {word for word in words if len(word) >= LETTERS and bare_word(word) not in stop}
    return frozenset(kept | {tag for tag in tags if bare_word(tag) not in stop})


def _names(word: str, own: Collection[str]) -> bool:
    """Whether a word is a brand's name, or a hashtag made of one."""
    plain = plain_name(word)
    return plain in own or any(len(name) > LETTERS and name in plain for name in own)


def _together(one: str, other: str, posts: Iterable[frozenset[str]]) -> bool:
    return all((one in words) == (other in words) for words in posts)


def _key(post: PublicPost) -> str:
    return " ".join(post.text.split()).casefold() or f"{post.posted.isoformat()} {' '.join(post.tags)}"


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    own = (bare_word(word) for words in table("theme_words")["stop"].values() for word in words.split())
    return stop_words() | frozenset(own)
