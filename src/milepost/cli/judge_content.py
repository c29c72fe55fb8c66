"""`judge content | customers | comments`: judgement on bare CSV files, no workspace."""

import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from milepost.cli.options import AsOf, Brand, Home, Json, asked
from milepost.period import read_day

Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Cut the file there (exclusive).")]


def register(judge: typer.Typer) -> None:
    """Add these commands to `judge`."""
    judge.command()(content)
    judge.command()(customers)
    judge.command()(comments)


def content(
    posts: Annotated[
        Path,
        typer.Argument(
            metavar="POSTS.csv",
            help="Columns posted (in the audience’s zone) and interactions; where known also exposure, "
            "format, text or length, tags, channel, account, title.",
        ),
    ],
    per: Annotated[
        str, typer.Option(help="What exposure is: reach, impressions, views or followers.")
    ] = "reach",
    until: Until = None,
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> None:
    """What goes with engagement among posts, and the best posts with luck taken out."""
    from milepost.errors import InvalidValue
    from milepost.judgement.content.post import Exposure
    from milepost.reports.judged_content import content_document, content_lines
    from milepost.workspace.bare_tables import read_posts

    ask = asked(home, brand, as_json, as_of)
    if per not in set(Exposure):
        raise InvalidValue(f"“{per}” is no exposure.", f"Say one of {', '.join(Exposure)}.")
    told = read_posts(posts, until=_day(until or as_of))
    _write(content_document(posts.stem, told, Exposure(per)), content_lines, as_json=ask.as_json)


def customers(
    orders: Annotated[
        Path,
        typer.Argument(
            metavar="ORDERS.csv",
            help="Columns customer, date and value; all orders since the shop began, one row each.",
        ),
    ],
    days: Annotated[int, typer.Option(help="How many days ahead.")] = 365,
    margin: Annotated[float | None, typer.Option(help="Gross margin, 0.4 for 40 %.")] = None,
    cac: Annotated[float | None, typer.Option(help="What it costs to win one customer.")] = None,
    discount: Annotated[float, typer.Option(help="How much less next year’s money is worth.")] = 0.0,
    currency: Annotated[str | None, typer.Option(help="Currency of the values, such as EUR.")] = None,
    until: Until = None,
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> None:
    """Who buys again, what they will still buy, what a new customer is worth and when they have paid."""
    from milepost.errors import InvalidValue
    from milepost.reports.judged_customers import customers_document, customers_lines
    from milepost.workspace.bare_tables import read_orders

    ask = asked(home, brand, as_json, as_of)
    if margin is not None and not 0 < margin <= 1:
        raise InvalidValue(f"A margin of {margin} is not between 0 and 1.", "Write 40 % as 0.4.")
    if days < 1 or discount < 0 or (cac is not None and not cac >= 0):
        raise InvalidValue("Days, cost and discount must not be negative.", "Ask for one day or more.")
    told = read_orders(orders, until=_day(until or as_of), currency=currency)
    found = customers_document(orders.stem, told, days=days, margin=margin, cac=cac, discount=discount)
    _write(found, customers_lines, as_json=ask.as_json)


def comments(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A CSV with a column text (or comment, content), or one comment a line."
        ),
    ],
    own: Annotated[
        list[str] | None,
        typer.Option("--own", metavar="DOMAIN", help="A domain of your own; links there are no spam."),
    ] = None,
    home: Home = None,
    brand: Brand = None,
    as_json: Json = False,
    as_of: AsOf = None,
) -> None:
    """Which comments are spam, which say something, and how many cannot be told."""
    from milepost.reports.judged_comments import comments_document, comments_lines
    from milepost.workspace.bare_tables import read_comments

    ask = asked(home, brand, as_json, as_of)
    _write(comments_document(file.stem, read_comments(file), own or []), comments_lines, as_json=ask.as_json)


def _day(text: str | None) -> date | None:
    return read_day(text) if text else None


def _write(found: dict[str, Any], lines: Callable[[Mapping[str, Any]], list[str]], *, as_json: bool) -> None:
    from milepost.cli.output import document

    if as_json:
        document(found)
    else:
        sys.stdout.write("\n".join(lines(found)) + "\n")
