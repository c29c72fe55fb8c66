"""LinkedIn: the followers export of a page, a workbook of six sheets."""

from pathlib import Path

from milepost.demo.latent import World
from milepost.demo.workbook import Sheet, write_workbook

_YEAR = 365
_SHARES: dict[str, dict[str, float]] = {
    "Location": {
        "Amsterdam Area, Netherlands": 0.34,
        "Utrecht Area, Netherlands": 0.22,
        "Ghent, Belgium": 0.08,
    },
    "Job function": {"Operations": 0.2, "Arts and Design": 0.17, "Sales": 0.12},
    "Seniority": {"Senior": 0.38, "Entry": 0.24, "Manager": 0.11, "Owner": 0.09},
    "Industry": {"Retail": 0.19, "Sporting Goods Manufacturing": 0.16, "Design Services": 0.1},
    "Company size": {"2-10": 0.31, "11-50": 0.22, "51-200": 0.14},
}
_BEFORE = 310


def write_linkedin(folder: Path, world: World) -> list[Path]:
    """The last 365 days of new followers; a day's `Total followers` is its new ones, as LinkedIn has it."""
    daily: list[list[str | int]] = [
        ["Date", "Sponsored followers", "Organic followers", "Auto-invited followers", "Total followers"]
    ]
    for day, new in zip(world.days[-_YEAR:], world.linkedin_follows[-_YEAR:].tolist(), strict=True):
        daily.append([f"{day:%m/%d/%Y}", 0, new, 0, new])
    stock = _BEFORE + int(world.linkedin_follows.sum())
    sheets: dict[str, Sheet] = {"New followers": daily}
    for title, shares in _SHARES.items():
        rows: list[list[str | int]] = [[title, "Total followers"]]
        rows += [[bucket, round(stock * share)] for bucket, share in shares.items()]
        sheets[title] = rows
    # The number in the name is the moment of the export in milliseconds: noon of the day after the last one.
    moment = (world.last_day.toordinal() + 1 - 719_163) * 86_400_000 + 43_200_000
    path = folder / "linkedin" / f"quillfen_followers_{moment}.xlsx"
    write_workbook(path, sheets)
    return [path]
