"""The plan on the site: objectives, capacity, the plan as a file, and the log of it all."""

import re
from html import unescape

import pytest
from read_pages import COMMAND, EMPTY, OTHER, plain
from served_site import Served, Visitor

from milepost.workspace.people.role import Role


@pytest.fixture(scope="module")
def editor(site: Served) -> Visitor:
    return site.person(Role.EDITOR, OTHER, "editor-plan@example.com")


def test_the_plan_groups_what_is_open_and_links_to_where_it_is_mended(site: Served) -> None:
    owner = site.owner()
    page = owner.get("/b/quillfen/plan/").text
    read = plain(page)
    assert "Business objectives and their goals" in read
    assert "Sell more bags online" in read
    assert "What is open" in read
    assert not COMMAND.search(read)
    assert re.search(r'goal <a class="origin" href="/b/quillfen/goals/g\d+/">g\d+</a>', page)


def test_objectives_are_written_changed_with_a_reason_and_given_up(editor: Visitor) -> None:
    form = {"title": "Sell <i>more</i> feathers", "kind": "revenue_growth", "says": "Orders carry the farm."}
    page = EMPTY + "plan/"
    assert editor.post(page + "objectives/new/", form).status_code == 302
    again = editor.post(page + "objectives/new/", form)
    assert again.status_code == 400
    assert "is written already" in unescape(again.text)
    assert "milepost" not in plain(again.text)
    read = editor.get(page).text
    assert "<i>more" not in read
    assert "No goal hangs on it" in plain(read)
    one = re.search(r'href="(/b/ostrich-sohne/plan/objectives/sell[^/"]*/)"', read)
    assert one is not None
    assert editor.post(one[1], form | {"title": "Sell feathers"}).status_code == 400
    changed = form | {"title": "Sell feathers", "why": "Shorter", "upon": "1"}
    assert editor.post(one[1], changed).status_code == 302
    stale = editor.post(one[1], changed | {"title": "Sell eggs"})
    assert stale.status_code == 400
    assert "theirs, version 2, stands" in unescape(stale.text)
    assert editor.post(one[1] + "drop/", {"why": "Not ours"}, on=one[1]).status_code == 302
    assert "feathers" not in plain(editor.get(page).text)
    assert editor.get(one[1]).status_code == 404


def test_what_the_brand_is_for_and_what_the_team_can_carry_are_written(editor: Visitor) -> None:
    page = EMPTY + "plan/"
    about = {"mission": "Eggs for everybody", "values": "calm\nlarge"}
    assert editor.post(page + "about/", about).status_code == 302
    capacity = {"most_kpis": "5", "hours_a_week": "12.5", "budget_a_month": ""}
    assert editor.post(page + "capacity/", capacity).status_code == 302
    assert editor.post(page + "capacity/", capacity | {"most_kpis": "0"}).status_code == 400
    read = plain(editor.get(page).text)
    assert "Eggs for everybody" in read
    assert "calm, large" in read
    assert "Hours a week: 12.5" in read
    assert "12.5" in plain(editor.get(EMPTY + "allocation/").text)


def test_the_plan_goes_out_as_a_file_and_comes_back_after_a_look(editor: Visitor) -> None:
    page = EMPTY + "plan/"
    editor.post(page + "objectives/new/", {"title": "Be known", "kind": "brand_positioning"})
    export = editor.get(page + "file/")
    assert export.headers["content-type"].startswith("application/yaml")
    assert "attachment" in export.headers["content-disposition"]
    text = export.text.replace("title: Be known", "title: Be known in town")
    assert text != export.text
    same = _look(editor, export.text)
    assert "nothing would change" in plain(same.text)
    looked = _look(editor, text)
    assert looked.status_code == 200
    assert "Be known Be known in town" in plain(looked.text)
    assert "in town" not in plain(editor.get(page).text)
    kept = re.search(r'name="text" value="([^"]*)"', looked.text)
    assert kept is not None
    back = unescape(kept[1])
    missing = editor.post(page + "apply/", {"text": back, "why": ""}, on=page)
    assert missing.status_code == 400
    assert "Be known in town" in plain(missing.text)
    done = editor.post(page + "apply/", {"text": back, "why": "From the file"}, on=page)
    assert done.status_code == 302
    assert "Be known in town" in plain(editor.get(page).text)


@pytest.mark.parametrize("body", [b"\x00\xff\xfe", b"just: [words", b"", b"- <script>alert(1)</script>"])
def test_a_file_that_is_no_plan_is_told_so(editor: Visitor, body: bytes) -> None:
    answer = _look(editor, body)
    assert answer.status_code in {200, 400}
    assert "<script>alert" not in answer.text
    assert not COMMAND.search(plain(answer.text))


def _look(editor: Visitor, text: str | bytes):  # type: ignore[no-untyped-def]
    data = text.encode() if isinstance(text, str) else text
    files = {"file": ("plan.yaml", data, "application/yaml")}
    return editor.post(EMPTY + "plan/diff/", on=EMPTY + "plan/", files=files)


def test_a_viewer_reads_the_plan_and_writes_nothing(site: Served) -> None:
    viewer = site.person(Role.VIEWER, OTHER, "viewer-plan@example.com")
    page = EMPTY + "plan/"
    assert viewer.get(page).status_code == 200
    assert viewer.get(page + "file/").status_code == 200
    for path in ("about/", "capacity/", "objectives/new/", "diff/", "apply/"):
        assert viewer.get(page + path).status_code == 404, path
        assert viewer.post(page + path, {"why": "x"}, on="/account/").status_code == 404, path


def test_the_log_tells_everything_newest_first_and_by_kind(site: Served, editor: Visitor) -> None:
    owner = site.owner()
    whole = plain(owner.get("/b/quillfen/log/").text)
    assert "File imported" in whole
    goals = plain(owner.get("/b/quillfen/log/?kind=goal").text)
    assert "Goal written" in goals
    assert "File imported" not in goals
    assert owner.get("/b/quillfen/log/?kind=%3Cscript%3E&page=99").status_code == 200
    editor.post(EMPTY + "plan/about/", {"mission": "Eggs, still"})
    mine = plain(editor.get(EMPTY + "log/").text)
    assert "What the brand is for was" in mine
    assert "editor-plan@example.com" in mine
    client = site.person(Role.CLIENT, OTHER, "client-plan@example.com")
    assert client.get(EMPTY + "log/").status_code == 404
    assert client.get(EMPTY + "plan/file/").status_code == 404
