"""What a workspace says of real audiences, against shares that are added up here by other means."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from real_exports import SHARED, needs_exports

from milepost.judgement.audience.evidence import Evidence
from milepost.sources import Answers
from milepost.store.database import disconnect
from milepost.workspace.imports import import_files
from milepost.workspace.opening import init_workspace
from milepost.workspace.planning.audience_evidence import audience_evidence

pytestmark = needs_exports
SOCIAL = SHARED / "social"


def text_of(path: Path) -> str:
    data = path.read_bytes()
    return data.decode("utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig").replace("\r\n", "\n")


CARDS = [p.name for p in sorted(SOCIAL.glob("*audience-*.csv")) if '"Age & gender"' in text_of(p)]


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    disconnect()


def imported(folder: Path, *names: str, answers: Answers) -> Evidence:
    workspace = init_workspace(folder / "ws", brand="b", currency="EUR", zone="UTC")
    for report in import_files(workspace, [SOCIAL / name for name in names], answers, brand="b", who=""):
        assert report.status == "imported"
    return audience_evidence(workspace, brand=None, today=date(2026, 11, 1))


@pytest.mark.parametrize("name", CARDS)
def test_ages_and_genders_of_a_card_are_the_sums_of_its_cells(name: str, tmp_path: Path) -> None:
    lines = text_of(SOCIAL / name).split('"Age & gender"', 1)[1].splitlines()[1:]
    table = list(csv.reader(io.StringIO("\n".join(lines[: lines.index("")]))))
    cells = {
        (row[0], head): float(cell or 0)
        for row in table[1:]
        for head, cell in zip(table[0][1:], row[1:], strict=True)
    }
    sums: Counter[str] = Counter()
    for (age, gender), share in cells.items():
        sums[age] += share  # type: ignore[assignment]
        sums[gender.lower()] += share  # type: ignore[assignment]
    evidence = imported(tmp_path, name, answers=Answers(channel="instagram", period="2026-03-01..2026-03-31"))
    found = {
        g.name: g.share * 100 for kind in ("age", "gender") for told in evidence.of(kind) for g in told.groups
    }
    assert found == pytest.approx({key: share for key, share in sums.items() if share})


def test_linkedins_counts_are_shares_of_those_who_are_told(tmp_path: Path) -> None:
    (path,) = SOCIAL.glob("linkedin__page-followers-*.xlsx")
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_name("Seniority").to_python()
    counts = {str(name): float(str(count)) for name, count in sheet[1:] if name}
    evidence = imported(tmp_path, path.name, answers=Answers())
    (told,) = evidence.of("seniority")
    assert told.people == sum(counts.values())
    assert {g.name: g.share for g in told.groups} == pytest.approx(
        {n: c / sum(counts.values()) for n, c in counts.items()}
    )
