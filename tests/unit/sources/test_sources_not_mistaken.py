"""Lists that look like comments, mentions or competitors, and are none."""

from pathlib import Path

import pytest

from milepost.sources import Answers, read_export, source_formats

FORMATS = source_formats()
OURS = {"comments", "comments_of_networks", "mentions", "competitor_profiles", "rivaliq_posts"}
OURS |= {"youtube_breakdown", "youtube_breakdown_chart", "youtube_breakdown_other", "meta_audience"}


@pytest.mark.parametrize(
    "text",
    [
        "Date,Name,Email,Message,Source\n2025-03-01,Ann Able,a@example.com,Hello,Instagram\n",
        "Date,Author,Likes,Comments,Shares\n2025-03-01,Tin & Twine,3,4,1\n",
        "Date,Network,Profile,Audience,Net Audience Growth,Engagements\n2025-03-01,X,Tin & Twine,9,1,2\n",
        "Date,Title,URL,Topic\n2025-03-01,How tins are made,https://example.com/1,tins\n",
        "Country,Views\nUtopia,5\nErewhon,3\n",
        "Device type,Views,Users\nmobile,5,3\n",
        "City,Value\nTinford,5\nTwine Bay,3\n",
    ],
)
def test_other_lists_are_not_ours(text: str, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(text)
    reading = read_export(
        path, Answers(), brand="b", zone=None, secret=b"k", staging=tmp_path / "s", formats=FORMATS
    )
    assert not OURS & {report.format for report in reading.reports}
