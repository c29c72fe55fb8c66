"""The vocabulary and the numbers of four languages."""

import tomllib
from importlib.resources import files
from itertools import product

import pytest

from milepost.goals.figures import number_of
from milepost.goals.metrics import metrics
from milepost.goals.questions import catalogue
from milepost.goals.tokens import fold, tokens_of
from milepost.goals.vocabulary import LANGUAGES, Phrases, language_of, vocabulary


@pytest.mark.parametrize(
    ("written", "lang", "value"),
    [
        ("10,000", "en", 10_000),
        ("10.000", "de", 10_000),
        ("10 000", "fr", 10_000),
        ("10\u202f000", "fr", 10_000),
        ("7'000", "de", 7_000),
        ("1.5", "en", 1.5),
        ("1,5", "de", 1.5),
        ("1.234,56", "es", 1234.56),
        ("1,234.56", "en", 1234.56),
        ("1.000.000", "de", 1_000_000),
        ("10.000", "en", 10_000),
        ("0.125", "en", 0.125),
        ("0,125", "de", 0.125),
        ("9" * 400, "en", None),
        ("1.2.3", "en", None),
    ],
)
def test_numbers_are_read_as_their_language_writes_them(written: str, lang: str, value: float | None) -> None:
    assert value == number_of(written, lang)


def test_accents_and_gender_colons_are_folded() -> None:
    assert [fold(word) for word in ("Kund:innen", "Été", "Straße")] == ["kunden", "ete", "strasse"]


def test_hyphens_and_apostrophes_inside_words_are_dropped() -> None:
    assert [t.norm for t in tokens_of("click-through d’ici Q2-Q3")] == [
        "click",
        "through",
        "d",
        "ici",
        "q2",
        "-",
        "q3",
    ]


def test_the_longest_phrase_is_found() -> None:
    phrases = Phrases({"short": ["rate"], "long": ["rate of change"], "stem": ["chang*"], "end": ["*quote"]})
    found = phrases.find(tokens_of("Rate of change, rates changed, Absprungquote"))
    assert [mention.id for mention in found] == ["long", "short", "stem", "end"]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Mehr Follower", "de"),
        ("Plus d'abonnés", "fr"),
        ("Más seguidores", "es"),
        ("More followers", "en"),
        ("42", "en"),
    ],
)
def test_the_language_is_told_by_its_words(text: str, lang: str) -> None:
    assert lang == language_of(tokens_of(text))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_metric_that_has_words_is_known(lang: str) -> None:
    written = tomllib.loads(
        files("milepost.knowledge").joinpath(f"goal_words/{lang}.toml").read_text("utf-8")
    )
    named = {id_ for table in ("metrics", "loose", "activity_metrics") for id_ in written.get(table, {})}
    assert named - set(metrics()) - {"none"} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", ["metrics", "loose", "activity_metrics", "channels", "periods", "units"])
def test_a_phrase_means_one_thing(lang: str, table: str) -> None:
    written = tomllib.loads(
        files("milepost.knowledge").joinpath(f"goal_words/{lang}.toml").read_text("utf-8")
    )
    meanings: dict[str, set[str]] = {}
    for id_, phrases in written.get(table, {}).items():
        for phrase in phrases:
            for words in product(*(word.split("|") for word in phrase.split())):
                meanings.setdefault(" ".join(words), set()).add(id_)
    assert {phrase: ids for phrase, ids in meanings.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_written_folded(lang: str) -> None:
    written = tomllib.loads(
        files("milepost.knowledge").joinpath(f"goal_words/{lang}.toml").read_text("utf-8")
    )
    phrases = [
        p for body in written.values() for some in body.values() if isinstance(some, list) for p in some
    ]
    assert [p for p in phrases if p.replace("*", "") != fold(p.replace("*", ""))] == []


def test_every_catalogue_kpi_is_known_to_goals() -> None:
    kpis = files("milepost.knowledge").joinpath("kpis")
    ids = (
        {entry.name[:-5] for entry in kpis.iterdir() if entry.name.endswith(".toml")}
        if kpis.is_dir()
        else set()
    )
    assert ids - set(metrics()) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_vocabulary_answers_for_tables_it_does_not_have(lang: str) -> None:
    assert vocabulary(lang)["no such table"].find(tokens_of("anything")) == []


def test_every_question_ends_with_a_stop() -> None:
    assert [said for said in catalogue().values() if not said.rstrip().endswith(("?", "."))] == []
