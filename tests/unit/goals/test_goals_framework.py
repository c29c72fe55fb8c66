"""Which KPIs stand around a goal's own, for a brand that has much data, little, or none."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.goals.framework import LEAST_LEADING, MOST_LEADING, Because, Framework, candidates, chosen
from milepost.knowledge import table
from milepost.kpis.catalogue import catalogue
from milepost.reports.words.framework import why_chosen

KNOWN = catalogue()
SHOP = [
    "impressions",
    "reach",
    "engagement_rate_by_reach",
    "engagements",
    "likes",
    "comments",
    "shares",
    "saves",
    "followers",
    "follows",
    "profile_visits",
    "link_clicks",
    "sessions",
    "engaged_sessions",
    "bounce_rate",
    "conversion_rate",
    "key_events",
    "orders",
    "revenue",
    "aov",
    "ad_spend",
    "roas",
    "cpc",
    "cpm",
    "new_customers",
    "cac",
    "repeat_purchase_rate",
    "retention_rate",
    "email_click_rate",
    "completion_rate",
    "posts_published",
]
ids = st.sampled_from(sorted(KNOWN))


def of(primary: str, objective: str | None = None, fed: list[str] = SHOP) -> Framework:
    return chosen(primary, objective, None, [KNOWN[name] for name in fed])


@pytest.mark.parametrize(
    ("primary", "leading", "lagging", "guards"),
    [
        ("reach", "shares saves", "followers", "engagement_rate_by_reach"),
        ("impressions", "shares saves", "followers", "engagement_rate_by_reach"),
        ("followers", "reach profile_visits", "followers", "engagement_rate_by_reach"),
        ("engagement_rate_by_reach", "saves completion_rate", "followers", "reach link_clicks"),
        ("saves", "completion_rate engagement_rate_by_reach", "followers", "reach"),
        ("sessions", "link_clicks engagement_rate_by_reach", "key_events", "bounce_rate conversion_rate"),
        ("link_clicks", "reach saves", "key_events", "bounce_rate conversion_rate"),
        ("bounce_rate", "time_on_page ctr", "key_events", "sessions conversion_rate"),
        ("leads", "link_clicks sessions", "leads", "lead_quality"),
        ("cost_per_lead", "cpc bounce_rate", "cost_per_lead", "lead_quality"),
        ("email_subscribers", "sessions link_clicks bounce_rate", "email_subscribers", "email_click_rate"),
        ("conversion_rate", "bounce_rate link_clicks", "conversion_rate", "sessions aov"),
        ("orders", "sessions link_clicks", "orders", "aov cac"),
        ("revenue", "sessions link_clicks email_click_rate", "revenue", "cac"),
        ("new_customers", "sessions link_clicks reach", "new_customers", "cac retention_rate"),
        ("cac", "cpc bounce_rate", "cac", "new_customers"),
        ("roas", "cpc bounce_rate", "roas", "revenue new_customers"),
        ("retention_rate", "email_click_rate comments", "retention_rate", "new_customers aov"),
        ("response_time", "comments", "retention_rate", "csat"),
        ("csat", "response_time meaningful_comments", "retention_rate", "response_rate"),
    ],
)
def test_what_a_shop_with_much_data_watches(primary: str, leading: str, lagging: str, guards: str) -> None:
    found = of(primary)
    assert (found.leading, found.lagging) == (tuple(leading.split()), lagging)
    assert found.guards == tuple(guards.split())


def test_what_has_no_data_is_named() -> None:
    found = of("revenue")
    assert found.needs_data == ("profit",)
    assert of("leads").needs_data == ("leads", "lead_quality", "cost_per_lead")
    assert of("retention_rate").needs_data == ("csat", "response_time")


def test_a_rate_of_the_family_stands_in_and_says_so() -> None:
    found = of("reach", fed=["reach", "shares", "saves", "engagement_rate"])
    assert found.guards == ("engagement_rate",)
    reason = found.because["engagement_rate"]
    assert (reason.because, reason.instead_of) == (Because.GUARD, "engagement_rate_by_reach")


def test_two_names_of_one_movement_are_watched_once() -> None:
    both = [*SHOP, "ctr", "users", "landing_page_sessions"]
    assert of("revenue", fed=both).leading == ("sessions", "link_clicks", "email_click_rate")
    assert not {"ctr", "users"} & set(of("leads", fed=both).leading)


def test_the_objective_decides_by_which_result_a_leading_kpi_is_judged() -> None:
    fed = [*SHOP, "leads"]
    assert of("sessions", "lead_generation", fed).lagging == "leads"
    assert of("sessions", "revenue_growth", fed).lagging == "revenue"
    assert of("sessions", "product_demand", fed).lagging == "key_events"


def test_an_own_objective_is_told_by_the_kpi_and_a_kpi_nobody_knows_by_its_stage() -> None:
    assert of("sessions", "win the north").objective == "product_demand"
    unheard = chosen("brand_awareness", None, "awareness", [KNOWN[name] for name in SHOP])
    assert (unheard.objective, unheard.guards) == ("brand_positioning", ())
    assert unheard.leading == ("engagement_rate_by_reach", "shares")
    assert chosen("cups_of_tea", None, None, []).objective == "brand_positioning"


def test_a_vain_result_stands_only_until_a_better_one_has_data() -> None:
    assert of("reach").because["followers"].because is Because.SECONDARY
    assert "share_of_voice" in of("reach").needs_data
    assert of("reach", fed=[*SHOP, "follower_growth_rate"]).lagging == "follower_growth_rate"
    assert of("reach", fed=[*SHOP, "share_of_voice"]).lagging == "share_of_voice"


@given(primary=ids, fed=st.lists(ids, unique=True), seed=st.integers(0, 9))
def test_laws_of_every_framework(primary: str, fed: list[str], seed: int) -> None:
    found = of(primary, fed=fed)
    other = random.Random(seed).sample(fed, len(fed))
    assert of(primary, fed=other) == found
    assert set(found.because) == set(found.kpis)
    assert len(found.leading) <= MOST_LEADING
    assert not {primary, *found.guards} & set(found.leading)
    assert primary not in found.guards
    assert all(KNOWN[name].timing == "leading" for name in found.leading)
    assert found.lagging is None or KNOWN[found.lagging].timing == "lagging"
    assert not set(found.needs_data) & set(fed)
    assert {name for name in found.kpis if name not in fed} <= set(found.needs_data)
    for name in found.kpis:
        assert "{" not in why_chosen(found, name, KNOWN)


@pytest.mark.parametrize("primary", sorted(KNOWN))
def test_every_kpi_gets_something_to_watch_before_and_after_it(primary: str) -> None:
    found = of(primary, fed=sorted(KNOWN))
    few = {"response_time", "likes", "search_ctr"}
    assert len(found.leading) >= (LEAST_LEADING if primary not in few else 1)
    assert found.lagging is not None
    assert len(found.kpis) <= 1 + MOST_LEADING + 1 + 2


def test_each_reason_has_its_sentence() -> None:
    words = table("framework")
    assert {because.value for because in Because} <= set(words)


def test_reasons_read_as_sentences() -> None:
    found = of("sessions")
    assert why_chosen(found, "bounce_rate", KNOWN) == (
        "It must not get worse while you push sessions: visits that leave at once are no gain."
    )
    assert why_chosen(found, "link_clicks", KNOWN) == (
        "It moves earlier than sessions and may announce it; your own weeks must prove that."
    )


@given(ids, st.sampled_from([None, "one of our own", *table("objectives")]), st.sets(ids, max_size=60))
def test_only_what_it_asks_about_needs_to_be_measured(
    primary: str, objective: str | None, fed: set[str]
) -> None:
    asked = candidates(primary, objective, None)
    assert of(primary, objective, sorted(fed)) == of(primary, objective, sorted(fed & asked))
    assert len(asked) < len(KNOWN) / 2
