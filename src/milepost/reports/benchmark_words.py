"""What an outside figure says of itself: its figure, its limits, its source; as words and as a document."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from milepost.errors import Problem
from milepost.judgement.benchmark import Benchmark, platforms, region_words, sized, sizes
from milepost.judgement.benchmark_bands import Band
from milepost.language import gettext, gettext_lazy
from milepost.period import spoken
from milepost.reports import numbers


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: `level` 0 is a heading; what is `quiet` may be passed over."""

    text: str
    level: int = 1
    quiet: bool = False


def figure_document(one: Benchmark) -> dict[str, Any]:
    """One figure with its source; shares as fractions."""
    size = one.followers or (None, None)
    return {
        "kpi": one.kpi,
        "over": one.definition.over,
        "under": one.definition.under,
        "per": one.definition.per,
        "platform": one.platform,
        "industry": one.industry,
        "region": one.region,
        "followers_from": size[0],
        "followers_to": size[1],
        "of_kind": one.of_kind,
        "statistic": one.statistic,
        "low": one.low,
        "mid": one.mid,
        "high": one.high,
        "unit": one.unit,
        "currency": one.currency,
        "n": one.n,
        "of_what": one.of_what,
        "publisher": one.publisher,
        "title": one.title,
        "address": one.url,
        "published": one.printed,
        "data_until": one.data_until or None,
        "valid_until": one.valid_until,
        "trust": one.trust,
        "note": one.note or None,
    }


def limits(one: Benchmark) -> list[str]:
    """To what it is limited: industry, size of account, kind, region."""
    told = [one.industry, one.of_kind]
    if one.followers is not None:
        told.append(gettext("{n} followers", n=sizes(*one.followers)))
    return [part for part in told if part]


def platform_title(one: Benchmark) -> str:
    """The platform's name."""
    return gettext("All platforms") if one.platform is None else platforms().get(one.platform, one.platform)


def band_words(band: Band) -> str:
    """“0.3–0.48 %”, or the one figure."""
    first = band.first
    if band.low == band.high:
        return numbers.exact(band.low, first.unit, first.currency)
    low, high = (numbers.exact(end, first.unit, first.currency) for end in (band.low, band.high))
    return gettext("{low} to {high}", low=low, high=high)


def figure_words(one: Benchmark) -> str:
    """“0.3 % (median)”; its ends where it has some."""
    low, high = (numbers.exact(end, one.unit, one.currency) for end in one.ends)
    between = gettext("{low} to {high}", low=low, high=high)
    figure = numbers.exact(one.mid, one.unit, one.currency) if one.mid is not None else between
    if one.mid is not None and one.low is not None and one.high is not None:
        figure += f", {between}"
    return figure + (f" ({one.statistic})" if one.statistic else "")


def source_words(one: Benchmark) -> str:
    """What it says, who says it, of what, and when."""
    return ", ".join([figure_words(one), *map(str, source_parts(one))])


def source_parts(one: Benchmark) -> list[str]:
    """Publisher and title, sample, where, and when."""
    named = (
        gettext("{publisher}, “{title}”", publisher=one.publisher, title=one.title)
        if one.title
        else one.publisher
    )
    where = gettext("countries not stated") if one.region is None else region_words(one.region)
    return [named, sample_words(one), where, date_words(one)]


def sample_words(one: Benchmark) -> str:
    """“2,100 brands”; large round numbers in short."""
    if one.n is None:
        return gettext("sample not stated")
    what = _SAMPLED.get(one.of_what, one.of_what)
    return gettext("{n} {what}", n=_short(one.n), what=what)


_SAMPLED = {
    "accounts": gettext_lazy("accounts"),
    "brands": gettext_lazy("brands"),
    "campaigns": gettext_lazy("campaigns"),
    "companies": gettext_lazy("companies"),
    "posts": gettext_lazy("posts"),
    "profiles": gettext_lazy("profiles"),
    "videos": gettext_lazy("videos"),
}


def _short(n: int) -> str:
    if n >= 1_000_000_000 and n % 100_000_000 == 0:
        return gettext("{n} billion", n=numbers.plain(n / 1_000_000_000, 1))
    if n >= 1_000_000 and n % 100_000 == 0:
        return gettext("{n} million", n=numbers.plain(n / 1_000_000, 1))
    return numbers.plain(n)


def date_words(one: Benchmark) -> str:
    """When it was published, and to which month its data go."""
    if not one.printed:
        return gettext("undated")
    if not one.data_until:
        return gettext("published {month}", month=_month(one.printed))
    return gettext(
        "published {month}, data to {until}", month=_month(one.printed), until=_month(one.data_until)
    )


def _month(text: str) -> str:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return text
    if len(parts) > 2:
        return str(spoken(date(parts[0], parts[1], parts[2])))
    return numbers.month(date(parts[0], parts[1], 1)).replace(numbers.NBSP, " ")


def unusable(one: Benchmark, today: date) -> str | None:
    """Why a figure is never compared on that day; None when it may be."""
    if not sized(one):
        return gettext("not compared: it does not say from how many")
    if one.valid_until is not None and one.valid_until < today:
        return gettext("not compared: older than 18 months")
    if one.published is not None and one.published > today:
        return gettext("not compared: published later")
    return None


def problem_line(problem: Problem, level: int = 1) -> Line:
    """A fault in a row."""
    return Line(f"{problem.where}: {problem.what} {problem.remedy}".strip(), level)
