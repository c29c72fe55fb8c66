"""Figures that are no amounts: times, ages, years, numbers of a list, parts of a word."""

from collections.abc import Sequence

from milepost.goals.figures import Figure
from milepost.goals.tokens import Token
from milepost.goals.vocabulary import Vocabulary

_OLDEST = 99
_SMALL = 12  # number words up to here say which things are meant: “all three apps”
_LIST_ENDS = 21  # lists are not longer; a greater number is an amount
_LIST_WORDS = frozenset(
    (
        "kr",
        "o",
        "goal",
        "objective",
        "target",
        "kpi",
        "result",
        "ziel",
        "objectif",
        "objetivo",
        "meta",
        "resultado",
        "okr",
        "smart",
        "number",
        "no",
        "nr",
    )
)


def is_no_amount(figure: Figure, tokens: Sequence[Token], words: Vocabulary, timed: set[int]) -> bool:
    """A figure that is a time, an age, a year, a rank in a list: no amount of the goal."""
    said = {
        i for i in range(figure.start, figure.end) if tokens[i].norm != "."
    }  # the stop of “1 Mio. bis Q2”
    if not timed.isdisjoint(said):
        return True
    if figure.kind == "count" and 2015 <= figure.value <= 2050 and tokens[figure.start].norm.isdigit():
        return True
    if _says_which(figure, tokens, words) or _counts_stars(figure, tokens):
        return True
    if figure.kind == "count" and (_is_part_of_a_word(figure.end, tokens) or _numbers_a_list(figure, tokens)):
        return True
    if figure.kind == "count" and figure.start and _touches_a_word(tokens, figure.start):
        return True
    if (
        figure.start > 1
        and tokens[figure.start - 1].norm == "/"
        and tokens[figure.start - 2].kind == "number"
    ):
        return tokens[figure.start - 1].end == tokens[figure.start].start
    if _is_a_place_in_a_search(figure, tokens):
        return False
    if _begins_a_range_of_percent(figure, tokens, words):
        return False
    for i in range(max(0, figure.start - 3), figure.start):
        mention = words["ages"].at(tokens, i)
        if mention is not None and mention.id == "age" and (figure.kind != "count" or figure.value > _OLDEST):
            continue
        if mention is not None and figure.start - mention.end <= (2 if mention.id == "age" else 0):
            return True
    return False


def _begins_a_range_of_percent(figure: Figure, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """The 10 of “between 10 and 15 %”, “entre un 10 y un 15 %”: no age."""
    joined = figure.end < len(tokens) and tokens[figure.end].norm in _ANDS
    upper = figure.end + 1 + (joined and figure.end + 1 < len(tokens) and tokens[figure.end + 1].norm == "un")
    if figure.kind != "count" or not joined or upper + 1 >= len(tokens) or tokens[upper].kind != "number":
        return False
    return words["percent"].at(tokens, upper + 1) is not None


_ANDS = frozenset({"and", "und", "et", "y"})


def _counts_stars(figure: Figure, tokens: Sequence[Token]) -> bool:
    """“50 reviews with 5 stars”: how good each is."""
    after = tokens[figure.end].norm if figure.end < len(tokens) else ""
    counted = any(token.kind == "number" for token in tokens[: figure.start])
    if figure.kind != "count" or not counted or not 0 < figure.value <= _STARS:
        return False
    return after.startswith(_STAR) and tokens[figure.start - 1].norm in _OF


_STARS = 5
_OF = frozenset({"of", "with", "de", "mit", "avec", "con"})
_STAR = ("star", "stern", "etoile", "estrella")


def _is_a_place_in_a_search(figure: Figure, tokens: Sequence[Token]) -> bool:
    """“top 10 on Google”, not “keywords in the top 10”."""
    if not figure.start or tokens[figure.start - 1].norm != "top":
        return False
    counted = any(token.norm.startswith(("keyword", "palabra", "mot")) for token in tokens)
    searched = any(token.norm.startswith(_SEARCHES) for token in tokens[figure.end : figure.end + 4])
    return searched and not counted


_SEARCHES = ("google", "search", "such", "serp", "recherche", "busca", "busqueda", "bing")


def _touches_a_word(tokens: Sequence[Token], i: int) -> bool:
    """The 30 of “1min30”."""
    return (
        tokens[i - 1].kind == "word"
        and tokens[i - 1].end == tokens[i].start
        and tokens[i - 1].norm not in {"x", "$"}
    )


def _numbers_a_list(figure: Figure, tokens: Sequence[Token]) -> bool:
    """“KR 2: …”, “3. …”, “Goal 1 - …”: which of several it is, not how much; “week-4”, “D7”: which day."""
    before = tokens[figure.start - 1] if figure.start else None
    after = tokens[figure.end].norm if figure.end < len(tokens) else ""
    if before is None:
        return after in {".", ")"} and figure.value < _LIST_ENDS and figure.end + 1 < len(tokens)
    if figure.start == 1 and before.kind == "word" and after in {":", ".", "-", "–", ")", "|"}:
        return before.norm in _LIST_WORDS and figure.value < _LIST_ENDS
    touching = before.kind == "word" and before.end == tokens[figure.start].start
    dashed = (
        before.norm == "-" and figure.start > 1 and tokens[figure.start - 2].norm in {"week", "day", "month"}
    )
    return dashed or (touching and before.norm in {"d", "w", "m", "j", "t", "kr", "o"})


def _is_part_of_a_word(end: int, tokens: Sequence[Token]) -> bool:
    """“5-star”, “360-degree”."""
    if end + 1 >= len(tokens) or tokens[end].norm != "-" or tokens[end + 1].kind != "word":
        return False
    return tokens[end - 1].end == tokens[end].start and tokens[end].end == tokens[end + 1].start


def _says_which(figure: Figure, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """“all three apps”, “our two shops”."""
    small = figure.kind == "count" and figure.value <= _SMALL and tokens[figure.start].kind == "word"
    return small and figure.start > 0 and words["all"].at(tokens, figure.start - 1) is not None
