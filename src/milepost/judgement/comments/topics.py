"""What comments are about: words and short phrases that several people use, with how many of them do."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from milepost.judgement.comments.spoken import Corpus, Spoken, is_rude, one_form, shown, weak_words
from milepost.judgement.comments.text import read
from milepost.judgement.shares import wilson

LEAST_PEOPLE = 5
"""Below, a word that comes again is chance, or two friends."""

MOST = 10
TOGETHER = 0.5
"""Two words that stand next to each other in half of the comments that hold the rarer are one phrase."""

MOST_HIDDEN = 0.2
MOST_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Topic:
    """A word or phrase: in how many comments, by how many people, and in what share of all comments.

    `low` and `high` hold the share's 95 % interval; `meaningful` counts the comments that say or ask
    something. `example` is one of them with nobody's name in it; empty where none can be shown.
    """

    words: str
    comments: int
    people: int
    share: float
    low: float
    high: float
    meaningful: int
    example: str = ""


def topics(of: Corpus, *, most: int = MOST, least: int = LEAST_PEOPLE) -> tuple[Topic, ...]:
    """The topics, those of most people first; none that fewer than `least` people have in common.

    Comments that say something decide the order: a cheer repeated by hundreds is no topic.
    """
    holding: dict[str, list[Spoken]] = defaultdict(list)
    pairs: dict[str, list[Spoken]] = defaultdict(list)
    for comment in of.comments:
        for word in comment.topical:
            holding[word].append(comment)
        for pair in _pairs(comment):
            pairs[pair].append(comment)
    for phrase in _phrases(pairs, holding, of, least):
        holding[phrase] = pairs[phrase]
        for word in phrase.split(" "):
            if len(holding[phrase]) >= TOGETHER * len(holding[word]):
                holding[word] = []
    found = [
        (words, some)
        for words, some in holding.items()
        if of.people(some) >= least and words not in weak_words()
    ]
    ranked = sorted(found, key=lambda one: (-_weight(one[1], of), -len(one[1]), one[0]))
    return tuple(_topic(words, some, of) for words, some in ranked[:most])


def _weight(some: Sequence[Spoken], of: Corpus) -> float:
    """How many people use it, as far as their comments say something."""
    return of.people(some) * sum(comment.meaningful for comment in some) / len(some)


def mentions(of: Corpus, phrase: str) -> tuple[Spoken, ...] | None:
    """The comments that hold every topical word of a phrase, in any order: of “slow delivery”, both.

    None where no word of it can be a topic (“nice videos”): such words stand below every post.
    """
    asked = [word for word in read(phrase).own_words if len(word) > 1]
    same = one_form(of.users + Counter(asked))
    wanted = {same[word] for word in asked if word in same}
    if not wanted:
        return None
    forms = {word: {other for other, root in same.items() if root == word} for word in wanted}
    return tuple(comment for comment in of.comments if all(forms[word] & comment.topical for word in wanted))


def _phrases(
    pairs: dict[str, list[Spoken]], holding: dict[str, list[Spoken]], of: Corpus, least: int
) -> list[str]:
    """Pairs that several people say, and that one of their words hardly does without; commonest first."""
    return [
        pair
        for pair, some in sorted(pairs.items(), key=lambda found: (-len(found[1]), found[0]))
        if len(some) >= max(least, TOGETHER * min(len(holding[word]) for word in pair.split(" ")))
        and of.people(some) >= least
    ]


def _pairs(comment: Spoken) -> frozenset[str]:
    return frozenset(
        f"{one} {other}"
        for one, other in pairwise(comment.words)
        if one is not None and other is not None and one != other
    )


def _topic(words: str, some: Sequence[Spoken], of: Corpus) -> Topic:
    share = len(some) / len(of.comments)
    low, high = wilson(share, len(of.comments))
    written = " ".join(of.written.get(word, word) for word in words.split(" "))
    saying = [comment for comment in some if comment.meaningful]
    return Topic(
        written,
        len(some),
        of.people(some),
        share,
        low,
        high,
        len(saying),
        example((comment.text for comment in saying), of),
    )


def example(sentences: Iterable[str], of: Corpus) -> str:
    """The sentence that loses least by hiding who speaks, of a middle length; empty where all lose much."""
    best: tuple[float, float, str] | None = None
    for sentence in islice(sentences, MOST_LOOKED_AT):
        text, hidden = shown(sentence, of.users)
        words = max(len(text.split()), 1)
        if hidden > MOST_HIDDEN * words or words < 3 or is_rude(sentence) or text.isupper():
            continue
        key = (hidden / words, abs(len(text) - 60), text)
        best = key if best is None or key < best else best
    return "" if best is None else best[2]
