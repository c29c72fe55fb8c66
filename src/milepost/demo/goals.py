"""The five goals of the demo, each in another state on the day after the story's last day."""

from dataclasses import dataclass
from datetime import date

from milepost.demo.latent import World


@dataclass(frozen=True, slots=True)
class DemoGoal:
    """A goal as somebody wrote it down on `as_of`; `note` says why it stands as it does."""

    sentence: str
    as_of: date
    note: str


def demo_goals(world: World) -> tuple[DemoGoal, ...]:
    """On course, at risk, off course, standing, and one that nobody can judge."""
    story = world.story

    def written(age: int) -> date:
        return world.days[world.age_of(age)]

    return (
        DemoGoal(
            "Increase social-driven website traffic by 20% in one quarter.",
            written(story.lever_age),
            "Two reels a week that end on the shop began that day; visits rose and stayed up.",
        ),
        DemoGoal(
            "Gain 300 new email subscribers in 90 days.",
            written(story.sign_up_age),
            "The new form brings nearly four people a day, and some leave with each letter: almost enough.",
        ),
        DemoGoal(
            "Reduce cost per lead by 10% over the next 60 days.",
            written(story.rain_week_age),
            "Rain week buys visits, not enquiries: each enquiry costs more than before.",
        ),
        DemoGoal(
            "Achieve 20 booked calls per month from social.",
            written(story.sign_up_age + 42),
            "Two slots a workday are kept open for people from social media.",
        ),
        DemoGoal(
            "Increase our response rate to 95% in one quarter.",
            written(story.rain_week_age - 7),
            "Nobody counts messages and replies yet, so nobody can tell.",
        ),
    )
