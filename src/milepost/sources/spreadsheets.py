"""Tables that people keep themselves, made long: one figure a row, with its period, metric and channel.

Three layouts: (date, metric, value), a date column with a column for each metric, and a metric a row with a
column for each month. The cells stay text; what they say is decided with all the others.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from milepost.language import gettext_lazy
from milepost.sources.cutting import RawTable
from milepost.sources.heads import heads_of
from milepost.sources.packed import Record
from milepost.sources.sheet_dates import Written, month_in, read_days
from milepost.sources.sheet_figures import SheetFigure
from milepost.sources.sheet_people import sort_people
from milepost.sources.spans import month_days
from milepost.sources.words import clean, plain

HEADER: Final = ("starts", "ends", "metric", "value", "channel", "campaign")
BRANDS_HEADER: Final = (*HEADER, "competitor")
"""The header where the rows are of several brands: a rival's figures are never one's own."""
PER_LINE: Final = 100_000
"""A line of the sheet holds many figures: each is numbered line * PER_LINE + its place."""
_LONGEST: Final = 200

_DATE: Final = frozenset(
    (
        *(
            "date",
            "day",
            "week",
            "month",
            "datum",
            "tag",
            "woche",
            "monat",
            "fecha",
            "día",
            "dia",
            "semana",
            "mes",
        ),
        *(
            "mês",
            "data",
            "jour",
            "semaine",
            "mois",
            "dato",
            "vecka",
            "settimana",
            "giorno",
            "mese",
            "maand",
            "dag",
        ),
        *("uge", "period", "zeitraum", "periodo", "período", "période", "kw", "week starting", "week of"),
        *("week beginning", "week commencing", "woche ab"),
    )
)
_WEEKS: Final = re.compile(r"(week|woche|semana|semaine|vecka|settimana|uge)\b.*")
_MONTHS: Final = frozenset({"month", "monat", "mes", "mês", "mois", "mese", "maand", "månad"})
_METRIC: Final = frozenset(
    [
        "metric",
        "metrics",
        "kpi",
        "kpis",
        "measure",
        "indicator",
        "kennzahl",
        "kennzahlen",
        "métrica",
        "indicador",
        "indicateur",
        "métrique",
        "metrica",
    ]
)
_VALUE: Final = frozenset(
    [
        "value",
        "values",
        "wert",
        "valor",
        "valeur",
        "valore",
        "waarde",
        "värde",
        "figure",
        "amount",
        "number",
        "anzahl",
        "result",
    ]
)
_CHANNEL: Final = frozenset(
    ["channel", "platform", "network", "kanal", "plattform", "canal", "plataforma", "plateforme", "canale"]
)
_CAMPAIGN: Final = frozenset(["campaign", "kampagne", "campaña", "campanha", "campagne", "campagna"])
_RIVAL: Final = frozenset(
    (
        *("competitor", "competitors", "rival", "wettbewerber", "konkurrent", "competidor"),
        *("competencia", "concurrent", "concorrente", "concorrentes"),
    )
)
_BRAND: Final = frozenset(
    ["brand", "company", "page", "marke", "unternehmen", "marca", "empresa", "marque", "entreprise"]
)
_NOTES: Final = frozenset(
    [
        "note",
        "notes",
        "comment",
        "comments",
        "notiz",
        "notizen",
        "kommentar",
        "bemerkung",
        "nota",
        "notas",
        "remarque",
    ]
)
_RATE: Final = re.compile(
    r".*(%|\brate\b|\bctr\b|\bcpc\b|\bcpm\b|\broas\b|\broi\b|average|\bavg\b|durchschnitt|quote\b|\bper\b|\btaxa\b|\btasa\b"
    r"|\btaux\b|\bmean\b|\bposition\b).*"
)
_FIGURE: Final = re.compile(
    r"[+-]?\(?[A-Z]{0,3}[$€£¥₹₴]?\s*[+-]?\d[\d.,\s\u00a0'’]*\)?\s*([A-Z]{3}|[$€£¥₹₴]|%|k|m)?", re.IGNORECASE
)
CROWDS: Final = frozenset({"subscriber", "follower", "joining"})
"""What the words for people that stand for a figure of their own say."""
_BLANK: Final = frozenset({"", "-", "--", "–", "—", "n/a", "na", "null", "none"})


def made_long(
    table: RawTable,
    channels: Mapping[str, str],
    year: int | None,
    words: Mapping[str, Mapping[str, str]],
    named: str = "",
) -> RawTable | None:
    """The same figures, one a row, or None when this is no table of dated figures that people keep.

    `words` are the format's: `metrics` by their names, and what the words for subscribers and followers
    (`people`) say; `named` is the file's name. A table with a column (or a row) a metric must name one that
    is known: else any export with a date in it would pass for a spreadsheet.
    """
    people = words.get("people", {})
    heads = heads_of(table.header)
    if not 2 <= len(heads) < PER_LINE or not table.rows:
        return None
    lines = len(table.rows)
    table = replace(table, rows=tuple(row for row in table.rows if tuple(row[1]) != table.header))
    notes: list[str] = []
    figures = _long(table, heads)
    wide = not figures
    if wide:
        figures = _by_date(table, heads, channels, notes) or _by_metric(table, heads, channels, year)
    about = " ".join((named, table.sheet, table.title, *table.preamble, *table.header))
    brands = any(figure.brand for figure in figures)
    if not brands:
        figures = sort_people(figures, people, channels, about, notes)
    if not figures or (wide and not any(_is_known(figure.metric, words) for figure in figures)):
        return None
    periods = _periods(figures, heads, notes)
    rows = tuple(_rows(figures, periods))
    if brands:
        rows = tuple(
            (number, [*cells, figure.brand]) for (number, cells), figure in zip(rows, figures, strict=True)
        )
    undated = all(figure.when.day is None and figure.when.month for figure in figures)
    asks = gettext_lazy("its columns are months without a year") if undated else ""
    metrics = len({figure.metric for figure in figures})
    said = (
        gettext_lazy("one metric, named as you named it")
        if metrics == 1
        else gettext_lazy("{n} metrics, named as you named them", n=metrics)
    )
    notes = [*table.notes, said, *notes]
    return replace(
        table,
        header=BRANDS_HEADER if brands else HEADER,
        rows=rows,
        notes=tuple(notes),
        lines=lines,
        per_line=PER_LINE,
        asks=asks,
    )


def _is_known(metric: str, words: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether a metric is one of those that have a name, by that name or by its id."""
    name, metrics = plain(metric), words.get("metrics", {})
    people = {"email_subscribers", "email_list_size", "followers", "follows", "signups", "unfollows"}
    crowd = {word for word, what in words.get("people", {}).items() if what in CROWDS}
    ids = {*metrics.values(), *people}
    return name in metrics or name.replace(" ", "_") in ids or bool(crowd & set(name.split()))


def _rows(figures: Sequence[SheetFigure], periods: Sequence[tuple[str, str]]) -> Iterator[Record]:
    places: dict[int, int] = {}
    for figure, (starts, ends) in zip(figures, periods, strict=True):
        place = places[figure.line] = places.get(figure.line, -1) + 1
        cells = [starts, ends, figure.metric, figure.value, figure.channel, figure.campaign]
        yield figure.line * PER_LINE + place, cells


def _long(table: RawTable, heads: Sequence[str]) -> list[SheetFigure]:
    when, metric, value = _place(heads, _DATE), _place(heads, _METRIC), _place(heads, _VALUE)
    if when is None or metric is None or value is None:
        return []
    days = read_days([_cell(row, when) for _, row in table.rows])
    channel, campaign = _place(heads, _CHANNEL), _place(heads, _CAMPAIGN)
    brand = _brands(table, heads)
    return [
        SheetFigure(
            line,
            day,
            _cell(row, metric),
            _cell(row, value),
            _cell(row, channel),
            _cell(row, campaign),
            _cell(row, brand),
        )
        for (line, row), day in zip(table.rows, days, strict=True)
        if (brand is None or _cell(row, brand))
        and _cell(row, metric)
        and _cell(row, value).casefold() not in _BLANK
    ]


def _brands(table: RawTable, heads: Sequence[str]) -> int | None:
    """Where the brands stand whose figures these are; None where all are of one, which is one's own.

    A column headed as that of rivals is one of brands, whoever is in it.
    """
    rivals = _place(heads, _RIVAL)
    if rivals is not None:
        return rivals
    place = _place(heads, _BRAND)
    named = {plain(_cell(row, place)) for _, row in table.rows} - {""}
    return place if len(named) > 1 else None


def _by_date(
    table: RawTable, heads: Sequence[str], channels: Mapping[str, str], notes: list[str]
) -> list[SheetFigure]:
    when = _place(heads, _DATE)
    if when is None:
        return []
    days = read_days([_cell(row, when) for _, row in table.rows])
    if sum(1 for day in days if day.text) < 0.8 * len(days):
        return []
    channel, campaign = _place(heads, _CHANNEL), _place(heads, _CAMPAIGN)
    aside = {when, channel, campaign, *(at for at, head in enumerate(heads) if head in _NOTES or not head)}
    metrics = []
    for place in (at for at in range(len(heads)) if at not in aside):
        cells = [_cell(row, place) for _, row in table.rows]
        if not _numeric(cells):
            if any(cell.casefold() not in _BLANK for cell in cells):
                return []  # a text column that we do not know: this is some export, not somebody's own table
        elif _RATE.fullmatch(heads[place]) or any("%" in cell for cell in cells):
            notes.append(
                gettext_lazy(
                    "“{column}” is left out: a rate does not add up, its parts do",
                    column=clean(table.header[place]),
                )
            )
        else:
            metrics.append(place)
    return [
        SheetFigure(line, day, metric, _cell(row, place), _cell(row, channel) or own, _cell(row, campaign))
        for (line, row), day in zip(table.rows, days, strict=True)
        for place in metrics
        for own, metric in [_split(table.header[place], channels)]
        if _cell(row, place).casefold() not in _BLANK
    ]


def _by_metric(
    table: RawTable, heads: Sequence[str], channels: Mapping[str, str], year: int | None
) -> list[SheetFigure]:
    months = {place: month for place, head in enumerate(heads) if (month := month_in(head, year)) is not None}
    if len(months) < 2 or 0 in months:
        return []
    channel, brand = _place(heads, _CHANNEL), _brands(table, heads)
    name = next((at for at in range(len(heads)) if at not in {*months, channel, brand}), None)
    if name is None:
        return []  # brands, and nothing that says what is counted of them
    cells = [_cell(row, place) for _, row in table.rows for place in months]
    if not _numeric(cells):
        return []
    return [
        SheetFigure(
            line, month, metric, _cell(row, place), _cell(row, channel) or own, brand=_cell(row, brand)
        )
        for line, row in table.rows
        if brand is None or _cell(row, brand)
        for own, metric in [_split(_cell(row, name), channels)]
        for place, month in months.items()
        if metric and _cell(row, place).casefold() not in _BLANK
    ]


def _split(header: str, channels: Mapping[str, str]) -> tuple[str, str]:
    """A platform's name in front of a metric, as in `Instagram followers`, is its channel."""
    text = clean(header)
    for sign in (":", " - ", " – ", " "):
        front, found, rest = text.partition(sign)
        if found and rest.strip() and plain(front) in channels and len(plain(front)) > 1:
            return front.strip(), rest.strip()
    return "", text


def _numeric(cells: Sequence[str]) -> bool:
    said = [cell for cell in cells if cell.casefold() not in _BLANK]
    return bool(said) and sum(1 for cell in said if _FIGURE.fullmatch(cell)) >= 0.9 * len(said)


def _place(heads: Sequence[str], words: frozenset[str]) -> int | None:
    return next((place for place, head in enumerate(heads) if head in words), None)


def _cell(row: Sequence[str], place: int | None) -> str:
    return clean(row[place][:_LONGEST]) if place is not None and place < len(row) else ""


def _periods(figures: Sequence[SheetFigure], heads: Sequence[str], notes: list[str]) -> list[tuple[str, str]]:
    """First and last day of each figure: a month's, a week's or the day itself, as the dates show."""
    days = sorted({figure.when.day for figure in figures if figure.when.day is not None})
    grain = _grain(days, heads)
    if grain != "day":
        notes.append(_FIRST_DAYS[grain])
    return [_period(figure.when, grain) for figure in figures]


_FIRST_DAYS = {
    "week": gettext_lazy("its dates are the first days of weeks, so each figure is that of a week"),
    "month": gettext_lazy("its dates are the first days of months, so each figure is that of a month"),
}


def _grain(days: Sequence[date], heads: Sequence[str]) -> str:
    if any(head in _MONTHS for head in heads):
        return "month"
    if any(_WEEKS.fullmatch(head) for head in heads):
        return "week"
    steps = {(b - a).days for a, b in itertools.pairwise(days)}
    if len(days) >= 3 and all(day.day == 1 for day in days):
        return "month"
    return "week" if len(days) >= 4 and steps == {7} else "day"


def _period(when: Written, grain: str) -> tuple[str, str]:
    if when.day is None:
        return when.text, when.text
    if when.month or grain == "month":
        first = when.day.replace(day=1)
        return first.isoformat(), first.replace(day=month_days(first)).isoformat()
    last = when.day + timedelta(days=6 if when.week or grain == "week" else 0)
    return when.day.isoformat(), last.isoformat()
