"""From which files a figure was read, also where it is worked out from rows or told of a set of channels."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from milepost.kpis.catalogue import catalogue
from milepost.period import Period
from milepost.sources import Answers
from milepost.workspace.imports import import_files, list_imports
from milepost.workspace.opening import init_workspace
from milepost.workspace.place import Workspace, choose_brand
from milepost.workspace.tracing import fed_by, files_behind

BRAND, TODAY = "Tin & Twine", date(2026, 6, 1)
DAYS = Period(date(2026, 5, 1), TODAY)


def sheet(path: Path, rows: list[list[object]]) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A shop with its orders, and a sheet of calls by channel."""
    folder = tmp_path_factory.mktemp("tracing")
    workspace = init_workspace(folder / "home", brand=BRAND, currency="EUR", zone="Europe/Berlin")
    heads = ["Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Currency", "Subtotal"]
    heads += [
        "Shipping",
        "Taxes",
        "Total",
        "Discount Amount",
        "Created at",
        "Lineitem quantity",
        "Lineitem name",
    ]
    orders: list[list[object]] = [[*heads]]
    for at in range(60):
        day = f"{TODAY - timedelta(days=60 - at)} 10:00:00 +0200"
        orders.append(
            [
                f"#{at}",
                f"c{at % 20}@x.example",
                "paid",
                day,
                "fulfilled",
                "EUR",
                20,
                0,
                0,
                20,
                0,
                day,
                1,
                "Tin",
            ]
        )
    calls: list[list[object]] = [["date", "channel", "booked calls"]]
    calls += [[TODAY - timedelta(days=at), ("instagram", "email")[at % 2], 1] for at in range(1, 41)]
    paths = [sheet(folder / "orders_export.csv", orders), sheet(folder / "calls.csv", calls)]
    import_files(workspace, paths, Answers(), brand=BRAND)
    return workspace


def behind(shop: Workspace, kpi: str, *channels: str) -> dict[str, int]:
    records = list_imports(shop, BRAND, TODAY)
    found = files_behind(shop, choose_brand(shop, BRAND), catalogue()[kpi], channels, DAYS, records, TODAY)
    return {Path(one.name).name: one.rows for one in found}


@pytest.mark.parametrize("kpi", ["orders", "new_customers", "retention_rate"])
def test_customers_are_worked_out_from_orders(shop: Workspace, kpi: str) -> None:
    assert behind(shop, kpi) == {"orders_export.csv": 60}


@pytest.mark.parametrize(
    ("channels", "rows"),
    [((), 40), (("instagram",), 20), (("social",), 20), (("email", "social"), 40), (("paid",), 0)],
)
def test_a_set_of_channels_holds_its_members(shop: Workspace, channels: tuple[str, ...], rows: int) -> None:
    assert behind(shop, "booked_calls", *channels).get("calls.csv", 0) == rows


def test_what_orders_feed_holds_the_customers(shop: Workspace) -> None:
    (orders,) = [one for one in list_imports(shop, BRAND, TODAY) if "orders" in one.name]
    fed = {one.id for one in fed_by(shop, orders)}
    assert {"orders", "new_customers", "repeat_purchase_rate"} <= fed
    assert not {"booked_calls", "reach", "sessions"} & fed
