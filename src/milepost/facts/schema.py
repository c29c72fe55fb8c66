"""The tables of facts: their grain, their columns, and how each column may be added up.

Every table begins with the `COMMON` columns. `day` is the first day a row speaks of and `days` how many it
covers: 1 for a day, 7 for a week, fewer for a week cut by the edge of the report, and so on. Rows of
different `days` or of different `breakdown` overlap; they are never added to each other. All measures may be
NULL, which means that the source did not say; it never means zero.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a column holds, and so its type in Parquet."""

    TEXT = "text"
    DAY = "day"
    TIME = "time"
    FLAG = "flag"
    COUNT = "count"
    MICROS = "micros"
    MONEY = "money"

    @property
    def sql(self) -> str:
        """The DuckDB type. MICROS and MONEY are the figure times 1,000,000, so that sums are exact."""
        return {
            "text": "VARCHAR",
            "day": "DATE",
            "time": "TIMESTAMP",
            "flag": "BOOLEAN",
            "count": "BIGINT",
            "micros": "BIGINT",
            "money": "BIGINT",
        }[self.value]


class Adds(StrEnum):
    """How a measure may be added up."""

    SUM = "sum"  # over anything
    LAST = "last"  # a stock: over channels and accounts, but over time the last one holds
    NEVER = "never"  # distinct people: only as the source reported it


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `adds` is None for what describes a row instead of measuring it."""

    name: str
    kind: Kind
    adds: Adds | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table of facts. `key` names what makes a row one row (brand is always part of it).

    `absent_is_zero`: inside the covered days, a missing row means that nothing happened (orders, ads, mails),
    while a missing row of the other tables means that nobody said.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    absent_is_zero: bool = False

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The common columns, then its own."""
        return COMMON + self.columns

    @property
    def measures(self) -> tuple[Column, ...]:
        """The columns that hold figures."""
        return tuple(c for c in self.all_columns if c.adds is not None)

    def column(self, name: str) -> Column:
        """Its column of that name. Raises KeyError."""
        return next_named(self.all_columns, name)


def next_named(columns: tuple[Column, ...], name: str) -> Column:
    """The column called `name`. Raises KeyError."""
    for column in columns:
        if column.name == name:
            return column
    raise KeyError(name)


def _texts(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.TEXT) for name in names)


def _counts(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.COUNT, Adds.SUM) for name in names)


def _people(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.COUNT, Adds.NEVER) for name in names)


def _micros(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.MICROS, Adds.SUM) for name in names)


def _money(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.MONEY, Adds.SUM) for name in names)


COMMON: Final = (
    *_texts("brand", "source", "account", "channel", "breakdown"),
    Column("day", Kind.DAY),
    Column("days", Kind.COUNT),
    Column("currency", Kind.TEXT),
)
"""`account` and `channel` are '' when nobody said; `currency` is NULL where no column holds money.

`breakdown` names the dimensions by which these rows divide the account, joined by '+' ('' = not divided,
'channel', 'channel+campaign', 'page' ...), so that a total and its parts are never added.
"""

_POST_MEASURES: Final = (
    *_counts("impressions", "views", "video_views", "engagements"),
    *_counts("likes", "comments", "shares", "saves", "clicks", "link_clicks", "follows", "profile_visits"),
    *_micros("watch_seconds"),
    *_people("reach", "viewers"),
)

ACCOUNT_DAY: Final = Table(
    "account_day",
    ("source", "account", "channel", "breakdown", "day", "days"),
    (
        *_POST_MEASURES,
        *_counts("unfollows", "net_follows", "posts_published", "page_views"),
        *_people("visitors"),
        Column("followers", Kind.COUNT, Adds.LAST),
        *_money("earnings"),
    ),
)
"""What an account's whole page or profile did on a day, by the platform itself."""

POST: Final = Table(
    "post",
    ("source", "account", "channel", "post_id"),
    (
        *_texts("post_id", "format", "text", "link", "campaign", "tags"),
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
        *_texts("post_id", "format", "campaign"),
        Column("as_of", Kind.DAY),
        *_POST_MEASURES,
        *_money("earnings"),
    ),
    absent_is_zero=True,
)
"""What a post had earned since publishing, as of a day; `day` is the day of publishing."""

POST_DAY: Final = Table(
    "post_day",
    ("source", "account", "channel", "post_id", "day", "days"),
    (
        *_texts("post_id", "format", "campaign"),
        *_POST_MEASURES,
        *_micros("claimed_conversions"),
        *_money("spend"),
    ),
    absent_is_zero=True,
)
"""What a post earned on a day, where a platform gives activity; sources leave out the days without any."""

AD_DAY: Final = Table(
    "ad_day",
    ("source", "account", "channel", "breakdown", "campaign", "ad_set", "ad", "day", "days", "currency"),
    (
        *_texts("campaign", "ad_set", "ad"),
        *_money("spend", "claimed_revenue"),
        *_counts("impressions", "clicks", "link_clicks", "engagements", "video_views"),
        *_micros("claimed_conversions", "claimed_leads"),
        *_people("reach"),
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
        *_texts("source_name", "medium", "campaign", "landing_page"),
        *_counts("sessions", "engaged_sessions", "new_users", "page_views", "events"),
        *_micros("key_events", "engagement_seconds", "session_seconds"),
        *_people("users", "returning_users"),
        *_money("claimed_revenue"),
    ),
    absent_is_zero=True,
)
"""Visits to the site, by the channel that brought them, as web analytics or the shop counts them."""

MAIL_SEND: Final = Table(
    "mail_send",
    ("source", "account", "send_id"),
    (
        *_texts("send_id", "title", "list", "campaign"),
        Column("sent_at", Kind.TIME),
        Column("is_test", Kind.FLAG),
        *_counts("recipients", "delivered", "bounces", "unique_opens", "opens", "unique_clicks", "clicks"),
        *_counts("unsubscribes", "complaints", "claimed_orders"),
        *_money("claimed_revenue"),
    ),
    absent_is_zero=True,
)
"""One sending of an e-mail campaign; `day` is the day it was sent."""

ORDER: Final = Table(
    "order",
    ("source", "account", "order_id"),
    (
        *_texts("order_id", "customer", "status", "source_name", "discount_code"),
        Column("placed_at", Kind.TIME),
        Column("counts", Kind.FLAG),
        *_counts("items"),
        *_money("gross", "refunded", "discount"),
    ),
    absent_is_zero=True,
)
"""One order; `customer` is a keyed hash, `counts` is false for a voided, cancelled, failed or test order."""

AUDIENCE: Final = Table(
    "audience",
    ("source", "account", "channel", "dimension", "bucket", "day"),
    (
        *_texts("dimension", "bucket"),
        *_people("people"),
        Column("share", Kind.MICROS, Adds.NEVER),
    ),
)
"""Who the followers or visitors are, as of a day."""

CUSTOM_DAY: Final = Table(
    "custom_day",
    ("source", "account", "channel", "metric", "day", "days"),
    (*_texts("metric", "campaign"), *_micros("value")),
)
"""Figures from people's own spreadsheets, one metric a row; a KPI that no platform feeds is fed from here."""

COVERAGE: Final = Table(
    "coverage",
    ("source", "account", "channel", "breakdown", "of_table", "measure", "day", "days"),
    (*_texts("of_table", "measure"),),
)
"""Which measures a file gave for which days (`day` .. `day + days`), so that unknown has its reason."""

TABLES: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        ACCOUNT_DAY,
        POST,
        POST_VALUE,
        POST_DAY,
        AD_DAY,
        WEB_DAY,
        MAIL_SEND,
        ORDER,
        AUDIENCE,
        CUSTOM_DAY,
        COVERAGE,
    )
}
