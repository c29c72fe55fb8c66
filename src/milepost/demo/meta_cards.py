"""Metric cards of Meta Business Suite: UTF-16, `sep=,`, a title line, then one quoted row a day."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from milepost.demo.delimited import write_text
from milepost.demo.latent import Counts, World

Block = tuple[str, Iterable[tuple[date, int]]]

_FOLLOWS_KEPT_DAYS = 270


def write_cards(folder: Path, world: World) -> list[Path]:
    """The cards of both accounts. Among them: an older reach card that overlaps and was restated since."""
    days, end = world.days, len(world.days)
    early = world.age_of(world.story.restated_export_age)
    reach, views = world.reach, world.views
    cards: dict[str, list[Block]] = {
        "instagram/Reach.csv": [("Instagram reach", _pairs(days, reach["instagram"], 0, end))],
        "instagram/Reach (earlier export).csv": [
            ("Instagram reach", _pairs(days, _unfinished(reach["instagram"], early), 0, early + 1))
        ],
        "instagram/Views.csv": [("Views", _pairs(days, _since_tracking(world, views["instagram"]), 0, end))],
        "instagram/Visits.csv": [
            ("Instagram profile visits", _pairs(days, world.profile_visits["instagram"], 0, end))
        ],
        "instagram/Link clicks.csv": [
            ("Instagram link clicks", _pairs(days, world.link_clicks["instagram"], 0, end))
        ],
        "facebook/Reach.csv": [("Facebook reach", _pairs(days, reach["facebook"], 0, end))],
        "facebook/Visits.csv": [("Facebook visits", _pairs(days, world.profile_visits["facebook"], 0, end))],
        "facebook/Link clicks.csv": [
            ("Facebook link clicks", _pairs(days, world.link_clicks["facebook"], 0, end))
        ],
        "meta/Follows.csv": [
            ("Facebook follows", _follows(world, "facebook", late=0)),
            ("Instagram follows", _follows(world, "instagram", late=world.story.late_days)),
        ],
    }
    for name, blocks in cards.items():
        write_text(folder / name, _card(blocks), "utf-16")
    return [folder / name for name in cards]


def _card(blocks: Sequence[Block]) -> str:
    text = "sep=,\n"
    for title, rows in blocks:
        text += f'"{title}"\n"Date","Primary"\n'
        text += "".join(f'"{day.isoformat()}T00:00:00","{value}"\n' for day, value in rows)
        text += "\n"
    return text


def _pairs(days: Sequence[date], values: Counts, first: int, end: int) -> list[tuple[date, int]]:
    return [(days[i], int(values[i])) for i in range(first, end)]


def _unfinished(values: Counts, last: int) -> Counts:
    # Meta goes on counting for some days: the newest three of an export are too low.
    early = values.copy()
    early[last - 2 : last + 1] = np.rint(values[last - 2 : last + 1] * (0.98, 0.94, 0.81)).astype(np.int64)
    return early


def _since_tracking(world: World, values: Counts) -> Counts:
    shown = values.copy()
    shown[: world.age_of(world.story.views_began_age)] = 0
    return shown


def _follows(world: World, channel: str, *, late: int) -> list[tuple[date, int]]:
    end = len(world.days)
    pairs = _pairs(world.days, world.follows[channel], end - _FOLLOWS_KEPT_DAYS, end - late)
    return [(day, value) for day, value in pairs if value > 0]
