"""Real logs of orders: who bought, when, for how much. None of their rows lies in the project.

Read from `MILEPOST_HELD/orders/*.csv` (columns customer,date,value), where these were put, one file a shop:

- `cdnow`: CDNOW master, 23,570 customers (github.com/CamDavidsonPilon/lifetimes, CDNOW_master.txt)
- `grocery`: an online grocer (github.com/mplatzer/BTYDplus, groceryElog)
- `apparel`: a clothes shop (github.com/bachmannpatrick/CLVTools, apparelTrans)
- `coffee`: a coffee machine paid by card (Kaggle “Coffee Sales”, 2024)
- `groceries`, `retail`, `example`: two sets of Kaggle and that of lifetimes; their making is not told

and from the exports of shops in the shared folder. What is absent is left out, and the figures say how many.
"""

import csv
import io
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from milepost.judgement.customers.orders import Orders, orders_from_rows

HELD = Path(os.environ.get("MILEPOST_HELD", "../held"))
CUSTOMER = ("email", "billing address email", "customer")
DAY = ("created at", "order created at", "date")
VALUE = ("total", "value")
STATUS = ("completed", "processing", "paid", "partially_refunded", "")


def shops(shared: Path) -> dict[str, Orders]:
    """Every log that is there, by its file's name."""
    paths = [
        *sorted((HELD / "orders").glob("*.csv")),
        *sorted((shared / "exports/web").glob("shopify__orders_*.csv")),
        *sorted((shared / "exports/web").glob("woocommerce__orders_*.csv")),
    ]
    found = {path.stem.partition("__")[2] or path.stem: orders_from_rows(_rows(path)) for path in paths}
    return {name: orders for name, orders in found.items() if orders.customers}


def _rows(path: Path) -> Iterator[tuple[str, date, float | None]]:
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    for raw in csv.DictReader(io.StringIO(text, newline="")):
        row = {str(name).strip().casefold(): cell or "" for name, cell in raw.items() if name}
        customer, day, value = (
            next((row[n] for n in names if n in row), "") for names in (CUSTOMER, DAY, VALUE)
        )
        alone = "value" in row  # a held log; the exports write one row an item and name their state
        if not customer or not day or (not alone and not value) or row.get("cancelled at"):
            continue
        if row.get("status", row.get("financial status", "")).casefold() not in STATUS:
            continue
        yield customer, date.fromisoformat(day[:10]), float(value) if value else None
