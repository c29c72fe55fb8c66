"""The page of all brands: what is to be done stands there only for those who may see how the work is done."""

import re
import sqlite3
from datetime import UTC, datetime

from served_site import Served, Visitor

from milepost.workspace.opening import open_workspace
from milepost.workspace.people.role import Role

DEMO, OTHER = "Quillfen", "Ostrich & Söhne"


def _of_both(site: Served, email: str, demo: Role, other: Role) -> Visitor:
    visitor = site.person(demo, DEMO, email)
    open_workspace(site.home)
    from milepost.workspace.people.invitations import invite  # needs the open database

    token = invite(email, OTHER, other, who="test", now=datetime.now(UTC))
    assert visitor.post(f"/join/{token}/").status_code == 302
    return visitor


def _main(visitor: Visitor) -> str:
    for _ in range(40):  # what takes longer than the page may take comes when it is asked for again
        page = visitor.get("/").text
        if 'hx-get="/"' not in page:
            break
    return page.partition("<main")[2]


def test_a_client_of_two_brands_reads_of_goals_and_of_nothing_else(site: Served) -> None:
    page = _main(_of_both(site, "client@home.example", Role.CLIENT, Role.CLIENT))
    assert "Where the goals of your brands stand" in page
    assert {"/b/quillfen/", "/b/ostrich-sohne/"} <= set(re.findall(r'href="([^"]+)"', page))
    assert "calling" not in page
    assert "Data to" not in page
    viewer = _main(_of_both(site, "viewer@home.example", Role.VIEWER, Role.VIEWER))
    assert "calling" in viewer
    assert "Where the goals of your brands stand" not in viewer


def test_who_works_for_one_brand_and_reads_another_is_told_of_both_apart(site: Served) -> None:
    page = _main(_of_both(site, "both@home.example", Role.EDITOR, Role.CLIENT))
    work, heading, read = page.partition("Brands whose goals you read")
    assert heading
    assert "/b/quillfen/" in work
    assert "/b/ostrich-sohne/" not in work
    assert "/b/ostrich-sohne/" in read


def test_who_is_locked_out_leaves_no_way_in_for_others(site: Served) -> None:
    leaving = site.person(Role.OWNER, DEMO, "leaving@home.example")
    assert (
        leaving.post("/b/quillfen/people/", {"email": "pal@home.example", "role": "owner"}).status_code == 302
    )
    found = re.search(r'value="(http[^"]+/join/[^"]+)"', leaving.get("/b/quillfen/people/").text)
    assert found is not None
    path = found.group(1).removeprefix(site.url)
    assert site.visitor().get(path).status_code == 200
    with sqlite3.connect(site.home / "milepost.db") as line:
        told = line.execute("SELECT id FROM person WHERE email = 'leaving@home.example'").fetchone()
    owner = site.owner()
    assert owner.post(f"/workspace/people/{told[0]}/", {"do": "fly"}, on="/account/").status_code == 404
    assert owner.post(f"/workspace/people/{told[0]}/", {"do": "lock"}, on="/account/").status_code == 302
    answer = site.visitor().get(path)
    assert answer.status_code == 404
    assert "There is no such invitation." in answer.text
