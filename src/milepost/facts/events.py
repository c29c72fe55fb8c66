"""Tables in which a row is one thing that happened with people: leads, deals, comments, mentions, answers."""

from typing import Final

from milepost.facts.table import Adds, Column, Kind, Table, counts, micros, money, people, texts

LEAD: Final = Table(
    "lead",
    ("source", "account", "lead_id"),
    (
        *texts("lead_id", "person", "stage", "source_name", "medium", "campaign", "landing_page"),
        Column("came_at", Kind.TIME),
        *counts("qualified", "won"),
        *money("value"),
    ),
    absent_is_zero=True,
    earliest=("day", "came_at", "channel", "source_name", "medium", "campaign", "landing_page"),
)
"""One person or company that gave its address or asked; `day` is the day it came, `stage` as of the export.

`person` is a keyed hash; `qualified` and `won` are 1 or 0, NULL where the source has no such stage.
"""

DEAL: Final = Table(
    "deal",
    ("source", "account", "deal_id"),
    (
        *texts("deal_id", "lead_id", "person", "stage", "pipeline", "source_name"),
        Column("opened_at", Kind.TIME),
        Column("closed_at", Kind.TIME),
        *counts("won", "lost"),
        *money("value"),
    ),
    absent_is_zero=True,
)
"""One sale in a CRM; `day` is the day it was closed, else opened. `won` and `lost` are 1 or 0."""

BOOKING: Final = Table(
    "booking",
    ("source", "account", "booking_id"),
    (
        *texts("booking_id", "person", "event", "source_name", "medium", "campaign"),
        Column("booked_at", Kind.TIME),
        Column("starts_at", Kind.TIME),
        *counts("held", "cancelled"),
    ),
    absent_is_zero=True,
)
"""One booked call or meeting; `day` is the day on which it was booked, not the one for which."""

LIST_DAY: Final = Table(
    "list_day",
    ("source", "account", "list", "part", "day", "days"),
    (
        *texts("list", "part"),
        *counts("joined", "joined_and_left", "left"),
        Column("size", Kind.COUNT, Adds.LAST),
    ),
    absent_is_zero=True,
)
"""Growth of a mailing list. `part` tells the lists of one audience apart: subscribed, unsubscribed, cleaned.

`joined` counts who is still there, `joined_and_left` who came and went again: growth is known from both only.
"""

COMPETITOR_DAY: Final = Table(
    "competitor_day",
    ("source", "account", "channel", "competitor", "day", "days"),
    (
        *texts("competitor"),
        Column("own", Kind.FLAG),
        *counts("posts_published", "engagements", "likes", "comments", "shares", "views", "net_follows"),
        *counts("mentions"),
        Column("followers", Kind.COUNT, Adds.LAST),
    ),
)
"""Public figures of other brands and, beside them, of one's own (`own`), by the same tool."""

COMPETITOR_POST: Final = Table(
    "competitor_post",
    ("source", "account", "channel", "competitor", "post_id"),
    (
        *texts("competitor", "post_id", "format", "text", "link", "tags"),
        Column("published_at", Kind.TIME),
        Column("as_of", Kind.DAY),
        Column("own", Kind.FLAG),
        *counts("likes", "comments", "shares", "engagements", "views"),
        Column("followers", Kind.COUNT, Adds.LAST),
    ),
    absent_is_zero=True,
)
"""One public post of another brand (or of one's own, beside them) and what it had earned when last read.

`day` is the day of publishing, `published_at` its local time, `as_of` the day it was read (NULL where the
file does not say), `followers` those of its page at that time. Who commented is no part of it.
"""

COMMENT: Final = Table(
    "comment",
    ("source", "account", "channel", "comment_id"),
    (
        *texts("comment_id", "post_id", "person", "text", "reply_to"),
        Column("written_at", Kind.TIME),
        Column("own", Kind.FLAG),
        *counts("likes", "replies"),
    ),
    absent_is_zero=True,
)
"""One comment below a post; `person` is a keyed hash, `own` says that the brand itself wrote it."""

COMMENT_KIND: Final = Table(
    "comment_kind",
    ("source", "account", "channel", "comment_id"),
    (
        *texts("comment_id", "post_id"),
        *counts("meaningful", "spam"),
    ),
    absent_is_zero=True,
    covered_by="comment",
)
"""What a comment of others is by the rules that read its words; each is 1 or 0, `day` is when it was written.

No import writes it: it is made of `comment` whenever that table is published. `meaningful` is NULL where most
comments of the channel are in a language whose rules are not known, and this is one of them.
"""

MENTION: Final = Table(
    "mention",
    ("source", "account", "channel", "mention_id"),
    (
        *texts("mention_id", "person", "about", "text", "link", "sentiment", "language"),
        Column("written_at", Kind.TIME),
        *counts("engagements"),
        *people("reach"),
    ),
    absent_is_zero=True,
)
"""One place in which a listening tool found a name; `about` is the name, where it watches several."""

SURVEY: Final = Table(
    "survey",
    ("source", "account", "answer_id"),
    (
        *texts("answer_id", "person", "question", "text"),
        Column("answered_at", Kind.TIME),
        *counts("satisfied"),
        *micros("score"),
    ),
    absent_is_zero=True,
)
"""One answer to a survey of satisfaction; `satisfied` is 1 or 0 by the rule of its format."""
