"""What is said of backups and erasures: every reason has its sentence, and sizes are what people say."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from milepost.knowledge import table
from milepost.reports.keeping import (
    backup_lines,
    erased_lines,
    found_lines,
    holdings_lines,
    not_found_lines,
    set_aside_line,
    set_aside_warnings,
    size_words,
)
from milepost.workspace.keeping.backup import Backup
from milepost.workspace.keeping.brand_holdings import Holdings
from milepost.workspace.keeping.contents import Because, LeftOut
from milepost.workspace.keeping.erasing import Erased
from milepost.workspace.keeping.found import Found
from milepost.workspace.keeping.manifest import Manifest, Member
from milepost.workspace.keeping.set_aside import SetAside

MANIFEST = Manifest(
    1, "0.1.0", datetime(2026, 11, 22, tzinfo=UTC), (Member("secret", 32, "0" * 64, private=True),) * 3
)


def holdings(**changed: object) -> Holdings:
    known: dict[str, object] = {
        "brand": "Tin & Twine",
        "imports": 2,
        "goals": 1,
        "decisions": 0,
        "first_day": date(2026, 1, 1),
        "last_day": date(2026, 3, 3),
        "archived": ("a", "b"),
        "shared": 0,
        "folders": (),
        "secrets": (),
        "logos": (),
        "files": 9,
        "size": 4_400_000,
        "rows": {"entry": 1200},
        "last_brand": False,
    }
    return Holdings(**{**known, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize("because", list(Because))
def test_every_reason_to_leave_a_file_out_has_its_sentence(because: Because) -> None:
    left = tuple(LeftOut(f"file-{n}", because) for n in range(7))
    told = "\n".join(backup_lines(Backup(Path("/b.zip"), 1234, MANIFEST, left)))

    assert "file-0, file-1, file-2, file-3, file-4 and 2 more: " in told
    assert "{" not in told


def test_nothing_left_out_is_not_spoken_of() -> None:
    assert "Not in it" not in "\n".join(backup_lines(Backup(Path("/b.zip"), 1234, MANIFEST, ())))


def test_what_would_go_is_told_in_full() -> None:
    assert list(holdings_lines(holdings(secrets=("x",), logos=("y", "z"), shared=1))) == [
        "Erasing “Tin & Twine” would remove, for good:",
        "  2 imports (2026-01-01 to 2026-03-03), with all facts read from them: 9 files, 4.4 MB",
        "  1 goal, 0 decisions, and all else that was written of it: 1,200 rows in the database",
        "  its settings, 1 secret, 2 logos",
        "One file stays in the archive: another brand imported the same.",
        "Backups that you made before still hold it. They are yours to delete.",
        "Nothing was erased. If you mean it: milepost erase --brand 'Tin & Twine' --yes",
    ]


def test_a_brand_without_data_has_no_days() -> None:
    told = list(holdings_lines(holdings(imports=0, first_day=None, last_day=None, files=0, size=0)))

    assert told[1] == "  0 imports, with all facts read from them: 0 files, 0 bytes"


def test_where_it_is_still_named_is_told() -> None:
    done = Erased(
        holdings(last_brand=True), (("Other", "goal", 2), ("", "x", 1)), ("knowledge/a.toml",), ("plan.yaml",)
    )
    told = list(erased_lines(done, "/home/ws"))

    assert "Still named in 2 journal entries (goal) of Other: these are theirs and stay." in told
    assert "Still named in 1 journal entry (x) of the workspace: these are theirs and stay." in told
    assert any("knowledge/a.toml" in line for line in told)
    assert any("plan.yaml" in line for line in told)
    assert "/home/ws" in told[-1]


def found(**changed: object) -> Found:
    at = datetime(2026, 11, 20, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    known: dict[str, object] = {
        "created": at,
        "milepost": "0.1.0",
        "brands": ("Tin & Twine", "Quillfen"),
        "imports": 27,
        "changed": (),
        "rows": 19512,
        "goals": 5,
        "decisions": 1,
        "people": 3,
        "owners": ("mara@example.com",),
        "last": at,
        "outside": (),
    }
    return Found(**{**known, **changed})  # type: ignore[arg-type]


def test_what_a_checked_backup_holds_is_told_in_full() -> None:
    assert list(found_lines(found())) == [
        "Made on 2026-11-20 08:30 UTC by Milepost 0.1.0.",
        "The last thing written in it is of 2026-11-20 08:30 UTC.",
        "It holds 2 brands: Tin & Twine, Quillfen.",
        "In it: 27 imports (19,512 rows of figures), 5 goals, 1 decision and 3 accounts.",
        "Every file in it is what it was that day, and every figure was computed again and is the same.",
        "After restoring, people sign in with its accounts. It is owned by mara@example.com.",
    ]


def test_what_a_backup_lacks_or_changed_is_told() -> None:
    bare = found(brands=(), owners=(), last=None, changed=("Quillfen/post",), outside=("/etc/mail-word",))
    told = "\n".join((*found_lines(bare), *not_found_lines(bare)))
    assert "It holds no brand." in told
    assert "not the same: Quillfen/post." in told
    assert "Nobody has an account in it. After restoring, the console" in told
    assert "Not in it, though its settings name them: /etc/mail-word." in told
    assert "last thing written" not in told


def test_an_earlier_state_is_told_in_a_line_with_what_to_know_before_one_goes_back() -> None:
    at = datetime(2026, 11, 22, 18, 38, tzinfo=UTC)
    one = SetAside(
        "2026-11-22-183801", at, "mara@example.com", "", ("Quillfen",), 5_000_000, whole=True, people=0
    )
    assert set_aside_line(one) == "Quillfen; set aside on 2026-11-22 18:38 UTC by mara@example.com; 5.0 MB."
    assert next(set_aside_warnings(one)).startswith("Nobody has an account in it.")
    assert len(list(set_aside_warnings(replace(one, people=2)))) == 1
    left = replace(one, whole=False)
    assert "cannot take the place" in set_aside_line(left)
    assert list(set_aside_warnings(left)) == []


def test_earlier_states_that_hold_an_erased_brand_are_named() -> None:
    told = list(holdings_lines(holdings(aside=("set-aside/2026-11-22-183801",))))
    assert any(line.startswith("Still in set-aside/2026-11-22-183801, which a restore") for line in told)


@pytest.mark.parametrize(
    ("size", "says"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (4.4e6, "4.4 MB"), (2.5e9, "2.5 GB")],
)
def test_sizes(size: float, says: str) -> None:
    assert size_words(int(size)) == says


def test_every_sentence_is_short() -> None:
    for part in table("keeping").values():
        for said in part.values():
            assert all(len(one.split()) <= 30 for one in re.split(r"(?<=[.:]) ", said)), said
