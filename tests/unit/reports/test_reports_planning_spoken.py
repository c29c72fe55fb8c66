"""Reviews, the portfolio and reports of files in another language: whole sentences, with what fills them."""

import json
from datetime import date

import pytest
from small_catalogue import SmallCatalogue, speak

from milepost.errors import InvalidValue, NotFound
from milepost.language import Lazy, LazyCount, from_json, gettext_lazy, speaking, to_json
from milepost.period import spoken
from milepost.reports.import_report import counts_line, sentence
from milepost.reports.words.commands import without_commands
from milepost.reports.words.midway import midway
from milepost.reports.words.portfolio import PortfolioWords
from milepost.reports.words.review import listed
from milepost.workspace.place import read_zone

GERMAN = {
    "{first} and {last}": "{first} und {last}",
    "{n} left out ({because})": "{n} ausgelassen ({because})",
    "no figure in the row": "keine Zahl in der Zeile",
    "{format}: by {reasons}": "{format}: erkannt daran: {reasons}",
    "the title “{title}”": "der Titel „{title}“",
    "Sheets of {day}: {n}.": "Blätter vom {day}: {n}.",
    "{n} likely": "{n} wahrscheinlich",
    "{n} rows read = {kept} kept": "{n} Zeilen gelesen = {kept} behalten",
    "See|Then|Next|Run|Begin|Begin with|Take it with|Do it now": "Siehe|Danach",
    "There is no {kind} “{name}”.": "Nicht gefunden: {kind} „{name}“.",
    "goal": "Ziel",
    "“{zone}” is not a time zone.": "„{zone}“ ist keine Zeitzone.",
}


@pytest.fixture(autouse=True)
def _german(monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch, SmallCatalogue(GERMAN))


def test_a_sentence_comes_back_from_json_and_speaks_any_language() -> None:
    told = gettext_lazy("Sheets of {day}: {n}.", day=spoken(date(2026, 3, 31)), n=LazyCount(12345))
    kept = json.loads(json.dumps(to_json({"notes": (told, "old plain text"), "n": 3})))
    back = from_json(kept)
    assert back["notes"][0] == "Sheets of 31 March 2026: 12,345."
    assert back["notes"][1] == "old plain text"
    assert back["n"] == 3
    with speaking("de"):
        assert str(back["notes"][0]) == "Blätter vom 31. März 2026: 12.345."
    assert to_json(back) == kept


def test_what_is_no_sentence_of_ours_is_left_as_it_is() -> None:
    body = {"says": "hello", "who": "anna"}
    assert from_json(to_json(body)) == body


def test_rows_that_are_left_out_say_why_in_the_language_of_the_reader() -> None:
    table = {
        "rows_read": 12,
        "rows_kept": 11,
        "left_out": [{"rows": 1, "because": "no figure in the row"}],  # as an older version kept it
    }
    assert counts_line(table) == "12 rows read = 11 kept + 1 left out (no figure in the row)"
    with speaking("de"):
        said = counts_line(table)
    assert said == "12 Zeilen gelesen = 11 behalten + 1 ausgelassen (keine Zahl in der Zeile)"


def test_a_reason_within_a_reason_is_written_out_with_it() -> None:
    title = gettext_lazy("the title “{title}”", title="Reach")
    told = gettext_lazy("{format}: by {reasons}", format="Cards", reasons=title)
    assert sentence(told) == "Cards: by the title “Reach”."
    with speaking("de"):
        assert sentence(told) == "Cards: erkannt daran: der Titel „Reach“."


def test_names_are_listed_as_the_language_does() -> None:
    assert listed(("a", "b", "c")) == "a, b and c"
    with speaking("de"):
        assert listed(("a", "b", "c")) == "a, b und c"
        assert listed(("a",)) == "a"


def test_a_title_within_a_sentence_keeps_its_capital_where_nouns_have_one() -> None:
    assert midway(Lazy("Cost per lead")) == "cost per lead"
    with speaking("de"):
        assert midway("Kosten pro Lead") == "Kosten pro Lead"
    with speaking("fr"):
        assert [midway("Coût par prospect"), midway("CPM")] == ["coût par prospect", "CPM"]


def test_goals_are_tallied_in_words_of_their_own() -> None:
    tally = {"likely": 2, "unknown": 1}
    assert PortfolioWords().goals(tally) == "2 likely, 1 cannot be told"
    with speaking("de"):
        assert PortfolioWords().goals(tally).startswith("2 wahrscheinlich, ")


def test_commands_are_left_away_in_every_language() -> None:
    with speaking("de"):
        assert without_commands("Nichts bekannt. Siehe: milepost kpis") == "Nichts bekannt."
        assert without_commands("Geben Sie es an: milepost goal add „x“. Übrig bleibt dies.") == (
            "Geben Sie es an. Übrig bleibt dies."
        )


def test_a_refusal_speaks_the_language_of_who_reads_it() -> None:
    error = NotFound("goal", "g9")
    with pytest.raises(InvalidValue) as refused:
        read_zone("Mars/Olympus")
    assert str(error) == "There is no goal “g9”."
    with speaking("de"):
        assert str(error) == "Nicht gefunden: Ziel „g9“."
        assert str(refused.value).startswith("„Mars/Olympus“ ist keine Zeitzone.")
