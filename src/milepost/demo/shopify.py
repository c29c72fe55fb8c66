"""Shopify: the orders export (79 columns, one row a line item) and sessions from social media by week."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from milepost.demo.delimited import Row, comma_text, write_text
from milepost.demo.latent import World
from milepost.demo.orders import Order
from milepost.demo.story import CURRENCY, NAME, PRODUCTS

_ADDRESS = (
    "Name",
    "Street",
    "Address1",
    "Address2",
    "Company",
    "City",
    "Zip",
    "Province",
    "Country",
    "Phone",
)
_LINE = (
    *("quantity", "name", "price", "compare at price", "sku", "requires shipping", "taxable"),
    "fulfillment status",
)
COLUMNS: tuple[str, ...] = (
    *("Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at"),
    *("Accepts Marketing", "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code"),
    *("Discount Amount", "Shipping Method", "Created at"),
    *(f"Lineitem {part}" for part in _LINE),
    *(f"Billing {part}" for part in _ADDRESS),
    *(f"Shipping {part}" for part in _ADDRESS),
    *("Notes", "Note Attributes", "Cancelled at", "Payment Method", "Payment Reference", "Refunded Amount"),
    *("Vendor", "Outstanding Balance", "Employee", "Location", "Device ID", "Id", "Tags", "Risk Level"),
    *("Source", "Lineitem discount"),
    *(f"Tax {number} {part}" for number in range(1, 6) for part in ("Name", "Value")),
    *("Phone", "Receipt Number", "Duties", "Billing Province Name", "Shipping Province Name", "Payment ID"),
    *("Payment Terms Name", "Next Payment Due At", "Payment References"),
)
_CODE = "SLOWRIDE10"
_DAYS_TO_SHIP = 2


def write_shopify(folder: Path, world: World, orders: Sequence[Order]) -> list[Path]:
    """Two files of orders, newest first, that share one day, and the shop's own count of social visits."""
    half = orders[len(orders) // 2].at.date()
    parts = {
        "orders_export_1.csv": [o for o in orders if o.at.date() >= half],
        "orders_export_2.csv": [o for o in orders if o.at.date() <= half],
    }
    written = []
    for name, part in parts.items():
        rows = [row for order in reversed(part) for row in _order_rows(order, world.last_day)]
        path = folder / "shopify" / name
        write_text(path, comma_text([COLUMNS, *rows]))
        written.append(path)
    path = folder / "shopify" / "Sessions by social referrer.csv"
    write_text(path, _social_sessions(world))
    return [*written, path]


def _order_rows(order: Order, exported: date) -> list[Row]:
    rows: list[Row] = []
    for place, (product, quantity) in enumerate(order.items):
        title, sku, price = PRODUCTS[product]
        cells = (
            _order_cells(order, exported)
            if place == 0
            else {"Name": f"#{order.number}", "Email": _email(order)}
        )
        cells |= {
            "Created at": _stamp(order, 0),
            "Lineitem quantity": str(quantity),
            "Lineitem name": title,
            "Lineitem price": f"{price:.2f}",
            "Lineitem sku": sku,
            "Lineitem requires shipping": "true",
            "Lineitem taxable": "true",
            "Lineitem fulfillment status": "pending" if order.status == "voided" else "fulfilled",
            "Lineitem discount": "0.00",
            "Vendor": NAME,
        }
        rows.append(tuple(cells.get(column, "") for column in COLUMNS))
    return rows


def _order_cells(order: Order, exported: date) -> dict[str, str]:
    paid = order.status != "voided"
    shipped = paid and (exported - order.at.date()).days >= _DAYS_TO_SHIP
    address = {"Name": f"Customer {order.customer:05d}", "Street": "Example street 1", "City": "Exampletown"}
    address |= {"Address1": address["Street"], "Zip": "'1000", "Country": "NL"}
    reference = f"r{order.number * 7919:012d}"
    return {
        "Name": f"#{order.number}",
        "Email": _email(order),
        "Financial Status": order.status,
        "Paid at": _stamp(order, 6) if paid else "",
        "Fulfillment Status": "fulfilled" if shipped else "unfulfilled",
        "Fulfilled at": _stamp(order, _DAYS_TO_SHIP * 86_400) if shipped else "",
        "Accepts Marketing": "yes" if order.customer % 3 else "no",
        "Currency": CURRENCY,
        "Subtotal": _euros(order.subtotal),
        "Shipping": _euros(order.shipping),
        "Taxes": _euros(round(order.total * 21 / 121)),
        "Total": _euros(order.total),
        "Discount Code": _CODE if order.discount else "",
        "Discount Amount": _euros(order.discount),
        "Shipping Method": "Standard",
        **{f"Billing {part}": value for part, value in address.items()},
        **{f"Shipping {part}": value for part, value in address.items()},
        "Note Attributes": "gift: yes\nwrapping: paper" if order.number % 11 == 0 else "",
        "Cancelled at": "" if paid else _stamp(order, 3600),
        "Payment Method": "Bogus Gateway" if order.test else "Shopify Payments",
        "Payment Reference": reference,
        "Refunded Amount": _euros(order.refunded),
        "Outstanding Balance": "0.00" if paid else _euros(order.total),
        "Id": str(6_020_000_000_000 + order.number),
        "Tags": "test" if order.test else "",
        "Risk Level": "Low",
        "Source": "web",
        "Tax 1 Name": "NL btw 21%",
        "Tax 1 Value": _euros(round(order.total * 21 / 121)),
        "Payment ID": reference,
        "Payment References": reference,
    }


def _social_sessions(world: World) -> str:
    # The shop looks at the referrer, Google at the UTM marks: the shop sees about half as many social visits.
    social = world.visits["Organic Social"] + world.visits["Paid Social"]
    rows: list[tuple[date, int]] = []
    for index, day in enumerate(world.days):
        if day.weekday() == 0 and index + 7 <= len(
            world.days
        ):  # whole weeks only, and Shopify's begin on Monday
            rows.append((day, int(social[index : index + 7].sum()) * 53 // 100))
    rows.sort(key=lambda row: -row[1])
    return '"Week","Sessions"\n' + "".join(f'"{week}",{count}\n' for week, count in rows)


def _email(order: Order) -> str:
    return f"customer-{order.customer:05d}@example.com"


def _stamp(order: Order, later: int) -> str:
    return (order.at + timedelta(seconds=later)).strftime("%Y-%m-%d %H:%M:%S %z")


def _euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
