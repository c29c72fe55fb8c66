"""What happened to the invented brand: every parameter that shapes its files, in one place.

Quillfen sews bicycle bags in a small workshop. Its story is one chain: awareness (reach) brings visits,
visits bring orders, enquiries and sign-ups; advertising buys a part of the visits. Days are counted
backwards from the last day (age 0), so that the story is the same whenever it is told.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Campaign:
    """An advertising campaign on Meta from age `starts` to age `ends`, both inclusive.

    `spend` is euros a day; `lift` is the share by which it raises organic awareness while it runs.
    """

    name: str
    ad_set: str
    ad: str
    starts: int
    ends: int
    spend: float
    lift: float


@dataclass(frozen=True, slots=True)
class Story:
    """The parameters. Rates are per day unless said otherwise; shares are fractions."""

    weeks: int = 70
    growth_a_week: float = 0.002
    week_noise: float = 0.025
    day_noise: float = 0.06
    # Monday first: people look at bicycles on Sunday and order on Monday.
    weekday: tuple[float, ...] = (1.02, 0.97, 0.96, 0.99, 0.93, 1.02, 1.11)
    season: float = 0.04
    # The weeks before the holidays: some more people look, many more buy.
    gift_season: float = 0.08
    gift_orders: float = 0.9

    instagram_reach: float = 2400.0
    facebook_reach: float = 900.0
    views_a_reach: float = 1.9
    follows_a_reach: float = 0.004
    visits_a_reach: float = 0.035
    interactions_a_reach: float = 0.055
    clicks_a_reach: float = 0.034
    facebook_clicks_a_reach: float = 0.016

    viral_age: int = 190
    viral_lift: float = 13.0
    # Meta stopped counting impressions and began counting views; the older content export is from before.
    views_began_age: int = 322
    old_content_export_age: int = 324
    restated_export_age: int = 30
    late_days: int = 6

    # The lever of the first goal: two reels a week that end on the shop.
    lever_age: int = 42
    lever_lift: float = 0.38

    campaigns: tuple[Campaign, ...] = (
        Campaign("Always on - Prospecting", "Cyclists 25-54", "Handlebar bag - carousel", 489, 0, 46.0, 0.0),
        Campaign("Spring commuter", "Commuters - cities", "Pannier pair - video", 290, 255, 38.0, 0.10),
        Campaign("Open workshop", "Engaged 180 days", "Workshop tour - image", 415, 385, 44.0, 0.12),
        Campaign("Rain week", "Commuters - cities", "Roll-top - reel", 35, 0, 26.0, 0.04),
    )
    cost_a_click: float = 0.78
    visits_a_click: float = 0.9
    google_spend: tuple[tuple[str, str, float], ...] = (
        ("Brand - Search", "Search", 7.0),
        ("Bicycle bags - Search", "Search", 13.0),
        ("Shop - PMax", "Performance Max", 9.0),
    )
    google_cost_a_click: float = 0.62

    other_visits: tuple[tuple[str, float], ...] = (
        ("Direct", 104.0),
        ("Organic Search", 118.0),
        ("Referral", 16.0),
        ("Unassigned", 5.0),
    )
    orders_a_visit: float = 0.0145
    repeat_share: float = 0.22
    refund_share: float = 0.05
    partial_refund_share: float = 0.04
    voided_share: float = 0.012
    test_orders: int = 5

    leads: float = 4.6
    leads_since_rain_week: float = 0.95
    rain_week_age: int = 35
    subscribers: float = 2.5
    sign_up_age: int = 48
    subscribers_since_sign_up: float = 3.35
    list_at_start: int = 2400
    leave_a_letter: float = 0.0012
    calls_from_social_a_workday: float = 0.76
    # From then on slots are kept open for people from social media.
    slots_age: int = 96
    calls_since_slots: float = 1.32
    calls_elsewhere_a_workday: float = 0.5
    youtube_views: float = 240.0
    # The day that the last export of YouTube Studio ends on: nobody has made one since.
    youtube_export_age: int = 46
    linkedin_followers: float = 0.9


NAME: Final = "Quillfen"
ACCOUNT: Final = "quillfen.bags"
CURRENCY: Final = "EUR"
ZONE: Final = "Europe/Amsterdam"
WEEK_START: Final = "monday"

PRODUCTS: Final[tuple[tuple[str, str, float], ...]] = (
    ("Fen Handlebar Bag", "QF-HB-01", 69.0),
    ("Reed Saddle Bag", "QF-SB-02", 45.0),
    ("Mire Pannier, single", "QF-PA-03", 89.0),
    ("Mire Pannier, pair", "QF-PA-04", 165.0),
    ("Heron Top Tube Bag", "QF-TT-05", 38.0),
    ("Sedge Frame Bag", "QF-FB-06", 82.0),
    ("Tool Roll", "QF-TR-07", 29.0),
)
