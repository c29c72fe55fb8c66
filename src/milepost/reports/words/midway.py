"""A title in the middle of a sentence: most languages write it small there, German does not."""

from milepost.language import ENGLISH, spoken

NOUNS_LARGE = frozenset({"de"})
"""Languages that write nouns with a capital wherever they stand: their titles stay as they are."""


def midway(title: str) -> str:
    """“cost per lead” of “Cost per lead”, in the language that is spoken; abbreviations stay in most."""
    said = str(title)
    if spoken() == ENGLISH:
        return said.lower()
    if spoken() in NOUNS_LARGE or said[1:2].isupper():
        return said
    return said[:1].lower() + said[1:]
