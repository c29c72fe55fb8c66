"""Google Ads: the campaign report by day, UTF-16 with tabs, with its nested total rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from milepost.demo.delimited import write_text
from milepost.demo.latent import World
from milepost.demo.story import CURRENCY

_HEADER = (
    *("Campaign status", "Campaign", "Budget", "Budget type", "Currency code", "Campaign type", "Day"),
    *("Clicks", "Impr.", "CTR", "Avg. CPC", "Cost", "Conv. rate", "Conversions", "Cost / conv."),
    *("Conv. value", "Conv. value / cost"),
)


@dataclass(frozen=True, slots=True)
class _Figures:
    clicks: int
    shown: int
    cents: int
    conversions: int  # in hundredths: attribution hands out fractions
    worth: int

    def cells(self) -> tuple[str, ...]:
        """The eleven metric cells, from clicks to value per cost; each rate from its own sums."""
        per_click = self.cents / 100 / self.clicks if self.clicks else 0.0
        done, spent = self.conversions / 100, self.cents / 100
        return (
            *(f"{self.clicks:,}", f"{self.shown:,}", _percent(self.clicks, self.shown), f"{per_click:.2f}"),
            *(f"{spent:,.2f}", _percent(done, self.clicks), f"{done:,.2f}"),
            *(f"{spent / done if done else 0:.2f}", f"{self.worth / 100:,.2f}"),
            f"{self.worth / self.cents if self.cents else 0:.2f}",
        )


def write_google_ads(folder: Path, world: World, seed: int) -> list[Path]:
    """One report for the whole time: a row a day and campaign, then the totals, which hold each other."""
    rng = np.random.default_rng([seed, 7])
    lines, kinds, everything = list[str](), dict[str, list[_Figures]](), list[_Figures]()
    for index, day in enumerate(world.days):
        for name, kind, budget in world.story.google_spend:
            clicks = int(world.google_clicks[name][index])
            conversions = int(rng.binomial(clicks, 0.03) * rng.integers(80, 101))
            figures = _Figures(
                clicks=clicks,
                shown=clicks * 14 + int(rng.integers(60)),
                cents=round(float(world.google_spend[name][index]) * 100),
                conversions=conversions,
                worth=round(conversions * float(rng.uniform(60, 110))),
            )
            head = ("Enabled", name, f"{budget:.2f}", "Daily", CURRENCY, kind, str(day))
            lines.append("\t".join((*head, *_quoted(figures.cells()))))
            kinds.setdefault(kind, []).append(figures)
            everything.append(figures)
    totals = {"Total: Campaigns": everything, "Total: Account": everything}
    totals |= {f"Total: {kind}": part for kind, part in sorted(kinds.items())}
    for title, part in totals.items():
        head = (title, "", "", "", CURRENCY, "", "")
        lines.append("\t".join((*head, *_quoted(_sum(part).cells()))))
    span = f"{_long(world.days[0])} - {_long(world.last_day)}"
    path = folder / "google-ads" / "Campaign report.csv"
    write_text(path, "\n".join(["Campaign report", span, "\t".join(_HEADER), *lines]) + "\n", "utf-16")
    return [path]


def _sum(part: Iterable[_Figures]) -> _Figures:
    rows = [(f.clicks, f.shown, f.cents, f.conversions, f.worth) for f in part]
    return _Figures(*(sum(column) for column in zip(*rows, strict=True)))


def _percent(over: float, under: float) -> str:
    return f"{100 * over / under:.2f}%" if under else " --"


def _quoted(cells: Iterable[str]) -> list[str]:
    return [f'"{cell}"' if "," in cell else cell for cell in cells]


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
