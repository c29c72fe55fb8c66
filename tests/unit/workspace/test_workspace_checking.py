"""`check` runs the examples of a user's own files beside ours."""

from pathlib import Path

from milepost.workspace.checking import check_examples

FORMAT = """title = "Our tool"
source = "our_tool"
channel = "instagram"
time = ["day:day"]
[recognise]
needs = ["day", "taps"]
[columns.day]
headers = ["day"]
kind = "day"
[columns.taps]
headers = ["taps"]
kind = "count"
[[facts]]
table = "account_day"
[facts.set]
link_clicks = "taps"
[[example]]
name = "two days"
text = '''
Day,Taps
2026-03-02,3
2026-03-03,4
'''
status = ["imported"]
rows = { account_day = 2 }
sums = { account_day = { link_clicks = SUM } }
"""


def own(folder: Path, total: int) -> Path:
    (folder / "sources").mkdir(parents=True)
    (folder / "sources" / "our_tool.toml").write_text(FORMAT.replace("SUM", str(total)))
    return folder


def test_a_users_format_that_keeps_its_word(tmp_path: Path) -> None:
    (found,) = check_examples(own(tmp_path, 7), "our_tool")
    assert (found.kind, found.id, found.example, found.faults) == ("format", "our_tool", "two days", ())


def test_a_users_format_that_does_not(tmp_path: Path) -> None:
    (found,) = check_examples(own(tmp_path, 8), "our_tool")
    assert found.faults == ("the sums of account_day are {'link_clicks': 7}, not {'link_clicks': 8}",)


def test_one_of_ours_by_its_id() -> None:
    found = list(check_examples(None, "csat"))
    assert {item.kind for item in found} == {"KPI"}
    assert all(item.faults == () for item in found)
