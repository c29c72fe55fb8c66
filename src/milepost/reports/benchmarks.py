"""Outside figures, and a brand's own beside them, as documents and as lines for a terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from milepost.amount import Unknown, Why
from milepost.judgement.benchmark import Benchmark, Own, definition_words, platforms
from milepost.judgement.benchmark_bands import Band, Placed, Refused, bands
from milepost.judgement.verdict import cannot_tell
from milepost.language import gettext, ngettext
from milepost.reports import numbers
from milepost.reports.benchmark_words import (
    Line,
    band_words,
    figure_document,
    limits,
    platform_title,
    problem_line,
    source_words,
    unusable,
)
from milepost.reports.words.judged import says
from milepost.workspace.benchmarks import Compared, Outside
from milepost.workspace.own_rates import where_of


def list_document(outside: Outside, today: date) -> dict[str, Any]:
    """Every figure with its source."""
    return {
        "benchmarks": [
            figure_document(one) | {"not_compared": unusable(one, today)} for one in outside.figures
        ],
        "problems": list(outside.problems),
    }


def list_lines(outside: Outside, titles: dict[str, str], today: date) -> list[Line]:
    """The figures by KPI, definition and platform, each with its source."""
    lines: list[Line] = []
    for (kpi, definition), group in groupby(
        bands(outside.figures, every=True), key=lambda band: (band.first.kpi, band.first.definition)
    ):
        lines.append(Line(f"{titles.get(kpi, kpi)}: {definition_words(definition)}", 0))
        for band in group:
            lines.append(Line(_list_head(band)))
            lines += [_source_line(one, today) for one in band.figures]
    if not lines:
        lines.append(Line("No outside figure is known of that. Bring one: milepost benchmark add FILE.csv"))
    return lines + [problem_line(problem) for problem in outside.problems]


def _list_head(band: Band) -> str:
    head = _band_head(band)
    head = head[:1].upper() + head[1:]
    if band.single:
        return f"{head}, one publisher"
    return f"{head}: {band_words(band)}, {len({one.publisher for one in band.figures})} publishers"


def _band_head(band: Band) -> str:
    return platform_title(band.first) + "".join(f", {part}" for part in limits(band.first))


def _source_line(one: Benchmark, today: date) -> Line:
    because = unusable(one, today)
    told = [source_words(one), *([one.note] if one.note else []), *([because] if because else [])]
    address = f" {one.url}" if one.url else ""
    return Line(f"{'; '.join(told)}.{address}", 2, quiet=True)


def compare_document(brand: str, today: date, compared: Sequence[Compared]) -> dict[str, Any]:
    """The brand's own figures, and the bands beside them where they are shown."""
    return {"brand": brand, "as_of": today, "compared": [_compared(one) for one in compared]}


def _compared(one: Compared) -> dict[str, Any]:
    shared: dict[str, Any] = {
        "kpi": one.kpi.id,
        "platform": one.platform,
        "definition": definition_words(one.definition),
        "own": None,
        "unknown": None,
        "shown": one.shown,
        "bands": [_placed(placed, one) for placed in one.placed] if one.shown else [],
        "refused": [
            {"because": each.because, "figure": figure_document(each.figure)} for each in one.refused
        ],
        "other_industries": one.other_industries,
        "alone": [
            {"low": band.low, "high": band.high, "figures": [figure_document(f) for f in band.figures]}
            for band in one.alone
        ],
    }
    if isinstance(one.own, Unknown):
        return shared | {"unknown": one.own.because, "says": _own_says(one)}
    base = one.own.baseline
    return shared | {
        "own": {
            "low": base.low,
            "value": base.value,
            "high": base.high,
            "weeks": base.weeks,
            "first": base.first,
            "end": base.end,
            "unit": one.own.unit,
            "currency": one.own.currency,
            "definition": definition_words(one.own.definition),
            "followers": one.own.followers,
        },
        "says": _own_says(one),
    }


def _placed(placed: Placed, one: Compared) -> dict[str, Any]:
    return {
        "low": placed.band.low,
        "high": placed.band.high,
        "place": placed.place,
        "single_source": placed.band.single,
        "says": says(placed.verdict, gettext("{figure}, outside", figure=_name(one))),
        "notes": list(placed.notes),
        "figures": [figure_document(figure) for figure in placed.band.figures],
    }


def compare_lines(compared: Sequence[Compared], kpi: str | None) -> list[Line]:
    """One's own past first, then the outside figures, then what was refused and why."""
    lines: list[Line] = []
    missing, quiet = [], []
    for one in _once(compared):
        if isinstance(one.own, Unknown) and one.own.why is Why.NO_DATA:
            missing.append(gettext("all platforms") if one.platform is None else platforms()[one.platform])
            continue
        lines.append(Line(_name(one), 0))
        lines.append(Line(_own_says(one)))
        if one.shown:
            lines += _outside_lines(one)
        else:
            quiet.append(one.kpi.id)
    if quiet:
        names = ", ".join(dict.fromkeys(quiet))
        lines.append(Line(gettext("Outside figures only on request"), 0))
        lines.append(
            Line(
                gettext(
                    "Your own past is long enough to go by. See them with: milepost benchmark compare KPI"
                )
            )
        )
        lines.append(Line(gettext("There are some of {names}.", names=names), quiet=True))
    if missing:
        of = ", ".join(map(str, dict.fromkeys(missing)))
        lines.append(Line(gettext("Without figures of yours"), 0))
        told = gettext(
            "{platforms}. What is published: milepost benchmark list --kpi {kpi}", platforms=of, kpi=kpi
        )
        lines.append(Line(told))
    if not compared:
        lines.append(Line(_nothing(kpi)))
    return lines


def _once(compared: Sequence[Compared]) -> list[Compared]:
    """Where no outside figure is shown, one's own figure is told once, however many would stand beside it."""
    kept: dict[object, Compared] = {}
    for number, one in enumerate(compared):
        own = one.own
        if one.shown or isinstance(own, Unknown):
            kept[number] = one
            continue
        where = tuple(where_of(own.platform).items())
        alone = one if where else replace(one, platform=None)
        kept.setdefault((own.kpi, where, own.definition.over, own.definition.under), alone)
    return list(kept.values())


def _own_says(one: Compared) -> str:
    if isinstance(one.own, Unknown):
        return says(cannot_tell(one.own), gettext("Your own"))
    what = str(definition_words(one.own.definition))
    if one.platform is not None and one.own.platform is None:
        what = gettext("{figure}, of all channels", figure=what)
    if one.own.definition.under == "followers" and one.own.followers is not None:
        what = gettext("{figure}; {n} followers", figure=what, n=numbers.plain(one.own.followers))
    about = gettext("Your own ({what})", what=what)
    return says(replace(one.own.baseline, coming=None).verdict, about)


def _outside_lines(one: Compared) -> Iterator[Line]:
    for placed in one.placed:
        head = gettext("Outside figure") if placed.band.single else gettext("Outside band")
        yield Line(says(placed.verdict, head + "".join(f", {part}" for part in limits(placed.band.first))))
        yield from (Line(f"{source_words(figure)}.", 2, quiet=True) for figure in placed.band.figures)
        yield Line(gettext("Beware: {notes}", notes=" ".join(map(str, placed.notes))), 2, quiet=True)
    for band in one.alone:
        yield Line(
            gettext(
                "Outside figure, as your own past is too short: {figure}, {of}.",
                figure=band_words(band),
                of=_band_head(band),
            )
        )
        yield from (Line(f"{source_words(figure)}.", 2, quiet=True) for figure in band.figures)
    yield from _refused_lines(one.refused)
    sized = any(each.figure.followers for each in one.refused)
    if sized and isinstance(one.own, Own) and one.own.followers is None:
        yield Line(gettext("Say how many follow you with --followers N."))
    if one.other_industries and one.shown:
        n = one.other_industries
        more = ngettext(
            "There is {n} more of single industries; name yours with --industry.",
            "There are {n} more of single industries; name yours with --industry.",
            n,
            n=numbers.count_word(n),
        )
        yield Line(more, quiet=True)
    if not one.placed and not one.refused and not one.alone:
        yield Line(gettext("No outside figure is known that can be set beside it."))


def _refused_lines(refused: Iterable[Refused]) -> Iterator[Line]:
    reasons: dict[str, Counter[str]] = {}
    for each in refused:
        name = f"{each.figure.publisher} {each.figure.printed[:4]}".strip()
        reasons.setdefault(each.because, Counter())[name] += 1
    for because, names in reasons.items():
        told = ", ".join(
            name if n == 1 else gettext("{name} ({n} figures)", name=name, n=n) for name, n in names.items()
        )
        yield Line(gettext("Not compared: {names}. {because}", names=told, because=because), quiet=True)


def _name(one: Compared) -> str:
    return one.kpi.title if one.platform is None else f"{one.kpi.title}, {platforms().get(one.platform)}"


def _nothing(kpi: str | None) -> str:
    if kpi is None:
        return (
            "Nothing of yours can be set beside an outside figure yet. Next: milepost import downloads/*.csv"
        )
    return f"No outside figure is known for {kpi}. Bring one: milepost benchmark add FILE.csv"
