"""Documents for the tests of the formats: one of everything, and one whose every text means harm."""

from datetime import date, timedelta

from milepost.reports.document import (
    Bullets,
    Chart,
    Document,
    Heading,
    Label,
    Line,
    Paragraph,
    Point,
    Table,
    Tone,
)

AS_OF = date(2026, 6, 1)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" width="100" height="50" '
    'class="chart wide" role="img"><path d="M0 0L100 50" class="actual"/>'
    '<text x="4" y="10" class="usual halo">usual</text></svg>'
)

PAYLOADS = (
    "=1+1",
    '=HYPERLINK("http://evil.example","click")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "＝1+1",
    "＋1+1",
    "＠SUM(A1)",
    "|calc",
    "%0A=1",
    "{=1+1}",
    "http://evil.example/a",
    "internal:Sheet1!A1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png)",
    "# heading\n- item\n> quote\n1. one",
    "| a | b |\n|---|---|",
    "`code` *bold* _it_ ~~x~~ <b>b</b> &lt;",
    "مرحبا بالعالم",
    "\u202egnp.exe\u202c abc",
    "nul\x00bell\x07esc\x1b[31m",
    "😀👩‍👩‍👧‍👦 🇩🇪",
    "x" * 400,
    "\ud800 lone",
    "漢字" * 60,
)


def chart(title: str = "Leads: course and forecast", caption: str = "120 so far.", svg: str = SVG) -> Chart:
    """A line with a gap, a forecast with its band, a target, and the table behind it."""
    days = [AS_OF + timedelta(weeks=n) for n in range(-6, 4)]
    measured = (10.0, 22.0, None, 41.0, 55.0, 61.0)
    ahead = ((70.0, (60.0, 80.0)), (81.0, (66.0, 97.0)), (90.0, None), (99.0, (75.0, 121.0)))
    return Chart(
        title,
        caption,
        svg,
        (
            Line(title, tuple(Point(day, value) for day, value in zip(days, measured, strict=False))),
            Line(
                "Forecast",
                tuple(Point(day, value) for day, (value, _) in zip(days[6:], ahead, strict=True)),
                tuple(band for _, band in ahead),
                dashed=True,
            ),
        ),
        "count",
        target=100.0,
        behind=Table(title, ("Day", "Measured"), (("1 May", "10"), ("8 May", "unknown"))),
    )


def table(text: str = "Newsletter") -> Table:
    """Text, a count, a share, money and an unknown."""
    return Table(
        f"Figures of {text}",
        ("What", "Count", "Share", "Money"),
        (
            (text, "1,234", "4.2 %", "€12.50"),
            ("Second", "−12.5", "unknown: not reported", "€1,000"),
        ),
        ((None, 1234.0, 0.042, 12.5), (None, -12.5, None, 1000.0)),
        frozenset({1, 2, 3}),
    )


def document(text: str = "Newsletter", label: Label | None = None) -> Document:
    """One of everything, with `text` in every field that people can write."""
    return Document(
        kind="client",
        title=text,
        brand=text,
        as_of=AS_OF,
        headline=text,
        blocks=(
            Heading(text),
            Paragraph(text, Tone.GOOD, text),
            Paragraph(text, Tone.WATCH),
            Paragraph(text, Tone.BAD),
            Paragraph(text, Tone.UNKNOWN),
            Paragraph(text, Tone.SOFT),
            Bullets((text, text)),
            Heading(text, 2),
            table(text),
            chart(text, text),
        ),
        notes=(text,),
        label=label or Label(footer=text),
    )
