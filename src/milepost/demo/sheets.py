"""The brand's own spreadsheets: enquiries by day and channel (long), counts with months as columns (wide)."""

from pathlib import Path

from milepost.demo.delimited import Row, comma_text, write_text
from milepost.demo.latent import LEAD_CHANNELS, World


def write_sheets(folder: Path, world: World) -> list[Path]:
    """`Leads and calls.csv` has a row a day and channel, `Community by month.csv` a column a month."""
    rows: list[Row] = [("Date", "Channel", "Leads", "Booked calls", "Email subscribers")]
    for index, day in enumerate(world.days):
        for channel in LEAD_CHANNELS:
            joined = int(world.subscribers[index]) if channel == "email" else 0
            rows.append((day, channel, world.leads[channel][index], world.calls[channel][index], joined))
    long = folder / "spreadsheet" / "Leads and calls.csv"
    write_text(long, comma_text(rows))
    wide = folder / "spreadsheet" / "Community by month.csv"
    write_text(wide, comma_text(_by_month(world)))
    return [long, wide]


def _by_month(world: World) -> list[Row]:
    """Whole months only, so that no column holds a part of one."""
    months: dict[str, int] = {}
    lengths: dict[str, int] = {}
    for index, day in enumerate(world.days):
        month = f"{day:%Y-%m}"
        months[month] = months.get(month, 0) + int(world.interactions["instagram"][index])
        lengths[month] = lengths.get(month, 0) + 1
    whole = [month for month in months if lengths[month] >= 28 and month != f"{world.last_day:%Y-%m}"]
    return [
        ("Metric", *whole),
        ("Mentions", *(months[month] // 160 for month in whole)),
        ("Meaningful comments", *(months[month] // 70 for month in whole)),
    ]
