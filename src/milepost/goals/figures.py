"""The figures of a sentence: 10,000 and 10.000 and 10K, 5 %, $20, 2x, 3:1, 30 minutes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from milepost.goals.tokens import Token
from milepost.goals.vocabulary import Vocabulary

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2592000}
_THOUSANDS = {"en": ",", "de": ".", "fr": " ", "es": "."}
_LONGEST = 15  # digits; what is longer is no amount, and floats could not hold it
_PAIRS = frozenset("-–—")
_MINUS = frozenset("-–\N{MINUS SIGN}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the tokens it covers. `kind`: count, percent, points, money, multiple, ratio, duration.

    A multiple is a factor (2x is 2), a duration is in seconds, money in whole units of `currency`.
    """

    kind: str
    value: float
    start: int
    end: int
    currency: str | None = None
    signed: bool = False  # written with a plus or a minus in front: a change
    factor_of: bool = False  # "3x return" or "3:1": a level, not a change
    minus: bool = False  # written with a minus in front: a fall
    ranged: bool = False  # the lower end of a range


def figures_of(tokens: Sequence[Token], words: Vocabulary) -> list[Figure]:
    """Every figure, in order; number words count before a magnitude or a multiple only."""
    found: list[Figure] = []
    i = 0
    while i < len(tokens):
        figure = _figure_at(tokens, i, words)
        if figure is not None:
            found.append(figure)
        i = max(figure.end, i + 1) if figure is not None else i + 1
    return found


def _figure_at(tokens: Sequence[Token], i: int, words: Vocabulary) -> Figure | None:
    token = tokens[i]
    if token.kind != "number":
        return _spelled(tokens, i, words)
    value = number_of(token.norm, words.lang)
    if value is None:
        return None
    start, end = i, i + 1
    if _touching(tokens, i, i + 3) and tokens[end].norm == ":" and tokens[end + 1].kind == "number":
        return _quotient(tokens, i, value, words)
    value, end = _magnified(tokens, end, value, words)
    while end < len(tokens) and tokens[end].norm == "+":
        end += 1
    minus = _is_minus(tokens, start)
    signed = minus or (start > 0 and tokens[start - 1].norm == "+")
    figure = _with_unit(tokens, (start, end), value, words, signed=signed)
    return replace(figure, minus=True) if minus else figure


def _is_minus(tokens: Sequence[Token], at: int) -> bool:
    """“-20 %”: a sign that touches the figure and nothing before it. “10-20” is a range, “- 5” a list."""
    if not at or tokens[at - 1].norm not in _MINUS or tokens[at - 1].end != tokens[at].start:
        return False
    return at == 1 or tokens[at - 2].end < tokens[at - 1].start


def _touching(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether no space stands between these tokens."""
    if end > len(tokens):
        return False
    return all(one.end == other.start for one, other in pairwise(tokens[start:end]))


def _quotient(tokens: Sequence[Token], i: int, value: float, words: Vocabulary) -> Figure | None:
    """“3:1”; before a unit of time it is a time (“2:30 min”)."""
    unit = words["units"].at(tokens, i + 3) if i + 3 < len(tokens) else None
    if unit is not None and unit.id in {"minute", "hour"} and len(tokens[i + 2].norm) == 2:
        parts = value * 60 + (number_of(tokens[i + 2].norm, words.lang) or 0)
        return Figure("duration", parts * _SECONDS[unit.id] / 60, i, unit.end)
    under = number_of(tokens[i + 2].norm, words.lang)
    return Figure("ratio", value / under, i, i + 3) if under else None


def _magnified(tokens: Sequence[Token], end: int, value: float, words: Vocabulary) -> tuple[float, int]:
    """`10K`, `2 million`; a lone letter must touch its number."""
    if end < len(tokens):
        size = words["magnitudes"].at(tokens, end)
        touches = _touching(tokens, end - 1, end + 1)
        touches = touches or (
            _touching(tokens, end, end + 2) and words["currencies"].at(tokens, end + 1) is not None
        )
        if size is not None and (touches or len(tokens[end].norm) > 1):
            after = size.end + (size.end < len(tokens) and tokens[size.end].norm == ".")
            ends_here = after >= len(tokens) or after == size.end
            return value * float(size.id), size.end if ends_here else after
    return value, end


def _with_unit(
    tokens: Sequence[Token], span: tuple[int, int], value: float, words: Vocabulary, *, signed: bool
) -> Figure:
    start, end = span
    before = tokens[start - 1] if start else None
    while before is not None and before.norm in {"+", "~", "-"} and start > 1:
        start -= 1
        before = tokens[start - 1]
    sign_at = _skip_hyphen(tokens, end)
    if sign_at < len(tokens):
        for table, kind in (("points", "points"), ("percent", "percent")):
            mention = words[table].at(tokens, sign_at)
            if mention is not None and not (kind == "points" and mention.end == sign_at):
                return Figure(kind, value, span[0], _past_plus(tokens, mention.end), signed=signed)
        if (
            tokens[sign_at].norm in {"x", "×"}
            and not _is_a_rhythm(tokens, sign_at + 1, words)
            and tokens[sign_at].start <= tokens[end - 1].end + 1
        ):
            return Figure("multiple", value, span[0], _past_plus(tokens, sign_at + 1), signed=signed)
        times = words["multiple_signs"].at(tokens, sign_at)
        if times is not None or _is_multiplied_by(tokens, start):
            return Figure("multiple", value, span[0], times.end if times else end, signed=signed)
        seconds = words["units"].at(tokens, sign_at)
        lone = len(tokens[sign_at].norm) == 1 and tokens[sign_at].norm != "h"
        if (
            seconds is not None
            and seconds.id in _SECONDS
            and not (lone and sign_at > end - 1 and tokens[sign_at].start > tokens[sign_at - 1].end)
        ):
            length, end = _with_seconds(tokens, seconds.end, value * _SECONDS[seconds.id], seconds.id)
            return Figure("duration", length, span[0], end, signed=signed)
    return _money_or_count(tokens, (start, span[0], end), value, words, signed=signed)


def _with_seconds(tokens: Sequence[Token], i: int, length: float, unit: str) -> tuple[float, int]:
    """“1min20”, “2h30”: the smaller part touches the unit."""
    if unit not in {"minute", "hour"} or i >= len(tokens) or not tokens[i].norm.isdigit():
        return length, i
    if tokens[i].start != tokens[i - 1].end or len(tokens[i].norm) != 2:
        return length, i
    return length + int(tokens[i].norm) * _SECONDS[unit] / 60, i + 1


def _is_multiplied_by(tokens: Sequence[Token], start: int) -> bool:
    """“multiply the leads by 3”, “multiplier par 3 les ventes”."""
    if not start or tokens[start - 1].norm not in {"by", "par", "por", "mit"}:
        return False
    return any(token.norm.startswith(("multipl", "vervielf")) for token in tokens[max(0, start - 6) : start])


def _is_a_rhythm(tokens: Sequence[Token], i: int, words: Vocabulary) -> bool:
    """“3x per week” says how often, not how many times as much."""
    return i < len(tokens) and words["per"].at(tokens, i) is not None


def _money_or_count(
    tokens: Sequence[Token], span: tuple[int, int, int], value: float, words: Vocabulary, *, signed: bool
) -> Figure:
    outer, start, end = span
    currencies = words["currencies"]
    for back in (2, 1):
        if outer >= back:
            mention = currencies.at(tokens, outer - back)
            if mention is not None and mention.end == outer:
                code = currencies.at(tokens, end) if end < len(tokens) else None
                if code is not None and tokens[outer - 1].norm == "$":  # “$450 MXN”
                    return Figure("money", value, outer - back, code.end, code.id, signed)
                return Figure("money", value, outer - back, end, mention.id, signed)
    of = end + (end + 1 < len(tokens) and tokens[end].norm in {"de", "d", "of"} and value >= 1_000_000)
    if of < len(tokens):
        mention = currencies.at(tokens, of)
        if mention is not None:
            return Figure("money", value, start, _past_plus(tokens, mention.end), mention.id, signed)
    if outer and tokens[outer - 1].norm in {"x", "×"} and tokens[outer - 1].end == tokens[outer].start:
        return Figure("multiple", value, outer - 1, end)
    return Figure("count", value, start, end, signed=signed)


def _spelled(tokens: Sequence[Token], i: int, words: Vocabulary) -> Figure | None:
    """`double`, `a thousand`, `mil`, `zwei Millionen`."""
    multiple = words["multiples"].at(tokens, i)
    if multiple is not None:
        return Figure("multiple", float(multiple.id), i, multiple.end)
    number = words.numbers.get(tokens[i].norm)
    if number is None:
        return None
    number, after = _with_ones(tokens, i, number, words)
    value, end = _magnified(tokens, after, number, words)
    if value == 0 and i and words["start"].at(tokens, i - 1) is not None:
        return Figure("count", 0.0, i, end)
    one = (
        value == number < 2
        and not _is_one_hour(tokens, i + 1, words)
        and not _is_one_a_time(tokens, i, words)
    )
    if tokens[i].kind != "word" or one:
        return None
    return _with_unit(tokens, (i, end), value, words, signed=False)


def _with_ones(tokens: Sequence[Token], i: int, number: float, words: Vocabulary) -> tuple[float, int]:
    """“twenty-five”, “treinta y cinco”: a small number behind round tens."""
    for j in (i + 1, i + 2):
        ones = words.numbers.get(tokens[j].norm, 0) if j < len(tokens) else 0
        if (
            tokens[i].kind == "word"
            and number in _TENS
            and 0 < ones < 10
            and (j == i + 1 or _links(tokens, j - 1))
        ):
            return number + ones, j + 1
    return number, i + 1


_TENS = range(20, 100, 10)


def _links(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].norm in {"-", "y", "et"}


def _is_one_hour(tokens: Sequence[Token], i: int, words: Vocabulary) -> bool:
    """“within an hour”, “en moins d'une heure”: the article counts before a short time."""
    unit = words["units"].at(tokens, i) if i < len(tokens) else None
    short = unit is not None and unit.id in {"minute", "hour"} and len(tokens[i].norm) > 1
    return short and i > 1 and words["per"].at(tokens, i - 2) is None


_ONES = frozenset({"one", "ein", "eine", "einen", "un", "una", "une"})


def _is_one_a_time(tokens: Sequence[Token], i: int, words: Vocabulary) -> bool:
    """“one post a week”, “ein Video pro Woche”: a count, where a rhythm follows."""
    if tokens[i].norm not in _ONES:
        return False
    for j in range(i + 1, min(i + 5, len(tokens))):
        if tokens[j].kind != "word":
            return False
        per = words["per"].at(tokens, j) if j > i + 1 else None
        unit = words["units"].at(tokens, per.end) if per is not None and per.end < len(tokens) else None
        if unit is not None:
            return True
    return False


def number_of(written: str, lang: str) -> float | None:
    """A number as people of that language write it: groups of three are thousands, else a decimal mark."""
    plain = written.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
    digits = plain.replace(" ", "").replace("'", "")
    marks = [c for c in digits if c in ".,"]
    if len(marks) > 0:
        digits = _without_groups(digits, marks, lang)
    try:
        value = float(digits) if len(digits) <= _LONGEST else None
    except ValueError:
        return None
    return value


def _without_groups(digits: str, marks: Sequence[str], lang: str) -> str:
    last = marks[-1]
    head, _, tail = digits.rpartition(last)
    if len(set(marks)) == 2 and marks.count(last) == 1:
        return head.replace("." if last == "," else ",", "") + "." + tail
    first, *groups = digits.split(last)
    grouped = first not in {"", "0"} and all(len(group) == 3 for group in groups)
    own = last == _THOUSANDS.get(lang) or len(marks) > 1 or tail == "000" or (lang == "fr" and last == ".")
    if grouped and (own or last == ","):
        return digits.replace(last, "")
    return digits.replace(",", ".")


def _skip_hyphen(tokens: Sequence[Token], end: int) -> int:
    return end + (end + 1 < len(tokens) and tokens[end].norm in _PAIRS and tokens[end + 1].kind != "number")


def _past_plus(tokens: Sequence[Token], end: int) -> int:
    return end + (end < len(tokens) and tokens[end].norm == "+")
