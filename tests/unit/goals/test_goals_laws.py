"""Laws of reading: no text breaks it, the same text says the same, and trimmings change nothing."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.errors import InvalidValue
from milepost.goals.critique import critique
from milepost.goals.problems import ADVICE, WEAKENING
from milepost.goals.reading import GoalReading
from milepost.goals.sentence import LONGEST, as_json, read_sentence

PIECES = st.sampled_from(
    [
        "increase",
        "followers",
        "by",
        "20%",
        "to",
        "5,000",
        "from",
        "in",
        "90 days",
        "Instagram",
        "and",
        "leads",
        ",",
        "1.5",
        "$",
        "€",
        "per month",
        "Q3",
        "2027",
        "bis",
        "31.12.2027",
        "steigern",
        "d'ici",
        "en",
        "30/06/2027",
        ":",
        "|",
        "(",
        ")",
        "<",
        "x2",
        "3x",
        "the",
        "of",
        "99999999999999999999",
        "0",
        "1/0",
        "0:0",
        "--",
        "Month",
        "year",
    ]
)
KEYS = [
    "text",
    "lang",
    "metric",
    "direction",
    "amount_kind",
    "amount_role",
    "amount",
    "unit",
    "per",
    "baseline",
    "deadline_kind",
    "deadline",
    "channel",
    "objective",
    "funnel_stage",
    "problems",
    "weak",
    "questions",
    "counts_new",
    "until",
    "begins",
    "guards",
]


@given(st.text(max_size=300))
@settings(max_examples=300)
def test_any_text_is_read(text: str) -> None:
    read = read_sentence(text)
    assert read == read_sentence(text)
    assert read.weak == bool(set(read.problems) & set(WEAKENING))
    assert set(read.problems) <= {*WEAKENING, *ADVICE}
    json.dumps(as_json(read), allow_nan=False)
    critique(read)


@given(st.lists(PIECES, max_size=25), st.sampled_from([None, "en", "de", "fr", "es"]))
@settings(max_examples=300)
def test_any_words_of_the_trade_are_read(pieces: list[str], lang: str | None) -> None:
    read = read_sentence(" ".join(pieces), lang)
    assert list(as_json(read))[: len(KEYS)] == KEYS
    assert read.amount is None or read.amount_kind in {"absolute", "relative", "rate"}
    assert (read.deadline is None) == (read.deadline_kind is None)


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Z", "C")), max_size=200))
@settings(max_examples=150)
def test_any_alphabet_is_read_and_marked_when_it_is_not_ours(text: str) -> None:
    read = read_sentence(text)
    assert len(read.questions) == len(set(read.questions))
    assert all(guard.text in text for guard in read.guards)
    json.dumps(as_json(read), allow_nan=False)


@pytest.mark.parametrize("text", ["\x00" * 50, "\u202e" * 2_001, "x\x00" * 500_000, "增" * 1_000_000])
def test_bytes_that_are_no_words_are_no_goal(text: str) -> None:
    assert read_sentence(text).metric is None


SOUND = [
    "Gain 700 TikTok followers in 45 days",
    "Umsatz bis 30. Juni 2027 um 12 % steigern",
    "Augmenter le trafic du site de 25 % en trois mois",
    "Conseguir 80 pedidos al mes antes de fin de año",
]


@pytest.mark.parametrize("text", SOUND)
@pytest.mark.parametrize(
    "change",
    [
        lambda t: f"  {t}  ",
        lambda t: t + ".",
        lambda t: t + "!",
        lambda t: t.upper(),
        lambda t: t.lower(),
        lambda t: t.replace(" ", "  "),
        lambda t: f"“{t}”",
        lambda t: t + "\n",
    ],
)
def test_trimmings_change_nothing(text: str, change: object) -> None:
    assert callable(change)
    assert _said(read_sentence(text)) == _said(read_sentence(change(text)))


def _said(reading: GoalReading) -> dict[str, object]:
    return {name: value for name, value in as_json(reading).items() if name != "text"}


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "( " * 50_000,
        "1," * 50_000,
        "by the end of the " * 6_000,
        "in the next " * 9_000,
        "followers, likes, " * 6_000,
        "k:innen" * 15_000,
        "2026/" * 20_000,
        "9" * 100_000,
        "e" + "\u0301" * 100_000,
        "from 1 to 2 " * 9_000,
        "-" * 100_000,
    ],
)
def test_a_long_hostile_text_is_cut_and_asked_about(text: str) -> None:
    read = read_sentence(text)
    assert "Only the first 2,000 characters were read" in read.questions[0]
    head = _said(read_sentence(text[:LONGEST]))
    assert {**head, "questions": None} == {**_said(read), "questions": None}


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(InvalidValue, match="no words for the language"):
        read_sentence("Win 30 leads", "xx")


def test_a_language_may_be_forced() -> None:
    assert read_sentence("30 Leads", "de").lang == "de"
