"""A brand is put to rest and looked after again on its settings page, by its owners."""

from html import escape

from served_site import Served
from site_homes import OTHER
from uploading import words

from milepost.workspace.people.role import Role

B = "/b/ostrich-sohne/"
SETTINGS = f"{B}settings/"
AT_REST = "everything is kept, nothing is sent, and nobody is asked for anything."


def test_an_owner_puts_a_brand_to_rest_and_wakes_it(written_site: Served) -> None:
    owner = written_site.owner()
    assert "Put it to rest" in words(owner.get(SETTINGS).text)
    assert "never set up" in words(owner.get("/").text).lower()
    said = {"why": "  The contract\nended. "}
    assert owner.post(f"{SETTINGS}rest/", said, on=SETTINGS).headers["location"] == SETTINGS
    assert "The brand is at rest. Everything of it is kept." in words(owner.get(SETTINGS).text)

    brands = words(owner.get("/").text)
    assert "One brand is at rest." in brands
    assert AT_REST not in brands
    assert f"{escape(OTHER)} at rest since" in brands
    assert "Never set up" not in brands
    board = words(owner.get(B).text)
    assert "Drop in your first files" not in board
    assert AT_REST in board
    assert "Never set up" not in board
    assert AT_REST in words(owner.get(f"{B}imports/").text)
    assert AT_REST not in words(owner.get("/b/quillfen/").text)
    log = words(owner.get(f"{B}log/").text)
    assert "Put to rest." in log
    assert "The contract ended." in log

    again = owner.post(f"{SETTINGS}rest/", {"why": ""}, on=SETTINGS)
    assert again.status_code == 302
    assert "has been at rest since" in words(owner.get(SETTINGS).text)
    assert owner.post(f"{SETTINGS}wake/", {"why": ""}, on=SETTINGS).status_code == 302
    assert "The brand is looked after again." in words(owner.get(SETTINGS).text)
    assert AT_REST not in words(owner.get(B).text)
    assert "at rest" not in words(owner.get("/").text)
    audit = words(owner.get("/workspace/log/").text)
    assert audit.count("put a brand to rest") == 1, "what changed nothing is not logged"
    assert audit.count("looked after a brand again") == 1


def test_nobody_else_may(written_site: Served) -> None:
    editor = written_site.person(Role.EDITOR, OTHER, "rest-editor@example.com")
    for what in ("rest", "wake"):
        assert editor.post(f"{SETTINGS}{what}/", {"why": ""}, on=f"{B}imports/").status_code == 404
    assert AT_REST not in words(editor.get(B).text)
