"""Every verdict has a sentence, and its values are written out by what they are."""

from datetime import date
from importlib.resources import files

import pytest

from milepost.amount import Amount, Unit, Unknown
from milepost.judgement.verdict import Between, Chance, Move, Verdict, cannot_tell
from milepost.knowledge import table
from milepost.reports.words.judged import says, written

FILES = sorted(
    path.name.removesuffix(".toml") for path in files("milepost.knowledge").joinpath("verdicts").iterdir()
)


def test_a_reason_is_told_after_a_colon_and_ends_in_one_full_stop() -> None:
    verdict = cannot_tell(Unknown("Only 3 weeks are known; 14 are needed."))
    assert says(verdict, "Leads") == "Leads: cannot tell, because only 3 weeks are known; 14 are needed."


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Amount(1499.0), "1,499"),
        (Amount(0.0425, Unit.SHARE), "4.2 %"),
        (Between(Amount(240.0, Unit.MONEY, "EUR"), Amount(330.0, Unit.MONEY, "EUR")), "€240–330"),
        (Move(0.18), "+18 %"),
        (Chance(0.999), "over 99 %"),
        (date(2026, 6, 30), "30 June 2026"),
        (3, "three"),
        (0, "none"),
        ("Reels", "Reels"),
    ],
)
def test_a_value_is_written_by_what_it_is(value: object, text: str) -> None:
    assert written(value).replace("\N{NO-BREAK SPACE}", " ") == text  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FILES)
def test_a_sentence_names_what_is_judged_and_is_short(name: str) -> None:
    for code, entry in table(f"verdicts/{name}").items():
        assert "{name}" in entry["says"], code
        assert len(entry["says"].split()) <= 30, code


def test_a_code_without_a_sentence_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        says(Verdict("any.nothing_of_the_kind"), "Leads")
