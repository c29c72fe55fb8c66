"""Of the real exports that hold addresses, none reaches the disk: not the archive, not the facts."""

import os
import re
from pathlib import Path

import duckdb
import pytest

from milepost.sources import Answers
from milepost.store.database import disconnect
from milepost.workspace.imports import import_files
from milepost.workspace.opening import init_workspace

HERE = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("MILEPOST_SHARED", HERE.parent / "shared")) / "exports"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="no real exports here")
MAIL = re.compile(rb"[\w.+-]{2,}@[\w-]+\.[a-z]{2,}")


def with_addresses() -> list[Path]:
    found = []
    for path in sorted(SHARED.glob("*/*")):
        if path.suffix in {".csv", ".CSV"}:
            data = path.read_bytes()
            data = data.decode("utf-16").encode() if data[:2] == b"\xff\xfe" else data
            if MAIL.search(data):
                found.append(path)
    return found


def stored(home: Path) -> bytes:
    texts = []
    for path in home.rglob("*"):
        if path.suffix == ".parquet":
            rows = duckdb.execute("FROM read_parquet(?)", [str(path)]).fetchall()
            texts.append("\n".join(cell for row in rows for cell in row if isinstance(cell, str)).encode())
        elif path.is_file():
            texts.append(path.read_bytes())
    return b"\n".join(texts)


def test_no_address_of_a_real_export_reaches_the_disk(tmp_path: Path) -> None:
    paths = with_addresses()
    assert len(paths) >= 10
    workspace = init_workspace(tmp_path / "ws", brand="Tin & Twine", currency="EUR", zone="Europe/Berlin")
    try:
        reports = import_files(workspace, paths, Answers(), brand="Tin & Twine")
    finally:
        disconnect()
    assert sum(report.status == "imported" for report in reports) >= 8
    assert MAIL.findall(stored(tmp_path / "ws")) == []
