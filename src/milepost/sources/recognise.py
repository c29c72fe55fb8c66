"""Which format a table is: by its header words, its preamble and its sheet; never by the name of the file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from milepost.language import all_quoted, gettext_lazy
from milepost.sources.cutting import RawTable
from milepost.sources.format import SourceFormat, Title
from milepost.sources.heads import LONGEST, Hit, Hits, Index, has_needed, heads_of
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


def recognise(table: RawTable, index: Index, named: str = "", channel: str | None = None) -> Match | NoMatch:
    """The one format of a table, with reasons; or why there is none.

    `named` (the file's name) and `channel` (the user's answer) count only for formats that cannot be sure
    without them.
    """
    heads = heads_of(table.header)
    hits = index.hits(heads)
    able = [fmt for id_, fmt in index.formats.items() if id_ in hits and has_needed(fmt, hits[id_], heads)]
    found = [match for fmt in able if (match := _try(fmt, table, hits[fmt.id], named, channel))]
    found.sort(key=lambda match: -match.score)
    if not found:
        return _none(table, hits)
    best = [match for match in found if match.score == found[0].score]
    if len(best) > 1:
        names = tuple(match.format.id for match in best)
        return NoMatch(
            gettext_lazy("its headers fit {formats} equally well", formats=_and(names)), rivals=names
        )
    return best[0]


def _try(
    fmt: SourceFormat, table: RawTable, mine: Mapping[str, list[Hit]], named: str, channel: str | None
) -> Match | None:
    reasons = []
    if not _speaks(fmt, table, mine):
        return None
    assumed = ""
    if fmt.signs.sure and not any(name in mine for name in fmt.signs.sure):
        assumed = _assumed(fmt, table, named, channel)
        if not assumed:
            return None
    score = 10 * (len(fmt.signs.needs) + len(fmt.signs.any_of)) + fmt.signs.weight
    if fmt.signs.preamble:
        lines = [plain(line[:LONGEST].lstrip("# ")) for line in (*table.first, *table.preamble)]
        hits = [line for line in lines if any(p.search(line) for p in fmt.signs.preamble)]
        hit = next((line for line in hits if line.strip("-,")), hits[0] if hits else None)
        if hit is None:
            return None
        score += 25
        if hit.strip("-,"):
            reasons.append(gettext_lazy("the line “{line}”", line=hit[:80]))
    if fmt.signs.sheets:
        if not any(p.fullmatch(plain(table.sheet[:LONGEST])) for p in fmt.signs.sheets):
            return None
        score += 25
        reasons.append(gettext_lazy("the sheet “{sheet}”", sheet=table.sheet))
    title = fmt.titles.get(plain(table.title[:LONGEST].lstrip("# ")))
    if fmt.signs.titled:
        if title is None:
            return None
        score += 25
        reasons.append(gettext_lazy("the title “{title}”", title=table.title))
    places, currency, twice = _places(fmt, mine)
    score += len(places)
    shown = [
        name
        for name in (*fmt.signs.needs, *(n for group in fmt.signs.any_of for n in group))
        if name in places
    ]
    headers = all_quoted(table.header[places[name]] for name in shown[:5])
    because = known_by(fmt, _and([*reasons, gettext_lazy("the headers {headers}", headers=headers)]))
    notes: tuple[str, ...] = tuple(
        gettext_lazy("“{header}” stands twice; the first is taken", header=table.header[place])
        for place in twice
    )
    notes = (*notes, assumed) if assumed else notes
    return Match(fmt, places, because, score, currency, title, notes)


def known_by(fmt: SourceFormat, reasons: str) -> str:
    """What a table was recognised as, and by what."""
    return gettext_lazy("{format}: by {reasons}", format=fmt.title, reasons=reasons)


def _and(names: Sequence[str]) -> str:
    told = names[0]
    for name in names[1:]:
        told = gettext_lazy("{first} and {last}", first=told, last=name)
    return told


def _assumed(fmt: SourceFormat, table: RawTable, named: str, channel: str | None) -> str:
    """What stands in for the missing certainty: the user's answer, or the file's name; '' when nothing
    does.
    """
    if channel is not None:
        if channel != fmt.channel:
            return ""
        return gettext_lazy("taken as {format} because you said {channel}", format=fmt.title, channel=channel)
    for name in (table.sheet, named):
        if name and fmt.signs.named is not None and fmt.signs.named.search(name.casefold()):
            return gettext_lazy(
                "taken as {format} because the file was named “{name}”; its columns alone do not say so",
                format=fmt.title,
                name=name,
            )
    return ""


def _speaks(fmt: SourceFormat, table: RawTable, mine: Mapping[str, list[Hit]]) -> bool:
    """Whether columns that must hold something do, those that must be empty are, and what must show shows."""
    for names, wanted in ((fmt.signs.holds, True), (fmt.signs.lacks, False)):
        for name in names:
            place = min((hit.place for hit in mine.get(name, ())), default=None)
            filled = place is not None and any(
                place < len(row) and row[place].strip() for _, row in table.rows
            )
            if table.rows and filled is not wanted:
                return False
    return not table.rows or all(
        any(pattern.search(row[place][:LONGEST]) for _, row in table.rows if place < len(row))
        for name, pattern in fmt.signs.shows.items()
        for place in sorted(hit.place for hit in mine.get(name, ()))[:1]
    )


def _places(fmt: SourceFormat, mine: Mapping[str, list[Hit]]) -> tuple[dict[str, int], str | None, list[int]]:
    """Where each column of the format stands, the currency a header names, and headers that stand twice.

    Earlier aliases are the better ones.
    """
    places: dict[str, int] = {}
    currency: str | None = None
    twice: list[int] = []
    for name in fmt.columns:
        if name not in mine:
            continue
        best = min(mine[name], key=lambda hit: (hit.rank, hit.place))
        places[name] = best.place
        named = best.match.groupdict().get("currency") if best.match is not None else None
        currency = currency or (named.upper() if named else None)
        same = [hit for hit in mine[name] if hit.rank == best.rank and _word(hit) == _word(best)]
        if len(same) > 1:
            twice.append(best.place)
    return places, currency, twice


def _word(hit: Hit) -> str | None:
    return hit.match.string if hit.match is not None else None


def _is_row(cells: Sequence[str]) -> bool:
    """Whether what stands where the header should is data: a moment in time among its cells says so."""
    return any(re.fullmatch(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?", cell.strip()) for cell in cells)


def _none(table: RawTable, hits: Hits) -> NoMatch:
    seen = all_quoted(head[:80] for head in table.header[:8] if head) or gettext_lazy("no header row")
    if table.rows and _is_row(table.header):
        return NoMatch(
            gettext_lazy("it has no header: its first line ({cells}) is already a row", cells=seen),
            nearest=(),
        )
    shared = {
        id_: len({hit.place for found in mine.values() for hit in found if hit.match is None})
        for id_, mine in hits.items()
    }
    near = tuple(sorted((i for i, n in shared.items() if n), key=lambda i: (-shared[i], i))[:3])
    if len(table.header) > 8:
        seen = gettext_lazy("{headers} and {n} more", headers=seen, n=len(table.header) - 8)
    because = gettext_lazy("no known format has these headers: {headers}", headers=seen)
    return NoMatch(because, nearest=near)
