"""A new day makes every page new: they are worked out when it begins, before anybody asks."""

from datetime import date

from milepost.web import jobs
from milepost.web.opened import today, workspace

WHO = "milepost"


def new_days(known: dict[str, date]) -> None:
    """Ask for the pages of each brand whose day is another than the `known` one, and note the day there."""
    for brand in workspace().brands:
        day = today(brand)
        if known.get(brand.name, day) != day:
            jobs.ask_pages(brand.name, WHO)
        known[brand.name] = day
