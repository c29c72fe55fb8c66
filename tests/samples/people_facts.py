"""Invented facts of people: leads told by two sources, bookings, mentions, answers, a mailing list."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

Rows = Iterator[dict[str, Any]]


def leads(rng: random.Random, first: date, days: int) -> Rows:
    """Two a day in the CRM; the website's own list tells some of them again."""
    for number in range(days * 2):
        row = {"lead_id": str(number), "day": first + timedelta(days=number // 2)}
        stage = {"qualified": rng.randrange(2), "won": int(rng.random() < 0.2)}
        yield {"source": "hubspot"} | row | stage
        if number % 3 == 0:
            yield {"source": "website"} | row


def bookings(rng: random.Random, first: date, days: int) -> Rows:
    for number in range(days):
        held = rng.randrange(2)
        yield {
            "booking_id": str(number),
            "day": first + timedelta(days=number),
            "held": held,
            "cancelled": 1 - held,
        }


def mentions(rng: random.Random, first: date, days: int) -> Rows:
    for number in range(days * 3):
        channel = rng.choice(["x", "news", "reddit"])
        yield {"mention_id": str(number), "channel": channel, "day": first + timedelta(days=number // 3)}


def answers(rng: random.Random, first: date, days: int) -> Rows:
    for number in range(days):
        score = rng.randrange(1, 6)
        row = {"answer_id": str(number), "day": first + timedelta(days=number), "score": score}
        yield row | {"satisfied": int(score >= 4)}


def list_days(rng: random.Random, first: date, days: int) -> Rows:
    """Who stayed and who went, day by day; the size is counted each Sunday."""
    for number in range(-1, days):
        day = first + timedelta(days=number)
        stayed = {"list": "news", "part": "subscribed", "day": day, "joined": rng.randrange(1, 9)}
        yield stayed | ({"size": 300 + 2 * number} if day.isoweekday() == 7 else {})
        gone = {"joined_and_left": rng.randrange(3), "left": rng.randrange(3)}
        yield {"list": "news", "part": "unsubscribed", "day": day} | gone
