"""The words of a text that name what it is about, as links: for whoever knows the addresses."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from milepost.knowledge import table
from milepost.subject import Subject

To = Callable[[Subject], str]
"""The address of a subject's page; "" where there is none for who reads."""

Write = Callable[[str], Markup]

_WORDS = Markup('<a class="origin" href="{}">{}</a>')


def nowhere(_subject: Subject) -> str:
    """No address for anything: the texts stay plain."""
    return ""


def about_at(about: Sequence[tuple[Subject, ...]], at: int) -> tuple[Subject, ...]:
    """What the item or row at that place is about; nothing where that is not told."""
    return about[at] if at < len(about) else ()


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a text, from `start` up to `end`, that are about `subject`."""

    start: int
    end: int
    subject: Subject


def spans(
    texts: Sequence[str], about: Sequence[Subject]
) -> tuple[tuple[tuple[Span, ...], ...], tuple[Subject, ...]]:
    """For each text its spans in order, none within another, and the subjects that no text names.

    Each subject is found once, in the first text that names it; longer names are looked for first, and only
    whole words count.
    """
    found: list[list[Span]] = [[] for _ in texts]
    known: set[tuple[str, str]] = set()
    unnamed: dict[tuple[str, str], Subject] = {}
    for subject in sorted(about, key=lambda one: -len(one.words)):
        key = subject.about, subject.id
        if key in known or not subject.words:
            continue
        place = _first(texts, found, subject)
        if place is None:
            unnamed.setdefault(key, subject)
        else:
            known.add(key)
            found[place[0]].append(place[1])
    left = tuple(unnamed[key] for key in dict.fromkeys((s.about, s.id) for s in about) if key in unnamed)
    ordered = tuple(tuple(sorted(some, key=lambda span: span.start)) for some in found)
    return ordered, tuple(one for one in left if (one.about, one.id) not in known)


def _first(
    texts: Sequence[str], taken: Sequence[Sequence[Span]], subject: Subject
) -> tuple[int, Span] | None:
    words = re.compile(rf"(?<!\w){re.escape(subject.words)}(?!\w)")
    for at, text in enumerate(texts):
        for match in words.finditer(text):
            start, end = match.span()
            if all(end <= span.start or span.end <= start for span in taken[at]):
                return at, Span(start, end, subject)
    return None


def linked(texts: Sequence[str], about: Sequence[Subject], to: To, write: Write = escape) -> list[Markup]:
    """Each text, escaped by `write`, with its names as links; what none of them names follows the first."""
    reached = [replace(one, words=str(one.words)) for one in about if to(one)]  # in the language of the text
    found, unnamed = spans(texts, reached)
    told = [_text(text, some, to, write) for text, some in zip(texts, found, strict=True)]
    if unnamed and told:
        told[0] += _beside(unnamed, to)
    return told


def each(texts: Sequence[str], about: Sequence[tuple[Subject, ...]], to: To = nowhere) -> tuple[Markup, ...]:
    """Each text for itself, with what it is about."""
    return tuple(linked([text], about_at(about, at), to)[0] for at, text in enumerate(texts))


def _text(text: str, found: Sequence[Span], to: To, write: Write) -> Markup:
    parts, at = Markup(""), 0
    for span in found:
        parts += write(text[at : span.start])
        parts += _WORDS.format(to(span.subject), write(text[span.start : span.end]))
        at = span.end
    return parts + write(text[at:])


def _beside(unnamed: Sequence[Subject], to: To) -> Markup:
    """“Source: Orders”: what a text is about without naming it."""
    said = table("pages")["says"]
    names = Markup(", ").join(_WORDS.format(to(one), one.words) for one in unnamed)
    head, _, tail = str(said["origin"]).partition("{names}")
    return Markup(' <span class="origin-beside">{}{}{}</span>').format(head, names, tail)
