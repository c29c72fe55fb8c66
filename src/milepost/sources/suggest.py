"""What the columns of an unknown table may hold: suggested by words and values, never applied unasked."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from milepost.facts.schema import TABLES
from milepost.language import gettext_lazy
from milepost.sources.cutting import RawTable
from milepost.sources.format import SourceFormat
from milepost.sources.heads import heads_of
from milepost.sources.sheet_dates import read_days
from milepost.sources.values import NULLS
from milepost.sources.words import clean

_SAMPLE: Final = 200
_LONGEST: Final = 200
"""Letters of a cell that are looked at; no figure, date or link that decides anything is longer."""
_FIGURE: Final = re.compile(r"[+-]?[A-Z]{0,3}[$€£]?\s*\d[\d.,\s\u00a0'’]*([A-Z]{3}|[$€£])?")
_LINK: Final = re.compile(r"https?://\S+")
_CHANNEL_WORDS: Final = frozenset(
    ("channel", "network", "platform", "kanal", "plattform", "canal", "plataforma", "réseau", "red")
)
_CAMPAIGN_WORDS: Final = frozenset(
    ("campaign", "campaign name", "kampagne", "campaña", "campanha", "campagne")
)
_TABLES: Final = ("post_value", "ad_day", "account_day", "web_day", "mail_send", "order")
"""Tables a mapping may go to, the most telling first; a measure of none of them goes to `custom_day`."""


@dataclass(frozen=True, slots=True)
class SuggestedColumn:
    """One column: its header, a value of it, what its values look like, what it may be, and why.

    `becomes` is '' when nothing is suggested; the column is then left out of the mapping.
    """

    header: str
    sample: str
    looks: str
    becomes: str
    because: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The table of facts that the rows may go to, and its columns."""

    table: str
    columns: tuple[SuggestedColumn, ...]

    def of(self, becomes: str) -> SuggestedColumn | None:
        """The column that is suggested for something."""
        return next((column for column in self.columns if column.becomes == becomes), None)


def suggest(raw: RawTable, formats: Mapping[str, SourceFormat]) -> Suggestion:
    """What each column of a table may be, and to which facts its rows may belong."""
    votes = _votes(formats)
    looks = [_looks(_cells(raw, place)) for place in range(len(raw.header))]
    heads = heads_of(raw.header)
    dated = next((place for place, kind in enumerate(looks) if kind == "day"), None)
    linked = next((place for place, kind in enumerate(looks) if kind == "link"), None)
    table = _table(heads, looks, votes, linked=linked is not None, dated=dated is not None)
    columns = []
    taken: set[str] = set()
    for place, head in enumerate(heads):
        becomes, because = _becomes(place, head, looks[place], table, votes, dated, linked)
        if becomes in taken:
            becomes, because = "", gettext_lazy("{measure} is taken already", measure=becomes)
        if becomes:
            taken.add(becomes)
        sample = next((cell for cell in _cells(raw, place) if cell), "")
        columns.append(SuggestedColumn(clean(raw.header[place]), sample[:40], looks[place], becomes, because))
    return Suggestion(table, tuple(columns))


def _cells(raw: RawTable, place: int) -> list[str]:
    cells = (clean(row[place][:_LONGEST]) if place < len(row) else "" for _, row in raw.rows[:_SAMPLE])
    return ["" if cell.casefold() in NULLS else cell for cell in cells]


def _looks(cells: Sequence[str]) -> str:
    filled = [cell for cell in cells if cell]
    if not filled:
        return "empty"
    if all(_LINK.fullmatch(cell) for cell in filled):
        return "link"
    digits = [cell.lstrip("'") for cell in filled]
    if all(cell.isdigit() and len(cell) >= 12 for cell in digits):
        return "id"
    dates = [re.sub(r"[ T]\d{1,2}:\d{2}.*$", "", cell) for cell in filled]
    if sum(bool(written.text) and not written.month for written in read_days(dates)) >= 0.8 * len(filled):
        return "day"
    if all(cell.endswith("%") for cell in filled):
        return "percent"
    if sum(bool(_FIGURE.fullmatch(cell)) for cell in filled) >= 0.9 * len(filled):
        return "decimal" if any(re.search(r"[.,]\d{1,2}\D*$", cell) for cell in filled) else "count"
    return "text"


def _votes(formats: Mapping[str, SourceFormat]) -> Mapping[str, Counter[tuple[str, str]]]:
    """For each header word the (table, measure) pairs that our formats make of it."""
    found: dict[str, Counter[tuple[str, str]]] = {}
    for fmt in formats.values():
        for table, measure, name in _measures(fmt):
            for word in fmt.columns[name].headers:
                found.setdefault(word, Counter())[table, measure] += 1
        for word, metric in fmt.words.get("metrics", {}).items():
            found.setdefault(word, Counter())["custom_day", metric] += 1
    return found


def _measures(fmt: SourceFormat) -> Iterator[tuple[str, str, str]]:
    for rule in fmt.facts:
        known = {column.name for column in TABLES[rule.table].measures}
        for target, said in rule.set.items():
            if target in known and isinstance(said, str) and said in fmt.columns:
                yield rule.table, target, said


def _table(
    heads: Sequence[str],
    looks: Sequence[str],
    votes: Mapping[str, Counter[tuple[str, str]]],
    *,
    linked: bool,
    dated: bool,
) -> str:
    """The table whose measures fit the most columns of figures; posts need a link or an id."""
    fit: Counter[str] = Counter()
    for head, look in zip(heads, looks, strict=True):
        if look in {"count", "decimal"}:
            fit.update({table for table, _ in votes.get(head, ()) if table in _TABLES})
    if not linked and "id" not in looks:
        fit.pop("post_value", None)
    for table in ("order", "mail_send"):
        fit.pop(table, None)
    if not fit or not dated:
        return "post_value" if linked and dated else "custom_day"
    most = max(fit.values())
    return next(table for table in _TABLES if fit.get(table) == most)


def _becomes(
    place: int,
    head: str,
    look: str,
    table: str,
    votes: Mapping[str, Counter[tuple[str, str]]],
    dated: int | None,
    linked: int | None,
) -> tuple[str, str]:
    """What one column may be, and why; or '' and why not."""
    if place == dated:
        return "day", gettext_lazy("its values are dates")
    if table == "post_value" and (place == linked or (linked is None and look == "id")):
        return "post_id", gettext_lazy("it tells one post from another")
    if head in _CHANNEL_WORDS:
        return "channel", gettext_lazy("“{head}” names a platform", head=head)
    if head in _CAMPAIGN_WORDS:
        return "campaign", gettext_lazy("“{head}” names a campaign", head=head)
    if look == "percent":
        return "", gettext_lazy("a rate: its parts are kept, it is computed again from them")
    if look not in {"count", "decimal"}:
        if look == "empty":
            return "", gettext_lazy("it is empty")
        return "", gettext_lazy("its values are {kind}", kind=look)
    known = Counter({m: n for (t, m), n in votes.get(head, Counter()).items() if t == table})
    if known:
        return known.most_common(1)[0][0], gettext_lazy("“{head}” is a known word for it", head=head)
    able = {column.name for column in TABLES[table].measures}
    words = Counter({m: n for (_, m), n in votes.get(head, Counter()).items()})
    for measure, _ in words.most_common():
        if table == "custom_day" or measure in able:
            return measure, gettext_lazy("“{head}” is a word for it elsewhere", head=head)
    return "", gettext_lazy("figures whose header is not known: say yourself what they are")
