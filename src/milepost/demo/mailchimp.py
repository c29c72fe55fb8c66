"""Mailchimp: the campaigns export, one row a sending, with the test sends that real accounts are full of."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from milepost.demo.delimited import Row, quoted_where_blank, write_text
from milepost.demo.latent import LETTER_WEEKDAY, World

_HEADER = (
    *(
        "Title",
        "Subject",
        "Audience",
        "Send Date",
        "Send Weekday",
        "Total Recipients",
        "Successful Deliveries",
    ),
    *("Soft Bounces", "Hard Bounces", "Total Bounces", "Times Forwarded", "Forwarded Opens", "Unique Opens"),
    *("Open Rate", "Total Opens", "Unique Clicks", "Click Rate", "Total Clicks", "Unsubscribes"),
    *("Abuse Complaints", "Times Liked on Facebook", "Folder Id", "Unique Id", "Total Orders"),
    *("Total Gross Sales", "Total Revenue"),
)


_LIST = "Slow letters"


@dataclass(frozen=True, slots=True)
class _Sending:
    """One sending; `clock` is the account's local time as Mailchimp prints it."""

    title: str
    day: date
    clock: str
    recipients: int
    bounces: int
    opens: int
    clicks: int
    left: int

    def row(self, number: int) -> Row:
        """Its 26 cells; rates are percent text of what arrived."""
        arrived, soft = self.recipients - self.bounces, self.bounces // 2
        return (
            *(self.title, "Slow news from the workbench", _LIST, f"{self.day:%b %d, %Y} {self.clock}"),
            *(f"{self.day:%A}", self.recipients, arrived, soft, self.bounces - soft, self.bounces, 0, 0),
            *(self.opens, f"{100 * self.opens / arrived:.2f}%", self.opens * 14 // 10),
            *(self.clicks, f"{100 * self.clicks / arrived:.2f}%", self.clicks * 13 // 10),
            *(self.left, 0, 0, 0, f"{number * 2_654_435_761 % (1 << 40):010x}", 0, 0, 0),
        )


def write_mailchimp(folder: Path, world: World, seed: int) -> list[Path]:
    """A letter every Thursday to a list that grows by the sign-ups; every third one is tested first."""
    rng = np.random.default_rng([seed, 8])
    sendings: list[_Sending] = []
    letter = 0
    for index, day in enumerate(world.days):
        if day.weekday() != LETTER_WEEKDAY:
            continue
        letter += 1
        left = int(world.unsubscribed[index])
        members = int(world.members[index]) + left
        if letter % 3 == 0:
            sendings.append(
                _Sending(f"Letter {letter} TEST", day, "08:41 am", 2, 0, opens=2, clicks=1, left=0)
            )
        bounces = int(rng.binomial(members, 0.006))
        opens = int(rng.binomial(members - bounces, 0.36))
        clicks = int(rng.binomial(opens, 0.09))
        sent = _Sending(f"Letter {letter}", day, "10:15 am", members, bounces, opens, clicks, left)
        sendings.append(sent)
    path = folder / "mailchimp" / "campaigns.csv"
    rows = [sending.row(number) for number, sending in enumerate(sendings, start=1)]
    write_text(path, quoted_where_blank([_HEADER, *rows]))
    return [path]
