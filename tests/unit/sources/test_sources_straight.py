"""A big flat file read straight gives what the careful way gives."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from milepost.knowledge.reader import table
from milepost.sources import Answers, Reading, TableReport, read_export, source_formats
from milepost.sources.straight import read_straight
from milepost.sources.work import Context

FORMATS = source_formats()
HEAD = "date,channel,post_id,campaign,format,impressions,reach,likes,watch_seconds,spend\n"
TIDY = (
    "2026-03-01,instagram,P1,Spring,reel,100,80,5,12.5,1.25\n"
    "2026-03-02,instagram,P1,Spring,reel,50,,2,6,0.000001\n"
    "2026-03-01,LinkedIn,P2,,text,20,7,1,,123456789.123456\n"
)
FILES = {
    "tidy": HEAD + TIDY,
    "the same key twice": HEAD + TIDY + "2026-03-02,instagram,P1,Spring,reel,7,,2,6,1\n",
    "words for nothing": HEAD + TIDY + "2026-03-03,x,P3,-,text,-,N/A,2,--,\n",
    "spelled figures": HEAD + TIDY + '2026-03-03,x,P3,-,text,"1,234",12 ,2,"1,234.5",$3.10\n',
    "damage": HEAD
    + TIDY
    + "2026-03-03,x,P3,,text,many,1.5,2,1,1\nTotal,,,,,170,,8,,\n2026-03-04,x,1.7E+18,,,1,1,1,1,1\n",
    "short and wide rows": HEAD + TIDY + "2026-03-03,x,P3,,text,4\n2026-03-04,x,P3,,text,4,4,4,4,4,oops,9\n",
    "empty": HEAD,
    "three places after every point": HEAD + "2026-03-01,x,P1,,text,1,1,1,1.234,5.678\n",
    "decimal commas": (HEAD + TIDY).replace(".", "§").replace(",", ";").replace("§", ","),
    "days first": HEAD + "31.03.2026,x,P1,,text,1,1,1,1,1.5\n01.04.2026,x,P1,,text,1,1,1,1,1\n",
    "crlf": (HEAD + TIDY).replace("\n", "\r\n"),
    "quoted": HEAD + '2026-03-01,x,P1,"Spring, ""early""\nand late",text,1,1,1,1,1.5\n',
}


def context_of(staging: Path) -> Context:
    return Context(
        Answers(),
        brand="b",
        zone=None,
        secret=b"k",
        staging=staging,
        already_redacted=False,
        channel_words=table("channels")["words"],
    )


def facts(reading: Reading) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every part, as a multiset."""
    return {
        part.table: sorted(map(repr, duckdb.sql(f"FROM '{part.path}'").fetchall())) for part in reading.parts
    }


def columns(report: TableReport) -> list[str]:
    return [problem.where for problem in report.problems if "column" in problem.where]


@pytest.mark.parametrize("name", FILES)
def test_straight_and_careful_agree(name: str, tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text(FILES[name], encoding="utf-8", newline="")
    context = context_of(tmp_path / "one")
    context.staging.mkdir()
    straight = read_straight(path, context, FORMATS, big=0)
    assert straight is not None
    careful = read_export(
        path, Answers(), brand="b", zone=None, secret=b"k", staging=tmp_path / "two", formats=FORMATS
    )
    assert facts(careful) == facts(straight)
    (one,), (two,) = straight.reports, careful.reports
    assert two.status == one.status
    assert (two.rows_read, two.rows_kept, two.left_out) == (one.rows_read, one.rows_kept, one.left_out)
    assert (two.first_day, two.last_day) == (one.first_day, one.last_day)
    assert columns(two) == columns(one)
    assert bool(two.problems) == bool(one.problems)
    assert one.rows_read == one.rows_kept + sum(item.rows for item in one.left_out)


def test_only_formats_that_say_so(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text(HEAD + TIDY, encoding="utf-8")
    context = context_of(tmp_path)
    other = {id_: replace(fmt, layout="columns") for id_, fmt in FORMATS.items()}
    assert read_straight(path, context, other, big=0) is None
    assert read_straight(path, context, FORMATS) is None
    path.write_text(HEAD + TIDY, encoding="utf-16")
    assert read_straight(path, context, FORMATS, big=0) is None
