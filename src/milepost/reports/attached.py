"""The mail that carries a report as a file: its verdict in a line, and the file."""

from datetime import date

from markupsafe import escape

from milepost.language import spoken
from milepost.reports import numbers
from milepost.reports.documents.made import Made
from milepost.reports.formats import Format
from milepost.reports.words.delivery import says
from milepost.workspace.delivery.message import Attached, Mail


def report_mail(made: Made, form: Format, *, brand: str, kind: str, today: date, message: str = "") -> Mail:
    """The mail for a report of that kind; `message` are the sender's own words above it."""
    day = numbers.day(today).replace(numbers.NBSP, " ")
    name = f"{'-'.join(brand.split())}-{kind}-{today.isoformat()}{form.extension}"
    lines = [*message.split("\n\n"), made.headline, says("attached", "says", name=name)]
    kept = [line.strip() for line in lines if line.strip()]
    html = "".join(f"<p>{escape(line)}</p>" for line in kept)
    return Mail(
        subject=says("attached", "subject", brand=brand, day=day),
        text="\n\n".join(kept) + "\n",
        html=f'<!doctype html><html lang="{spoken()}"><body>{html}</body></html>',
        attached=Attached(name, form.media_type, made.data),
    )
