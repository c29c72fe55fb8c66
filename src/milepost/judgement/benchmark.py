"""An outside figure beside one's own: only where both mean the same, and only with its source.

Published rates of one year and platform differ up to fifty-fold with what they divide by, so everything that
does not match is refused with its reason, never bent.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.judgement.baseline import Baseline
from milepost.judgement.verdict import Between, Value, Verdict
from milepost.knowledge import table
from milepost.language import LazyCount, gettext_lazy
from milepost.period import add_months, spoken

MOST_MONTHS = 18
"""Older ones mostly measure the past: rates by followers fell by 16 to 48 % in one year."""

SLACK = 0.1
"""Within a tenth nothing is told apart: publishers round, and compute their own figures anew by as much."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure is made of: `over` divided by `under` (None: no rate), `per` post, account or day."""

    over: str
    under: str | None = None
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One published figure: `low` .. `high` is the band of its accounts where it gives one, `mid` its middle.

    `n` is how many accounts (or posts) it rests on, `of_what` says which. Shares are fractions. `published`
    is the day from which its age counts: the first day of what is known of its date, and never before the
    last month of its data; `printed` is the date as the publisher prints it. `followers` is the size of the
    accounts it is of (None: any), `of_kind` the kind of posts, adverts or visits, `statistic` median or mean.
    `trust` is primary (the publisher's own page), republication (a copy that names publisher and report),
    secondary (restated), or own (the user's).
    """

    kpi: str
    definition: Definition
    platform: str | None
    low: float | None
    mid: float | None
    high: float | None
    publisher: str
    title: str
    n: int | None
    of_what: str
    published: date | None
    url: str | None = None
    industry: str | None = None
    region: str | None = None
    unit: Unit = Unit.SHARE
    currency: str | None = None
    printed: str = ""
    data_until: str = ""
    statistic: str | None = None
    followers: tuple[int, int | None] | None = None
    of_kind: str | None = None
    trust: str = ""
    note: str = ""

    @property
    def valid_until(self) -> date | None:
        """The last day on which it is compared; None where it has no date."""
        return None if self.published is None else add_months(self.published, MOST_MONTHS)

    @property
    def ends(self) -> tuple[float, float]:
        """The band; a single figure is a band without width. NaN where there is neither."""
        return _band(self)


@dataclass(frozen=True, slots=True)
class Own:
    """The brand's own figure, as it is defined, with the interval of its baseline.

    `followers` is how many follow the account; None where no export says.
    """

    kpi: str
    definition: Definition
    platform: str | None
    baseline: Baseline
    unit: Unit = Unit.SHARE
    currency: str | None = None
    industry: str | None = None
    followers: float | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """`place` (below, within, above): one's own interval to the outside band; `notes`: what did not match."""

    place: str
    own: Own
    benchmark: Benchmark
    notes: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The two beside each other, with publisher, size and year."""
        bench, own, base = self.benchmark, self.own, self.own.baseline
        low, high = (Amount(value, own.unit, own.currency) for value in _band(bench))
        values: dict[str, Value] = {
            "own": Between(
                Amount(base.low, own.unit, own.currency), Amount(base.high, own.unit, own.currency)
            ),
            "outside": low if low == high else Between(low, high),
            "publisher": bench.publisher,
            "n": bench.n or 0,
            "of_what": bench.of_what,
            "year": str(bench.published.year if bench.published else ""),
        }
        return Verdict(f"benchmark.{self.place}", values)


def against(own: Own, benchmark: Benchmark, *, today: date) -> Comparison | Unknown:
    """One's own figure beside an outside one, or why they must not be compared.

    Refused: another KPI, definition, platform, size of account or unit, older than 18 months at `today` or
    undated, no publisher or title, no n, no figure.
    """
    because = _unlike(own, benchmark) or _unsourced(benchmark, today)
    if because is not None:
        return Unknown(because, Why.NOT_SUPPORTED)
    low, high = _band(benchmark)
    return Comparison(place_of(own.baseline, low, high), own, benchmark, _notes(own, benchmark))


def place_of(base: Baseline, low: float, high: float) -> str:
    """Whether one's own interval lies below, within or above a band, by more than publishers' own noise."""
    slack = SLACK * max(abs(low), abs(high))
    if base.high < low - slack:
        return "below"
    return "above" if base.low > high + slack else "within"


def _unlike(own: Own, benchmark: Benchmark) -> str | None:
    """What the two do not share."""
    theirs, mine = benchmark.definition, own.definition
    if benchmark.kpi != own.kpi:
        return gettext_lazy(
            "The outside figure is of {theirs}, yours of {yours}.",
            theirs=_words(benchmark.kpi),
            yours=_words(own.kpi),
        )
    if theirs.under != mine.under:
        return gettext_lazy(
            "The outside figure {theirs}, yours {yours}.", theirs=_divided(theirs), yours=_divided(mine)
        )
    if theirs.over != mine.over:
        return gettext_lazy(
            "The outside figure counts {theirs}, yours {yours}.",
            theirs=_words(theirs.over),
            yours=_words(mine.over),
        )
    if theirs.per != mine.per:
        return gettext_lazy(
            "The outside figure is {theirs}, yours {yours}.", theirs=_per(theirs), yours=_per(mine)
        )
    if benchmark.platform != own.platform:
        return gettext_lazy(
            "The outside figure is for {theirs}, yours for {yours}.",
            theirs=_platform(benchmark),
            yours=_platform(own),
        )
    if (benchmark.unit, benchmark.currency) != (own.unit, own.currency):
        return gettext_lazy(
            "The outside figure is in another unit or currency: {theirs}, yours {yours}.",
            theirs=_counted(benchmark),
            yours=_counted(own),
        )
    return _other_size(own, benchmark)


def _other_size(own: Own, benchmark: Benchmark) -> str | None:
    """Rates fall as an account grows, so only accounts of one size are compared."""
    if benchmark.followers is None:
        return None
    low, high = benchmark.followers
    if own.followers is None:
        return gettext_lazy(
            "The outside figure is by size of account, and how many follow yours is not known."
        )
    if own.followers < low or (high is not None and own.followers > high):
        return gettext_lazy(
            "The outside figure is of accounts of another size; yours has {followers} followers.",
            followers=LazyCount(round(own.followers)),
        )
    return None


def sizes(low: int, high: int | None) -> str:
    """The size of accounts in words: “1,000 to 4,999”, “1,000,000 or more”."""
    if high is None:
        return gettext_lazy("{low} or more", low=LazyCount(low))
    if low == 0:
        return gettext_lazy("up to {high}", high=LazyCount(high))
    return gettext_lazy("{low} to {high}", low=LazyCount(low), high=LazyCount(high))


def usable(benchmark: Benchmark, today: date) -> bool:
    """Whether it has a source, a size, a figure and a date that is not too old."""
    return _unsourced(benchmark, today) is None


def _unsourced(benchmark: Benchmark, today: date) -> str | None:
    """What its publisher left out, or how old it is."""
    if not benchmark.publisher.strip() or not (benchmark.title.strip() or (benchmark.url or "").strip()):
        return gettext_lazy("The outside figure names no source.")
    if not sized(benchmark):
        return gettext_lazy(
            "{publisher} does not say from how many accounts or posts its figure comes.",
            publisher=benchmark.publisher,
        )
    if benchmark.published is None:
        return gettext_lazy("The figure of {publisher} has no date.", publisher=benchmark.publisher)
    if benchmark.published > today:
        return gettext_lazy(
            "The figure of {publisher} is of {dated}, after today.",
            publisher=benchmark.publisher,
            dated=_dated(benchmark),
        )
    if add_months(benchmark.published, MOST_MONTHS) < today:
        return gettext_lazy(
            "The figure of {publisher} is of {dated}; older than {months} months is not compared.",
            publisher=benchmark.publisher,
            dated=_dated(benchmark),
            months=MOST_MONTHS,
        )
    low, high = _band(benchmark)
    if not low <= high:  # also where one of them is no number
        return gettext_lazy("{publisher} gives no figure that can be used.", publisher=benchmark.publisher)
    return None


def sized(benchmark: Benchmark) -> bool:
    """Whether it says on how many it rests; a band that users read off themselves need not (their peers)."""
    if benchmark.n is None and benchmark.trust == "own":
        return benchmark.low is not None and benchmark.high is not None
    return benchmark.n is not None and benchmark.n >= 1


def _dated(benchmark: Benchmark) -> str:
    """Its date as it is printed; the data of a figure may be older than its year says."""
    until = benchmark.data_until
    if until and not benchmark.printed.startswith(until):
        return gettext_lazy("{printed} (data to {month})", printed=benchmark.printed, month=until)
    return benchmark.printed or (
        spoken(benchmark.published) if benchmark.published else gettext_lazy("no date")
    )


def _band(benchmark: Benchmark) -> tuple[float, float]:
    """The band; a single figure is a band without width. NaN where there is neither."""
    ends = (benchmark.low, benchmark.high)
    low, high = (benchmark.mid if end is None else end for end in ends)
    return float("nan") if low is None else low, float("nan") if high is None else high


def _notes(own: Own, benchmark: Benchmark) -> tuple[str, ...]:
    notes = []
    if benchmark.industry is None or benchmark.industry != own.industry:
        industry = benchmark.industry
        notes.append(
            gettext_lazy("It is of all industries.")
            if industry is None
            else gettext_lazy("It is of {industry}.", industry=industry)
        )
    if benchmark.region is None:
        notes.append(gettext_lazy("It does not say of which countries."))
    else:
        notes.append(gettext_lazy("It is of {region}.", region=region_words(benchmark.region)))
    if benchmark.n is None:
        notes.append(gettext_lazy("It does not say from how many."))
    if benchmark.of_kind:
        notes.append(gettext_lazy("It is of {kind} only.", kind=benchmark.of_kind))
    if benchmark.statistic is None and benchmark.low is None:
        notes.append(gettext_lazy("It does not say whether it is a mean or a median."))
    elif benchmark.statistic is not None and benchmark.definition.under is not None:
        notes.append(
            gettext_lazy(
                "It is a {statistic}; yours is one rate of all together.", statistic=benchmark.statistic
            )
        )
    if benchmark.followers is None and benchmark.definition.under == "followers":
        notes.append(gettext_lazy("It is of accounts of every size; such a rate falls as an account grows."))
    if benchmark.low is None or benchmark.high is None:
        notes.append(
            gettext_lazy("It is without a band of its own, so half of its accounts may lie far from it.")
        )
    return tuple(notes)


def region_words(region: str) -> str:
    """A region as it stands in a sentence."""
    return {
        "US": gettext_lazy("the United States"),
        "UK": gettext_lazy("the United Kingdom"),
        "global": gettext_lazy("the whole world"),
    }.get(region, region)


def definition_words(definition: Definition) -> str:
    """“interactions / followers, per post”."""
    over = _words(definition.over)
    if definition.under is not None:
        over = gettext_lazy("{over} / {under}", over=over, under=_words(definition.under))
    if definition.per is None:
        return over
    return gettext_lazy("{figure}, per {what}", figure=over, what=_words(definition.per))


_TIMES = {"day": gettext_lazy("day"), "week": gettext_lazy("week"), "month": gettext_lazy("month")}


@cache
def _terms() -> dict[str, str]:
    return {**_TIMES, **table("benchmark_terms")["terms"]}


@cache
def platforms() -> dict[str, str]:
    """Every platform a figure may be of, with its name in sentences."""
    known = table("benchmark_terms")["platforms"]
    return {name: entry["title"] for name, entry in known.items()}


def _words(code: str) -> str:
    return _terms().get(code, code.replace("_", " "))


def _divided(definition: Definition) -> str:
    if definition.under is None:
        return gettext_lazy("divides by nothing")
    return gettext_lazy("divides by {what}", what=_words(definition.under))


def _per(definition: Definition) -> str:
    if definition.per is None:
        return gettext_lazy("of a whole account")
    return gettext_lazy("per {what}", what=_words(definition.per))


def _platform(one: Benchmark | Own) -> str:
    if one.platform is None:
        return gettext_lazy("all platforms together")
    return platforms().get(one.platform, one.platform.capitalize())


def _counted(one: Benchmark | Own) -> str:
    return one.currency or (gettext_lazy("without a currency") if one.unit is Unit.MONEY else one.unit.value)
