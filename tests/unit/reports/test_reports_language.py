"""What is said in another language than English: sentences, their values, days and money."""

import copy
import json
import pickle
import re
from datetime import date

import pytest
from small_catalogue import SmallCatalogue, speak

from milepost.knowledge import table
from milepost.language import (
    Lazy,
    clause,
    from_json,
    gettext,
    gettext_lazy,
    ngettext,
    speaking,
    spoken,
    spoken_for,
    to_json,
    together,
)
from milepost.period import Period
from milepost.reports import numbers


class _Loud(SmallCatalogue):
    """Translates by shouting, so that what was not translated is seen."""

    def __init__(self) -> None:
        super().__init__({})

    def gettext(self, message: str) -> str:
        return "".join(part if part[:1] == "{" else part.upper() for part in re.split(r"(\{.*?\})", message))


@pytest.fixture(autouse=True)
def _loud(monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch, _Loud())


def test_a_sentence_is_english_until_it_is_written_out_in_another_language() -> None:
    said = gettext_lazy("Nothing of {what} is known.", what=gettext_lazy("clicks"))
    assert said == "Nothing of clicks is known."
    assert {said: 1}["Nothing of clicks is known."] == 1
    assert str(said) == f"{said}" == "Nothing of clicks is known."
    with speaking("de"):
        assert str(said) == f"{said}" == said + "" == "NOTHING OF CLICKS IS KNOWN."
        assert "> " + said == "> NOTHING OF CLICKS IS KNOWN."
        assert said == "Nothing of clicks is known.", "what is compared and stored stays English"


def test_a_sentence_that_is_kept_speaks_the_language_of_who_reads_it_later() -> None:
    with speaking("de"):
        kept = pickle.loads(pickle.dumps(gettext_lazy("Of {what}.").format(what="x")))
    assert str(kept) == "Of x."
    with speaking("fr"):
        assert str(kept) == "OF x."


def test_values_have_names_because_their_order_differs() -> None:
    with pytest.raises(TypeError):
        Lazy("{} of {}").format(1, 2)


def test_a_language_that_is_not_ours_is_english() -> None:
    assert [spoken_for(one) for one in ("de_AT", "fr-CA", "it", "", "EN")] == ["de", "fr", "en", "en", "en"]
    with speaking("it"):
        assert spoken() == "en"
        assert gettext("Of {what}.", what=1) == "Of 1."


def test_one_and_many() -> None:
    assert ngettext("one goal", "{n} goals", 1) == "one goal"
    assert ngettext("one goal", "{n} goals", 3, n="three") == "three goals"
    with speaking("es"):
        assert ngettext("one goal", "{n} goals", 3) == "3 GOALS"


def test_the_prose_of_the_knowledge_is_translated_and_its_names_are_not() -> None:
    findings = table("findings")["no_amount"]
    with speaking("de"):
        assert str(findings["says"]) == "NO AMOUNT IS GIVEN."
        assert (
            table("stages")["awareness"]["next"] == str(table("stages")["awareness"]["next"]) == "engagement"
        )


@pytest.mark.parametrize(
    ("spoken_in", "day", "days", "money", "between"),
    [
        ("en", "3 November 2026", "3–30 November 2026", "€1,234", "€1,200–1,450"),
        ("de", "3. November 2026", "3.–30. November 2026", "1.234 €", "1.200–1.450 €"),
        ("es", "3 de noviembre de 2026", "3–30 de noviembre de 2026", "1.234 €", "1.200–1.450 €"),
        ("fr", "3 novembre 2026", "3–30 novembre 2026", "1 234 €", "1 200–1 450 €"),
    ],
)
def test_days_and_money_are_written_as_each_language_does(
    spoken_in: str, day: str, days: str, money: str, between: str
) -> None:
    def bare(text: str) -> str:
        return " ".join(text.split())

    with numbers.written_in(spoken_in):
        assert bare(numbers.day(date(2026, 11, 3))) == day
        assert bare(numbers.days(Period(date(2026, 11, 3), date(2026, 12, 1)))) == days
        assert bare(numbers.written(1234.4, "money", "EUR")) == money
        assert bare(numbers.interval(1200, 1450, "money", "EUR")) == between


def test_no_language_leaves_the_one_that_is_spoken() -> None:
    with numbers.written_in("de"), numbers.written_in(""):
        assert (spoken(), numbers.plain(1234.5, 1)) == ("de", "1.234,5")


def test_a_sentence_can_stand_before_more_without_its_full_stop() -> None:
    before = clause(gettext_lazy("Visits to the site."))
    whole = together(before, gettext_lazy("from a sheet"), by="; ")
    assert whole == "Visits to the site; from a sheet"
    assert from_json(json.loads(json.dumps(to_json(before)))) == before
    with speaking("de"):
        assert str(whole) == "VISITS TO THE SITE; FROM A SHEET"
        assert str(from_json(json.loads(json.dumps(to_json(before))))) == "VISITS TO THE SITE"
    assert clause("Their own.") == "Their own"


class _Odd(Exception):
    """An error that cannot be made again from what it says, as those of many libraries."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"{what} in line {line}")


def test_what_is_told_of_an_error_can_be_copied_and_kept() -> None:
    told = gettext_lazy("it cannot be read ({error})", error=_Odd(3, "no comma"))
    for again in (copy.deepcopy(told), pickle.loads(pickle.dumps(told)), from_json(to_json(told))):
        assert again == "it cannot be read (no comma in line 3)"
        with speaking("de"):
            assert str(again) == "IT CANNOT BE READ (no comma in line 3)"
