"""The language in which people are spoken to: sentences are written in English, and translated when said.

As everywhere with gettext, the English sentence is the key of its translations. Code below the reports
does not know who will read it: it keeps its sentences as `Lazy`, which are English to whatever stores or
compares them, and speak the reader's language once they are written out (by `str`, in an f-string, in a
template). Code that makes words for somebody who is there uses `gettext`. Translations lie in `locale/`,
a `.po` for each place that words stand in, compiled into one `.mo` for each language; see
docs/extending.md.
"""

import gettext as catalogues
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de", "es", "fr")
_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)
_NONE: Mapping[str, Any] = MappingProxyType({})


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak that language within the block (“de_AT” is German), or English where it has no translations."""
    before = _spoken.set(spoken_for(language))
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken_for(language: str) -> str:
    """Which of our languages stands for it: “fr-CA” is fr, “it” is en."""
    base = language.replace("-", "_").partition("_")[0].lower()
    return base if base in LANGUAGES else ENGLISH


def spoken() -> str:
    """The language that is spoken just now: one of `LANGUAGES`."""
    return _spoken.get()


def gettext(english: str, /, **values: object) -> str:
    """The sentence in the language that is spoken, `{names}` in it replaced by `values`."""
    told = _translated(english)
    return told.format(**values) if values else told


def ngettext(one: str, many: str, n: int, /, **values: object) -> str:
    """The sentence for one or for many things; `{n}` is their number unless `values` write it otherwise."""
    told = (one if n == 1 else many) if spoken() == ENGLISH else catalogue(spoken()).ngettext(one, many, n)
    return told.format(**{"n": n, **values})


def pgettext(context: str, english: str, /, **values: object) -> str:
    """As `gettext`, for words that mean several things: `context` says which is meant here."""
    told = english if spoken() == ENGLISH else catalogue(spoken()).pgettext(context, english)
    return told.format(**values) if values else told


def together(*sentences: str, by: str = " ") -> "Lazy":
    """Sentences one after the other, still to be written out: `join` would keep but their English."""
    places = {f"part{place}": sentence for place, sentence in enumerate(sentences)}
    return Lazy(by.join(f"{{{place}}}" for place in places), places)


def quoted(words: object) -> "Lazy":
    """Words of others in the quotation marks of the language: “…”, „…“, «…»."""
    return gettext_lazy("“{words}”", words=words)


def all_quoted(words: Iterable[object]) -> "Lazy":
    """“a”, “b”: each of them in the quotation marks of the language."""
    return together(*map(quoted, words), by=", ")


def colon(head: object, what: object) -> "Lazy":
    """“Head: what”, with the space that French puts before a colon."""
    return gettext_lazy("{head}: {what}", head=head, what=what)


def decimal(value: float, places: int = 0) -> str:
    """A bare number with the signs of the language that is spoken, and at most that many decimals."""
    if spoken() == ENGLISH:
        told = f"{value:,.{places}f}"
        return told.rstrip("0").rstrip(".") if places else told
    from babel.numbers import format_decimal

    return format_decimal(round(value, places), format="#,##0." + "#" * places, locale=spoken())


def first_of_month(told: str, day: date) -> str:
    """A day as French writes it: “1er janvier”, where every other is “2 janvier”."""
    return f"1er{told[1:]}" if spoken() == "fr" and day.day == 1 and told[:1] == "1" else told


def gettext_lazy(english: str, /, **values: object) -> "Lazy":
    """The sentence, put into the reader's language when it is written out.

    Of an error its words are kept: not every error can be copied, as what is told of a file is.
    """
    if not values:
        return Lazy(english)
    return Lazy(english, {name: str(v) if isinstance(v, BaseException) else v for name, v in values.items()})


class Told(str):
    """English that is written out in the language of its reader.

    It equals its English, is hashed, sorted, joined and stored as it. `str(told)`, `format(told)`, f-strings,
    templates and `+` write it out; so make it a `str` first where its letters are worked on (`join`, `[0]`).
    """

    __slots__ = ()

    def written(self) -> str:
        """As it is said in the language that is spoken, which is not English."""
        raise NotImplementedError

    def kept(self) -> dict[str, Any]:
        """As JSON keeps it, so that any language can say it later."""
        raise NotImplementedError

    def __str__(self) -> str:
        return str.__str__(self) if spoken() == ENGLISH else self.written()

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __add__(self, other: str) -> str:
        return str(self) + other

    def __radd__(self, other: str) -> str:
        return other + str(self)


class LazyDay(Told):
    """A day as it stands in a sentence: “7 October 2026”, “7. Oktober 2026”."""

    __slots__ = ("_day",)
    _day: date

    def __new__(cls, english: str, day: date) -> "LazyDay":
        """The day, with its English."""
        made = super().__new__(cls, english)
        made._day = day
        return made

    def written(self) -> str:
        """In the order and with the signs of the language."""
        from babel.dates import format_date

        return first_of_month(format_date(self._day, format="long", locale=spoken()), self._day)

    def kept(self) -> dict[str, Any]:
        """Its English and its day."""
        return {"says": str.__str__(self), "day": self._day.isoformat()}

    def __reduce__(self) -> tuple[type["LazyDay"], tuple[str, date]]:
        return LazyDay, (str.__str__(self), self._day)


class LazyCount(Told):
    """A whole number as it stands in a sentence: “12,345”, “12.345”."""

    __slots__ = ("_count",)
    _count: int

    def __new__(cls, count: int) -> "LazyCount":
        """The number; it is grouped by thousands."""
        made = super().__new__(cls, f"{count:,}")
        made._count = count
        return made

    def written(self) -> str:
        """With the signs of the language."""
        from babel.numbers import format_decimal

        return format_decimal(self._count, format="#,##0", locale=spoken())

    def kept(self) -> dict[str, Any]:
        """Its English and its number."""
        return {"says": str.__str__(self), "count": self._count}

    def __reduce__(self) -> tuple[type["LazyCount"], tuple[int]]:
        return LazyCount, (self._count,)


class Lazy(Told):
    """A sentence with its values, translated when it is written out."""

    __slots__ = ("_message", "_values")
    _message: str
    _values: Mapping[str, Any]

    def __new__(cls, message: str, values: Mapping[str, Any] = _NONE) -> "Lazy":
        """The sentence `message`, its `{names}` replaced by `values` where there are any."""
        with speaking(ENGLISH):
            english = message if values is _NONE else str.format_map(message, values)
        made = super().__new__(cls, english)
        made._message, made._values = str.__str__(message), values
        return made

    def written(self) -> str:
        """Translated, with its values."""
        told = _translated(self._message)
        return told if self._values is _NONE else told.format_map(self._values)

    def kept(self) -> dict[str, Any]:
        """Its message and its values, those that JSON does not know as English writes them."""
        if not self._values:
            return {"says": self._message}
        return {"says": self._message, "with": {name: _value(one) for name, one in self._values.items()}}

    def __reduce__(self) -> tuple[type["Lazy"], tuple[str, Mapping[str, Any]]]:
        return (Lazy, (self._message,)) if self._values is _NONE else (Lazy, (self._message, self._values))  # type: ignore[return-value]

    def format(self, *places: object, **values: object) -> "Lazy":
        """The sentence with its values, still to be written out."""
        if places:
            raise TypeError(
                "Values of sentences have names, for their order differs from language to language."
            )
        return Lazy(self._message, {**self._values, **values})

    def format_map(self, values: Mapping[str, object]) -> "Lazy":  # type: ignore[override]
        """The same with a mapping, which may know what to say of names that it has not."""
        return Lazy(self._message, values)


class LazyClause(Told):
    """A sentence without its full stop, to stand before more."""

    __slots__ = ("_sentence",)
    _sentence: Told

    def __new__(cls, sentence: Told) -> "LazyClause":
        """The sentence; its full stop is dropped when it is written out."""
        made = super().__new__(cls, str.__str__(sentence).rstrip("."))
        made._sentence = sentence
        return made

    def written(self) -> str:
        """The sentence of the language, without its full stop."""
        return self._sentence.written().rstrip(".")

    def kept(self) -> dict[str, Any]:
        """The sentence that it is made of."""
        return {"clause": self._sentence.kept()}

    def __reduce__(self) -> tuple[type["LazyClause"], tuple[Told]]:
        return LazyClause, (self._sentence,)


def clause(sentence: str) -> str:
    """The sentence without its full stop, still to be written out."""
    return LazyClause(sentence) if isinstance(sentence, Told) else sentence.rstrip(".")


def _translated(message: str) -> str:
    language = _spoken.get()
    if language == ENGLISH or not message:
        return str.__str__(message)
    return catalogue(language).gettext(str.__str__(message))


@cache
def catalogue(language: str) -> catalogues.NullTranslations:
    """The translations into one of our languages; none where its file is missing."""
    lies = files("milepost").joinpath("locale", language, "milepost.mo")
    if not lies.is_file():
        return catalogues.NullTranslations()
    with lies.open("rb") as file:
        return catalogues.GNUTranslations(file)


def to_json(value: Any) -> Any:
    """The same for JSON: each sentence in it with its message and values, to be said in any language later.

    Mappings and lists are gone through; a text that is no sentence of ours stays as it is.
    """
    match value:
        case Told():
            return value.kept()
        case Mapping():
            return {name: to_json(one) for name, one in value.items()}
        case list() | tuple():
            return [to_json(one) for one in value]
        case _:
            return value


def from_json(value: Any) -> Any:
    """What `to_json` was given, lists where there were tuples. A plain text of an older version is itself."""
    match value:
        case {"says": str(english), "day": str(day), **more} if not more:
            return LazyDay(english, date.fromisoformat(day))
        case {"clause": dict(sentence), **more} if not more:
            return clause(from_json(sentence))
        case {"says": str(), "count": int(count), **more} if not more:
            return LazyCount(count)
        case {"says": str(message), "with": dict(values), **more} if not more:
            return Lazy(message, from_json(values))
        case {"says": str(message), **more} if not more:
            return Lazy(message)
        case dict():
            return {name: from_json(one) for name, one in value.items()}
        case list():
            return [from_json(one) for one in value]
        case _:
            return value


def _value(value: object) -> Any:
    if isinstance(value, Told):
        return value.kept()
    if value is None or isinstance(value, str | int | float):
        return value
    with speaking(ENGLISH):
        return str(value)
