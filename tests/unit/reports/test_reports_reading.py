"""A sentence that was read, in words: “to” a level, “by” a change, each in its unit."""

import pytest

from milepost.goals.sentence import read_sentence
from milepost.reports.reading_words import reading_lines


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("Increase leads to 5,000 by 30 June 2027.", "increase to 5,000"),
        ("Increase leads by 5,000 by 30 June 2027.", "increase by 5,000"),
        ("CAC -20% by June 2027.", "decrease by 20 %"),
        ("Reach 90% completion rate by 1 March 2027.", "reach 90 %"),
        ("Keep response time below 2 hours until June 2027.", "maintain at 2 h"),
        ("Reduce CPL to 30 EUR by May 2027.", "decrease to 30 EUR"),
        ("Get 20 booked calls a month.", "reach 20 a month"),
    ],
)
def test_a_target_reads_as_it_was_meant(sentence: str, target: str) -> None:
    lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in reading_lines(read_sentence(sentence))]
    assert f"  target: {target}" in lines
