"""What somebody expects of a decision, as they write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.amount import Unit
from milepost.errors import InvalidValue
from milepost.language import speaking
from milepost.reviews.decision import Expected
from milepost.reviews.expected import read_expected


@pytest.mark.parametrize(
    ("text", "unit", "amount", "relative"),
    [
        ("+10%", Unit.COUNT, 0.10, True),
        ("-5 %", Unit.MONEY, -0.05, True),
        ("\N{MINUS SIGN}5%", Unit.COUNT, -0.05, True),
        ("+40", Unit.COUNT, 40.0, False),
        ("+1,200", Unit.COUNT, 1200.0, False),
        ("+1,5%", Unit.COUNT, 0.015, True),
        ("+12.5", Unit.MONEY, 12.5, False),
        ("+0.5points", Unit.SHARE, 0.005, False),
        ("-2 pp", Unit.SHARE, -0.02, False),
        ("+10 percent", Unit.SHARE, 0.10, True),
    ],
)
def test_an_effect_is_read(text: str, unit: Unit, amount: float, relative: bool) -> None:
    found = read_expected(text, unit)
    assert found.amount == pytest.approx(amount)
    assert found.relative is relative


@pytest.mark.parametrize(
    ("language", "text", "unit", "amount"),
    [
        ("de", "+0,5 Prozentpunkte", Unit.SHARE, 0.005),
        ("de", "+1.500", Unit.COUNT, 1500.0),
        ("de", "+1.234.567,5", Unit.MONEY, 1234567.5),
        ("de", "+0.500", Unit.MONEY, 0.5),
        ("de", "-2,5 Prozent", Unit.COUNT, -0.025),
        ("es", "+0,5 puntos porcentuales", Unit.SHARE, 0.005),
        ("es", "+1.500", Unit.COUNT, 1500.0),
        ("fr", "+0,5 point de pourcentage", Unit.SHARE, 0.005),
        ("fr", "+1\u202f500,5", Unit.MONEY, 1500.5),
        ("en", "+1.500", Unit.COUNT, 1.5),
    ],
)
def test_an_effect_is_read_as_the_language_writes_it(
    language: str, text: str, unit: Unit, amount: float
) -> None:
    with speaking(language):
        assert read_expected(text, unit).amount == pytest.approx(amount)


@pytest.mark.parametrize(
    "text", ["10%", "", "more", "+", "+0", "+0%", "-150%", "+1.2.3", "+9e99", "+1" + "0" * 30, "+٣%%"]
)
def test_what_cannot_be_checked_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_expected(text, Unit.COUNT)
    assert refused.value.remedy


def test_a_bare_number_of_a_rate_means_two_things() -> None:
    with pytest.raises(InvalidValue, match="two things"):
        read_expected("+2", Unit.SHARE)
    with pytest.raises(InvalidValue, match="rates only"):
        read_expected("+2points", Unit.COUNT)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read_expected(text, Unit.COUNT)
    except InvalidValue:
        return
    assert isinstance(found, Expected)
    assert found.amount != 0
