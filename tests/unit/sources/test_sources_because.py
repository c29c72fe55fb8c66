"""The reason why a table was recognised names what its owner can see in it."""

from pathlib import Path

from milepost.sources import Answers, read_export, source_formats

CARD = '"Top cities"\n"Bristol, UK","Leeds, UK"\n"12.5","8"\n'


def test_a_card_laid_across_is_named_by_its_title(tmp_path: Path) -> None:
    path = tmp_path / "Audience.csv"
    path.write_text(CARD)
    reading = read_export(
        path,
        Answers(channel="instagram", period="2026-03-01..2026-03-31"),
        brand="b",
        zone=None,
        secret=b"k",
        staging=tmp_path / "s",
        formats=source_formats(),
    )
    (report,) = reading.reports
    assert (report.status, report.because) == (
        "imported",
        "Meta Business Suite audience card: by the title “Top cities”",
    )
