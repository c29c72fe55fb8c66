"""`milepost.toml` without a brand: its sections go, everything else stays to the letter."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.errors import InvalidValue
from milepost.workspace.keeping.brand_settings import of_brand, without_brand

WHOLE = """\
# ours since 2024
[workspace]
week_start = "monday"   # as the team works

[brand."Tin & Twine"]
currency = "EUR"
zone = "Europe/Berlin"

[brand.Other]
currency = "USD"
zone = "UTC"

# TIN & TWINE likes it blue
[label."Tin & Twine"]
colour = "#23468f"
footer = '''
[brand.Other]
not a section'''

[label]
footer = "An agency"

[mail]
host = "smtp.example.com"

[delivery."Tin & Twine"]
mail_to = [
  "ana@example.com",
]
[delivery."Tin & Twine".more]
deep = true
[delivery."Other"]
mail_to = ["bo@example.com"]
"""

LEFT = """\
# ours since 2024
[workspace]
week_start = "monday"   # as the team works

[brand.Other]
currency = "USD"
zone = "UTC"

[label]
footer = "An agency"

[mail]
host = "smtp.example.com"

[delivery."Other"]
mail_to = ["bo@example.com"]
"""


def test_its_sections_go_and_every_other_line_stays() -> None:
    assert without_brand(WHOLE, "Tin & Twine") == LEFT


def test_what_is_said_of_it_is_found_by_section() -> None:
    assert set(of_brand(tomllib.loads(WHOLE), "Tin & Twine")) == {"brand", "label", "delivery"}
    assert of_brand(tomllib.loads(LEFT), "Tin & Twine") == {}


@pytest.mark.parametrize(
    "text",
    [
        'brand.Acme.currency = "EUR"\n',
        '[brand]\nAcme = {currency = "EUR"}\nOther = {currency = "EUR"}\n',
        '[brand]\nAcme.currency = "EUR"\n',
    ],
)
def test_lines_that_tell_of_others_too_are_not_torn_apart(text: str) -> None:
    with pytest.raises(InvalidValue, match="also tell of something else"):
        without_brand(text, "Acme")


def test_a_brand_that_is_called_like_a_section_takes_only_its_own() -> None:
    text = '[mail]\nhost = "a.example"\n[brand.mail]\ncurrency = "EUR"\n[brand.brand]\ncurrency = "EUR"\n'

    assert without_brand(text, "mail") == '[mail]\nhost = "a.example"\n[brand.brand]\ncurrency = "EUR"\n'
    assert without_brand(text, "brand") == '[mail]\nhost = "a.example"\n[brand.mail]\ncurrency = "EUR"\n'


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@given(st.lists(NAMES, min_size=2, max_size=5, unique=True))
def test_any_names_the_others_stay_as_they_were(names: list[str]) -> None:
    import json

    heads = [
        f"[{part}.{json.dumps(name, ensure_ascii=False)}]" for part in ("brand", "label") for name in names
    ]
    text = "\n".join(f'{head}\nzone = "UTC"' for head in heads) + "\n"

    left = tomllib.loads(without_brand(text, names[0]))

    assert left == {part: {name: {"zone": "UTC"} for name in names[1:]} for part in ("brand", "label")}
