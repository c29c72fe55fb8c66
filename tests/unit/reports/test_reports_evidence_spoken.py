"""Evidence in German: sentences come out whole, with their holes, wherever they were made."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from small_catalogue import SmallCatalogue, speak

from milepost.amount import Unknown
from milepost.judgement.benchmark import sizes
from milepost.judgement.content.attributes import DAYS
from milepost.judgement.steps import steps_of
from milepost.judgement.verdict import cannot_tell
from milepost.judgement.why import Chain, why_chain
from milepost.language import Lazy, from_json, gettext_lazy, speaking, to_json, together
from milepost.period import Grain, Period
from milepost.reports.audience_data import group_title
from milepost.reports.competitors import listed
from milepost.reports.document import Document, Paragraph, Table
from milepost.reports.formats.captions import as_of
from milepost.reports.formats.harmless import harmless_document
from milepost.reports.words import grain
from milepost.reports.words.judged import says, upper_first, without_name
from milepost.reports.words.midway import midway
from milepost.series import Series

GERMAN = {
    "Only {count} whole weeks are known; {needed} are needed.": "Nur {count} ganze Wochen; nötig: {needed}.",
    "{name}: cannot tell, because {because}": "{name}: nicht zu sagen: {because}",
    "{figure}, each week": "{figure}, je Woche",
    "{stage} by {before}": "{stage} je {before}",
    "{first} and {last}": "{first} und {last}",
    "{n} more": "{n} weitere",
    "{title}, as of {day}": "{title}, Stand {day}",
    "women": "Frauen",
    "Saturday": "Samstag",
    "Reach": "Reichweite",
    "How many it reached.": "Wie viele es erreichte.",
}


@pytest.fixture(autouse=True)
def _german(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    speak(monkeypatch, SmallCatalogue(GERMAN))
    with speaking("de"):
        yield


def weeks(*figures: float) -> Series:
    return Series(
        "Leads",
        tuple(date.fromordinal(date(2026, 1, 5).toordinal() + 7 * n) for n in range(len(figures))),
        np.full(len(figures), 7),
        np.array(figures, dtype=np.float64),
        grain=Grain.WEEK,
    )


def test_a_reason_that_a_judgement_found_is_said_in_the_language_of_its_reader() -> None:
    found = steps_of(weeks(1, 2))
    assert isinstance(found, Unknown)
    assert found.because == "Only 2 whole weeks are known; 4 are needed."
    assert says(cannot_tell(found), "Leads").startswith("Leads: nicht zu sagen: ")
    assert "2 ganze Wochen; nötig: 4." in says(cannot_tell(found), "Leads")


def test_reasons_one_after_the_other_are_each_translated() -> None:
    both = together(gettext_lazy("women"), gettext_lazy("Saturday"), by="; ")
    assert both == "women; Saturday"
    assert str(both) == "Frauen; Samstag"


def test_the_days_of_posts_are_compared_in_english_and_said_in_german() -> None:
    assert DAYS[5] == "Saturday"
    assert f"{DAYS[5]}" == "Samstag"


def test_a_series_is_named_with_its_grain_as_one_text() -> None:
    assert grain.each("Reichweite", Grain.WEEK) == "Reichweite, je Woche"


def test_lists_end_with_the_and_of_the_language() -> None:
    assert listed(["Acme"]) == "Acme"
    assert listed(["Acme", "Bolt", "Crisp"]) == "Acme, Bolt und Crisp"
    assert listed(list("abcdefgh")) == "a, b, c, d, e, f und 2 weitere"


def test_german_nouns_keep_their_capitals_within_a_sentence() -> None:
    assert midway(gettext_lazy("Reach")) == "Reichweite"
    with speaking("en"):
        assert midway("Cost per Lead") == "cost per lead"


@pytest.mark.parametrize(
    "told", ["Alter 25-34: gestützt", "Alter 25-34 : gestützt", "Alter 25-34\u00a0: gestützt"]
)
def test_a_name_is_taken_from_the_front_whatever_stands_before_the_colon(told: str) -> None:
    assert without_name(told, "Alter 25-34") == "gestützt"


def test_a_sentence_that_does_not_begin_with_its_name_stays_whole() -> None:
    assert without_name("nicht dabei: Acme", "Acme") == "nicht dabei: Acme"


def test_only_the_first_letter_is_made_large() -> None:
    assert upper_first("berufliche Funktion") == "Berufliche Funktion"


def test_groups_of_people_are_named_and_those_of_an_export_stay_as_they_are() -> None:
    assert group_title("gender", "women") == "Frauen"
    assert group_title("country", "Germany") == "Deutschland"
    assert group_title("industry", "Retail") == "Retail"


def test_what_no_code_made_a_text_of_is_one_when_a_report_is_written() -> None:
    lazy: str = gettext_lazy("How many it reached.")
    document = Document(
        kind="kpi",
        title=Lazy("Reach"),
        brand="Acme",
        as_of=date(2026, 6, 30),
        headline=lazy,
        blocks=(Paragraph(lazy), Table("", (Lazy("Reach"),), ((lazy,),))),
    )
    written = harmless_document(document)
    assert written.headline == "Wie viele es erreichte."
    assert written.blocks[0] == Paragraph("Wie viele es erreichte.")
    assert written.blocks[1] == Table("", ("Reichweite",), (("Wie viele es erreichte.",),))
    assert as_of(written).startswith("Reichweite, Stand 30")


def test_large_numbers_have_the_signs_of_the_language() -> None:
    assert str(sizes(1_000, 4_999)) == "1.000 to 4.999"
    assert str(sizes(1_000_000, None)) == "1.000.000 or more"
    assert str(from_json(to_json(sizes(0, 9_999)))) == "up to 9.999"


def test_a_step_of_a_chain_is_named_when_it_is_read() -> None:
    before, after = Period(date(2026, 1, 5), date(2026, 2, 2)), Period(date(2026, 2, 2), date(2026, 3, 2))
    views, clicks = (weeks(*(size + n % 3 for n in range(8))) for size in (100, 10))
    chains = [Chain(name, (views, replace(clicks, name="Clicks"))) for name in ("A", "B")]
    with speaking("en"):
        found = why_chain(chains, before=before, after=after)
    assert not isinstance(found, Unknown)
    assert "A: Clicks je Leads" in {str(part.segment) for part in found.parts}
