"""A new day makes every page new: they are worked out when it begins, before anybody asks."""

from datetime import date

from milepost.web import jobs
from milepost.web.opened import today, workspace
from milepost.workspace.resting import rest_of

WHO = "milepost"


def new_days(known: dict[str, date]) -> None:
    """Ask for the pages of each brand whose day is another than the `known` one, and note the day there.

    Nobody is expected at a brand that is at rest.
    """
    for brand in workspace().brands:
        day = today(brand)
        if known.get(brand.name, day) != day and rest_of(brand.name, day) is None:
            jobs.ask_pages(brand.name, WHO)
        known[brand.name] = day
