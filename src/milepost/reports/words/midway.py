"""A title in the middle of a sentence: most languages write it small there, German does not."""

from milepost.language import ENGLISH, spoken

NOUNS_LARGE = frozenset({"de"})
"""Languages that write nouns with a capital wherever they stand: their titles stay as they are."""


def small_first(text: str) -> str:
    """The text with a small letter at its start, unless it begins with an abbreviation."""
    said = str(text)
    return said if spoken() in NOUNS_LARGE or said[1:2].isupper() else said[:1].lower() + said[1:]


def midway(title: str) -> str:
    """“cost per lead” of “Cost per lead”, in the language that is spoken; abbreviations stay in most."""
    said = str(title)
    return said.lower() if spoken() == ENGLISH else small_first(said)


def after_colon(sentence: str) -> str:
    """A sentence as it reads after a colon: Spanish and French go on small, unless a name begins it."""
    said = str(sentence)
    opens = said.replace("’", " ").partition(" ")[0]
    return small_first(said) if opens in _OPENING.get(spoken(), ()) else said


_OPENING = {
    "es": ("El", "La", "Los", "Las", "Un", "Una", "Nadie", "Ningún", "Ninguna"),
    "fr": ("Le", "La", "Les", "L", "Un", "Une", "Personne", "Aucun", "Aucune"),
}
"""Words that begin a sentence and are no names."""
