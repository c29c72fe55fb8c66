"""Meta Ads: the report builder's table, one row a day and advert, newest first."""

from pathlib import Path

import numpy as np

from milepost.demo.delimited import Row, quoted_where_blank, write_text
from milepost.demo.latent import World
from milepost.demo.story import CURRENCY, NAME

_HEADER = (
    *("Day", "Campaign name", "Ad set name", "Ad name", "Page name", "Delivery status", "Delivery level"),
    *("Reach", "Impressions", "Frequency", "Link clicks", "Attribution setting", "Result type", "Results"),
    *(f"Amount spent ({CURRENCY})", "Cost per result", "Purchases", "Purchases conversion value"),
    *("Starts", "Ends", "Reporting starts", "Reporting ends"),
)


def write_meta_ads(folder: Path, world: World, seed: int) -> list[Path]:
    """One report for the whole time. Its purchases are the platform's claim."""
    rng = np.random.default_rng([seed, 6])
    rows: list[Row] = []
    for index in range(len(world.days) - 1, -1, -1):
        day = world.days[index]
        for campaign in world.story.campaigns:
            spend = float(world.campaign_spend[campaign.name][index])
            if spend <= 0:
                continue
            clicks = int(world.campaign_clicks[campaign.name][index])
            shown = clicks * 60 + int(rng.integers(300))
            people = round(shown / float(rng.uniform(1.1, 1.5)))
            bought = int(rng.binomial(clicks, 0.02))
            worth = f"{bought * float(rng.uniform(60, 120)):.2f}" if bought else ""
            starts = world.days[world.age_of(campaign.starts)]
            ends = "Ongoing" if campaign.ends == 0 else str(world.days[world.age_of(campaign.ends)])
            status = "active" if campaign.ends == 0 else "archived"
            cost = f"{spend / clicks:.6f}" if clicks else ""
            rows.append(
                (
                    *(day, campaign.name, campaign.ad_set, campaign.ad, NAME, status, "ad", people, shown),
                    *(round(shown / people, 6), clicks, "7-day click or 1-day view"),
                    *(
                        "Link clicks" if clicks else "",
                        clicks or "",
                        f"{spend:.2f}",
                        cost,
                        bought or "",
                        worth,
                    ),
                    *(starts, ends, day, day),
                )
            )
    first, last = world.days[0], world.last_day
    path = folder / "meta-ads" / f"{NAME}-Ads-{first:%b-%-d-%Y}-{last:%b-%-d-%Y}.csv"
    write_text(path, quoted_where_blank([_HEADER, *rows]), "utf-8-sig")
    return [path]
