"""The tables of facts: their grain, their columns, and how each column may be added up.

Every table begins with the `COMMON` columns. `day` is the first day a row speaks of and `days` how many it
covers: 1 for a day, 7 for a week, fewer for a week cut by the edge of the report, and so on. Rows of
different `days` or of different `breakdown` overlap; they are never added to each other. All measures may be
NULL, which means that the source did not say; it never means zero.
"""

from typing import Final

from milepost.facts.events import (
    BOOKING,
    COMMENT,
    COMMENT_KIND,
    COMPETITOR_DAY,
    COMPETITOR_POST,
    DEAL,
    LEAD,
    LIST_DAY,
    MENTION,
    SURVEY,
)
from milepost.facts.table import (
    COMMON,
    Adds,
    Column,
    Kind,
    Table,
    counts,
    micros,
    money,
    people,
    texts,
)

_POST_MEASURES: Final = (
    *counts("impressions", "views", "video_views", "engagements"),
    *counts("likes", "comments", "shares", "saves", "clicks", "link_clicks", "follows", "profile_visits"),
    *micros("watch_seconds"),
    *people("reach", "viewers"),
)

ACCOUNT_DAY: Final = Table(
    "account_day",
    ("source", "account", "channel", "breakdown", "day", "days"),
    (
        *_POST_MEASURES,
        *counts("unfollows", "net_follows", "posts_published", "page_views"),
        *people("visitors"),
        Column("followers", Kind.COUNT, Adds.LAST),
        *money("earnings"),
    ),
)
"""What an account's whole page or profile did on a day, by the platform itself."""

POST: Final = Table(
    "post",
    ("source", "account", "channel", "post_id"),
    (
        *texts("post_id", "format", "text", "link", "campaign", "tags"),
        Column("published_at", Kind.TIME),
        Column("own", Kind.FLAG),
        Column("duration_seconds", Kind.MICROS),
    ),
    absent_is_zero=True,
)
"""What a post is; `day` is the day of publishing, `published_at` its local time."""

POST_VALUE: Final = Table(
    "post_value",
    ("source", "account", "channel", "post_id", "as_of"),
    (
        *texts("post_id", "format", "campaign"),
        Column("as_of", Kind.DAY),
        *_POST_MEASURES,
        *money("earnings"),
    ),
    absent_is_zero=True,
)
"""What a post had earned since publishing, as of a day; `day` is the day of publishing."""

POST_GAIN: Final = Table(
    "post_gain",
    ("source", "account", "channel", "day", "days"),
    tuple(column for column in _POST_MEASURES if column.adds is Adds.SUM),
    made_of="post_value",
)
"""What the posts of an account gained between two looks at them: `day` .. `day + days` lies between the two.

No import writes it: it is the difference of two states of `post_value`, made when it is asked for.
"""

POST_DAY: Final = Table(
    "post_day",
    ("source", "account", "channel", "post_id", "day", "days"),
    (
        *texts("post_id", "format", "campaign"),
        *_POST_MEASURES,
        *micros("claimed_conversions"),
        *money("spend"),
    ),
    absent_is_zero=True,
)
"""What a post earned on a day, where a platform gives activity; sources leave out the days without any."""

AD_DAY: Final = Table(
    "ad_day",
    ("source", "account", "channel", "breakdown", "campaign", "ad_set", "ad", "day", "days", "currency"),
    (
        *texts("campaign", "ad_set", "ad"),
        *money("spend", "claimed_revenue"),
        *counts("impressions", "clicks", "link_clicks", "engagements", "video_views"),
        *micros("claimed_conversions", "claimed_leads"),
        *people("reach"),
    ),
    absent_is_zero=True,
)
"""What an advert cost and, by the platform's own claim, brought."""

WEB_DAY: Final = Table(
    "web_day",
    (
        *("source", "account", "channel", "breakdown", "day", "days"),
        *("source_name", "medium", "campaign", "landing_page"),
    ),
    (
        *texts("source_name", "medium", "campaign", "landing_page"),
        *counts("sessions", "engaged_sessions", "new_users", "page_views", "events"),
        *micros("key_events", "engagement_seconds", "session_seconds"),
        *people("users", "returning_users"),
        *money("claimed_revenue"),
    ),
    absent_is_zero=True,
)
"""Visits to the site, by the channel that brought them, as web analytics or the shop counts them."""

MAIL_SEND: Final = Table(
    "mail_send",
    ("source", "account", "send_id"),
    (
        *texts("send_id", "title", "list", "campaign"),
        Column("sent_at", Kind.TIME),
        Column("is_test", Kind.FLAG),
        *counts("recipients", "delivered", "bounces", "unique_opens", "opens", "unique_clicks", "clicks"),
        *counts("unsubscribes", "complaints", "claimed_orders"),
        *money("claimed_revenue"),
    ),
    absent_is_zero=True,
)
"""One sending of an e-mail campaign; `day` is the day it was sent."""

ORDER: Final = Table(
    "order",
    ("source", "account", "order_id"),
    (
        *texts("order_id", "customer", "status", "source_name", "discount_code"),
        Column("placed_at", Kind.TIME),
        Column("counts", Kind.FLAG),
        *counts("items"),
        *money("gross", "refunded", "discount"),
    ),
    absent_is_zero=True,
)
"""One order; `customer` is a keyed hash, `counts` is false for a voided, cancelled, failed or test order."""

PURCHASE: Final = Table(
    "purchase",
    ("source", "account", "channel", "customer", "day"),
    (
        *counts("again", "first", "again_half", "first_half", "kept_90", "kept_365", "lost_90", "lost_365"),
        *money("value_90", "value_180", "value_365"),
    ),
    absent_is_zero=True,
    made_of="order",
    covered_by="order",
)
"""What one customer bought on a day, in the light of what they bought before and after; two orders are one.

No import writes it: it is made of `order` when it is asked for. `again` is 1 if they had bought in the year
before, else `first` is 1: they are new, or new again; `again_half` and `first_half` look back half a year.
`kept_90` says of a first purchase whether another followed within 90 days, `lost_90` that none did and
`value_90` what they brought in by then, the first purchase included; all of these are zero for others. Where
an order names no customer, the first four are NULL. What the days before or after the exports would have to
tell is not known.
"""

AUDIENCE: Final = Table(
    "audience",
    ("source", "account", "channel", "dimension", "bucket", "day"),
    (
        *texts("dimension", "bucket"),
        *people("people"),
        Column("share", Kind.MICROS, Adds.NEVER),
    ),
)
"""Who the followers or visitors are, as of a day."""

CUSTOM_DAY: Final = Table(
    "custom_day",
    ("source", "account", "channel", "metric", "day", "days"),
    (*texts("metric", "campaign"), *micros("value")),
)
"""Figures from people's own spreadsheets, one metric a row; a KPI that no platform feeds is fed from here."""

COVERAGE: Final = Table(
    "coverage",
    ("source", "account", "channel", "breakdown", "of_table", "measure", "day", "days"),
    (*texts("of_table", "measure"),),
)
"""Which measures a file gave for which days (`day` .. `day + days`), so that unknown has its reason."""

TABLES: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        ACCOUNT_DAY,
        POST,
        POST_VALUE,
        POST_GAIN,
        POST_DAY,
        AD_DAY,
        WEB_DAY,
        MAIL_SEND,
        ORDER,
        PURCHASE,
        AUDIENCE,
        LEAD,
        DEAL,
        BOOKING,
        LIST_DAY,
        COMPETITOR_DAY,
        COMPETITOR_POST,
        COMMENT,
        COMMENT_KIND,
        MENTION,
        SURVEY,
        CUSTOM_DAY,
        COVERAGE,
    )
}

BY_CHANNEL: Final = frozenset(
    {
        "post",
        "post_value",
        "post_gain",
        "post_day",
        "account_day",
        "comment",
        "comment_kind",
        "competitor_day",
        "competitor_post",
    }
)
"""Tables in which another channel of the account is another profile, with its own exports."""

__all__ = ["BY_CHANNEL", "COMMON", "LEAD", "TABLES", "Adds", "Column", "Kind", "Table"]
