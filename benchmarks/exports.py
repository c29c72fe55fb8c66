"""Mixed exports, a large workbook and the largest text as whole processes; how soon a file is recognised.

    python benchmarks/exports.py [--megabytes 200] [--only mixed,workbook,largest,recognising] [--keep DIR]

The files are invented, the same on every run. `mixed` imports ten kinds together; `largest` one file of shop
orders with notes of several lines, close below `limits.MOST_TEXT`. Memory is that of the largest process.
Wanted: mixed <= 60 s and 600 MB, workbook of 60,000 x 20 cells <= 5 s, largest <= 600 MB, recognising one
table among all formats <= 20 ms.
"""

import argparse
import csv
import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count, cycle, islice
from pathlib import Path

import xlsxwriter

from milepost.sources import source_formats
from milepost.sources.cutting import cut
from milepost.sources.files import text_sheet
from milepost.sources.heads import Index, is_header
from milepost.sources.limits import MOST_TEXT
from milepost.sources.recognise import recognise

MB = 1_000_000
FIRST = date(2023, 1, 1)
WORDS = ("spring", "sale", "linen", "walk", "morning", "green", "tea", "studio", "behind", "scenes")


def day(number: int) -> date:
    return FIRST + timedelta(days=number % 1000)


def words(number: int, many: int) -> str:
    return " ".join(islice(cycle(WORDS), number % 7, number % 7 + many))


def shopify(number: int) -> Sequence[object]:
    moment = f"{day(number // 40)} 1{number % 10}:0{number % 6}:00 +0100"
    note = f"Please ring twice.\n{words(number, 20)}\nThank you, “{number}”" if number % 3 == 0 else ""
    price = f"{number % 90 + 5}.{number % 100:02}"
    return (
        *(f"#{1000 + number}", f"buyer{number % 30_000}@example.org", "paid", moment, "fulfilled", moment),
        *("yes", "EUR", price, "4.90", "0.00", price, "", "0.00", "Standard", moment, 1 + number % 3),
        *(f"Linen shirt {number % 40}", price, "", f"SKU-{number % 40}", "true", "true", "fulfilled"),
        *("Ada Example", "1 Example Street", "1 Example Street", "", "", "10115", "Berlin", "BE", "DE"),
        *(
            "+49 30 000000",
            note,
            "",
            "",
            "PayPal",
            f"c{number}.1",
            "0.00",
            "Example",
            "0.00",
            number,
            "",
            "Low",
        ),
        "web",
    )


SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,"
    "Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,"
    "Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,"
    "Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,"
    "Billing Address2,Billing Company,Billing Zip,Billing City,Billing Province,Billing Country,"
    "Billing Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,"
    "Vendor,Outstanding Balance,Id,Tags,Risk Level,Source"
)


def meta_content(number: int) -> Sequence[object]:
    moment = f"{day(number // 6).strftime('%m/%d/%Y')} 1{number % 10}:05"
    link = f"https://www.instagram.com/p/B{number:010}/"
    return (
        *(17_800_000_000_000_000 + number, 17_841_400_000_000_000, "linen_studio", "Linen Studio"),
        *(words(number, 60) + "\n\n#linen #studio", number % 90, moment, link, "IG reel", "", "Lifetime"),
        *(number % 9000, number % 8000, number % 400, number % 50, number % 9, number % 60, number % 40),
    )


META_CONTENT = (
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,"
    "Post type,Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves"
)


def posts_by_day(number: int) -> Sequence[object]:
    channel = ("instagram", "facebook", "linkedin", "x")[number // 14 % 4]
    return (
        *(day(number // 2800 + number % 14), channel, f"P{1_000_000 + number // 14}", "Spring", "reel"),
        *(number * 7 % 20_000, number * 11 % 15_000, number * 3 % 900, number % 90, number % 70, number % 12),
    )


POSTS_BY_DAY = "date,channel,post_id,campaign,format,impressions,reach,likes,comments,shares,saves"


def ga4(number: int) -> Sequence[object]:
    channel = ("Organic Social", "Direct", "Paid Search", "Email", "Referral")[number % 5]
    page = f"/shop/{words(number // 5, 6).replace(' ', '-')}-{number // 5 % 400}"
    return (
        *(day(number // 2000).strftime("%Y%m%d"), channel, page, number % 900 + 1, number % 700, 0.5123),
        *(number % 500, 35.25 + number % 60, number % 3000, number % 9, number % 100),
    )


GA4 = (
    "Date,Session default channel group,Landing page,Sessions,Engaged sessions,Engagement rate,Total users,"
    "Average engagement time per session,Event count,Key events,Total revenue"
)


def google_ads(number: int) -> Sequence[object]:
    return (
        *(day(number // 60), f"Search {number % 60} {words(number, 4)}", "Enabled", "Search", "EUR"),
        *(f"{number % 90}.{number % 100:02}", number % 9000, number % 400, f"{number % 7}.00", "12.50"),
    )


GOOGLE_ADS = (
    "Day\tCampaign\tCampaign state\tCampaign type\tCurrency code\tCost\tImpr.\tClicks\tConversions"
    "\tConv. value"
)


def meta_ads(number: int) -> Sequence[object]:
    start = day(number // 120)
    return (
        *(
            start,
            start,
            f"Spring {number % 10}",
            f"Set {number % 40}",
            f"Ad {number % 120} {words(number, 5)}",
        ),
        *("active", number % 8000, number % 9000, 1.13, f"{number % 80}.{number % 100:02}", number % 300),
        *(number % 9, "link_click"),
    )


META_ADS = (
    "Reporting starts,Reporting ends,Campaign name,Ad set name,Ad name,Ad delivery,Reach,Impressions,"
    "Frequency,Amount spent (EUR),Link clicks,Results,Result indicator"
)


def mailchimp(number: int) -> Sequence[object]:
    sent = f"{day(number).strftime('%b %d, %Y')} 09:{number % 60:02} am"
    return (
        *(f"Letter {number}", words(number, 8), "Customers", sent, "Monday", 9000, 80, 20, 8900, 3, 6),
        *(4000, "44.94%", 5200, 300, "3.37%", 420, 30, 2, 0, f"{number:010x}", 4, "120.00", "110.00", 0, 0),
    )


MAILCHIMP = (
    "Title,Subject,List,Send Date,Send Weekday,Total Recipients,Soft Bounces,Hard Bounces,"
    "Successful Deliveries,Times Forwarded,Forwarded Opens,Unique Opens,Open Rate,Total Opens,Unique Clicks,"
    "Click Rate,Total Clicks,Unsubscribes,Abuse Complaints,Times Liked on Facebook,Unique Id,Total Orders,"
    "Total Gross Sales,Total Revenue,Analytics ROI,Campaign Cost"
)


def x_posts(number: int) -> Sequence[object]:
    posted = day(number // 8).strftime("%a, %b %d, %Y").replace(" 0", " ")
    return (
        *(1_700_000_000_000_000_000 + number, posted, words(number, 40)),
        *(f"https://x.com/linen/status/{1_700_000_000_000_000_000 + number}", number % 9000, number % 300),
        *(
            number % 200,
            number % 20,
            number % 30,
            1,
            number % 9,
            number % 9,
            number % 40,
            number % 30,
            2,
            1,
            0,
        ),
    )


X_POSTS = (
    "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,"
    "Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks"
)

Row = Callable[[int], Sequence[object]]
TEXTS: dict[str, tuple[str, Row, float, str, str]] = {
    "orders": (SHOPIFY, shopify, 0.24, ",", "utf-8"),
    "content": (META_CONTENT, meta_content, 0.1, ",", "utf-8-sig"),
    "posts-by-day": (POSTS_BY_DAY, posts_by_day, 0.3, ",", "utf-8"),
    "channels": ("# Start date: 20230101\n# End date: 20251231\n" + GA4, ga4, 0.08, ",", "utf-8"),
    "google-ads": ("Campaign report\nAll time\n" + GOOGLE_ADS, google_ads, 0.07, "\t", "utf-16"),
    "meta-ads": (META_ADS, meta_ads, 0.07, ",", "utf-8"),
    "campaigns": (MAILCHIMP, mailchimp, 0.01, ",", "utf-8"),
    "x-posts": (X_POSTS, x_posts, 0.04, ",", "utf-8"),
}
"""By name: header, rows, share of all bytes, delimiter and encoding."""


def write_text(
    path: Path, size: float, head: str, row: Row, delimiter: str = ",", encoding: str = "utf-8"
) -> Path:
    """A text file of about `size` bytes."""
    with path.open("w", encoding=encoding, newline="") as file:
        file.write(head + "\n")
        for block in _blocks(row, delimiter):
            file.write(block)
            if path.stat().st_size > size:
                break
    return path


def _blocks(row: Row, delimiter: str) -> Iterator[str]:
    for start in count(0, 1000):
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(
            map(row, range(start, start + 1000))
        )
        yield out.getvalue()


def write_zip(path: Path, rows: int) -> Path:
    """What YouTube Studio gives: the table of videos, its chart by day, and the totals."""
    table = [
        "Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,Impressions"
    ]
    chart = ["Date,Content,Video title,Video publish time,Duration,Views"]
    for number in range(rows // 100):
        about = (
            f'v{number:010},"{words(number, 8)}","{day(number).strftime("%b %d, %Y")}",{60 + number % 600}'
        )
        table.append(f"{about},{number % 9000},{number % 300}.5,{number % 9},{number % 90_000}")
        chart += [f"{day(at)},{about},{(number + at) % 900}" for at in range(100)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Table data.csv", "\n".join(table))
        archive.writestr("Chart data.csv", "\n".join(chart))
        archive.writestr("Totals.csv", "Date,Views\n" + "\n".join(f"{day(n)},{n}" for n in range(900)))
    return path


def write_workbook(path: Path, rows: int, columns: int) -> Path:
    """A table of one's own in a workbook: a day and figures a row."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Metrics")
        sheet.write_row(0, 0, META_ADS.split(",") + [f"Custom {n}" for n in range(columns - 13)])
        for number in range(rows):
            row = [str(c) if isinstance(c, date) else c for c in meta_ads(number)]
            sheet.write_row(number + 1, 0, [*row, *(number % (n + 9) for n in range(columns - 13))])
    return path


def whole(paths: Sequence[Path], home: Path) -> tuple[float, float, str]:
    """Seconds, megabytes of the largest process, and what was said, of importing into a new workspace."""
    shutil.rmtree(home, ignore_errors=True)
    milepost = [sys.executable, "-m", "milepost", "--home", str(home)]
    made = [sys.executable, "-m", "milepost", "init", str(home), "--brand", "Bench", "--currency", "EUR"]
    subprocess.run(made, check=True, capture_output=True)
    with tempfile.TemporaryFile() as out:
        began = time.perf_counter()
        process = subprocess.Popen([*milepost, "import", *map(str, paths)], stdout=out, stderr=out)
        _, code, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        out.seek(0)
        said = out.read().decode()
    if code:
        said = f"EXIT {code}\n{said}"
    return seconds, usage.ru_maxrss / 1024, said


def mixed(folder: Path, megabytes: int) -> None:
    here = folder / "mixed"
    here.mkdir()
    for name, (head, row, share, delimiter, encoding) in TEXTS.items():
        write_text(here / f"{name}.csv", share * megabytes * MB, head, row, delimiter, encoding)
    write_zip(here / "youtube.zip", int(megabytes * 1500))
    write_workbook(here / "ads.xlsx", megabytes * 200, 20)
    sizes = {path.name: path.stat().st_size / MB for path in sorted(here.iterdir())}
    print("  ".join(f"{name} {size:.1f}" for name, size in sizes.items()), f"= {sum(sizes.values()):.0f} MB")
    for path in sorted(here.iterdir()):
        seconds, peak, said = whole([path], folder / "ws")
        kept = next((line for line in said.splitlines() if path.name in line), said[-200:])
        print(f"  {path.name:18} {seconds:6.2f} s  {peak:5.0f} MB  {kept[:90]}", flush=True)
    seconds, peak, _ = whole([here], folder / "ws")
    print(f"mixed: {seconds:.1f} s, {peak:.0f} MB (wanted <= 60 s, 600 MB)")


def workbook(folder: Path) -> None:
    path = write_workbook(folder / "book.xlsx", 60_000, 20)
    seconds, peak, said = whole([path], folder / "ws")
    print(f"workbook of 60,000 x 20: {seconds:.2f} s, {peak:.0f} MB (wanted <= 5 s)  {said[-300:]!r}")


def largest(folder: Path) -> None:
    path = write_text(folder / "largest.csv", 0.95 * MOST_TEXT, SHOPIFY, shopify)
    seconds, peak, _ = whole([path], folder / "ws")
    size = path.stat().st_size / MB
    print(f"orders of {size:.0f} MB: {seconds:.1f} s, {peak:.0f} MB (wanted <= 600 MB)")


def recognising() -> None:
    formats = source_formats()
    whole_times, alone = [], []
    for fmt in formats.values():
        for example in (e for e in fmt.examples if e.get("text")):
            sheet = text_sheet("", str(example["text"]).lstrip("\n").encode())
            began = time.perf_counter()
            index = Index.of(formats)
            between = time.perf_counter()
            for table in cut(sheet, lambda cells, index=index: is_header(cells, index)):
                recognise(table, index)
            alone.append(time.perf_counter() - between)
            whole_times.append(time.perf_counter() - began)
    print(
        f"recognising among {len(formats)} formats: median {statistics.median(whole_times) * 1000:.1f} ms, "
        f"worst {max(whole_times) * 1000:.1f} ms a file; without the index "
        f"{statistics.median(alone) * 1000:.1f} ms (wanted <= 20 ms)"
    )


def main() -> None:
    words_ = argparse.ArgumentParser(description=__doc__)
    words_.add_argument("--megabytes", type=int, default=200)
    words_.add_argument("--only", default="mixed,workbook,largest,recognising")
    words_.add_argument("--keep", type=Path, help="a folder for the files, which then stay")
    asked = words_.parse_args()
    only = asked.only.split(",")
    with tempfile.TemporaryDirectory() as place:
        folder = asked.keep or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        if "recognising" in only:
            recognising()
        if "workbook" in only:
            workbook(folder)
        if "largest" in only:
            largest(folder)
        if "mixed" in only:
            mixed(folder, asked.megabytes)


if __name__ == "__main__":
    main()
