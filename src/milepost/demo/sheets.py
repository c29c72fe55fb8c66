"""The brand's own spreadsheets: long ones by day, and one with a column a month."""

from pathlib import Path

from milepost.demo.delimited import Row, comma_text, write_text
from milepost.demo.latent import LEAD_CHANNELS, World


def write_sheets(folder: Path, world: World) -> list[Path]:
    """Leads and calls by day and channel, the mailing list by day, and two counts by month."""
    sheets: dict[str, list[Row]] = {
        "Leads and calls.csv": _by_day_and_channel(world),
        "Newsletter list.csv": [
            ("Date", "Channel", "New subscribers", "List size"),
            *zip(world.days, ["email"] * len(world.days), world.subscribers, world.members, strict=True),
        ],
        "Community by month.csv": _by_month(world),
    }
    for name, rows in sheets.items():
        write_text(folder / "spreadsheet" / name, comma_text(rows))
    return [folder / "spreadsheet" / name for name in sheets]


def _by_day_and_channel(world: World) -> list[Row]:
    rows: list[Row] = [("Date", "Channel", "Leads", "Booked calls")]
    for index, day in enumerate(world.days):
        rows += [(day, name, world.leads[name][index], world.calls[name][index]) for name in LEAD_CHANNELS]
    return rows


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
