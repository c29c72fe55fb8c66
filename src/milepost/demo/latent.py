"""The world behind the files: for every day what was seen, what it cost, who came and what they did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from milepost.demo.story import Campaign, Story

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class World:
    """One value a day for each thing, oldest day first; every array is as long as `days`.

    `visits` goes by Google's channel names; `campaign_spend` and `google_spend` are euros; `calls` and
    `leads` go by channel id. `orders` counts real orders only (no voided and no test orders).
    """

    story: Story
    days: tuple[date, ...]
    reach: Mapping[str, Counts]
    views: Mapping[str, Counts]
    interactions: Mapping[str, Counts]
    profile_visits: Mapping[str, Counts]
    follows: Mapping[str, Counts]
    link_clicks: Mapping[str, Counts]
    campaign_spend: Mapping[str, Floats]
    campaign_clicks: Mapping[str, Counts]
    google_spend: Mapping[str, Floats]
    google_clicks: Mapping[str, Counts]
    visits: Mapping[str, Counts]
    orders: Counts
    leads: Mapping[str, Counts]
    calls: Mapping[str, Counts]
    subscribers: Counts
    unsubscribed: Counts
    youtube_views: Counts
    linkedin_follows: Counts

    @property
    def members(self) -> Counts:
        """How many are on the mailing list when each day ends."""
        return self.story.list_at_start + np.cumsum(self.subscribers - self.unsubscribed)

    @property
    def last_day(self) -> date:
        """The last day of the story."""
        return self.days[-1]

    def age_of(self, age: int) -> int:
        """The index of the day that lies `age` days before the last day."""
        return len(self.days) - 1 - age


LETTER_WEEKDAY = 3
LEAD_CHANNELS = ("instagram", "facebook", "linkedin", "email", "direct")
_LEAD_SHARES = (0.38, 0.2, 0.12, 0.12, 0.18)
_LETTER_VISITS = (120.0, 40.0, 7.0, 7.0, 7.0, 7.0, 7.0)
_SOCIAL_SHARES = (0.6, 0.25, 0.15)


def build_world(story: Story, last_day: date, seed: int) -> World:
    """Draw the world of `story` that ends on `last_day`; the same seed gives the same world."""
    count = story.weeks * 7
    days = tuple(last_day - timedelta(days=count - 1 - i) for i in range(count))
    ages = np.arange(count - 1, -1, -1)
    mood = _awareness(story, days, ages, np.random.default_rng([seed, 1]))
    rng = np.random.default_rng([seed, 2])
    spend = {c.name: _campaign_spend(c, ages, rng) for c in story.campaigns}
    clicks = {name: rng.poisson(euros / story.cost_a_click) for name, euros in spend.items()}
    google = {n: _noisy(np.full(count, e), 0.08, rng).round(2) for n, _, e in story.google_spend}
    google_clicks = {n: rng.poisson(e / story.google_cost_a_click) for n, e in google.items()}

    viral = _viral(story, ages)
    reach = {
        "instagram": _whole(story.instagram_reach * mood * (1 + viral)),
        "facebook": _whole(story.facebook_reach * mood * (1 + viral / 6)),
    }
    videos = _whole(_noisy(story.youtube_views * mood, 0.12, rng))
    social = _social_visits(story, ages, reach, rng)
    bought = _added(clicks, count)
    visits = _visits(
        story, days, rng, social=social, bought=bought, google_clicks=google_clicks, videos=videos
    )
    leads_mean = story.leads * np.where(ages <= story.rain_week_age, story.leads_since_rain_week, 1.0)
    subscribers_mean = np.where(
        ages <= story.sign_up_age, story.subscribers_since_sign_up, story.subscribers
    ) * _weekday(story, days)
    # The form stands on a few pages with the same readers: one week is much like the next.
    subscribers = _steady(subscribers_mean, np.random.default_rng([seed, 10]), 0.04)
    return World(
        story=story,
        days=days,
        reach=reach,
        views={k: _whole(v * story.views_a_reach) for k, v in reach.items()},
        interactions={k: rng.poisson(v * story.interactions_a_reach) for k, v in reach.items()},
        profile_visits={k: rng.poisson(v * story.visits_a_reach) for k, v in reach.items()},
        follows={k: rng.poisson(v * story.follows_a_reach) for k, v in reach.items()},
        link_clicks={k: rng.poisson(v * 0.02) for k, v in reach.items()},
        campaign_spend=spend,
        campaign_clicks=clicks,
        google_spend=google,
        google_clicks=google_clicks,
        visits=visits,
        orders=_orders(story, days, visits, np.random.default_rng([seed, 11])),
        leads=_leads(days, leads_mean, rng),
        calls=_calls(story, days, ages, rng),
        subscribers=subscribers,
        unsubscribed=_leavers(story, days, subscribers, np.random.default_rng([seed, 12])),
        youtube_views=videos,
        linkedin_follows=rng.poisson(story.linkedin_followers, count),
    )


def yearly(story: Story, day: date) -> float:
    """The factor of the season: more in early summer, and a hump before the holidays."""
    place = (day - date(day.year, 1, 1)).days / 365
    wave = 1 + story.season * float(np.cos(2 * np.pi * (place - 0.45)))
    return wave + story.gift_season * gift_weeks(day)


def gift_weeks(day: date) -> float:
    """How near the day is to the height of the gift season (5 December), from 0 to 1."""
    away = (day - date(day.year, 12, 5)).days / 13
    return float(np.exp(-(away**2)))


def _awareness(story: Story, days: tuple[date, ...], ages: Counts, rng: Generator) -> Floats:
    count = len(days)
    weeks = np.zeros(story.weeks + 1)
    for week in range(1, story.weeks + 1):
        weeks[week] = 0.6 * weeks[week - 1] + rng.normal(0, story.week_noise)
    slow = np.exp(np.repeat(weeks[1:], 7)) * (1 + story.growth_a_week) ** (np.arange(count) / 7)
    lift = np.ones(count)
    for campaign in story.campaigns:
        lift += campaign.lift * _runs(campaign, ages)
    season = np.array([yearly(story, day) for day in days])
    return _noisy(slow * lift * season * _weekday(story, days), story.day_noise, rng)


def _weekday(story: Story, days: tuple[date, ...]) -> Floats:
    return np.array([story.weekday[day.weekday()] for day in days])


def _runs(campaign: Campaign, ages: Counts) -> Floats:
    return ((ages <= campaign.starts) & (ages >= campaign.ends)).astype(np.float64)


def _campaign_spend(campaign: Campaign, ages: Counts, rng: Generator) -> Floats:
    return (_noisy(campaign.spend * np.ones(len(ages)), 0.07, rng) * _runs(campaign, ages)).round(2)


def _viral(story: Story, ages: Counts) -> Floats:
    since = np.maximum(story.viral_age - ages, 0)
    return np.where(ages <= story.viral_age, story.viral_lift * np.exp(-since / 1.3), 0.0)


def _social_visits(story: Story, ages: Counts, reach: Mapping[str, Counts], rng: Generator) -> Counts:
    ramp = np.clip((story.lever_age - ages) / 7, 0, 1) * (ages <= story.lever_age)
    people = reach["instagram"] * story.clicks_a_reach + reach["facebook"] * story.facebook_clicks_a_reach
    return np.asarray(rng.poisson(people * (1 + story.lever_lift * ramp)))


def _visits(
    story: Story,
    days: tuple[date, ...],
    rng: Generator,
    *,
    social: Counts,
    bought: Floats,
    google_clicks: Mapping[str, Counts],
    videos: Counts,
) -> dict[str, Counts]:
    season = np.array([yearly(story, day) for day in days]) * _weekday(story, days)
    sent = np.array([_LETTER_VISITS[(day.weekday() - LETTER_WEEKDAY) % 7] for day in days])
    searched = google_clicks["Brand - Search"] + google_clicks["Bicycle bags - Search"]
    visits = {
        "Organic Social": social,
        "Paid Social": rng.poisson(bought * story.visits_a_click),
        "Email": rng.poisson(sent),
        "Paid Search": rng.poisson(searched * 0.92),
        "Cross-network": rng.poisson(google_clicks["Shop - PMax"] * 0.88),
        "Organic Video": rng.poisson(videos * 0.02),
    }
    for name, level in story.other_visits:
        visits[name] = rng.poisson(_noisy(level * season, 0.05, rng))
    return visits


def _orders(story: Story, days: tuple[date, ...], visits: Mapping[str, Counts], rng: Generator) -> Counts:
    # A viral visitor is curious, not buying: far more visits than usual are worth less each.
    everybody = _added(visits, len(days))
    usual = float(np.median(everybody))
    buyers = np.minimum(everybody, usual * 1.6) + 0.15 * np.maximum(everybody - usual * 1.6, 0)
    gifts = np.array([1 + story.gift_orders * gift_weeks(day) for day in days])
    return np.asarray(rng.poisson(buyers * story.orders_a_visit * gifts))


def _leads(days: tuple[date, ...], mean: Floats, rng: Generator) -> dict[str, Counts]:
    working = np.array([1.25 if day.weekday() < 5 else 0.375 for day in days])
    return {
        channel: rng.poisson(mean * working * share)
        for channel, share in zip(LEAD_CHANNELS, _LEAD_SHARES, strict=True)
    }


def _steady(mean: Floats, rng: Generator, spread: float) -> Counts:
    """Counts whose weeks differ by `spread`, as a share, and so by less than their days do."""
    weeks = [mean[i : i + 7] for i in range(0, len(mean), 7)]
    totals = [max(0, round(float(week.sum()) * rng.normal(1, spread))) for week in weeks]
    parts = [rng.multinomial(total, week / week.sum()) for total, week in zip(totals, weeks, strict=True)]
    return np.concatenate(parts)


def _leavers(story: Story, days: tuple[date, ...], joined: Counts, rng: Generator) -> Counts:
    # People leave when a letter reminds them that they are on the list.
    left = np.zeros(len(days), dtype=np.int64)
    members = story.list_at_start
    for index, day in enumerate(days):
        members += int(joined[index])
        if day.weekday() == LETTER_WEEKDAY:
            left[index] = rng.binomial(members, story.leave_a_letter)
            members -= int(left[index])
    return left


def _calls(story: Story, days: tuple[date, ...], ages: Counts, rng: Generator) -> dict[str, Counts]:
    working = np.array([day.weekday() < 5 for day in days])
    mean = np.where(ages <= story.slots_age, story.calls_since_slots, story.calls_from_social_a_workday)
    # The slots of a week are few and mostly taken, so weeks differ little.
    booked = _steady(mean * working, rng, 0.14)
    split = rng.multinomial(booked, _SOCIAL_SHARES)
    calls = {name: split[:, i] for i, name in enumerate(LEAD_CHANNELS[:3])}
    calls["email"] = rng.poisson(story.calls_elsewhere_a_workday * 0.4 * working)
    calls["direct"] = rng.poisson(story.calls_elsewhere_a_workday * 0.6 * working)
    return calls


def _noisy(level: Floats, sigma: float, rng: Generator) -> Floats:
    return np.asarray(level * np.exp(rng.normal(0, sigma, len(level))))


def _added(parts: Mapping[str, Counts], count: int) -> Floats:
    total = np.zeros(count)
    for part in parts.values():
        total += part
    return total


def _whole(values: NDArray[np.floating]) -> Counts:
    return np.asarray(np.rint(values), dtype=np.int64)
