"""Google Analytics 4: reports with the comment block before the header."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np

from milepost.demo.delimited import Row, comma_text, write_text
from milepost.demo.latent import World
from milepost.demo.story import NAME

_RULE = "# ----------------------------------------"
_CHANNEL = "Session primary channel group (Default Channel Group)"
_TRAFFIC_FILE = "Traffic_acquisition_Session_primary_channel_group_(Default_Channel_Group).csv"
_ENGAGED = {"Organic Social": 0.52, "Paid Social": 0.41, "Email": 0.7, "Direct": 0.58, "Unassigned": 0.05}


def write_ga4(folder: Path, world: World, seed: int) -> list[Path]:
    """Visits by channel and day, and the acquisition overview by week (Google's weeks begin on Sunday)."""
    traffic = folder / "ga4" / _TRAFFIC_FILE
    write_text(traffic, _traffic(world, seed))
    overview = folder / "ga4" / "Acquisition_overview.csv"
    write_text(overview, _overview(world))
    return [traffic, overview]


def _preamble(title: str, segment: str, first: date, last: date) -> list[str]:
    # An overview has no segment, and two blanks where the others have one and the segment's line.
    audience = ["# ", f"# {segment}"] if segment else ["#  "]
    head = [_RULE, f"# {title}", f"# Account: {NAME}", f"# Property: {NAME} shop", _RULE, *audience]
    return [*head, f"# Start date: {first:%Y%m%d}", f"# End date: {last:%Y%m%d}"]


def _traffic(world: World, seed: int) -> str:
    rng = np.random.default_rng([seed, 5])
    rows: list[tuple[object, ...]] = []
    for channel, visits in world.visits.items():
        for day, sessions in zip(world.days, visits.tolist(), strict=True):
            if sessions == 0:
                continue  # a report has no row where nothing happened
            engaged = int(rng.binomial(sessions, _ENGAGED.get(channel, 0.6)))
            events = int(sessions * rng.uniform(4.5, 7.5))
            # Google attributes by its own rule: its revenue is near the shop's, never the same.
            keys = int(rng.binomial(sessions, world.story.orders_a_visit * 0.95))
            revenue = round(keys * float(rng.uniform(60, 130)), 2)
            stay = float(rng.uniform(18, 55))
            rows.append(
                (
                    *(channel, f"{day:%Y%m%d}", sessions, engaged, engaged / sessions, stay),
                    *(events / sessions, events, keys, keys / sessions, revenue),
                )
            )
    rows.sort(key=lambda row: (-int(str(row[2])), str(row[1]), str(row[0])))
    header = (
        *(_CHANNEL, "Date", "Sessions", "Engaged sessions", "Engagement rate"),
        *("Average engagement time per session", "Events per session", "Event count", "Key events"),
        *("Session key event rate", "Total revenue"),
    )
    title = f"Traffic acquisition: {_CHANNEL}"
    lines = _preamble(title, "All Users", world.days[0], world.last_day)
    return "\r\n".join(lines) + "\r\n" + comma_text([header, *rows], line_end="\r\n")


def _overview(world: World) -> str:
    total = sum(world.visits.values(), np.zeros(len(world.days)))
    first = world.days[0]
    sunday = first - timedelta(days=(first.weekday() + 1) % 7)
    weeks: dict[int, float] = {}
    for day, visits in zip(world.days, total.tolist(), strict=True):
        number = (day - sunday).days // 7
        weeks[number] = weeks.get(number, 0.0) + visits
    active: list[Row] = [(f"{n:04d}", round(v * 0.78)) for n, v in weeks.items()]
    new: list[Row] = [(f"{n:04d}", round(v * 0.61)) for n, v in weeks.items()]
    lines = _preamble("Acquisition overview", "", first, world.last_day)
    dates = [f"# Start date: {first:%Y%m%d}", f"# End date: {world.last_day:%Y%m%d}"]
    second = ["", "#  ", *dates]
    text = "\n".join(lines) + "\n" + comma_text([("Nth week", "Active users"), *active])
    return text + "\n".join(second) + "\n" + comma_text([("Nth week", "New users"), *new])
