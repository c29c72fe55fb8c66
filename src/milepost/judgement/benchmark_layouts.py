"""A long table of published figures (metric, definition in words, sample in words) in our columns.

Only what its words say is taken: an assumed formula is no formula, and a sample without a number has no n.
"""

import re
from collections.abc import Mapping
from typing import Final

from milepost.judgement.benchmark_checks import COLUMNS

_LONG: Final = frozenset(
    {"metric", "definition", "platform", "statistic", "value", "unit", "sample", "publisher", "published_on"}
)
_RATES: Final = {
    "impressions": "engagement_rate",
    "reach": "engagement_rate_by_reach",
    "views": "engagement_rate_by_views",
    "followers": "engagement_rate_by_followers",
}
_KPIS: Final = {
    **{name: name for name in ("cpc", "cpm", "ctr", "cost_per_lead", "conversion_rate", "roas", "aov")},
    "posting_frequency": "posts_published",
}
_TERMS: Final = {
    "interactions": "interactions",
    "cost": "cost",
    "clicks": "clicks",
    "impressions": "impressions",
    "1,000 impressions": "impressions",
    "reach": "reach",
    "views": "views",
    "followers": "followers",
    "conversions": "conversions",
    "orders": "orders",
    "sessions": "sessions",
    "leads": "claimed_leads",
    "posts": "posts",
    "revenue": "claimed_revenue",
}
"""Leads and revenue of advertising accounts are what the platforms claim."""
_MEASURED: Final = ("accounts", "brands", "companies", "pages", "profiles", "campaigns", "ads", "posts")
_SIZES: Final = {"K": 1_000, "k": 1_000, "M": 1_000_000, "bn": 1_000_000_000}
_NUMBER = re.compile(r"(\d[\d,.]*)\s*(K|k|M|bn)?\+?\s+([a-z][a-z -]*)")
NO_KPI: Final = "no KPI measures them in this way"
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\w* (20\d\d)")
_TIER = re.compile(r"followers (\d+)(K?)-(\d+)(K|M)|followers (\d+)(K|M)\+")


class LeftOut(Exception):
    """A row that is fine in itself, and not taken."""

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because


def is_long_layout(row: Mapping[str, str]) -> bool:
    """Whether its columns are those of this layout."""
    return set(row) >= _LONG


def ours_of_long(row: Mapping[str, str]) -> dict[str, str]:
    """A row of it in our columns. Raises LeftOut where its words do not say enough."""
    words = row["definition"]
    if "assumed" in words:
        raise LeftOut("the formula is assumed, not stated")
    if "not restated" in words or "not stated" in words:
        raise LeftOut("what it divides by is not stated")
    over, under, per, kind = _formula(row["metric"], words)
    kpi = _RATES.get(under) if row["metric"] == "engagement_rate" else _KPIS.get(row["metric"])
    if kpi is None or not over:
        raise LeftOut(f"{NO_KPI}: {row['metric'].replace('_', ' ')}")
    low, high = _tier(row["industry"])
    n, of_what = _sample(row["sample"])
    unit, currency = _unit(row["unit"])
    address = row.get("address", "").split(" ; ")[0].strip()
    found = {
        "kpi": kpi,
        "over": over,
        "under": under,
        "per": per,
        "platform": "" if row["platform"] == "all" else row["platform"],
        "industry": "" if row["industry"] == "all" or low else row["industry"],
        "region": "" if row.get("region", "").startswith("not stated") else row.get("region", ""),
        "followers_from": low,
        "followers_to": high,
        "of_kind": kind,
        "statistic": _statistic(row["statistic"]),
        "mid": row["value"],
        "unit": unit,
        "currency": currency,
        "n": n,
        "of_what": of_what,
        "publisher": row["publisher"],
        "title": row.get("title", ""),
        "address": address if address.startswith("http") else "",
        "published": row["published_on"],
        "data_until": _data_until(row["sample"]),
        "trust": row.get("trust", ""),
    }
    return {name: found.get(name, "") for name in COLUMNS}


def _formula(metric: str, words: str) -> tuple[str, str, str, str]:
    """Over, under, per, and the kind it is limited to, out of “interactions / followers, per post, Reel”."""
    if metric == "posting_frequency":
        match = re.fullmatch(r"posts per (day|week|month)", words)
        return ("posts", "", match[1], "") if match else ("", "", "", "")
    formula, *rest = words.split(", ")
    over, _, under = formula.partition(" / ")
    per = "post" if "per post" in rest else ""
    kind = ", ".join(part for part in rest if part != "per post")
    if over not in _TERMS or under not in _TERMS:
        return "", "", "", ""
    return _TERMS[over], _TERMS[under], per, kind


def _statistic(words: str) -> str:
    if words.startswith("median"):
        return "median"
    return "mean" if words.startswith(("mean", "average")) else ""


def _unit(words: str) -> tuple[str, str]:
    if re.fullmatch(r"[A-Z]{3}", words):
        return "money", words
    return ("percent" if words.startswith("percent") else "count" if "posts/" in words else words), ""


def _sample(words: str) -> tuple[str, str]:
    """How many of what it rests on: the accounts rather than the posts, where both are said."""
    found = {}
    for figure, size, what in _NUMBER.findall(words):
        count = float(figure.replace(",", "").rstrip(".")) * _SIZES.get(size, 1)
        found[what.strip()] = str(round(count))
    for word in _MEASURED:
        for what, n in found.items():
            if what.split()[-1] == word:
                return n, what
    return "", ""


def _data_until(sample: str) -> str:
    """The last month that the sample names."""
    months = [f"{year}-{_MONTHS.index(month) + 1:02}" for month, year in _MONTH.findall(sample)]
    return max(months, default="")


def _tier(words: str) -> tuple[str, str]:
    match = _TIER.search(words)
    if match is None:
        return "", ""
    low, low_size, high, high_size, least, least_size = match.groups()
    if least:
        return str(int(least) * _SIZES[least_size]), ""
    first = int(low) * _SIZES.get(low_size or high_size, 1)
    return str(first), str(int(high) * _SIZES[high_size] - 1)
