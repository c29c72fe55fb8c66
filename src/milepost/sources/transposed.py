"""Meta's audience cards made plain: whatever way they lie, each becomes rows of dimension, bucket and share.

They come with the names in one line and the figures in the next, with ages down and genders across, or with a
city a row that a spreadsheet program cut at its commas.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from milepost.sources.cutting import RawTable
from milepost.sources.heads import heads_of
from milepost.sources.packed import Record
from milepost.sources.words import clean, plain

DIMENSION, BUCKET, PLATFORM = "audience dimension", "audience bucket", "audience platform"
SHARE, PEOPLE, FOLLOWERS = "audience share", "audience people", "audience followers"
FORMAT, PUBLISHED = "published format", "published count"

_GENDERS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("women", "female", "mulheres", "frauen", "mujeres", "femmes", "donne"), "women"),
    **dict.fromkeys(("vrouwen", "kvinnor", "woman", "feminino"), "women"),
    **dict.fromkeys(("men", "male", "homens", "männer", "hombres", "hommes", "uomini"), "men"),
    **dict.fromkeys(("mannen", "män", "man", "masculino"), "men"),
    **dict.fromkeys(("unknown", "unspecified", "desconhecido", "unbekannt", "desconocido"), "unknown"),
    **dict.fromkeys(("inconnu", "sconosciuto", "onbekend", "okänt", "outros", "other"), "unknown"),
}
_AGES: Final = frozenset({"", "age", "idade", "alter", "edad", "âge", "età", "leeftijd", "ålder"})
_VALUES: Final = frozenset(
    {"value", "valor", "wert", "valeur", "valore", "waarde", "värde", "percentage", "percent"}
)
_PLACES: Final = (
    (
        "city",
        re.compile(r"\b(cit(y|ies)|towns?|cidades?|städten?|ciudad(es)?|villes?|città|steden|städer)\b"),
    ),
    ("country", re.compile(r"\b(countr(y|ies)|países|paises|ländern?|pays|paesi|landen)\b")),
)
_TOP: Final = re.compile(
    r"\btop\b|princip|wichtigst|häufigst|beliebtest|meilleur|belangrijkst|populär|viktigast"
)
_CODE: Final = re.compile(r"(fb_page|ig_account|fb|ig)\s*,\s*follow\s*,\s*unique_users", re.IGNORECASE)
_PUBLISHED: Final = frozenset(
    {
        *("published content", "conteúdo publicado", "veröffentlichte inhalte", "contenido publicado"),
        *("contenu publié", "contenuti pubblicati", "gepubliceerde content", "publicerat innehåll"),
        *("top content formats", "formatos do conteúdo mais relevante"),
    }
)
_FIGURE: Final = re.compile(r"[<]?\s*\d[\d.,\s]*%?")
_MANY: Final = re.compile(r"0*(10[1-9]|1[1-9][0-9]|[2-9][0-9]{2}|[1-9][0-9]{3,})")  # above 100


def audience_tables(table: RawTable) -> list[RawTable]:
    """The table as rows of an audience where it is a card of one, with the totals that stand above it; else
    itself.
    """
    return [*_followers_above(table), _card(table)]


def was_made(table: RawTable) -> bool:
    """Whether a table's header is ours, because the card itself has none that a reader would know."""
    return bool(table.header) and table.header[0] in {DIMENSION, FOLLOWERS, FORMAT}


def _card(table: RawTable) -> RawTable:
    heads = heads_of(table.header)
    while heads and not heads[-1]:
        heads.pop()
    code = _CODE.fullmatch(",".join(heads))
    if code is not None and len(table.rows) == 1:
        return _long(table, [(table.rows[0][0], [table.rows[0][1][0]])], (FOLLOWERS,), _of_code(code[1]))
    if len(heads) > 1 and heads[0] in _AGES and all(head in _GENDERS for head in heads[1:]):
        return _ages(table, heads)
    dimension = _dimension(table.title) or _dimension(heads[0] if heads else "")
    listed = dimension and len(heads) == 2 and heads[1] in _VALUES and _dimension(heads[0])
    if listed and (_dimension(table.title) or _TOP.search(heads[0])):
        return _named(table, dimension)
    one = len(table.rows) == 1 and len(heads) > 0 and _all_figures(table.rows[0][1])
    if one and not any(_FIGURE.fullmatch(head) for head in heads):
        names, values = _names(table.header), [cell for cell in table.rows[0][1] if cell.strip()]
        if dimension and len(names) == len(values):
            return _across(table, names, values, dimension)
        if plain(table.title) in _PUBLISHED:
            cells = [[table.header[at], cell] for at, cell in enumerate(table.rows[0][1][: len(heads)])]
            return _long(
                table, [(table.rows[0][0], row) for row in cells], (FORMAT, PUBLISHED), "", len(cells)
            )
    return table


def _followers_above(table: RawTable) -> list[RawTable]:
    """The follower totals above a table: a title, a raw code, and the figure, each in its own line."""
    found = []
    lines = table.preamble
    for at, line in enumerate(lines[:-1]):
        code = _CODE.fullmatch(clean(line))
        if code is None or not _FIGURE.fullmatch(clean(lines[at + 1])):
            continue
        title = clean(lines[at - 1]) if at else ""
        card = replace(table, title=title, preamble=tuple(lines[:at]))
        found.append(_long(card, [(table.header_line, [lines[at + 1]])], (FOLLOWERS,), _of_code(code[1])))
    return found


def _ages(table: RawTable, heads: Sequence[str]) -> RawTable:
    """Ages down, genders across: one row for each of both."""
    rows, width = [], len(heads) - 1
    for line, cells in table.rows:
        age = clean(cells[0]).replace("\u2013", "-")
        rows += [
            (line, ["age_gender", f"{age} {_GENDERS[head]}", cells[at]])
            for at, head in enumerate(heads)
            if at and at < len(cells)
        ]
    return _long(table, rows, (DIMENSION, BUCKET, _measure(rows)), _of_title(table.title), width)


def _named(table: RawTable, dimension: str) -> RawTable:
    """A place and its figure a row; a name that was cut at its commas is put together again."""
    rows: list[Record] = []
    for line, cells in table.rows:
        filled = [clean(cell) for cell in cells if cell.strip()]
        if len(filled) > 1:  # a line of one cell is the title of an empty card
            rows.append((line, [dimension, ", ".join(filled[:-1]), filled[-1]]))
    return _long(table, rows, (DIMENSION, BUCKET, _measure(rows)), _of_title(table.title))


def _names(header: Sequence[str]) -> list[str]:
    """The names in a line; what a spreadsheet program cut at a comma begins with a blank."""
    names: list[str] = []
    for cell in header:
        if names and cell[:1] == " " and cell.strip():
            names[-1] += f", {clean(cell)}"
        elif cell.strip():
            names.append(clean(cell))
    return names


def _across(table: RawTable, names: Sequence[str], values: Sequence[str], dimension: str) -> RawTable:
    """Names in one line, figures in the next."""
    line = table.rows[0][0]
    rows = [(line, [dimension, name, value]) for name, value in zip(names, values, strict=True)]
    return _long(table, rows, (DIMENSION, BUCKET, _measure(rows)), _of_title(table.title), len(rows))


def _long(
    table: RawTable, rows: Sequence[Record], heads: tuple[str, ...], platform: str, per_line: int = 1
) -> RawTable:
    """A table of these rows; those that came of one line are numbered line * `per_line` + n."""
    numbered: list[Record] = []
    lines: dict[int, int] = {}
    for line, cells in rows:
        nth = lines.get(line, 0)
        lines[line] = nth + 1
        numbered.append((line * per_line + nth, [*cells, platform] if platform else cells))
    header = (*heads, PLATFORM) if platform else heads
    long = replace(table, header=header, rows=tuple(numbered))
    return long if per_line == 1 else replace(long, lines=len(lines), per_line=per_line)


def _measure(rows: Sequence[Record]) -> str:
    """Percent, unless the figures say that people were counted."""
    said = [cells[-1] for _, cells in rows]
    if any("%" in cell for cell in said):
        return SHARE
    over = any(_MANY.fullmatch(cell.strip()) for cell in said)
    return PEOPLE if over else SHARE


def _dimension(text: str) -> str:
    word = plain(text)
    return next((name for name, pattern in _PLACES if pattern.search(word)), "")


def _of_title(title: str) -> str:
    word = plain(title)
    return next((name for name in ("instagram", "facebook") if name in word), "")


def _of_code(code: str) -> str:
    return "instagram" if code.casefold().startswith("ig") else "facebook"


def _all_figures(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and all(_FIGURE.fullmatch(cell) for cell in filled)
