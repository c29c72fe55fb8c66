"""KPIs that say nearly the same: some stand in for each other, of others one is enough to watch."""

from collections.abc import Mapping

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "engagement_rate": (
        "engagement_rate",
        "engagement_rate_by_reach",
        "engagement_rate_by_views",
        "engagement_rate_by_followers",
    ),
    "followers": ("followers", "follows"),
    "revenue": ("revenue", "claimed_revenue"),
    "gross_revenue": ("gross_revenue", "claimed_revenue"),
    "conversions": ("conversions", "key_events", "orders", "claimed_conversions"),
    "users": ("users", "sessions"),
    "email_subscribers": ("email_subscribers", "email_list_size"),
    "email_list_size": ("email_list_size", "email_subscribers"),
    "views": ("views", "video_views"),
    "video_views": ("video_views", "views"),
    "ctr": ("ctr",),
}
"""Where a sentence names a family, its members in the order in which they are tried."""

_RATES = frozenset(FAMILIES["engagement_rate"])
_ALIKE = (
    _RATES,
    frozenset({"link_clicks", "ctr"}),
    frozenset({"sessions", "engaged_sessions", "users", "landing_page_sessions"}),
    frozenset({"shares", "share_rate"}),
    frozenset({"completion_rate", "avg_view_duration"}),
    frozenset({"bounce_rate", "time_on_page", "pages_per_session", "avg_session_duration"}),
    frozenset({"bounce_rate", "engaged_sessions"}),
    frozenset({"comments", "meaningful_comments"}),
    frozenset({"followers", "follows", "follower_growth_rate"}),
)


def alike(one: str, other: str) -> bool:
    """Whether two KPIs move together by what they are, so that watching both tells little more than one."""
    return one == other or any(one in group and other in group for group in _ALIKE)


def stands_in(kpi: str, fed: frozenset[str]) -> str | None:
    """The KPI itself if it is among those with data, else the rate of its family that is; None without."""
    return next((name for name in stand_ins(kpi) if name in fed), None)


def stand_ins(kpi: str) -> tuple[str, ...]:
    """The KPI itself, and those that may stand in for it, the nearest first."""
    return (kpi, *(FAMILIES["engagement_rate"] if kpi in _RATES else ()))
