"""The reports themselves: what each says of the sample brand, in every format."""

from dataclasses import replace
from datetime import date

import page_samples
import pytest

from milepost.reports.document import Bullets, Chart, Document, Heading, Paragraph, Table
from milepost.reports.documents.board import board_document, page_document
from milepost.reports.documents.client import Done, client_document
from milepost.reports.documents.goal import goal_document
from milepost.reports.documents.parts import board_table
from milepost.reports.formats import FORMATS, format_named
from milepost.reports.scorecard import Page
from milepost.reports.words.verdict import verdict_line

PAGE = page_samples.full_page()
HEADS = ["Summary", "Performance against goal", "What we changed", "What is next", "What we need from you"]


def said(document: Document) -> str:
    found = [document.headline]
    for block in document.blocks:
        match block:
            case Heading() | Paragraph():
                found.append(block.text)
            case Bullets():
                found += block.items
            case Table():
                found += [cell for row in block.rows for cell in row]
    return "\n".join(found)


def under(document: Document, head: str) -> list[object]:
    blocks = list(document.blocks)
    at = next(n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.text == head) + 1
    end = next(
        (n for n in range(at, len(blocks)) if isinstance(b := blocks[n], Heading) and b.level == 1), None
    )
    return blocks[at:end]


def test_a_client_report_has_its_parts_in_order() -> None:
    document = client_document(PAGE)
    heads = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert heads == [*HEADS, "Appendix: where each figure comes from"]


def test_a_client_report_names_no_command_of_ours() -> None:
    assert "milepost " not in said(client_document(PAGE))


def test_decisions_and_proposals_stand_where_they_belong() -> None:
    done = Done(decisions=("Moved half of the budget to search.",), proposals=("Try a shorter form.",))
    document = client_document(PAGE, done)
    assert under(document, "What we changed")[0].items[0] == done.decisions[0]  # type: ignore[attr-defined]
    assert under(document, "What is next")[0].items[0] == done.proposals[0]  # type: ignore[attr-defined]


def test_a_goal_without_an_owner_and_a_file_that_asks_are_asked_for() -> None:
    asked = "\n".join(under(client_document(PAGE), "What we need from you")[0].items)  # type: ignore[attr-defined]
    assert "A name for who looks after" in asked or all(s.goal.owner for s in PAGE.goals)
    for line in PAGE.imports:
        assert (line.path in asked) == (line.status in ("question", "refused"))


def test_an_empty_brand_is_told_what_would_stand_there() -> None:
    empty = Page("Acme", date(2026, 5, 18), "EUR")
    for document in (client_document(empty), board_document(empty), page_document(empty)):
        assert "No goal is written down yet." in said(document)
        assert all(format_.render(document) for name, format_ in FORMATS.items() if name != "pdf")


@pytest.mark.parametrize("place", range(len(PAGE.goals)))
def test_a_goal_report_opens_with_the_verdict_and_keeps_the_first_target(place: int) -> None:
    state = PAGE.goals[place]
    document = goal_document(PAGE, state)
    assert document.headline == verdict_line(state)
    assert document.headline not in [b.text for b in document.blocks if isinstance(b, Paragraph)]
    assert "with the target" in said(document)


def test_a_chart_has_its_lines_from_the_same_figures_as_its_drawing() -> None:
    charts = [b for b in client_document(PAGE).blocks if isinstance(b, Chart)]
    assert charts
    for chart in charts:
        assert chart.lines
        assert chart.svg.count("<svg") == 2
        assert chart.target is not None


def test_the_board_has_a_row_a_goal_and_folds_vanity_at_the_foot() -> None:
    tables = [block for block in board_document(PAGE).blocks if isinstance(block, Table)]
    assert sum(len(one.rows) for one in tables[:-1]) == len(PAGE.goals)
    assert tables[-1].caption == "Not watched for decisions"


def test_an_unknown_chance_is_no_figure() -> None:
    for one in (block for block in board_document(PAGE).blocks if isinstance(block, Table)):
        for row, values in zip(one.rows, one.values, strict=True):
            assert (values[2] is None) or not row[2].startswith("unknown")


def test_two_goals_of_one_sentence_are_told_apart() -> None:
    state = next(s for s in PAGE.goals if s.goal.deadline)
    twin = replace(state, goal=replace(state.goal, id="twin"))
    heads = [
        b.text for b in page_document(replace(PAGE, goals=(state, twin))).blocks if isinstance(b, Heading)
    ]
    assert sum("by" in head and state.goal.sentence.rstrip(".") in head for head in heads) == 2


def test_the_whole_page_can_be_written_in_every_format() -> None:
    document = page_document(replace(PAGE, goals=PAGE.goals[:2]))
    for format_ in FORMATS.values():
        assert len(format_.render(document)) > 500


def test_formats_are_found_by_name_and_by_ending() -> None:
    assert format_named("pdf") is format_named(".PDF")


def test_the_first_target_stands_beside_one_that_was_moved_and_only_there() -> None:
    state = PAGE.goals[0]
    stood = replace(state, goal=replace(state.goal, first_target=state.goal.target))
    moved = replace(state, goal=replace(state.goal, first_target=state.goal.target * 2))
    for found, told in ((stood, False), (moved, True)):
        table = board_table([found], "Goals")
        assert ("First target" in table.heads) is told
        assert len(table.heads) == len(table.rows[0]) == len(table.values[0])
        assert {table.heads[at] for at in table.numeric} >= {"Chance", "So far", "Target"}
        assert "Landing, 8 in 10" not in {table.heads[at] for at in table.numeric}
