"""Totals of real exports of shops, payments, leads and mailing lists, added up here by other means."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import real_exports
from real_exports import asked, needs_exports, read_real

from milepost.sources import Reading

SHARED = real_exports.SHARED / "web"
pytestmark = needs_exports


def read(name: str, folder: Path, status: str = "imported") -> Reading:
    reading = read_real(SHARED / name, folder, zone="UTC")
    assert [report.status for report in reading.reports] == [status]
    return reading


def rows(name: str, delimiter: str = ",") -> list[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def stored(reading: Reading, table: str, what: str, where: str = "TRUE") -> int | None:
    found: int | None = asked(reading, table, what, where)
    return found


def micros(figures: Iterable[str]) -> int:
    """The exact sum of written figures, times 1,000,000."""
    bare = (text.replace(",", "").replace("$", "").replace("(", "-").rstrip(")") for text in figures if text)
    return int(sum((Decimal(text) for text in bare), Decimal(0)) * 1_000_000)


def test_woocommerce_failed_orders_hold_most_of_the_money(tmp_path: Path) -> None:
    said = rows("woocommerce__orders_metorik_2022-2026.csv")
    reading = read("woocommerce__orders_metorik_2022-2026.csv", tmp_path)
    counting = [row for row in said if row["Status"] in {"completed", "processing", "refunded"}]
    assert stored(reading, "order", "count(*)") == len(said)
    assert stored(reading, "order", "count(*)", "counts") == len(counting)
    assert stored(reading, "order", "sum(gross)") == micros(row["Total"] for row in said)
    assert stored(reading, "order", "sum(gross)", "counts") == micros(row["Total"] for row in counting)
    assert stored(reading, "order", "sum(refunded)", "counts") == micros(
        row["Total Refunds"] or (row["Total"] if row["Status"] == "refunded" else "") for row in counting
    )
    renewals = sum(row["Order Type"] == "renewal" for row in said)
    assert stored(reading, "order", "count(*)", "status LIKE '% renewal'") == renewals
    people = {row["Billing Address Email"].lower() for row in said if row["Billing Address Email"]}
    assert stored(reading, "order", "count(DISTINCT customer)") == len(people)


def test_woocommerce_reports_by_year(tmp_path: Path) -> None:
    said = rows("woocommerce__orders-report_yearly_metorik.csv")
    reading = read("woocommerce__orders-report_yearly_metorik.csv", tmp_path)
    for metric, header in (("gross_revenue", "Gross"), ("orders", "Orders"), ("refunds", "Refunds")):
        found = stored(reading, "custom_day", "sum(value)::BIGINT", f"metric = '{metric}'")
        assert found == micros(row[header] for row in said)
    assert stored(reading, "custom_day", "min(days)") == 365
    assert stored(reading, "custom_day", "max(days)") == 366


def test_woocommerce_subscriptions(tmp_path: Path) -> None:
    said = rows("woocommerce__subscriptions-events_metorik.csv")
    reading = read("woocommerce__subscriptions-events_metorik.csv", tmp_path)
    lost = stored(reading, "custom_day", "sum(value)::BIGINT", "metric = 'subscriptions_cancelled'")
    assert lost == -micros(row["Cancelled Count"] for row in said)


def test_stripe_of_three_currencies_is_converted(tmp_path: Path) -> None:
    said = rows("stripe__payments_semicolon_thb.csv", ";")
    reading = read("stripe__payments_semicolon_thb.csv", tmp_path)
    assert stored(reading, "order", "count(*)", "counts AND currency = 'THB'") == len(said)
    assert stored(reading, "order", "sum(gross)") == micros(row["Converted Amount"] for row in said)


@pytest.mark.parametrize("name", ["unified-payments_simpleapps", "unified-payments_full-header"])
def test_stripe(name: str, tmp_path: Path) -> None:
    said = rows(f"stripe__{name}.csv")
    reading = read(f"stripe__{name}.csv", tmp_path)
    paid = [row for row in said if row["Status"] in {"Paid", "Refunded", "succeeded"}]
    assert stored(reading, "order", "count(*)") == len(said)
    assert stored(reading, "order", "count(*)", "counts") == len(paid)
    assert stored(reading, "order", "sum(gross)", "counts") == micros(
        row["Converted Amount"] or row["Amount"] for row in paid
    )
    assert stored(reading, "order", "sum(refunded)", "counts") == micros(
        row["Converted Amount Refunded"] for row in paid
    )


def test_paypal_of_a_buyer_has_no_sale(tmp_path: Path) -> None:
    said = rows("paypal__activity-download_sample.csv")
    reading = read("paypal__activity-download_sample.csv", tmp_path, "empty")
    assert not [row for row in said if Decimal(row["Amount"]) > 0 and "Deposit" not in row["Type"]]
    assert not [part for part in reading.parts if part.table == "order"]


def test_square_receipts(tmp_path: Path) -> None:
    said = rows("square__items_2026-06-21.csv")
    reading = read("square__items_2026-06-21.csv", tmp_path)
    assert stored(reading, "order", "count(*)", "counts") == len({row["Transaction ID"] for row in said})
    expected = micros(row["Net Sales"] for row in said) + micros(row["Tax"] for row in said)
    assert stored(reading, "order", "sum(gross)") == expected
    assert stored(reading, "order", "sum(items)") == sum(Decimal(row["Qty"]) for row in said)
    assert stored(reading, "order", "sum(refunded)") == 0


def test_awin_claims_without_what_was_declined(tmp_path: Path) -> None:
    said = rows("affiliate__awin_transactions_2024-2026.csv")
    reading = read("affiliate__awin_transactions_2024-2026.csv", tmp_path)
    claimed = [row for row in said if row["commission_status"] != "2"]
    assert stored(reading, "ad_day", "sum(spend)") == micros(row["commission"] for row in claimed)
    assert stored(reading, "ad_day", "sum(claimed_revenue)") == micros(row["sale_amount"] for row in claimed)
    assert stored(reading, "ad_day", "sum(claimed_conversions)") == len(claimed) * 1_000_000
    groups = {(row["site_name"], row["date"][:10]) for row in said}
    assert stored(reading, "ad_day", "count(*)", "channel = 'affiliates'") == len(groups)


def test_shopify_abandoned_checkouts_are_counted_once(tmp_path: Path) -> None:
    said = rows("shopify__abandoned-checkouts.csv")
    reading = read("shopify__abandoned-checkouts.csv", tmp_path)
    began = Counter(row["Created at"][:10] for row in {row["Name"]: row for row in said}.values())
    assert stored(reading, "custom_day", "sum(value)") == sum(began.values()) * 1_000_000
    assert stored(reading, "custom_day", "count(*)") == len(began)
    assert [part.table for part in reading.parts if part.table != "coverage"] == ["custom_day"]


STEPS = {
    "Sessions with cart additions": "sessions_with_cart_additions",
    "Sessions that reached checkout": "sessions_reached_checkout",
    "Sessions that completed checkout": "sessions_completed_checkout",
}


@pytest.mark.parametrize(
    "name",
    [
        "checkout-conversion_month_2025",
        "checkout-conversion_week_2024",
        "customer-behavior_week_2024",
        "customer-behavior_week_2025",
    ],
)
def test_shopify_steps_to_the_checkout(name: str, tmp_path: Path) -> None:
    said = rows(f"shopify__{name}.csv")
    reading = read(f"shopify__{name}.csv", tmp_path)
    for header in set(STEPS) & set(said[0]):
        found = stored(reading, "custom_day", "sum(value)::BIGINT", f"metric = '{STEPS[header]}'")
        assert found == micros(row[header] for row in said)
    assert stored(reading, "custom_day", "max(days)") == (31 if "month" in name else 7)


def test_shopify_gross_sales(tmp_path: Path) -> None:
    said = rows("shopify__gross-sales-daily_positivebakes.csv")
    reading = read("shopify__gross-sales-daily_positivebakes.csv", tmp_path)
    assert stored(reading, "custom_day", "sum(value)::BIGINT") == micros(row["Gross sales"] for row in said)


@pytest.mark.parametrize("name", ["shopify__customers.csv", "shopify__new-vs-returning_2024.csv"])
def test_shopify_people_have_no_day(name: str, tmp_path: Path) -> None:
    (report,) = read(name, tmp_path, "refused").reports
    assert "without any day" in report.because


def test_dealer_leads_are_people(tmp_path: Path) -> None:
    said = rows("crm__leads_dealer-website_pt.csv", ";")
    reading = read("crm__leads_dealer-website_pt.csv", tmp_path)
    came: dict[str, list[datetime]] = defaultdict(list)
    for row in said:
        phone = row["telefone_cliente"].strip()
        real = phone if phone.strip("() -0") else ""
        who = row["email_cliente"].strip().lower() or real or row["id"]
        came[who].append(datetime.strptime(row["criado_em"], "%d/%m/%Y %H:%M:%S"))  # noqa: DTZ007  # local
    assert stored(reading, "lead", "count(*)") == len(came)
    days = Counter(str(min(times).date()) for times in came.values())
    busiest, leads = days.most_common(1)[0]
    assert stored(reading, "lead", "count(*)", f"day = DATE '{busiest}'") == leads
    assert stored(reading, "lead", "count(*)", "day <> CAST(came_at AS DATE)") == 0


MQL = ("day-first", "month-first")


def days_of_mql() -> Counter[date]:
    """The days by the file without a header, whose ISO dates leave no doubt."""
    with (SHARED / "crm__olist_mql_iso_no-header.csv").open(encoding="utf-8", newline="") as file:
        return Counter(date.fromisoformat(row[1][:10]) for row in csv.reader(file))


@pytest.mark.parametrize("name", MQL)
def test_leads_agree_whatever_the_order_of_day_and_month(name: str, tmp_path: Path) -> None:
    reading = read(f"crm__olist_mql_{name}.csv", tmp_path)
    expected = days_of_mql()
    assert stored(reading, "lead", "count(*)") == sum(expected.values()) == 8000
    (part,) = [part for part in reading.parts if part.table == "lead"]
    found = duckdb.connect().execute(f"SELECT day, count(*) FROM '{part.path}' GROUP BY day").fetchall()
    assert dict(found) == dict(expected)


def test_leads_without_a_header_say_so(tmp_path: Path) -> None:
    (report,) = read("crm__olist_mql_iso_no-header.csv", tmp_path, "refused").reports
    assert "no header" in report.because


def test_marketstar(tmp_path: Path) -> None:
    said = rows("crm__marketstar_leads.csv")
    reading = read("crm__marketstar_leads.csv", tmp_path / "leads")
    assert stored(reading, "lead", "count(*)") == len({row["LeadId"] for row in said})
    assert stored(reading, "lead", "sum(qualified)") == sum(row["Stage"] == "Qualified" for row in said)
    assert stored(reading, "lead", "count(won)") == 0
    first = sum(row["CreatedDate"] == "20210105" for row in said)
    assert stored(reading, "lead", "count(*)", "day = DATE '2021-01-05'") == first
    said = rows("crm__marketstar_opportunities.csv")
    reading = read("crm__marketstar_opportunities.csv", tmp_path / "deals")
    assert stored(reading, "deal", "sum(value)") == micros(row["Amount"] for row in said)
    assert stored(reading, "deal", "sum(lost)") == sum(row["IsAccepted"] == "FALSE" for row in said)
    assert stored(reading, "deal", "count(won)") == 0


def test_won_deals(tmp_path: Path) -> None:
    said = rows("crm__olist_closed-deals.csv")
    reading = read("crm__olist_closed-deals.csv", tmp_path)
    assert stored(reading, "deal", "sum(won)") == len(said)
    february = sum(row["won_date"].startswith("2018-02") for row in said)
    assert stored(reading, "deal", "count(*)", "day BETWEEN '2018-02-01' AND '2018-02-28'") == february


def test_zoho_campaigns(tmp_path: Path) -> None:
    said = rows("crm__zoho_campaigns.csv")
    reading = read("crm__zoho_campaigns.csv", tmp_path)
    for metric, header in (("campaign_cost", "Actual Cost"), ("campaign_budget", "Budgeted Cost")):
        assert all(row[header].endswith("K") for row in said)
        expected = micros(row[header].rstrip("K") for row in said) * 1000
        assert stored(reading, "custom_day", "sum(value)::BIGINT", f"metric = '{metric}'") == expected


def test_klaviyo_claims(tmp_path: Path) -> None:
    said = rows("klaviyo__campaign-sent-report_2024.csv")
    reading = read("klaviyo__campaign-sent-report_2024.csv", tmp_path)
    for kind in ("Email", "SMS"):
        expected = micros(
            row["Total Placed Order Value"] for row in said if row["Campaign Message Channel"] == kind
        )
        found = stored(reading, "custom_day", "sum(value)::BIGINT", f"channel = '{kind.lower()}'")
        assert found == expected


def test_mailchimp_members(tmp_path: Path) -> None:
    said = rows("mailchimp__subscribed-members_anonymous.csv", ";")
    reading = read("mailchimp__subscribed-members_anonymous.csv", tmp_path)
    joined = Counter((row["OPTIN_TIME"] or row["CONFIRM_TIME"])[:10] for row in said)
    joined.pop("", None)
    assert stored(reading, "list_day", "sum(joined)") == sum(joined.values())
    assert stored(reading, "list_day", "count(*)", "joined > 0") == len(joined)
    last = max(max(row["OPTIN_TIME"], row["CONFIRM_TIME"], row["LAST_CHANGED"]) for row in said)[:10]
    assert stored(reading, "list_day", "max(size)", f"day = DATE '{last}'") == len(said)
    assert stored(reading, "list_day", "count(size)") == 1


VARIED = [
    "woocommerce__orders_metorik_2022-2026.csv",
    "stripe__unified-payments_simpleapps.csv",
    "crm__leads_dealer-website_pt.csv",
    "crm__marketstar_opportunities.csv",
    "square__items_2026-06-21.csv",
    "mailchimp__subscribed-members_anonymous.csv",
]


@pytest.mark.parametrize("name", VARIED)
def test_order_of_columns_delimiter_and_encoding_do_not_matter(name: str, tmp_path: Path) -> None:
    text = (SHARED / name).read_bytes().decode("utf-8-sig")
    first = text.partition("\n")[0]
    cells = list(csv.reader(text.splitlines(keepends=True), delimiter=";" if first.count(";") > 9 else ","))
    path = tmp_path / "other" / name
    path.parent.mkdir()
    with path.open("w", encoding="utf-16", newline="") as file:
        csv.writer(file, delimiter="\t").writerows(row[::-1] for row in cells)
    one = read(name, tmp_path / "one")
    two = read_real(path, tmp_path / "two", zone="UTC")
    assert [(part.table, part.rows) for part in one.parts] == [(part.table, part.rows) for part in two.parts]
    for mine, other in zip(one.parts, two.parts, strict=True):
        differ = f"(SELECT * FROM '{mine.path}' EXCEPT SELECT * FROM '{other.path}')"
        assert duckdb.connect().execute(f"SELECT count(*) FROM {differ}").fetchone() == (0,)
