"""The document and the rows of `status`."""

import json

import goal_parts
import goal_samples
import page_samples

from milepost.reports.terminal import status_document, status_rows

KEYS = {
    "id",
    "sentence",
    "kpi",
    "unit",
    "baseline",
    "first_target",
    "target",
    "start",
    "deadline",
    "actual",
    "progress",
    "probability",
    "landing",
    "even_odds_target",
    "verdict",
    "says",
}


def test_the_document_has_the_promised_shape_and_is_json() -> None:
    document = status_document(page_samples.full_page().goals, goal_parts.AS_OF)
    json.dumps(document, allow_nan=False)
    assert document["as_of"] == "2026-05-18"
    assert [set()] * 10 == [KEYS - set(goal) for goal in document["goals"]]


def test_a_goal_is_told_in_figures() -> None:
    goal = status_document((goal_parts.state(),), goal_parts.AS_OF)["goals"][0]
    assert goal["landing"] == {"low": 243.2, "median": 312.0, "high": 391.4}
    assert goal["baseline"] == {"low": 230.0, "value": 262.0, "high": 301.0}
    assert (
        goal["probability"],
        goal["even_odds_target"],
        goal["verdict"],
        goal["deadline"],
    ) == (0.71, 312.0, "likely", "2026-06-30")


def test_what_is_not_known_is_null() -> None:
    goal = status_document((goal_samples.unknown_calls(),), goal_parts.AS_OF)["goals"][0]
    assert [
        goal[key] for key in ("actual", "progress", "probability", "landing", "even_odds_target", "baseline")
    ] == [None] * 6
    assert goal["unknown"].startswith("Only 2 whole months are known")


def test_a_row_has_a_sign_and_a_word_and_gives_a_reason_once() -> None:
    told, untold, bare = status_rows(
        (goal_parts.state(), goal_samples.unknown_calls(), goal_samples.without_data())
    )
    assert (told.mark, told.word) == ("●", "Likely")
    assert len(told.more) == 1
    assert untold.more[0].startswith("Only 2 whole months are known; a forecast needs 4.")
    assert bare.more == ()
