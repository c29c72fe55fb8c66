"""Every KPI against SQL written by hand over the same facts: several sources, channels, weeks, and NULLs.

The SQL reads the sorted rows, not the roll-up. It answers week and figure (money in whole units); a week that
it leaves out, or for which it says NULL, must be unknown.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import duckdb
import people_facts
import pytest

from milepost.amount import Unknown
from milepost.facts.batches import FactFiles
from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import catalogue
from milepost.kpis.measure import measure
from milepost.period import Grain, Period

MONDAY = date(2026, 1, 5)
DAYS = 56
PERIOD = Period.of_days(MONDAY, DAYS)
ACTS = ("likes", "comments", "shares", "saves", "impressions", "views", "video_views", "engagements")
ACTS += ("link_clicks", "follows", "unfollows", "profile_visits")


def account_days(rng: random.Random) -> Iterator[dict[str, Any]]:
    """Three profiles; LinkedIn gives no saves, a week of Instagram lacks a day, one likes is NULL."""
    for channel in ("instagram", "linkedin", "tiktok"):
        for day in range(-1, DAYS):
            if channel == "instagram" and day == 45:
                continue
            row = {a: rng.randrange(1, 500) for a in ACTS} | {
                "followers": 1000 + 3 * day,
                "reach": rng.randrange(900),
            }
            if channel == "linkedin":
                row["saves"] = None
                if day == 20:
                    row["likes"] = None
            yield {"channel": channel, "day": MONDAY + timedelta(days=day), "source": "meta", **row}


def web_days(rng: random.Random) -> Iterator[dict[str, Any]]:
    """The whole site by day, the same by channel (less than the whole), and a second tool."""
    for day in range(DAYS):
        if day == 30:
            continue
        whole = {
            "sessions": rng.randrange(50, 900),
            "page_views": rng.randrange(100, 2000),
            "key_events": rng.randrange(9),
        }
        whole |= {
            "engaged_sessions": whole["sessions"] // 2,
            "session_seconds": rng.randrange(9000),
            "engagement_seconds": rng.randrange(4000),
            "users": 40,
        }
        at = {"day": MONDAY + timedelta(days=day), "source": "ga4"}
        yield at | whole
        for channel in ("email", "organic_social"):
            yield at | {"breakdown": "channel", "channel": channel, "sessions": 5 + day, "key_events": 1}
        for page in ("/", "/tins"):
            yield at | {"breakdown": "landing_page", "landing_page": page, "sessions": 3 + day % 5}
        yield at | {"source": "shopify", "sessions": 9999, "page_views": 9999}


def ad_days(rng: random.Random) -> Iterator[dict[str, Any]]:
    for source, channel in (("meta_ads", "paid_social"), ("google_ads", "paid_search")):
        for day in range(0, DAYS, 2):
            money = {
                "spend": rng.randrange(1, 90) + 0.25,
                "currency": "EUR",
                "claimed_leads": rng.randrange(4),
            }
            seen = {
                "impressions": rng.randrange(900, 9000),
                "clicks": rng.randrange(90),
                "link_clicks": rng.randrange(60),
            }
            claims = (
                {"claimed_conversions": rng.randrange(5), "claimed_revenue": rng.randrange(99)}
                if day % 4
                else {}
            )
            yield {
                "source": source,
                "channel": channel,
                "campaign": "spring",
                "day": MONDAY + timedelta(days=day),
            } | (money | seen | claims)


def orders(rng: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(120):
        day = MONDAY + timedelta(days=number * DAYS // 120)
        gross = rng.randrange(10, 200) + 0.5
        yield {
            "source": "shopify",
            "order_id": str(number),
            "day": day,
            "currency": "EUR",
            "gross": gross,
        } | {
            "counts": number % 7 != 0,
            "channel": ("instagram", "email", "paid_social", "direct")[number % 4],
            "refunded": gross if number % 11 == 0 else 0,
        }


def posts(rng: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(40):
        day = MONDAY + timedelta(days=number * DAYS // 40)
        yield {
            "channel": "youtube",
            "post_id": str(number),
            "day": day,
            "own": number % 5 != 0,
            "format": "video",
        }


def post_values(rng: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(40):
        for as_of in (date(2026, 3, 2), date(2026, 3, 9)):
            at = {
                "channel": "youtube",
                "post_id": str(number),
                "day": MONDAY + timedelta(days=number * DAYS // 40),
            }
            yield at | {"as_of": as_of, "views": 100 + number, "watch_seconds": 500 + number + as_of.day}


def sheets(rng: random.Random) -> Iterator[dict[str, Any]]:
    metrics = ("leads", "qualified_leads", "booked_calls", "mentions", "hashtag_uses", "new_customers")
    metrics += (
        "search_clicks",
        "search_impressions",
        "cohort_revenue",
        "cohort_customers",
        "acquisition_cost",
    )
    metrics += (
        "profit",
        "investment",
        "completed_views",
        "video_views",
        "market_mentions",
        "email_subscribers",
        "email_list_size",
    )
    metrics += (
        "kept_customers",
        "lost_customers",
        "customers_before",
        "repeat_customers",
        "customers",
        "asked",
        "answered",
    )
    for week in range(0, DAYS, 7):
        at = MONDAY + timedelta(days=week)
        yield {"metric": "response_time", "day": at, "days": 7, "value": rng.randrange(600, 9000)}
    for metric in metrics:
        for day in range(-1, DAYS):
            yield {"metric": metric, "day": MONDAY + timedelta(days=day), "value": rng.randrange(1, 50)}


def comment_kinds(rng: random.Random) -> Iterator[dict[str, Any]]:
    """Two channels; on the second, one comment of day 20 is in a language that nobody reads."""
    for number in range(200):
        day = number * DAYS // 200
        at = {"channel": ("instagram", "facebook")[number % 2], "comment_id": str(number), "spam": 0}
        told = None if number == 73 else rng.randrange(2)
        yield at | {"day": MONDAY + timedelta(days=day), "meaningful": told}


def sendings(rng: random.Random) -> Iterator[dict[str, Any]]:
    for day in range(0, DAYS, 3):
        yield {
            "source": "mailchimp",
            "channel": "email",
            "send_id": str(day),
            "day": MONDAY + timedelta(days=day),
            "delivered": rng.randrange(300, 900),
            "unique_opens": rng.randrange(90, 300),
            "unique_clicks": rng.randrange(90),
            "is_test": day % 4 == 0,
        }


def covered() -> Iterator[dict[str, Any]]:
    """What the exports of adverts and posts cover, beyond their first and last row."""
    for source, of_table, channel in (
        ("meta_ads", "ad_day", "paid_social"),
        ("google_ads", "ad_day", ""),
        ("src", "post_value", "youtube"),
        ("mailchimp", "mail_send", "email"),
    ):
        yield {
            "source": source,
            "of_table": of_table,
            "channel": channel,
            "measure": "",
            "day": MONDAY,
            "days": DAYS,
        }


@pytest.fixture(scope="module")
def files(facts: Any) -> FactFiles:
    rng = random.Random(7)
    made = {
        "account_day": account_days(rng),
        "web_day": web_days(rng),
        "ad_day": ad_days(rng),
        "order": orders(rng),
        "post": posts(rng),
        "post_value": post_values(rng),
        "custom_day": sheets(rng),
        "lead": people_facts.leads(rng, MONDAY, DAYS),
        "booking": people_facts.bookings(rng, MONDAY, DAYS),
        "mention": people_facts.mentions(rng, MONDAY, DAYS),
        "survey": people_facts.answers(rng, MONDAY, DAYS),
        "list_day": people_facts.list_days(rng, MONDAY, DAYS),
        "coverage": covered(),
        "comment_kind": comment_kinds(rng),
        "mail_send": sendings(rng),
    }
    written: FactFiles = facts(made)
    return written


def activity(figure: str, needs: tuple[str, ...], *, profiles: int = 3) -> str:
    """Sums of whole weeks: every profile that gives the columns must have said all seven days."""
    given = " AND ".join(f"max(count({c})) OVER (PARTITION BY channel) > 0" for c in needs)
    whole = " AND ".join(f"count({c}) = 7" for c in needs)
    sums = ", ".join(f"sum({c}) AS {c}" for c in needs)
    outer = ", ".join(f"CASE WHEN bool_and(whole) THEN sum({c})::BIGINT END AS {c}" for c in needs)
    return (
        f"SELECT w, {figure} FROM (SELECT w, {outer} FROM (SELECT date_trunc('week', day)::DATE AS w, "
        f"channel, {sums}, {whole} AS whole, {given} AS given FROM account_day WHERE day >= DATE '{MONDAY}' "
        f"GROUP BY 1, 2) "
        f"WHERE given GROUP BY 1)"
    )


def rate_of_acts(under: str) -> str:
    """Likes, comments, shares, and saves where the platform has them and our definition takes them."""
    without = "('linkedin')" if under == "impressions" else "('linkedin', 'tiktok')"
    return (
        f"SELECT w, CASE WHEN bool_and(n = 7) THEN sum(acts) / sum(base)::DOUBLE END FROM (SELECT "
        f"date_trunc('week', day)::DATE AS w, channel, sum(likes + comments + shares + "
        f"CASE WHEN channel IN {without} THEN 0 ELSE saves END) AS acts, sum({under}) AS base, "
        f"count(likes + comments + shares + {under}) AS n FROM account_day WHERE day >= DATE '{MONDAY}' "
        f"GROUP BY 1, 2) GROUP BY 1"
    )


def web(figure: str) -> str:
    """The whole site by the preferred tool; the missing day lies inside the covered ones and is zero."""
    kept = "source = 'ga4' AND breakdown = ''"
    return f"SELECT date_trunc('week', day)::DATE, {figure} FROM web_day WHERE {kept} GROUP BY 1"


def ads(figure: str) -> str:
    return f"SELECT date_trunc('week', day)::DATE, {figure} FROM ad_day GROUP BY 1"


def shop(figure: str) -> str:
    return f"SELECT date_trunc('week', day)::DATE, {figure} FROM \"order\" WHERE counts GROUP BY 1"


def sheet(figure: str, *metrics: str) -> str:
    sums = ", ".join(f"sum(value) FILTER (WHERE metric = '{m}')::BIGINT AS {m}" for m in metrics)
    return (
        f"SELECT w, {figure} FROM (SELECT date_trunc('week', day)::DATE AS w, {sums} FROM custom_day "
        f"WHERE day >= DATE '{MONDAY}' GROUP BY 1)"
    )


def events(table: str, figure: str) -> str:
    """By week, of the first source where two tell the same leads."""
    kept = "WHERE source = 'hubspot'" if table == "lead" else ""
    return f"SELECT date_trunc('week', day)::DATE, {figure} FROM {table} {kept} GROUP BY 1"


def mails(figure: str) -> str:
    """By week, of all that was really sent."""
    rate = f"sum({figure}) / sum(delivered)::DOUBLE"
    return f"SELECT date_trunc('week', day)::DATE, {rate} FROM mail_send WHERE NOT is_test GROUP BY 1"


LIST_SIZE = (
    "SELECT date_trunc('week', day)::DATE, arg_max(size, day) FROM list_day WHERE size IS NOT NULL GROUP BY 1"
)
FOLLOWERS = (
    "SELECT w, sum(f) FROM (SELECT date_trunc('week', day)::DATE AS w, channel, arg_max(followers, day) AS f "
    "FROM account_day GROUP BY 1, 2) GROUP BY 1"
)
BY_HAND = {
    **{name: activity(name, (name,)) for name in ACTS},
    "engagement_rate": rate_of_acts("impressions"),
    "engagement_rate_by_views": rate_of_acts("views"),
    "engagement_rate_by_followers": rate_of_acts("views")
    .replace("sum(base)", "sum(last)")
    .replace("sum(views) AS base", "arg_max(followers, day) AS last"),
    "share_rate": activity("shares / impressions::DOUBLE", ("shares", "impressions")),
    "ctr": activity("link_clicks / impressions::DOUBLE", ("link_clicks", "impressions")),
    "reach": "SELECT NULL::DATE, NULL WHERE false",
    "engagement_rate_by_reach": "SELECT NULL::DATE, NULL WHERE false",
    "users": "SELECT NULL::DATE, NULL WHERE false",
    "followers": FOLLOWERS,
    "follower_growth_rate": "SELECT w, f / lag(f) OVER (ORDER BY w)::DOUBLE - 1 "
    f"FROM ({FOLLOWERS}) AS t(w, f)",
    "sessions": web("sum(sessions)"),
    "engaged_sessions": web("sum(engaged_sessions)"),
    "page_views": web("sum(page_views)"),
    "key_events": web("sum(key_events) / 1e6"),
    "conversions": web("sum(key_events) / 1e6"),
    "conversion_rate": web("sum(key_events) / 1e6 / sum(sessions)"),
    "bounce_rate": web("(sum(sessions) - sum(engaged_sessions)) / sum(sessions)::DOUBLE"),
    "avg_session_duration": web("sum(session_seconds) / 1e6 / sum(sessions)"),
    "time_on_page": web("sum(engagement_seconds) / 1e6 / sum(page_views)"),
    "landing_page_sessions": web("sum(sessions)").replace("= ''", "= 'landing_page'"),
    "pages_per_session": web("sum(page_views) / sum(sessions)::DOUBLE"),
    "ad_spend": ads("sum(spend) / 1e6"),
    "cpm": ads("sum(spend) / 1e6 / sum(impressions) * 1000"),
    "cpc": ads("sum(spend) / 1e6 / sum(link_clicks)"),
    "claimed_conversions": ads("coalesce(sum(claimed_conversions), 0) / 1e6"),
    "claimed_revenue": ads("coalesce(sum(claimed_revenue), 0) / 1e6"),
    "roas": ads("coalesce(sum(claimed_revenue), 0) / sum(spend)::DOUBLE"),
    "cost_per_lead": f"SELECT a, s / v FROM ({ads('sum(spend)')}) AS x(a, s) "
    f"JOIN ({sheet('leads', 'leads')}) AS y(b, v) ON a = b",
    "cac": f"SELECT a, s / v FROM ({ads('sum(spend)')}) AS x(a, s) "
    f"JOIN ({sheet('new_customers', 'new_customers')}) AS y(b, v) ON a = b",
    "orders": shop("count(*)"),
    "revenue_from_social": shop("sum(gross - refunded) / 1e6").replace(
        "WHERE counts", "WHERE counts AND channel IN ('instagram', 'paid_social')"
    ),
    "meaningful_comments": "SELECT date_trunc('week', day)::DATE, CASE WHEN count(meaningful) = count(*) "
    "THEN sum(meaningful) END FROM comment_kind GROUP BY 1",
    "response_time": "SELECT day, value / 1e6 FROM custom_day WHERE metric = 'response_time'",
    "ltv": sheet("cohort_revenue / cohort_customers::DOUBLE", "cohort_revenue", "cohort_customers"),
    "ltv_cac": sheet("cohort_revenue / acquisition_cost::DOUBLE", "cohort_revenue", "acquisition_cost"),
    "profit": sheet("profit / 1e6", "profit"),
    "revenue": shop("sum(gross - refunded) / 1e6"),
    "gross_revenue": shop("sum(gross) / 1e6"),
    "aov": shop("sum(gross) / 1e6 / count(*)"),
    "posts_published": "SELECT date_trunc('week', day)::DATE, count(*) FROM post WHERE own GROUP BY 1",
    "avg_view_duration": "SELECT date_trunc('week', v.day)::DATE, sum(v.watch_seconds) / 1e6 / sum(v.views) "
    "FROM post_value AS v "
    "JOIN post USING (post_id) WHERE post.own AND as_of = DATE '2026-03-09' GROUP BY 1",
    **{name: sheet(f"{name} / 1e6", name) for name in ("hashtag_uses", "new_customers")},
    "leads": events("lead", "count(*)"),
    "qualified_leads": events("lead", "sum(qualified)"),
    "lead_quality": events("lead", "sum(qualified) / count(*)::DOUBLE"),
    "lead_conversion_rate": events("lead", "sum(won) / count(*)::DOUBLE"),
    "booked_calls": events("booking", "count(*)"),
    "email_open_rate": mails("unique_opens"),
    "email_click_rate": mails("unique_clicks"),
    "mentions": events("mention", "count(*)"),
    "csat": events("survey", "sum(satisfied) / count(*)::DOUBLE"),
    "email_subscribers": events("list_day", "coalesce(sum(joined), 0) + coalesce(sum(joined_and_left), 0)"),
    "email_list_size": LIST_SIZE,
    "email_list_growth_rate": "SELECT w, v / lag(v) OVER (ORDER BY w)::DOUBLE - 1 "
    f"FROM ({LIST_SIZE}) AS t(w, v)",
    "roi": sheet("profit / investment::DOUBLE", "profit", "investment"),
    "completion_rate": sheet("completed_views / video_views::DOUBLE", "completed_views", "video_views"),
    "search_clicks": sheet("search_clicks / 1e6", "search_clicks"),
    "search_impressions": sheet("search_impressions / 1e6", "search_impressions"),
    "search_ctr": sheet("search_clicks / search_impressions::DOUBLE", "search_clicks", "search_impressions"),
    "share_of_voice": sheet("mentions / market_mentions::DOUBLE", "mentions", "market_mentions"),
    "retention_rate": sheet(
        "kept_customers / customers_before::DOUBLE", "kept_customers", "customers_before"
    ),
    "churn_rate": sheet("lost_customers / customers_before::DOUBLE", "lost_customers", "customers_before"),
    "repeat_purchase_rate": sheet("repeat_customers / customers::DOUBLE", "repeat_customers", "customers"),
    "response_rate": sheet("answered / asked::DOUBLE", "answered", "asked"),
}


def test_every_kpi_has_its_sql() -> None:
    assert set(catalogue()) == set(BY_HAND)


@pytest.mark.parametrize("name", sorted(BY_HAND))
def test_a_kpi_is_what_sql_by_hand_says(name: str, files: FactFiles) -> None:
    with duckdb.connect() as engine:
        for table, paths in files.tables.items():
            engine.execute(f"CREATE VIEW \"{table}\" AS FROM read_parquet('{paths.rows}')")
        by_hand = {
            week: value for week, value in engine.execute(BY_HAND[name]).fetchall() if value is not None
        }
    rows = measure([catalogue()[name]], [files], Ask(PERIOD, Grain.WEEK)).rows
    assert [row.start for row in rows] == [MONDAY + timedelta(weeks=w) for w in range(DAYS // 7)]
    ours = {row.start: row.figure.value for row in rows if not isinstance(row.figure, Unknown)}
    expected = {week: value for week, value in by_hand.items() if week >= MONDAY}
    assert ours == pytest.approx(expected, rel=1e-12)
    assert ours or name in {"reach", "engagement_rate_by_reach", "users"}
