"""Daily series of more brands, from the real exports of the shared folder, read by our own importer."""

import tempfile
from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np

from milepost.facts.schema import TABLES, Adds
from milepost.sources import Answers, read_export, source_formats
from real_series import LEAST_DAYS, Real

CLUSTERS = {
    "social/extra__ga4-mh4u-daily.csv": "mh4u",
    "social/facebook__insights-page-daily-vic-2014b.csv": "vic",
    "social/facebook__insights-page-daily-vic-2014c.csv": "vic",
    "social/facebook__insights-page-daily-vic-2015a.csv": "vic",
    "social/instagram__metric-follows-popscience-pt-2023-11.csv": "popscience",
    "social/instagram__metric-follows-popscience-pt-2024-09.csv": "popscience",
    "social/instagram__metric-link-clicks-popscience-pt-2024-09.csv": "popscience",
    "social/instagram__metric-visits-popscience-pt-2023-09.csv": "popscience",
    "social/instagram__metric-visits-popscience-pt-2023-11.csv": "popscience",
    "social/instagram__metric-visits-popscience-pt-2024-09.csv": "popscience",
    "social/linkedin__creator-arpita-2024.xlsx": "arpita",
    "social/linkedin__page-followers-bs4cl-2025.xlsx": "bs4cl",
    "social/linkedin__page-visitors-bs4cl-2025.xlsx": "bs4cl",
    "social/meta__metric-follows-mh4u.csv": "mh4u",
    "social/meta__metric-visits-mh4u.csv": "mh4u",
    "social/tiktok__overview-redated.csv": "tiktok",
    "social/youtube__totals-2025-resaved.csv": "youtube-2025",
    "social/youtube__totals-codingtrain.csv": "codingtrain",
    "social/youtube__totals-pt.csv": "youtube-pt",
    "web/affiliate__awin_transactions_2024-2026.csv": "awin",
    "web/crm__marketstar_leads.csv": "marketstar",
    "web/crm__marketstar_opportunities.csv": "marketstar",
    "web/ga4__reports-snapshot_impulse-english_H1-2026.csv": "impulse",
    "web/ga4__reports-snapshot_weekly_portfolio_2025.csv": "portfolio",
    "web/gsc__chart_2025.csv": "gsc-2025",
    "web/mailchimp__subscribed-members_anonymous.csv": "members",
    "web/shopify__abandoned-checkouts.csv": "checkouts",
    "web/shopify__orders_usd_2019-2022.csv": "shop-2019",
    "web/shopify__orders_usd_bracelets.csv": "bracelets",
    "web/stripe__payments_semicolon_thb.csv": "thb",
    "web/stripe__unified-payments_simpleapps.csv": "simpleapps",
    "web/woocommerce__orders_metorik_2022-2026.csv": "woo",
}
"""Exports of a hundred days and more whose brand is in neither other set of series."""

MOST_EMPTY, MOST_UNKNOWN = 0.85, 0.2
Points = dict[date, float]


@cache
def exports(shared: Path) -> tuple[Real, ...]:
    """The totals a day, and counts of rows (orders, leads, deals); files of one brand join by day."""
    found: dict[tuple[str, str], Points] = defaultdict(dict)
    formats = source_formats()
    for name, cluster in CLUSTERS.items():
        with tempfile.TemporaryDirectory() as folder:
            reading = read_export(
                shared / "exports" / name,
                Answers(named=Path(name).name),
                brand="b",
                zone="UTC",
                secret=b"k",
                staging=Path(folder),
                formats=formats,
            )
            for part in reading.parts:
                for series, points in _series(part.table, part.path).items():
                    found[cluster, series] |= points
    made = (_real(cluster, name, points) for (cluster, name), points in sorted(found.items()))
    return tuple(real for real in made if real)


def _series(table: str, path: Path) -> dict[str, Points]:
    """The series in one staged table: its sums a day, or the count of its rows."""
    import duckdb

    rows = table in {"order", "lead", "deal"}
    if not rows and table not in {"account_day", "web_day", "ad_day", "list_day", "custom_day"}:
        return {}
    names = {column.name for column in TABLES[table].all_columns}
    measures = [c.name for c in TABLES[table].columns if c.adds is Adds.SUM]
    parts = [f'sum("{name}")' for name in measures] + (["count(*)"] if rows else [])
    of = ["channel" if "channel" in names else "''", "metric" if table == "custom_day" else "''"]
    whole = "days = 1" + (" AND breakdown = ''" if "breakdown" in names and table != "web_day" else "")
    told = duckdb.execute(
        f"SELECT {of[0]}, {of[1]}, day, {', '.join(parts)} FROM read_parquet(?) WHERE {whole} GROUP BY ALL",
        [str(path)],
    ).fetchall()
    found: dict[str, Points] = defaultdict(dict)
    for channel, metric, day, *values in told:
        for name, value in zip([*measures, "rows"], values, strict=False):
            if value is not None:
                found[f"{table}_{channel}_{metric or name}"][day] = float(value)
    return found


def _real(cluster: str, name: str, points: Points) -> Real | None:
    """The series; days without a row are zero where rows are events, else unknown."""
    first, last = min(points), max(points)
    events = name.startswith(("order", "lead", "deal", "ad_day", "list_day"))
    values = np.full((last - first).days + 1, 0.0 if events else np.nan)
    for day, value in points.items():
        values[(day - first) // timedelta(days=1)] = value
    told = values[np.isfinite(values)]
    usable = (
        len(told) >= max(LEAST_DAYS, (1 - MOST_UNKNOWN) * len(values))
        and np.mean(told == 0) <= MOST_EMPTY
        and told.min() >= 0
    )
    return Real(f"{cluster}_{name}", cluster, "exports", first, values) if usable else None
