"""What an export was filtered by, as the sheet of filters beside its figures says."""

from collections.abc import Iterable, Sequence
from typing import Final

from milepost.sources.packed import Record
from milepost.sources.words import clean, plain

_KEYS: Final = {"filter", "filtro", "filtre"}
_VALUES: Final = {"value", "wert", "valor", "valeur", "valore", "waarde", "värde"}
_DATES: Final = {"date", "datum", "fecha", "data", "date range", "period"}
_KINDS: Final = {
    *("search type", "suchtyp", "tipo de búsqueda", "type de recherche", "tipo de pesquisa"),
    *("tipo di ricerca", "zoektype", "söktyp", "typ der suche"),
}


def is_filters(header: Sequence[str]) -> bool:
    """Whether a table with this header lists filters: two columns, `Filter` and `Value`."""
    heads = [plain(head) for head in header if head.strip()]
    return len(heads) == 2 and heads[0] in _KEYS and heads[1] in _VALUES


def filter_of(tables: Iterable[tuple[Sequence[str], Iterable[Record]]]) -> str:
    """The filters by which a file holds only a part, such as `Country: France, Page: +/shop/`; or ''.

    A table is its header and its rows.
    The period is no such filter, nor is the search of the web.
    """
    said = []
    for header, rows in tables:
        if not is_filters(header):
            continue
        for _, cells in rows:
            name, value = ([clean(cell) for cell in cells] + ["", ""])[:2]
            if not name or plain(name) in _DATES or (plain(name) in _KINDS and plain(value) == "web"):
                continue
            said.append(f"{name}: {value}")
    return ", ".join(said)
