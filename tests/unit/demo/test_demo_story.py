"""The files agree with one story, with themselves and with each other."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from milepost.demo.brand import DemoBrand, write_exports
from milepost.demo.latent import World, build_world, gift_weeks
from milepost.demo.posts import shortcode_of, time_of
from milepost.demo.story import Story

Found = Callable[[str], list[Path]]
LAST_DAY = date(2026, 11, 21)


def records(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def card(path: Path, title: str) -> dict[str, int]:
    block = path.read_text("utf-16").split(f'"{title}"\n')[1].split("\n\n")[0]
    return {row[0][:10]: int(row[1]) for row in list(csv.reader(block.splitlines()))[1:]}


def orders_of(paths: list[Path]) -> dict[str, dict[str, str]]:
    return {row["Name"]: row for path in paths for row in records(path) if row["Total"]}


def test_the_same_seed_writes_the_same_bytes(brand: DemoBrand, tmp_path: Path) -> None:
    again = write_exports(tmp_path, last_day=LAST_DAY)
    assert again.goals == brand.goals
    assert [f.path.name for f in again.files] == [f.path.name for f in brand.files]
    for one, other in zip(brand.files, again.files, strict=True):
        assert one.path.read_bytes() == other.path.read_bytes(), one.path.name


def test_another_seed_tells_another_story(world: World) -> None:
    other = build_world(Story(), LAST_DAY, 8)
    assert not np.array_equal(world.reach["instagram"], other.reach["instagram"])


def test_the_orders_that_count_are_the_storys(found: Found, world: World) -> None:
    orders = orders_of(found("shopify/orders_export_*.csv"))
    counted = [
        row for row in orders.values() if row["Financial Status"] != "voided" and "test" not in row["Tags"]
    ]
    by_day = Counter(row["Created at"][:10] for row in counted)
    expected = {str(day): n for day, n in zip(world.days, world.orders.tolist(), strict=True) if n}
    assert expected == dict(by_day)


def test_an_order_is_the_sum_of_its_lines_and_refunds_never_exceed_it(found: Found) -> None:
    lines: Counter[str] = Counter()
    for path in found("shopify/orders_export_1.csv"):
        for row in records(path):
            lines[row["Name"]] += round(float(row["Lineitem price"]) * 100) * int(row["Lineitem quantity"])
    for name, row in orders_of(found("shopify/orders_export_1.csv")).items():
        subtotal = lines[name] - round(float(row["Discount Amount"]) * 100)
        assert subtotal == round(float(row["Subtotal"]) * 100)
        assert round(float(row["Total"]) * 100) == subtotal + round(float(row["Shipping"]) * 100)
        assert float(row["Refunded Amount"]) <= float(row["Total"])


def test_the_shop_has_refunded_voided_and_test_orders_and_people_who_come_back(found: Found) -> None:
    orders = orders_of(found("shopify/orders_export_*.csv")).values()
    statuses = Counter(row["Financial Status"] for row in orders)
    assert set(statuses) == {"paid", "refunded", "partially_refunded", "voided"}
    assert statuses["refunded"] + statuses["partially_refunded"] < 0.12 * len(orders)
    assert sum(row["Payment Method"] == "Bogus Gateway" for row in orders) == Story().test_orders
    assert max(Counter(row["Email"] for row in orders).values()) > 1


def test_the_two_order_files_share_exactly_one_day(found: Found) -> None:
    parts = [orders_of([path]) for path in found("shopify/orders_export_*.csv")]
    shared = parts[0].keys() & parts[1].keys()
    assert len({parts[0][name]["Created at"][:10] for name in shared}) == 1
    assert all(parts[0][name] == parts[1][name] for name in shared)


def test_visits_in_ga4_are_the_storys(found: Found, world: World) -> None:
    lines = found("ga4/Traffic_*.csv")[0].read_text().splitlines()[9:]
    totals: Counter[str] = Counter()
    for row in csv.DictReader(lines):
        totals[row["Session primary channel group (Default Channel Group)"]] += int(row["Sessions"])
    assert {name: int(values.sum()) for name, values in world.visits.items()} == dict(totals)


def test_each_total_of_google_ads_is_the_sum_of_its_rows(found: Found) -> None:
    lines = found("google-ads/*.csv")[0].read_text("utf-16").splitlines()[2:]
    rows = list(csv.DictReader(lines, delimiter="\t"))
    detail = [row for row in rows if row["Day"]]
    for row in rows:
        if row["Day"]:
            continue
        kind = row["Campaign status"].removeprefix("Total: ")
        part = [d for d in detail if kind in {"Campaigns", "Account", d["Campaign type"]}]
        assert int(row["Clicks"].replace(",", "")) == sum(int(d["Clicks"].replace(",", "")) for d in part)
        cents = sum(round(float(d["Cost"].replace(",", "")) * 100) for d in part)
        assert round(float(row["Cost"].replace(",", "")) * 100) == cents


def test_meta_ads_spends_what_the_story_spends_and_only_while_a_campaign_runs(
    found: Found, world: World
) -> None:
    spent: Counter[str] = Counter()
    for row in records(found("meta-ads/*.csv")[0]):
        assert row["Starts"] <= row["Day"] <= (row["Ends"] if row["Ends"] != "Ongoing" else "9999")
        spent[row["Campaign name"]] += round(float(row["Amount spent (EUR)"]) * 100)
    expected = {name: round(float(euros.sum()) * 100) for name, euros in world.campaign_spend.items()}
    assert expected == dict(spent)


def test_the_views_of_youtubes_total_are_those_of_its_days(found: Found) -> None:
    top = records(found("youtube/Table data.csv")[0])[0]
    days = records(found("youtube/Totals.csv")[0])
    assert int(top["Views"]) == sum(int(row["Views"]) for row in days)


@given(
    st.integers(1_420_070_400_000, 2_051_222_400_000).map(
        lambda ms: datetime.fromtimestamp(ms / 1000, tz=UTC)
    ),
    st.integers(0, 2**23 - 1),
)
def test_a_shortcode_carries_its_moment(at: datetime, salt: int) -> None:
    code = shortcode_of(at, salt)
    assert re.fullmatch(r"[A-Za-z0-9_-]{11}", code)
    assert abs(time_of(code) - at) <= timedelta(milliseconds=1)


def test_the_permalink_of_each_post_agrees_with_its_pacific_time(found: Found) -> None:
    rows = [row for path in found("instagram/*_5533*.csv") for row in records(path) if row["Permalink"]]
    pacific = ZoneInfo("America/Los_Angeles")
    for row in rows:
        code = row["Permalink"].rstrip("/").rsplit("/", 1)[1]
        assert row["Publish time"] == time_of(code).astimezone(pacific).strftime("%m/%d/%Y %H:%M")
    assert len({row["Post ID"] for row in rows}) > 200


def test_the_content_export_has_a_partners_row_and_an_error_row(found: Found) -> None:
    later = next(rows for path in found("instagram/*_5533*.csv") if "Views" in (rows := records(path))[0])
    others = [row for row in later if row["Account username"] not in {"quillfen.bags", ""}]
    assert [(row["Reach"], row["Follows"]) for row in others] == [("", "")]
    broken = [row for row in later if row["Data comment"]]
    assert [(row["Post ID"], row["Date"]) for row in broken] == [("", "-")]


def test_the_earlier_reach_card_was_restated_in_its_last_three_days_only(found: Found) -> None:
    now = card(found("instagram/Reach.csv")[0], "Instagram reach")
    earlier = card(found("instagram/Reach (earlier export).csv")[0], "Instagram reach")
    differing = sorted(day for day, value in earlier.items() if now[day] != value)
    assert differing == sorted(earlier)[-3:]
    assert all(earlier[day] < now[day] for day in differing)


def test_views_are_zero_before_tracking_began_and_never_after(found: Found) -> None:
    values = list(card(found("instagram/Views.csv")[0], "Views").values())
    began = 489 - Story().views_began_age
    assert set(values[:began]) == {0}
    assert min(values[began:]) > 0


def test_the_follows_card_lacks_the_late_days(found: Found) -> None:
    instagram = card(found("meta/Follows.csv")[0], "Instagram follows")
    facebook = card(found("meta/Follows.csv")[0], "Facebook follows")
    assert max(instagram) == str(LAST_DAY - timedelta(days=Story().late_days))
    assert max(facebook) == str(LAST_DAY)
    assert min(instagram.values()) > 0


def test_the_viral_reel_stands_out_on_its_day_and_is_gone_a_fortnight_later(world: World) -> None:
    reach = world.reach["instagram"]
    spike = world.age_of(Story().viral_age)
    usual = float(np.median(reach))
    assert int(np.argmax(reach)) == spike
    assert reach[spike] > 8 * usual
    assert reach[spike + 14] < 1.5 * usual


def test_more_people_buy_before_the_holidays(world: World) -> None:
    def orders_from(first: date) -> int:
        start = world.days.index(first)
        return int(world.orders[start : start + 28].sum())

    assert orders_from(date(2025, 11, 21)) > 1.2 * orders_from(date(2025, 9, 21))


def test_more_awareness_brings_more_visits_and_more_visits_more_orders(world: World) -> None:
    def by_week(values: np.ndarray) -> np.ndarray:
        return values.reshape(-1, 7).sum(axis=1)

    reach = by_week(world.reach["instagram"])
    social = by_week(world.visits["Organic Social"])
    assert np.corrcoef(reach, social)[0, 1] > 0.8
    everybody = by_week(np.sum(list(world.visits.values()), axis=0))
    usual = np.array(
        [max(gift_weeks(day) for day in week) < 0.05 for week in zip(*[iter(world.days)] * 7, strict=True)]
    )
    usual &= everybody < 1.3 * np.median(everybody)
    assert np.corrcoef(everybody[usual], by_week(world.orders)[usual])[0, 1] > 0.25


def test_the_sheets_hold_the_storys_leads_and_whole_months(found: Found, world: World) -> None:
    rows = records(found("spreadsheet/Leads and calls.csv")[0])
    assert sum(int(row["Leads"]) for row in rows) == sum(int(v.sum()) for v in world.leads.values())
    newsletter = records(found("spreadsheet/Newsletter list.csv")[0])
    assert [int(row["New subscribers"]) for row in newsletter] == world.subscribers.tolist()
    assert [int(row["List size"]) for row in newsletter] == world.members.tolist()
    wide = records(found("spreadsheet/Community by month.csv")[0])
    assert [row["Metric"] for row in wide] == ["Mentions", "Meaningful comments"]
    assert list(wide[0])[1:3] == ["2025-08", "2025-09"]
    assert list(wide[0])[-1] == "2026-10"


def test_a_letter_goes_to_everybody_on_the_list(found: Found, world: World) -> None:
    letters = [row for row in records(found("mailchimp/*.csv")[0]) if row["Total Recipients"] != "2"]
    size = dict(zip((f"{day:%b %d, %Y}" for day in world.days), world.members.tolist(), strict=True))
    assert len(letters) == 70
    for row in letters:
        assert int(row["Total Recipients"]) - int(row["Unsubscribes"]) == size[row["Send Date"][:12]]


def test_goals_are_written_down_some_weeks_before_the_end(brand: DemoBrand) -> None:
    assert len({goal.sentence for goal in brand.goals}) == 6
    for goal in brand.goals:
        assert 14 <= (LAST_DAY - goal.as_of).days <= 120
        assert goal.note.endswith(".")


def test_only_the_file_that_hides_its_platform_comes_with_an_answer(brand: DemoBrand) -> None:
    answered = [(f.path.name, f.channel) for f in brand.files if f.channel]
    assert answered == [("Views.csv", "instagram")]
