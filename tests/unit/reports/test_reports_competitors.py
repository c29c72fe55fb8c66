"""The sentences beside a comparison are short, and the command answers in one document."""

import json

import pytest
from rival_samples import listed, total

from milepost.judgement.competitors.compare import Comparison, compare
from milepost.judgement.competitors.public import Told
from milepost.judgement.competitors.suggest import from_figures
from milepost.knowledge import table
from milepost.reports.competitors import comparison_document, comparison_lines
from milepost.reports.competitors import listed as in_words
from milepost.workspace.rivals.compared import Rivalries, Rivalry


def document(*told: Told, own_known: bool = True) -> dict[str, object]:
    found = compare("instagram", told)
    suggested = tuple(from_figures(found)) if isinstance(found, Comparison) else ()
    rivalry = Rivalry("instagram", told[0].source, found, (), suggested, own_known)
    return comparison_document(Rivalries("Acme", (rivalry,), ("Dune",)))


@pytest.mark.parametrize("code", sorted(table("competitor_notes")))
def test_a_note_is_short(code: str) -> None:
    assert len(table("competitor_notes")[code]["says"].split()) <= 30


def test_the_formula_the_days_and_what_is_left_out_are_said() -> None:
    said = "\n".join(
        comparison_lines(document(listed("Acme", [10] * 30, own=True), listed("Bolt", [40] * 30)))
    )

    assert "likes and comments, counted the same way for every brand over the same 70 days" in said
    assert "Shares are not told of every brand" in said
    assert "Dune: no table and no typed figure tells of it yet." in said


def test_sizes_that_differ_take_the_strength_away() -> None:
    told = (total("Acme", 30, 300, own=True, followers=1000), total("Bolt", 30, 9000, followers=90_000))
    said = "\n".join(comparison_lines(document(*told)))

    assert "Bolt has 90 times your followers" in said
    assert "Suggested" not in said


def test_many_rivals_are_told_by_measure() -> None:
    rivals = [listed(f"Rival {at}", [10 * 3**at] * 40) for at in range(5)]
    lines = comparison_lines(document(listed("Acme", [10] * 40, own=True), *rivals))

    (line,) = [line for line in lines if line.startswith("  - Interactions a post, you 11")]
    assert "more " in line
    assert "no clear difference to Rival 0 (11)" in line


def test_what_is_not_compared_says_why() -> None:
    quiet = Told("Bolt", own=False, source="list")

    lines = comparison_lines(document(listed("Acme", [1] * 30, own=True), quiet))

    assert any("Not compared" in line and "Bolt" in line for line in lines)


def test_the_document_is_plain_json() -> None:
    from milepost.cli.output import plain

    told = document(listed("Acme", [10] * 30, own=True), listed("Bolt", [40] * 30, followers=None))

    channel = json.loads(json.dumps(plain(told)))["channels"][0]
    assert channel["formula"] == ["likes", "comments"]
    bolt = channel["brands"][1]["figures"]["interactions_per_post_per_1000_followers"]
    assert bolt["value"] is None
    assert "followers" in bolt["unknown"]


def test_a_long_set_is_counted() -> None:
    assert in_words(["A"]) == "A"
    assert in_words(["A", "B", "C"]) == "A, B and C"
    assert in_words([f"Brand {at}" for at in range(9)]).endswith("Brand 5 and 3 more")
