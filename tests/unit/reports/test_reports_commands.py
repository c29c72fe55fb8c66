"""Pages name no commands: every remedy that the reports know is said without one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.knowledge.reader import table
from milepost.reports.document import Bullets, Document, Paragraph
from milepost.reports.words.commands import document_without_commands, without_commands

SAID = [
    ("Name it: milepost goal amend g1 --objective ID --why “…”.", "Name it."),
    ("It needed 20,600. Then: milepost decision close d1 --learned “…”", "It needed 20,600."),
    ("Watch Orders. Take it with: milepost decide “…” --from spend_up@paid_social", "Watch Orders."),
    (
        "Say what was learned: milepost goal close g1 --learned “…”. Then go on: milepost goal propose g1.",
        "Say what was learned. Then go on.",
    ),
    (
        "Close it (milepost goal close g1 --learned “…”), and see what comes next: milepost goal propose g1",
        "Close it, and see what comes next.",
    ),
    ("No goal is written down. Begin with: milepost goal add “…”", "No goal is written down."),
    ("Give the day: --until 2027-03-31.", "Give the day."),
    ("Keep “followers” as what leads to it (--lead).", "Keep “followers” as what leads to it."),
    ("Do it now: milepost plan quarter.", ""),
    (
        "A milepost stands at the road; milepost by milepost.",
        "A milepost stands at the road; milepost by milepost.",
    ),
]


@pytest.mark.parametrize(("text", "left"), SAID)
def test_the_command_goes_and_the_advice_stays(text: str, left: str) -> None:
    assert without_commands(text) == left


@pytest.mark.parametrize("part", ["says", "remedy"])
def test_no_finding_names_a_command_on_a_page(part: str) -> None:
    for code, words in table("findings").items():
        said = without_commands(str(words.get(part, "")))
        assert "milepost " not in said, code
        assert " --" not in said, code


@given(st.text(alphabet="abc .:;,()“”—%", max_size=80))
def test_what_names_no_command_is_left_as_it_is(text: str) -> None:
    assert without_commands(text) == text


def test_a_document_loses_them_in_paragraphs_and_lists() -> None:
    from datetime import date

    blocks = (Paragraph("Fine.", small="Close it: milepost goal close g1"), Bullets(("See: milepost kpis",)))
    plain = document_without_commands(Document("review", "t", "Brand", date(2026, 3, 1), "h", blocks))
    assert plain.blocks == (Paragraph("Fine.", small="Close it."), Bullets(("",)))
