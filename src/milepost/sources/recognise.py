"""Which format a table is: by its header words, its preamble and its sheet; never by the name of the file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from milepost.sources.cutting import RawTable
from milepost.sources.format import SourceColumn, SourceFormat, Title
from milepost.sources.words import plain


@dataclass(frozen=True, slots=True)
class Match:
    """A format that fits a table: where its columns stand (0 is the first), and why it was chosen."""

    format: SourceFormat
    places: Mapping[str, int]
    because: str
    score: int
    currency: str | None = None
    title: Title | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoMatch:
    """No format fits, or several fit equally (`rivals`)."""

    because: str
    rivals: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()


def is_header(cells: Sequence[str], formats: Iterable[SourceFormat]) -> bool:
    """Whether some format's needed columns all stand in these cells."""
    heads = [plain(cell) for cell in cells]
    filled = sum(1 for head in heads if head)
    return filled > 1 and any(_has_needed(fmt, heads, filled) for fmt in formats)


def _has_needed(fmt: SourceFormat, heads: Sequence[str], filled: int) -> bool:
    signs = fmt.signs
    if not (signs.needs or signs.any_of) or (signs.width is not None and filled != signs.width):
        return False
    if not all(_stands(fmt.columns[name], heads) for name in signs.needs):
        return False
    if any(_stands(fmt.columns[name], heads) for name in signs.forbids):
        return False
    if signs.only and not all(not head or any(fits(c, head) for c in fmt.columns.values()) for head in heads):
        return False
    return all(any(_stands(fmt.columns[name], heads) for name in group) for group in signs.any_of)


def _stands(column: SourceColumn, heads: Sequence[str]) -> bool:
    return any(fits(column, head) for head in heads)


def fits(column: SourceColumn, head: str) -> re.Match[str] | bool | None:
    """Whether a plain header word names this column; the match of its pattern where it has one."""
    if head in column.headers:
        return True
    return column.pattern.fullmatch(head) if column.pattern is not None and head else None


def recognise(
    table: RawTable, formats: Mapping[str, SourceFormat], named: str = "", channel: str | None = None
) -> Match | NoMatch:
    """The one format of a table, with reasons; or why there is none.

    `named` (the file's name) and `channel` (the user's answer) count only for formats that cannot be sure
    without them.
    """
    heads = [plain(cell) for cell in table.header]
    found = [match for fmt in formats.values() if (match := _try(fmt, table, heads, named, channel))]
    found.sort(key=lambda match: -match.score)
    if not found:
        return _none(table, heads, formats)
    best = [match for match in found if match.score == found[0].score]
    if len(best) > 1:
        names = tuple(match.format.id for match in best)
        return NoMatch(f"its headers fit {' and '.join(names)} equally well", rivals=names)
    return best[0]


def _try(
    fmt: SourceFormat, table: RawTable, heads: list[str], named: str, channel: str | None
) -> Match | None:
    filled = sum(1 for head in heads if head)
    if not _has_needed(fmt, heads, filled):
        return None
    reasons = []
    if not _speaks(fmt, table, heads):
        return None
    assumed = ""
    if fmt.signs.sure and not any(_stands(fmt.columns[name], heads) for name in fmt.signs.sure):
        assumed = _assumed(fmt, table, named, channel)
        if not assumed:
            return None
    score = 10 * (len(fmt.signs.needs) + len(fmt.signs.any_of)) + fmt.signs.weight
    if fmt.signs.preamble:
        lines = [plain(line.lstrip("# ")) for line in (*table.first, *table.preamble)]
        hits = [line for line in lines if any(p.search(line) for p in fmt.signs.preamble)]
        hit = next((line for line in hits if line.strip("-,")), hits[0] if hits else None)
        if hit is None:
            return None
        score += 25
        if hit.strip("-,"):
            reasons.append(f"the line “{hit[:80]}”")
    if fmt.signs.sheets:
        if not any(p.fullmatch(plain(table.sheet)) for p in fmt.signs.sheets):
            return None
        score += 25
        reasons.append(f"the sheet “{table.sheet}”")
    title = fmt.titles.get(plain(table.title.lstrip("# ")))
    if fmt.signs.titled:
        if title is None:
            return None
        score += 25
        reasons.append(f"the title “{table.title}”")
    places, currency, twice = _places(fmt, heads)
    score += len(places)
    shown = [
        name
        for name in (*fmt.signs.needs, *(n for group in fmt.signs.any_of for n in group))
        if name in places
    ]
    headers = ", ".join(f"“{table.header[places[name]]}”" for name in shown[:5])
    because = f"{fmt.title}: by {' and '.join([*reasons, f'the headers {headers}'])}"
    notes = tuple(f"“{table.header[place]}” stands twice; the first is taken" for place in twice)
    notes = (*notes, assumed) if assumed else notes
    return Match(fmt, places, because, score, currency, title, notes)


def _assumed(fmt: SourceFormat, table: RawTable, named: str, channel: str | None) -> str:
    """What stands in for the missing certainty: the user's answer, or the file's name; '' when nothing
    does.
    """
    if channel is not None:
        return f"taken as {fmt.title} because you said {channel}" if channel == fmt.channel else ""
    for name in (table.sheet, named):
        if name and fmt.signs.named is not None and fmt.signs.named.search(name.casefold()):
            return (
                f"taken as {fmt.title} because the file was named “{name}”; its columns alone do not say so"
            )
    return ""


def _speaks(fmt: SourceFormat, table: RawTable, heads: list[str]) -> bool:
    """Whether the columns that must hold something do, and those that must be empty are."""
    for names, wanted in ((fmt.signs.holds, True), (fmt.signs.lacks, False)):
        for name in names:
            place = next((at for at, head in enumerate(heads) if fits(fmt.columns[name], head)), None)
            filled = place is not None and any(
                place < len(row) and row[place].strip() for _, row in table.rows
            )
            if table.rows and filled is not wanted:
                return False
    return True


def _places(fmt: SourceFormat, heads: list[str]) -> tuple[dict[str, int], str | None, list[int]]:
    """Where each column of the format stands, the currency a header names, and headers that stand twice."""
    places: dict[str, int] = {}
    currency: str | None = None
    twice: list[int] = []
    for name, column in fmt.columns.items():
        hits = [(place, hit) for place, head in enumerate(heads) if (hit := fits(column, head))]
        if not hits:
            continue
        in_order = sorted(hits, key=lambda item: _rank(column, heads[item[0]]))
        place, hit = in_order[0]
        places[name] = place
        if isinstance(hit, re.Match) and "currency" in hit.groupdict() and currency is None:
            currency = hit["currency"].upper() if hit["currency"] else None
        if sum(1 for other, _ in hits if heads[other] == heads[place]) > 1:
            twice.append(place)
    return places, currency, twice


def _rank(column: SourceColumn, head: str) -> int:
    """Earlier aliases are the better ones."""
    return column.headers.index(head) if head in column.headers else len(column.headers)


def _is_row(cells: Sequence[str]) -> bool:
    """Whether what stands where the header should is data: a moment in time among its cells says so."""
    return any(re.fullmatch(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?", cell.strip()) for cell in cells)


def _none(table: RawTable, heads: list[str], formats: Mapping[str, SourceFormat]) -> NoMatch:
    seen = ", ".join(f"“{head}”" for head in table.header[:8] if head) or "no header row"
    if table.rows and _is_row(table.header):
        return NoMatch(f"it has no header: its first line ({seen}) is already a row", nearest=())
    shared = {
        fmt.id: sum(1 for head in heads if head and any(head in c.headers for c in fmt.columns.values()))
        for fmt in formats.values()
    }
    near = tuple(sorted((i for i, n in shared.items() if n), key=lambda i: (-shared[i], i))[:3])
    more = f" and {len(table.header) - 8} more" if len(table.header) > 8 else ""
    return NoMatch(f"no known format has these headers: {seen}{more}", nearest=near)
