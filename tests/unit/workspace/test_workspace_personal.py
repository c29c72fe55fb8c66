from pathlib import Path

from milepost.sources import Answers
from milepost.workspace.imports import import_files, list_imports
from milepost.workspace.place import Workspace
from milepost.workspace.rebuild import fact_hashes, rebuild
from milepost.workspace.undo import undo_import

BRAND = "Tin & Twine"
ORDERS = """\
Name,Email,Financial Status,Paid at,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,\
Lineitem price,Billing Name,Notes,Cancelled at,Refunded Amount,Source
#1001,ada@example.com,paid,2026-01-31 21:50:54 +0000,EUR,30.00,35.00,2026-01-31 21:50:48 +0000,1,Red twine,\
10.00,Ada Example,ring twice,,0.00,web
#1002,ada@example.com,paid,2026-02-01 10:00:00 +0000,EUR,20.00,20.00,2026-02-01 10:00:00 +0000,1,Tin box,\
20.00,Ada Example,,,0.00,web
"""


def test_nothing_personal_reaches_the_disk_and_a_rebuild_gives_the_same_facts(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS, "utf-8")
    (report,) = import_files(workspace, [path], Answers(), brand=BRAND)
    assert report.status == "imported"
    assert holding(workspace, b"ada@example.com", b"Ada Example", b"ring twice") == []
    assert [known.redacted for known in list_imports(workspace, BRAND)] == [True]
    before = fact_hashes()
    assert (BRAND, "order") in before
    assert rebuild(workspace).changed == ()
    undo_import(workspace, report.sha256, who="", why="")
    assert [r.status for r in import_files(workspace, [path], Answers(), brand=BRAND)] == ["imported"]
    assert fact_hashes() == before


def holding(workspace: Workspace, *words: bytes) -> list[str]:
    """The files of the workspace in which one of the words stands."""
    files = [p for p in workspace.home.rglob("*") if p.is_file()]
    return [p.name for p in files if any(word in p.read_bytes() for word in words)]
