"""The page of the manual on outside figures: the rules, the columns of a table, and ours with its sources."""

from itertools import groupby

from milepost.judgement.benchmark import Benchmark, definition_words, platforms, region_words
from milepost.judgement.benchmark_bands import bands
from milepost.judgement.benchmark_checks import COLUMNS, PER, STATISTICS, TRUST, terms
from milepost.judgement.benchmark_table import NEEDED, read_table, released
from milepost.knowledge import sheets
from milepost.kpis.catalogue import catalogue
from milepost.period import spoken
from milepost.reports.benchmark_words import (
    band_words,
    date_words,
    figure_words,
    limits,
    platform_title,
    sample_words,
)

_RULES = """# Benchmarks: your own past first

    milepost benchmark compare                  your own usual figures; outside ones under 8 weeks
    milepost benchmark compare cpc              the same with the outside figures, because you asked
    milepost benchmark list --platform instagram
    milepost benchmark add report.csv --dry-run
    milepost benchmark clients ctr --channel instagram

- Your own past stands first, with its interval and its weeks. An outside figure is called that.
- It is compared only where it counts the same, divides by the same, and is of the same platform, size of
  account, unit and currency. Everything else is refused with its reason. Published engagement rates of
  one platform and year differ more than tenfold by what they divide by.
- What does not match is said: country, industry, kind of campaign, mean or median.
- Within a tenth of an outside figure nothing is told apart: publishers round, and disagree with themselves
  by as much.
- Several publishers of one definition make a band, with name, year and sample. One publisher alone makes
  no band, and no figure is ever coloured good or bad.
- It is never a target. It may only raise doubt about one: “4 times the highest outside figure”.
- A figure without a sample is listed and not compared; nor is one older than 18 months.
- How many follow you decides with which accounts you compare. Where no export says it: `--followers
  8200`.

# Percentiles over your own clients

`milepost benchmark clients KPI` reads every brand of the workspace by itself and takes its last 13 whole
weeks (at least 8 of them known), by one definition and one currency. Fewer than five clients: refused,
for a percentile of four tells whose figure it is. With `--brand NAME` it says only between which
percentiles that client stands: no figure and no name of another. `--names` lists all, for the agency's
eyes only, and is refused together with `--brand`.

# Bringing your own

`milepost benchmark add FILE.csv` checks every row, counts what it leaves out and why, and keeps the rest
in the workspace as `knowledge/benchmarks/FILE.csv`. The same file twice changes nothing; another file of
that name replaces it. Commas, semicolons or tabs between the cells; decimals with a point. Columns, in
any order; a column you have nothing for may be missing:
"""

_COLUMNS = {
    "kpi": "the KPI's id, as `milepost kpis` shows it",
    "over": "what is counted: {terms}",
    "under": "what it is divided by, of the same words; empty for a plain number",
    "per": "{per}; empty: of a whole account",
    "platform": "{platforms}; empty: all together",
    "industry": "empty: all industries",
    "region": "empty: not stated",
    "followers_from": "the smallest account it is of; empty: any size",
    "followers_to": "the largest",
    "of_kind": "only of some posts, adverts or visits, for example lead campaigns",
    "statistic": "{statistics}; empty: not stated",
    "low": "the lower end, for example the 25th percentile",
    "mid": "the middle, or the one figure",
    "high": "the upper end, for example the 75th percentile",
    "unit": "percent (0.5 is half of one in a hundred) or fraction for shares; money, count, seconds, ratio",
    "currency": "three letters, for money",
    "n": "on how many it rests; empty: not stated, then it is listed and not compared (but see below)",
    "of_what": "of what these are: accounts, brands, campaigns, posts",
    "publisher": "who published it",
    "title": "what it is called; this or an address must be there",
    "address": "where, with https://",
    "published": "2026, 2026-03 or 2026-03-31",
    "data_until": "the last month of its data, 2026-03",
    "trust": "{trust}; empty: own. Secondary is left out unless you say --include-secondary",
    "note": "anything else",
}

_PEERS = """
A file with the columns metric, definition, platform, statistic, value, unit, sample, publisher and
published_on is read, too: the formula out of its words, never one that is marked as assumed.

**Peers in Google Analytics.** The property shows the 25th, 50th and 75th percentile of its peers. They
are the best outside figures there are; type them off:

    kpi,over,under,low,mid,high,unit,publisher,title,published
    bounce_rate,not_engaged_sessions,sessions,34.1,42.8,55.0,percent,Google Analytics,Our peers,2026-11

Google does not say how many peers there are, so n stays empty. A band that you read off yourself (trust
own) is compared nevertheless, with that remark.


"""

_LEFT_OUT = """
# What is not in it, and why

- *E-mail* open and click rates, *landing pages*, *bounce rates*, *response times*: what could be found is
  older than 18 months, or of before mail programs opened mails by themselves.
- *Follower growth* and *reach by followers*: the copies give no formula. An assumed one is no formula.
- *Share and save rates*, and rates that do not say whether followers, reach or impressions stand below.
- *Engagement by impressions* on LinkedIn, Facebook, TikTok, X and YouTube: neither sample nor month is
  stated.
- Views, likes and reach *per post*: no KPI of Milepost is one.

Most rows are of copies that name publisher and report (“copy”), not of the publisher's own page: open the
address before you show one to a client. “Published 2026” counts as 1 January 2026, or as the last month
of its data.
"""


def benchmark_page() -> str:
    """The whole page."""
    kpis = catalogue()
    figures = read_table(
        sheets("benchmarks")["published"], "published.csv", {k: v.unit for k, v in kpis.items()}
    )
    words = {
        "terms": ", ".join(f"`{name}`" for name in sorted(terms())),
        "per": ", ".join(PER),
        "platforms": ", ".join(f"`{name}`" for name in platforms()),
        "statistics": ", ".join(STATISTICS),
        "trust": ", ".join(TRUST),
    }
    lines = [_RULES, "| column | what stands in it |", "|---|---|"]
    for name in COLUMNS:
        needed = " (needed)" if name in NEEDED else ""
        lines.append(f"| `{name}`{needed} | {_COLUMNS[name].format(**words)} |")
    lines += [_PEERS, f"# Ours: {len(figures.kept)} figures, at {spoken(released())}", ""]
    for (kpi, definition), group in groupby(
        bands(figures.kept, every=True), key=lambda band: (band.first.kpi, band.first.definition)
    ):
        lines += [f"## {kpis[kpi].title}: {definition_words(definition)}", "", f"`{kpi}`", ""]
        lines += [
            "| of | figure | sample | country | publisher | date |",
            "|---|---|---|---|---|---|",
        ]
        told = list(group)
        lines += [_row(one) for band in told for one in band.figures]
        for band in told:
            if not band.single:
                of = ", ".join([platform_title(band.first), *limits(band.first)])
                lines += ["", f"Several publishers, so a band: {of}, {band_words(band)}."]
        lines.append("")
    return "\n".join([*lines, _LEFT_OUT.lstrip("\n")])


def _row(one: Benchmark) -> str:
    of = ", ".join([platform_title(one), *limits(one)])
    title = one.title or one.publisher
    named = f"[{title}]({one.url})" if one.url else f"{title} (address not known)"
    trust = "" if one.trust == "primary" else ", copy"
    country = "not stated" if one.region is None else region_words(one.region)
    cells = [
        of,
        figure_words(one),
        sample_words(one),
        country,
        f"{one.publisher}: {named}{trust}",
        date_words(one),
    ]
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
