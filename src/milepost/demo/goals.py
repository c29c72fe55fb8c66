"""The goals of the demo: five that end up in five states, and one that is refused."""

from dataclasses import dataclass
from datetime import date

from milepost.demo.latent import World
from milepost.demo.plan import KNOWN, ORDERS, SELL


@dataclass(frozen=True, slots=True)
class DemoGoal:
    """A goal as somebody wrote it down on `as_of`, for an objective; `note` says why it stands or falls."""

    sentence: str
    as_of: date
    note: str
    objective: str | None = None
    owner: str | None = None
    hours: float | None = None


def demo_goals(world: World) -> tuple[DemoGoal, ...]:
    """Likely, open, unlikely, standing, one that cannot be told, and a wish that is no goal."""
    story = world.story

    def written(age: int) -> date:
        return world.days[world.age_of(age)]

    return (
        DemoGoal(
            "Increase social-driven website traffic by 20% in one quarter.",
            written(story.lever_age),
            "Two reels a week that end on the shop began that day; visits rose and stayed up.",
            SELL,
            "Mara",
            6,
        ),
        DemoGoal(
            "Generate 300 email subscribers in 90 days.",
            written(story.sign_up_age),
            "The new form brings some more than three people a day: just about enough.",
            ORDERS,
            "Jonas",
            2,
        ),
        DemoGoal(
            "Reduce cost per lead by 10% over the next 60 days.",
            written(story.rain_week_age),
            "Rain week buys visits, not enquiries: each enquiry costs more than before.",
            ORDERS,
            "Jonas",
            3,
        ),
        DemoGoal(
            "Achieve 20 booked calls per month from social.",
            written(story.slots_age),
            "Since that day slots are kept open each workday for people from social media.",
            ORDERS,
        ),
        DemoGoal(
            "Increase YouTube views by 15% in 60 days.",
            written(story.youtube_export_age - 1),
            "Nobody has made an export of YouTube Studio since that day, so nobody can tell.",
            KNOWN,
            "Mara",
            4,
        ),
        DemoGoal(
            "Get more likes.",
            written(story.youtube_export_age - 1),
            "It says neither how many nor by when, and likes pay no rent.",
        ),
    )
