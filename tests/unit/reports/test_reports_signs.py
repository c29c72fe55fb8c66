"""The small signs of each language: quotation marks, colons, the first of a month, marks in numbers."""

from datetime import date

import pytest

from milepost.amount import Unit
from milepost.errors import InvalidValue
from milepost.goals.details import read_guard
from milepost.goals.findings import QUESTION, Finding
from milepost.goals.sentence import read_sentence
from milepost.language import all_quoted, colon, decimal, from_json, gettext_lazy, quoted, speaking, to_json
from milepost.period import Period, spoken
from milepost.reports import numbers
from milepost.reports.audience import claim_title
from milepost.reports.goal_draft_view import draft_view
from milepost.reports.reading_words import amount_words
from milepost.reports.words.finding import texts_of
from milepost.reports.words.midway import after_colon
from milepost.workspace.goals import WrittenGoal

TODAY = date(2026, 11, 22)
FIRST = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "“reach”"), ("de", "„reach“"), ("es", "«reach»"), ("fr", "« reach »")]
)
def test_words_of_others_stand_in_the_marks_of_the_language(language: str, said: str) -> None:
    kept = from_json(to_json(quoted("reach")))
    with speaking(language):
        assert str(quoted("reach")).replace("\u00a0", " ") == said
        assert str(kept) == str(quoted("reach")), "it is kept so that any language can say it"


def test_headings_of_a_file_stand_in_the_marks_of_the_language() -> None:
    kept = from_json(to_json(gettext_lazy("the headers {headers}", headers=all_quoted(["Day", "Reach"]))))
    assert kept == "the headers “Day”, “Reach”"
    with speaking("de"):
        assert str(kept).endswith("„Day“, „Reach“")
    assert not all_quoted([]), "no heading is nothing"


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("de", "bounce_rate<=55", "„Absprungrate“ ist ein Anteil; „55“ kann 55 %"),
        ("es", "bounce_rate<=fast", "«bounce_rate<=fast» no es una salvaguarda"),
        ("fr", "bounce_rate<=1.2.3", "« 1.2.3 » n’est pas un nombre."),
    ],
)
def test_a_guard_that_cannot_be_read_is_refused_in_the_language(language: str, typed: str, said: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_guard(typed, {"bounce_rate": "share"})
    with speaking(language):
        assert said in str(refused.value.what).replace("\u00a0", " ")


def test_only_french_puts_a_space_before_a_colon() -> None:
    told = colon("g1", "won")
    with speaking("fr"):
        assert str(told) == "g1\u00a0: won"
    with speaking("de"):
        assert str(told) == "g1: won"
    assert told == "g1: won"


@pytest.mark.parametrize(
    ("language", "long", "short", "days"),
    [
        ("fr", "1er janvier 2027", "1er janv.", "1er–31 janvier 2027"),
        ("es", "1 de enero de 2027", "1 ene", "1–31 de enero de 2027"),
        ("de", "1. Januar 2027", "1. Jan.", "1.–31. Januar 2027"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_in_french(
    language: str, long: str, short: str, days: str
) -> None:
    january = Period(FIRST, date(2027, 2, 1))
    with numbers.written_in(language):
        told = [numbers.day(FIRST), numbers.short_day(FIRST), numbers.days(january), str(spoken(FIRST))]
        assert [one.replace("\u00a0", " ") for one in told] == [long, short, days, long]
        assert numbers.day(date(2027, 1, 11)).startswith("11")


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("en", "1,250.5", "50"), ("de", "1.250,5", "50"), ("es", "1.250,5", "50"), ("fr", "1\u202f250,5", "50")],
)
def test_a_bare_number_has_the_marks_of_the_language(language: str, one: str, other: str) -> None:
    with speaking(language):
        assert (decimal(1250.5, 2), decimal(50.0, 2)) == (one, other)


@pytest.mark.parametrize(
    ("language", "sentence", "amount"),
    [
        ("de", "Website-Besuche um 1.250,5 % steigern in 60 Tagen", "um 1.250,5 % steigern"),
        ("fr", "Augmenter les visites du site de 1 250,5 % en 60 jours", "augmenter de 1\u202f250,5 %"),
        ("es", "Aumentar las visitas al sitio web un 1.250,5 % en 60 días", "aumentar en 1.250,5 %"),
    ],
)
def test_the_target_of_a_sentence_is_shown_as_its_language_writes_it(
    language: str, sentence: str, amount: str
) -> None:
    with numbers.written_in(language):
        assert amount_words(read_sentence(sentence)).replace("\u00a0", " ") == amount


@pytest.mark.parametrize(
    ("language", "sentence", "asked"),
    [
        ("de", "Umsatz um 10 bis 15 % steigern bis März 2027", "Ist das untere Ende der Spanne, 10,"),
        ("es", "Aumentar los ingresos entre un 10 y un 15 % hasta marzo", "inferior del intervalo, 10?"),
        ("fr", "Augmenter les ventes entre 10 et 15 % d'ici mars", "Le bas de la fourchette, 10,"),
        ("de", "Reichweite: 1 Mio. bis Q2", "Reichweite: Jede zählt auf ihre eigene Weise."),
        ("de", "Leads jeden Monat um 5 % steigern bis Ende 2027", "Das ergibt in einem Jahr das 1,8-Fache."),
        ("es", "1.500 seguidores de Instagram para junio", "¿Es 1.500 el total que alcanzar"),
    ],
)
def test_what_is_asked_names_figures_and_kpis_in_the_language(
    language: str, sentence: str, asked: str
) -> None:
    with speaking(language):
        assert asked in " ".join(map(str, read_sentence(sentence).questions))


@pytest.mark.parametrize(
    ("language", "sentence", "until"),
    [
        ("de", "Leads bis zum 1. März 2020 um 20 % steigern", "1. März 2020"),
        ("fr", "Augmenter les leads de 20 % d’ici au 1er mars 2020", "1er mars 2020"),
        ("es", "Aumentar los leads un 20 % antes del 1 de marzo de 2020", "1 de marzo de 2020"),
        ("de", "Mehr Umsatz bis Weihnachten", "ein Anlass ohne Datum"),
    ],
)
def test_a_deadline_that_cannot_be_counted_to_is_said_in_the_language(
    language: str, sentence: str, until: str
) -> None:
    with numbers.written_in(language):
        view = draft_view(WrittenGoal(read_sentence(sentence), None, (), None), None, today=TODAY)
        assert until in [fact.figure.replace("\u00a0", " ") for fact in view.understood]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", ["Markenbekanntheit", "Conversion, Traffic", "Social Media, Instagram"]),
        ("es", ["Notoriedad de marca", "conversión, tráfico", "Redes sociales, Instagram"]),
        ("fr", ["Notoriété de la marque", "conversion, trafic", "Réseaux sociaux, Instagram"]),
    ],
)
def test_a_finding_names_what_it_speaks_of_in_the_language(language: str, said: list[str]) -> None:
    found = [
        Finding("not_measured", QUESTION, {"metric": "brand_awareness"}),
        Finding(
            "deciding_stage_missing",
            QUESTION,
            {"objective": "x", "stage": "traffic", "stages": ("conversion", "traffic"), "instead": ()},
        ),
        Finding("channel_not_told", QUESTION, {"kpi": "reach", "channel": "social, instagram"}),
    ]
    with numbers.written_in(language):
        texts = [text.says for text in texts_of(found, Unit.COUNT)]
    assert [one in text for one, text in zip(said, texts, strict=True)] == [True, True, True], texts


@pytest.mark.parametrize(
    ("language", "said"), [("en", "in the morning"), ("de", "morgens"), ("fr", "le matin")]
)
def test_the_part_of_a_day_of_a_profile_is_no_id(language: str, said: str) -> None:
    with speaking(language):
        assert claim_title("active_hours", "morning").endswith(said)
        assert claim_title("active_hours", "18-21").endswith("18-21")


@pytest.mark.parametrize(
    ("language", "sentence", "said"),
    [
        ("fr", "L’objectif g3 est peu probable.", "l’objectif g3 est peu probable."),
        ("es", "El objetivo g3 es improbable.", "el objetivo g3 es improbable."),
        ("fr", "Meta Ads : un fichier manque.", "Meta Ads : un fichier manque."),
        ("de", "Das Ziel g3 ist unwahrscheinlich.", "Das Ziel g3 ist unwahrscheinlich."),
        ("en", "The goal g3 is unlikely.", "The goal g3 is unlikely."),
    ],
)
def test_a_sentence_goes_on_small_after_a_colon_where_the_language_does(
    language: str, sentence: str, said: str
) -> None:
    with speaking(language):
        assert after_colon(sentence) == said
