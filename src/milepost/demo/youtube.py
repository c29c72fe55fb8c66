"""YouTube Studio: the table of videos with its total row, and the channel's views by day."""

from datetime import timedelta
from pathlib import Path

import numpy as np

from milepost.demo.delimited import Row, comma_text, write_text
from milepost.demo.latent import World

_HEADER = (
    *(
        "Content",
        "Video title",
        "Video publish time",
        "Duration",
        "Views",
        "Watch time (hours)",
        "Subscribers",
    ),
    *("Impressions", "Impressions click-through rate (%)"),
)
_TITLES = (
    "Sewing a pannier from start to end",
    "Which bag for which ride?",
    "Mending a torn strap",
    "Wax, again",
)
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def write_youtube(folder: Path, world: World, seed: int) -> list[Path]:
    """A video every third week shares the views of the channel; a tenth went to videos since deleted.

    The export is some weeks old, as exports made by hand are.
    """
    rng = np.random.default_rng([seed, 9])
    told = world.age_of(world.story.youtube_export_age) + 1
    days, views_by_day = world.days[:told], world.youtube_views[:told]
    published = [day for day in days[::21] if day <= days[-1] - timedelta(days=7)]
    weights = rng.dirichlet(np.full(len(published), 1.5))
    total = int(views_by_day.sum())
    rows = list[tuple[object, ...]]()
    for number, (day, weight) in enumerate(zip(published, weights, strict=True)):
        views = int(total * 0.9 * weight)
        ident = "".join(_SIGNS[int(i)] for i in rng.integers(64, size=11))
        title = f"{_TITLES[number % len(_TITLES)]} ({number + 1})"
        seconds = int(rng.integers(180, 900))
        hours, shown = views * seconds * 0.4 / 3600, views * 9
        when = f"{day:%b} {day.day}, {day.year}"
        cells = (
            ident,
            title,
            when,
            seconds,
            views,
            f"{hours:.4f}",
            views // 90,
            shown,
            f"{100 / 9 * 0.6:.2f}",
        )
        rows.append(cells)
    rows.sort(key=lambda row: -int(str(row[4])))
    hours = sum(float(str(row[5])) for row in rows) / 0.9
    top: Row = ("Total", "", "", "", total, f"{hours:.4f}", total // 85, total * 9, "6.67")
    table = folder / "youtube" / "Table data.csv"
    write_text(table, comma_text([_HEADER, top, *rows]))
    daily = zip(days, views_by_day.tolist(), strict=True)
    totals = folder / "youtube" / "Totals.csv"
    write_text(totals, comma_text([("Date", "Views"), *daily]))
    return [table, totals]
