"""KPIs of real exports, asked of a workspace, against figures that are added up here by other means."""

import csv
import io
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from milepost.kpis.measured import Unknown
from milepost.period import Grain
from milepost.sources import Answers
from milepost.store.database import disconnect
from milepost.workspace.imports import import_files
from milepost.workspace.measuring import measure_kpi
from milepost.workspace.opening import init_workspace
from milepost.workspace.rebuild import rebuild

HERE = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("MILEPOST_SHARED", HERE.parent / "shared")) / "exports"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="no real exports here")
TODAY = date(2026, 11, 1)
NOTHING_SAID = Answers()
Rows = Sequence[dict[str, str]]


def rows(name: str, skip: int = 0, encoding: str = "") -> list[dict[str, str]]:
    """The rows of a file by its header; of headers that stand twice the first."""
    (path,) = SHARED.glob(f"*/{name}")
    data = path.read_bytes()
    text = data.decode(encoding or ("utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig"))
    first = text.split("\n")[skip]
    delimiter = max(",;\t", key=first.count)
    head, *body = list(csv.reader(io.StringIO(text), delimiter=delimiter))[skip:]
    return [dict(reversed(list(zip(head, row, strict=False)))) for row in body if any(row)]


def cells(name: str, sheet: int) -> list[list[object]]:
    (path,) = SHARED.glob(f"*/{name}")
    return CalamineWorkbook.from_path(path).get_sheet_by_index(sheet).to_python()


def add(some: Rows, *columns: str) -> float:
    return sum(float((row.get(name) or "0").replace(",", "")) for row in some for name in columns)


def content(name: str) -> Rows:
    """Posts of Meta's export that it could compute."""
    return [row for row in rows(name) if "error occurred" not in row["Data comment"] and row["Post ID"]]


def card(name: str) -> Iterator[tuple[str, float]]:
    (path,) = SHARED.glob(f"*/{name}")
    for day, value in [row for row in csv.reader(io.StringIO(path.read_text("utf-16"))) if len(row) == 2]:
        if day[:2] == "20":
            yield day[:10], float(value)


def paid(name: str) -> Rows:
    """Payments of Stripe that succeeded; what was not converted counts as it was paid."""
    return [
        row | {"Converted Amount": row["Converted Amount"] or row["Amount"]}
        for row in rows(name)
        if row["Status"].casefold() in {"paid", "refunded", "partial refund", "succeeded"}
    ]


def shop(name: str) -> Rows:
    """Orders of Shopify, once each, that were neither cancelled nor voided nor left unpaid to the end."""
    first = {row["Name"]: row for row in reversed(rows(name)) if row["Financial Status"]}
    return [
        row
        for row in first.values()
        if row["Financial Status"] not in {"voided", "expired"} and not row["Cancelled at"]
    ]


def metorik() -> Rows:
    good = {"completed", "processing", "refunded"}
    return [row for row in rows("woocommerce__orders_metorik_2022-2026.csv") if row["Status"] in good]


VIC = [f"facebook__insights-page-daily-vic-201{part}.csv" for part in ("4a", "4b", "4c", "5a")]
X = [f"x__tweet-daily-debruine-2021-{month:02}.csv" for month in range(1, 5)]
POSTS = "facebook__insights-post-vic-2014c.csv"
LINKEDIN = "linkedin__creator-arpita-2024.xlsx"
WOO = "woocommerce__orders_metorik_2022-2026.csv"


def vic(column: str, first: str, to: str) -> float:
    """Daily values of the old page export; its second line says what the columns mean."""
    found = [row for name in VIC for row in rows(name, encoding="cp1252")[1:]]
    days = {}
    for row in found:
        month, day, year = row["Date"].split("/")
        days[f"20{year[-2:]}-{int(month):02}-{int(day):02}"] = row
    return add([row for day, row in days.items() if first <= day < to], column)


def tweets(column: str) -> float:
    return sum(add(rows(name), column) for name in X)


def mailchimp(column: str) -> float:
    """Without test sendings, to a handful of people."""
    sent = rows("mailchimp__campaigns_deepnews_2018-2020.csv")
    return add([row for row in sent if float(row["Total Recipients"].replace(",", "")) > 10], column)


@dataclass(frozen=True)
class Case:
    files: str | Sequence[str]
    kpi: str
    expected: Callable[[], float]
    first: str = ""
    to: str = ""
    channel: str = ""
    answers: Answers = NOTHING_SAID
    currency: str | None = None


FB = "facebook__content-mh4u-2023-12.csv"
OIGETIT = "facebook__content-oigetit-2025-01.csv"
IG = "instagram__content-oigetit-2025-03.csv"
REACH = "instagram__metric-reach-popscience-pt-2023-11.csv"
VISITS = "instagram__metric-visits-popscience-pt-2023-11.csv"
ONE_DAY = Answers(period="2023-11-30..2023-11-30")
CASES = [
    Case(FB, "impressions", lambda: add(content(FB), "Impressions")),
    Case(FB, "likes", lambda: add(content(FB), "Reactions")),
    Case(FB, "link_clicks", lambda: add(content(FB), "Link Clicks")),
    Case(OIGETIT, "views", lambda: add(content(OIGETIT), "Views")),
    Case(OIGETIT, "link_clicks", lambda: add(content(OIGETIT), "Link Clicks")),
    Case(IG, "saves", lambda: add(content(IG), "Saves")),
    Case(IG, "posts_published", lambda: len(content(IG))),
    Case(
        IG,
        "engagement_rate_by_views",
        lambda: add(content(IG), "Likes", "Comments", "Shares", "Saves") / add(content(IG), "Views"),
    ),
    Case([FB, OIGETIT, IG], "shares", lambda: add(content(IG), "Shares"), channel="instagram"),
    Case(REACH, "reach", lambda: dict(card(REACH))["2024-05-05"], "2024-05-05", "2024-05-06"),
    Case(
        VISITS,
        "profile_visits",
        lambda: sum(value for day, value in card(VISITS) if day[:7] == "2024-05"),
        "2024-05-01",
        "2024-06-01",
    ),
    Case(
        "meta__audience-2023-en-gb.csv",
        "followers",
        lambda: sum(
            float(line.strip('"'))
            for line in next(SHARED.glob("*/meta__audience-2023-en-gb.csv")).read_text("utf-16").splitlines()
            if line.strip('"').isdigit()
        ),
        answers=ONE_DAY,
    ),
    Case(
        VIC, "follows", lambda: vic("Daily New Likes", "2014-10-01", "2015-03-01"), "2014-10-01", "2015-03-01"
    ),
    Case(
        VIC,
        "impressions",
        lambda: vic("Daily Total Impressions", "2014-06-01", "2015-06-01"),
        "2014-06-01",
        "2015-06-01",
    ),
    Case(
        VIC, "unfollows", lambda: vic("Daily Unlikes", "2015-03-01", "2015-04-01"), "2015-03-01", "2015-04-01"
    ),
    Case(POSTS, "likes", lambda: add(rows(POSTS)[1:], "Lifetime Post Stories by action type - like")),
    Case(POSTS, "shares", lambda: add(rows(POSTS)[1:], "Lifetime Post Stories by action type - share")),
    Case(
        POSTS, "link_clicks", lambda: add(rows(POSTS)[1:], "Lifetime Post Consumptions by type - link clicks")
    ),
    Case(X, "impressions", lambda: tweets("impressions"), "2021-01-01", "2021-05-01"),
    Case(
        X,
        "engagement_rate",
        lambda: (tweets("likes") + tweets("replies") + tweets("retweets")) / tweets("impressions"),
    ),
    Case(X, "link_clicks", lambda: tweets("url clicks")),
    Case(LINKEDIN, "impressions", lambda: sum(float(str(r[1])) for r in cells(LINKEDIN, 1)[1:])),
    Case(LINKEDIN, "followers", lambda: float(str(cells(LINKEDIN, 3)[0][1]))),
    Case(
        "linkedin__page-visitors-bs4cl-2025.xlsx",
        "profile_visits",
        lambda: sum(
            float(str(row[head.index("Total page views (total)")]))
            for head, *found in [cells("linkedin__page-visitors-bs4cl-2025.xlsx", 0)]
            for row in found
        ),
    ),
    Case(WOO, "orders", lambda: len(metorik())),
    Case(WOO, "gross_revenue", lambda: add(metorik(), "Total"), currency="USD"),
    Case(
        WOO,
        "revenue",
        lambda: (
            add([r for r in metorik() if r["Order Created At"][:4] == "2024"], "Total")
            - add([r for r in metorik() if r["Order Created At"][:4] == "2024"], "Total Refunds")
        ),
        "2024-01-01",
        "2025-01-01",
        currency="USD",
    ),
    Case(WOO, "aov", lambda: add(metorik(), "Total") / len(metorik()), currency="USD"),
    Case(
        "shopify__orders_eur_dna.csv",
        "revenue",
        lambda: (
            add(shop("shopify__orders_eur_dna.csv"), "Total")
            - add(shop("shopify__orders_eur_dna.csv"), "Refunded Amount")
        ),
        currency="EUR",
    ),
    Case("shopify__orders_pkr.csv", "orders", lambda: len(shop("shopify__orders_pkr.csv"))),
    Case(
        "stripe__unified-payments_simpleapps.csv",
        "revenue",
        lambda: (
            add(paid("stripe__unified-payments_simpleapps.csv"), "Converted Amount")
            - add(paid("stripe__unified-payments_simpleapps.csv"), "Converted Amount Refunded")
        ),
        currency="USD",
    ),
    Case(
        "mailchimp__campaigns_deepnews_2018-2020.csv",
        "email_click_rate",
        lambda: mailchimp("Unique Clicks") / mailchimp("Successful Deliveries"),
    ),
    Case("crm__marketstar_leads.csv", "leads", lambda: len(rows("crm__marketstar_leads.csv"))),
    Case("crm__olist_mql_month-first.csv", "leads", lambda: len(rows("crm__olist_mql_month-first.csv"))),
    Case(
        ["crm__olist_mql_month-first.csv", "crm__olist_mql_day-first.csv"],
        "qualified_leads",
        lambda: len(rows("crm__olist_mql_month-first.csv")),
    ),
    Case(
        "affiliate__awin_publisher-performance_2024.csv",
        "ad_spend",
        lambda: add(rows("affiliate__awin_publisher-performance_2024.csv"), "total_commission"),
        answers=Answers(period="2024-01-01..2024-12-31"),
    ),
    Case(
        "klaviyo__campaign-sent-report_2024.csv",
        "claimed_revenue",
        lambda: add(rows("klaviyo__campaign-sent-report_2024.csv"), "Total Placed Order Value"),
    ),
    Case(
        "tiktok__overview-redated.csv",
        "views",
        lambda: add(rows("tiktok__overview-redated.csv"), "Video Views"),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kpi}-{case.files}"[:60])
def test_a_kpi_is_what_the_file_says(case: Case, tmp_path: Path) -> None:
    names = [case.files] if isinstance(case.files, str) else case.files
    paths = [path for name in names for path in SHARED.glob(f"*/{name}")]
    workspace = init_workspace(tmp_path, brand="B", currency="EUR", zone="Europe/Berlin")
    try:
        import_files(workspace, paths, case.answers, brand="B")
        (row,) = measure_kpi(
            workspace,
            case.kpi,
            brand=None,
            first=date.fromisoformat(case.first) if case.first else None,
            to=date.fromisoformat(case.to) if case.to else None,
            by=Grain.TOTAL,
            split=(),
            where={"channel": (case.channel,)} if case.channel else {},
            today=TODAY,
        ).rows
    finally:
        disconnect()
    assert not isinstance(row.figure, Unknown), row
    assert row.figure.value == pytest.approx(case.expected()), row
    if case.currency:
        assert row.figure.currency == case.currency


def test_twice_and_in_another_order_is_the_same(tmp_path: Path) -> None:
    """Files that overlap: two stretches of one page, two spellings of the same leads, posts and cards."""
    names = [
        *VIC[:2],
        POSTS,
        FB,
        OIGETIT,
        "facebook__content-oigetit-2025-03.csv",
        REACH,
        "crm__olist_mql_day-first.csv",
    ]
    paths = [path for name in names for path in SHARED.glob(f"*/{name}")]
    asked = ("impressions", "likes", "link_clicks", "follows", "leads", "posts_published")
    said = []
    for number, order in enumerate((paths, [*reversed(paths), *paths])):
        workspace = init_workspace(tmp_path / str(number), brand="B", currency="EUR", zone="Europe/Berlin")
        try:
            for path in order:
                import_files(workspace, [path], Answers(), brand="B")
            said.append(
                [
                    [(row.start, dict(row.split), row.figure) for row in measured.rows]
                    for measured in (
                        measure_kpi(
                            workspace,
                            kpi,
                            brand=None,
                            first=None,
                            to=None,
                            by=Grain.MONTH,
                            split=("channel",),
                            where={},
                            today=TODAY,
                        )
                        for kpi in asked
                    )
                ]
            )
            if number:
                assert rebuild(workspace).changed == ()
        finally:
            disconnect()
    assert said[0] == said[1]
