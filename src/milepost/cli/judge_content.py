"""`judge content | customers | comments`: judgement on bare CSV files, no workspace."""

from pathlib import Path
from typing import Annotated

import typer

from milepost.cli.bare_files import end_of_history
from milepost.cli.options import Asked, everywhere

Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Cut the file there (exclusive).")]


def register(judge: typer.Typer) -> None:
    """Add these commands to `judge`."""
    judge.command()(content)
    judge.command()(customers)
    judge.command()(comments)


@everywhere
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
    *,
    ask: Asked,
) -> None:
    """What goes with engagement among posts, and the best posts with luck taken out."""
    from milepost.cli.output import tell
    from milepost.errors import InvalidValue
    from milepost.judgement.content.post import Exposure
    from milepost.reports.judged_content import content_document, content_lines
    from milepost.workspace.bare_tables import read_posts

    if per not in set(Exposure):
        raise InvalidValue(f"“{per}” is no exposure.", f"Say one of {', '.join(Exposure)}.")
    told = read_posts(posts, until=end_of_history(until, ask))
    found = content_document(posts.stem, told, Exposure(per))
    tell(ask, found, content_lines(found))


@everywhere
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
    *,
    ask: Asked,
) -> None:
    """Who buys again, what they will still buy, what a new customer is worth and when they have paid."""
    from milepost.cli.output import tell
    from milepost.errors import InvalidValue
    from milepost.reports.judged_customers import customers_document, customers_lines
    from milepost.workspace.bare_tables import read_orders

    if margin is not None and not 0 < margin <= 1:
        raise InvalidValue(f"A margin of {margin} is not between 0 and 1.", "Write 40 % as 0.4.")
    if days < 1 or discount < 0 or (cac is not None and not cac >= 0):
        raise InvalidValue("Days, cost and discount must not be negative.", "Ask for one day or more.")
    told = read_orders(orders, until=end_of_history(until, ask), currency=currency)
    found = customers_document(orders.stem, told, days=days, margin=margin, cac=cac, discount=discount)
    tell(ask, found, customers_lines(found))


@everywhere
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
    *,
    ask: Asked,
) -> None:
    """Which comments are spam, which say something, and how many cannot be told."""
    from milepost.cli.output import tell
    from milepost.reports.judged_comments import comments_document, comments_lines
    from milepost.workspace.bare_tables import read_comments

    found = comments_document(file.stem, read_comments(file), own or [])
    tell(ask, found, comments_lines(found))
