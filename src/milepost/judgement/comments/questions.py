"""What people ask in comments: questions grouped by the words that they share."""

import html
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from milepost.judgement.comments.spoken import Corpus, Spoken, weak_words
from milepost.judgement.comments.text import read
from milepost.judgement.comments.topics import example
from milepost.knowledge import table

LEAST_PEOPLE = 3
MOST = 8
LEAST_WORDS = 3
MOST_WORDS_UNMARKED = 8
"""“When I see this I ask myself how …” begins as a question does, and is none."""

_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_TAG = re.compile(r"<[^>]{0,400}>")
MARKS = ("?", "？", "؟")


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions about one thing: `about` is the word that they share; with how many comments and people."""

    about: str
    comments: int
    people: int
    example: str = ""


@dataclass(frozen=True, slots=True)
class Questions:
    """All that was asked: comments with a question, groups by most people, and what stands in no group."""

    comments: int
    groups: tuple[Asked, ...]
    others: int


@dataclass(frozen=True, slots=True)
class _Question:
    text: str
    comment: Spoken
    words: frozenset[str]


def questions(of: Corpus, *, most: int = MOST, least: int = LEAST_PEOPLE) -> Questions:
    """The questions, grouped; a question stands in one group only, that of its commonest word."""
    asked = [found for comment in of.comments for found in _questions(comment)]
    left = list(asked)
    groups: list[Asked] = []
    while len(groups) < most:
        people: dict[str, set[str]] = defaultdict(set)
        for question in left:
            for word in question.words:
                people[word].add(question.comment.who)
        weak = weak_words()
        named = {word: who for word, who in people.items() if len(who) >= least and word not in weak}
        if not named:
            break
        word = max(named, key=lambda one: (len(named[one]), one))
        some = [question for question in left if word in question.words]
        left = [question for question in left if word not in question.words]
        groups.append(_group(word, some, of))
    texts = {id(question.comment) for question in asked}
    other = {id(question.comment) for question in left}
    return Questions(len(texts), tuple(groups), len(other))


def _group(word: str, some: Sequence[_Question], of: Corpus) -> Asked:
    """The group, called by its word and the one that most of its questions share besides."""
    beside = Counter(other for question in some for other in question.words if other != word)
    about = [word]
    if beside:
        other, count = max(beside.items(), key=lambda pair: (pair[1], pair[0]))
        if 2 * count > len(some):
            about = [other, word] if _stands_before(other, word, some) else [word, other]
    comments = {id(question.comment): question.comment for question in some}
    return Asked(
        " ".join(of.written.get(each, each) for each in about),
        len(comments),
        of.people(comments.values()),
        example((question.text for question in some), of),
    )


def _stands_before(one: str, other: str, some: Sequence[_Question]) -> bool:
    """Whether most questions that hold both words say `one` first."""
    both = [q.comment.words for q in some if {one, other} <= q.words]
    return 2 * sum(words.index(one) < words.index(other) for words in both) > len(both)


def _questions(comment: Spoken) -> list[_Question]:
    """The sentences of a comment that ask: they end in a question mark, or begin with a word of question."""
    text = html.unescape(_TAG.sub(" ", html.unescape(comment.text)))
    found = []
    for match in _SENTENCE.findall(text):
        sentence = match.strip()
        words = read(sentence).own_words
        marked = sentence.endswith(MARKS)
        begins = bool(words) and words[0] in _asking() and not sentence.endswith("!") and not comment.asks
        begins = begins and len(words) <= MOST_WORDS_UNMARKED
        if len(words) >= LEAST_WORDS and (marked or begins):
            found.append(_Question(sentence, comment, frozenset(_topical(words, comment))))
    return found


def _topical(words: Sequence[str], comment: Spoken) -> set[str]:
    """The topical words of a sentence, in the form that the whole comment has them in."""
    forms = dict(zip(read(comment.text).own_words, comment.words, strict=True))
    return {form for word in words if (form := forms.get(word)) is not None}


@cache
def _asking() -> frozenset[str]:
    return frozenset(word for body in table("topic_words").values() for word in body["asks"])
