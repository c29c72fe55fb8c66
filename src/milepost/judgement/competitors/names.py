"""Names of brands as different tools write them: “@Acme_Bikes”, “Acme Bikes” and “acme bikes ” are one."""

from unicodedata import category, normalize


def plain_name(name: str) -> str:
    """The letters and figures of a name, without accents, signs and capitals; '' where there are none."""
    letters = (c for c in normalize("NFKD", name.casefold()) if category(c)[0] in "LN")
    return "".join(letters)
