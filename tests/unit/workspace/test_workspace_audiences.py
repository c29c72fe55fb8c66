"""Profiles in the journal: written, changed with a reason, by two at once, taken back; and their evidence."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from milepost.errors import Conflict, InvalidValue, NotFound
from milepost.plan.audience import AudienceProfile
from milepost.plan.support import supported
from milepost.sources import Answers
from milepost.workspace.imports import import_files
from milepost.workspace.place import Workspace
from milepost.workspace.planning.audience_evidence import audience_evidence
from milepost.workspace.planning.audiences import (
    amend_audience,
    audience,
    audience_log,
    audiences,
    drop_audience,
    write_audience,
)

TODAY = date(2026, 4, 1)
CAMPERS = AudienceProfile("", "Young campers", "They sleep outside.", ages=("25-34",), interests=("tents",))


def test_a_profile_is_kept_under_a_short_name_and_stands_as_of_its_day(workspace: Workspace) -> None:
    kept = write_audience(workspace, CAMPERS, brand=None, today=TODAY, who="Ada")
    assert (kept.value.id, kept.version, kept.value.ages) == ("young_campers", 1, ("25-34",))
    assert audiences(workspace, brand=None, today=TODAY)["young_campers"] == kept
    assert audiences(workspace, brand=None, today=TODAY - timedelta(days=1)) == {}
    with pytest.raises(InvalidValue, match="already"):
        write_audience(workspace, CAMPERS, brand=None, today=TODAY)


def test_a_change_needs_a_reason_and_every_version_stays(workspace: Workspace) -> None:
    write_audience(workspace, CAMPERS, brand=None, today=TODAY)
    changes = {"ages": ("35-44",)}
    with pytest.raises(InvalidValue, match="reason"):
        amend_audience(workspace, "young_campers", changes, brand=None, today=TODAY, why=" ")
    with pytest.raises(InvalidValue, match="Nothing"):
        amend_audience(workspace, "young_campers", {}, brand=None, today=TODAY, why="so")
    amend_audience(workspace, "young_campers", changes, brand=None, today=TODAY, why="the export says so")
    log = audience_log(workspace, "young_campers", brand=None, today=TODAY)
    assert [(one.version, one.why, one.value and one.value.ages) for one in log] == [
        (1, "", ("25-34",)),
        (2, "the export says so", ("35-44",)),
    ]


def test_who_changes_what_another_has_changed_meanwhile_is_told(workspace: Workspace) -> None:
    write_audience(workspace, CAMPERS, brand=None, today=TODAY)
    amend_audience(
        workspace, "young_campers", {"ages": ("35-44",)}, brand=None, today=TODAY, why="a", who="Ada"
    )
    with pytest.raises(Conflict, match="Ada"):
        amend_audience(
            workspace, "young_campers", {"ages": ("18-24",)}, brand=None, today=TODAY, why="b", upon=1
        )
    assert audience(workspace, "young_campers", brand=None, today=TODAY).value.ages == ("35-44",)


def test_a_profile_taken_back_keeps_its_log_and_its_name_is_not_given_again(workspace: Workspace) -> None:
    write_audience(workspace, CAMPERS, brand=None, today=TODAY)
    drop_audience(workspace, "young_campers", brand=None, today=TODAY, why="too narrow")
    assert audiences(workspace, brand=None, today=TODAY) == {}
    with pytest.raises(NotFound):
        audience(workspace, "young_campers", brand=None, today=TODAY)
    log = audience_log(workspace, "young_campers", brand=None, today=TODAY)
    assert (log[-1].value, log[-1].why) == (None, "too narrow")
    again = write_audience(workspace, CAMPERS, brand=None, today=TODAY)
    assert again.value.id == "young_campers_2"


def test_evidence_is_read_from_imports_before_the_day_asked_for(workspace: Workspace, tmp_path: Path) -> None:
    assert audience_evidence(workspace, brand=None, today=TODAY).told == ()
    card = tmp_path / "Audience.csv"
    lines = ["sep=,", '"Age & gender"', '"","Women","Men"', '"25-34","45","30"', '"35-44","15","10"']
    card.write_text("\n".join(lines) + "\n", "utf-8")
    said = tmp_path / "comments.csv"
    head = "Name,Username,Date,Likes,Comment"
    rows = [
        f'P {n},p{n},2026-03-1{n} 10:00:00,0,"This tent is as I like it, all {n} of us say"' for n in range(6)
    ]
    said.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    answers = Answers(channel="instagram", period="2026-03-01..2026-03-31")
    for path in (card, said):
        (report,) = import_files(workspace, [path], answers, brand="Tin & Twine", who="")
        assert report.status == "imported"
    evidence = audience_evidence(workspace, brand=None, today=TODAY)
    (age,) = evidence.of("age")
    assert (age.day, round(age.share("25-34") or 0, 9)) == (date(2026, 3, 31), 0.75)
    assert evidence.heard is not None
    assert [(topic.words, topic.people) for topic in evidence.heard.topics] == [("tent", 6)]
    assert [s.standing.value for s in supported(CAMPERS, evidence)] == ["supported", "supported"]
    assert audience_evidence(workspace, brand=None, today=date(2026, 3, 31)).told == ()
