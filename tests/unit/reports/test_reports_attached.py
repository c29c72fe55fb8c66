"""The mail that carries a report: its words are harmless, its file has a plain name."""

from datetime import date

from milepost.reports.attached import report_mail
from milepost.reports.documents.made import Made
from milepost.reports.formats import FORMATS

MADE = Made(b"%PDF", 2, 9, (), headline="One of two goals is likely.")


def test_it_says_the_verdict_the_senders_words_and_the_file() -> None:
    mail = report_mail(
        MADE,
        FORMATS["pdf"],
        brand="Tin & Twine",
        kind="client",
        today=date(2026, 3, 2),
        message="Dear <b>all</b>,\n\nhere it is.",
    )
    assert mail.subject == "Tin & Twine: report as of 2 March 2026"
    assert mail.text.startswith("Dear <b>all</b>,\n\nhere it is.\n\nOne of two goals is likely.")
    assert "<b>" not in mail.html
    assert mail.attached is not None
    assert (mail.attached.name, mail.attached.data) == ("Tin-&-Twine-client-2026-03-02.pdf", b"%PDF")
