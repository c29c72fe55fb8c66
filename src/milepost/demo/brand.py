"""The invented brand as one value, and the writing of its exports."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from milepost.demo.ga4 import write_ga4
from milepost.demo.goals import DemoGoal, demo_goals
from milepost.demo.google_ads import write_google_ads
from milepost.demo.latent import build_world
from milepost.demo.linkedin import write_linkedin
from milepost.demo.mailchimp import write_mailchimp
from milepost.demo.meta_ads import write_meta_ads
from milepost.demo.meta_cards import write_cards
from milepost.demo.meta_content import write_content
from milepost.demo.orders import draw_orders
from milepost.demo.plan import DemoPlan, demo_plan
from milepost.demo.posts import draw_posts
from milepost.demo.sheets import write_sheets
from milepost.demo.shopify import write_shopify
from milepost.demo.story import CURRENCY, NAME, WEEK_START, ZONE, Story
from milepost.demo.youtube import write_youtube

# A file that does not say whose it is needs the answer a user would give; the others get none.
_ANSWERS = {"instagram/Views.csv": "instagram"}


@dataclass(frozen=True, slots=True)
class DemoFile:
    """One export, and the answers that go with its import (None: the file says it, or nobody needs to)."""

    path: Path
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class DemoBrand:
    """What a workspace needs to be filled: the brand's settings, its files in import order, its goals."""

    name: str
    currency: str
    zone: str
    week_start: str
    files: tuple[DemoFile, ...]
    goals: tuple[DemoGoal, ...]
    plan: DemoPlan
    planned_on: date


def write_exports(folder: Path, *, last_day: date, seed: int = 7, story: Story | None = None) -> DemoBrand:
    """Write seventy weeks of exports that end on `last_day` below `folder`; one seed, one set of bytes.

    Raises OSError when `folder` cannot be written.
    """
    world = build_world(story or Story(), last_day, seed)
    posts = draw_posts(world, seed)
    orders = draw_orders(world, seed)
    paths = [
        *write_cards(folder, world),
        *write_content(folder, world, posts),
        *write_ga4(folder, world, seed),
        *write_meta_ads(folder, world, seed),
        *write_google_ads(folder, world, seed),
        *write_shopify(folder, world, orders),
        *write_mailchimp(folder, world, seed),
        *write_linkedin(folder, world),
        *write_youtube(folder, world, seed),
        *write_sheets(folder, world),
    ]
    goals = demo_goals(world)
    return DemoBrand(
        name=NAME,
        currency=CURRENCY,
        zone=ZONE,
        week_start=WEEK_START,
        files=tuple(_with_answers(folder, path) for path in paths),
        goals=goals,
        plan=demo_plan(),
        planned_on=min(goal.as_of for goal in goals),
    )


def _with_answers(folder: Path, path: Path) -> DemoFile:
    channel = _ANSWERS.get(path.relative_to(folder).as_posix())
    return DemoFile(path, channel)
