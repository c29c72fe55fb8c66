"""What is said of a sending: every reason has its sentence, short and without a gap."""

import re

import pytest

from milepost.egress import Because
from milepost.reports.words.delivery import outcome
from milepost.workspace.delivery.sending import Result, Sending


@pytest.mark.parametrize("because", list(Because))
@pytest.mark.parametrize("detail", ["", "hooks.example"])
def test_every_reason_has_its_sentence(because: Because, detail: str) -> None:
    sending = Sending("slack", "weekly", "hooks.example/…", "abc", Result.NOT_SENT, because, detail)
    told = outcome(sending)
    first, *rest = re.split(r"(?<=[.]) (?=[A-Z])", told)

    assert first.startswith("Not sent to hooks.example/…: ")
    assert rest[0] == "Nothing is lost."
    assert len(rest) >= 2, "it says what to do"
    assert all(len(one.split()) <= 30 for one in (first, *rest))
    assert "{" not in told
    assert "()" not in told


@pytest.mark.parametrize("result", list(Result))
def test_every_result_has_its_sentence(result: Result) -> None:
    told = outcome(Sending("slack", "weekly", "hooks.example/…", "abc", result))

    assert "hooks.example/…" in told
    assert "{" not in told


def test_a_run_that_died_is_told_as_one() -> None:
    told = outcome(Sending("slack", "weekly", "x", "abc", Result.BEGUN))

    assert told == (
        "It may have reached x: an earlier run today stopped before it learned the answer. "
        "It is not repeated by itself. Ask whether it came; if not, send it with --again."
    )
