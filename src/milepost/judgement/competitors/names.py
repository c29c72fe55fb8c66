"""Names of brands as different tools write them: “@Acme_Bikes”, “Acme Bikes” and “acme bikes ” are one."""

from unicodedata import category, combining, normalize


def plain_name(name: str) -> str:
    """The letters and figures of a name, without accents, signs and capitals; '' where there are none.

    Vowels that scripts of India write as marks stay: without them, names that differ would be one.
    """
    letters = (c for c in normalize("NFKD", name.casefold()) if category(c)[0] in "LN" or _is_vowel(c))
    return "".join(letters)


def _is_vowel(c: str) -> bool:
    """Whether a mark is a letter of its own, not an accent; signs that choose how an emoji looks are none."""
    return category(c) in {"Mn", "Mc"} and not combining(c) and not "\ufe00" <= c <= "\ufe0f"
