"""A backup becomes the workspace: at the first run, or over one in use, which is set aside and comes back."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from restoring import altered, backup_of, changed, checked, climbing, newer, send_backup
from served_site import PASSWORD, Served, Visitor, serving
from waiting import until

from milepost.store.database import disconnect
from milepost.workspace.opening import init_workspace, open_workspace
from milepost.workspace.people.role import Role

SOME = (Role.CLIENT, Role.EDITOR)
RESTORE = "/workspace/keeping/restore/"


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site of two processes over a workspace of one brand, with its owner; beside it a backup of that."""
    home = tmp_path_factory.mktemp("used") / "home"
    init_workspace(home, brand="Tin & Twine")
    disconnect()
    with serving(home, workers=2) as site:
        site.owner()
        backup_of(home, home.parent / "b.zip")
        yield site


@pytest.fixture(scope="module")
def kept(used: Served) -> bytes:
    """The backup."""
    return (used.home.parent / "b.zip").read_bytes()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Served]:
    """A site over an empty workspace, in which nobody has an account; an upload may bring one megabyte."""
    init_workspace(tmp_path / "home", brand=None)
    disconnect()
    with serving(tmp_path / "home", MILEPOST_UPLOAD_EACH="1") as site:
        yield site


def first(site: Served) -> str:
    return site.first_link.removeprefix(site.url) + "restore/"


def brands(home: Path) -> list[str]:
    try:
        return [brand.name for brand in open_workspace(home).brands]
    finally:
        disconnect()


def begun_again(site: Served) -> Visitor:
    """Somebody whom nobody knows, once the site answers from the restored workspace."""
    visitor = site.visitor()
    until(lambda: True if visitor.get("/accounts/login/").status_code == 200 else None)
    return visitor


def said_again(owner: Visitor, path: str) -> None:
    owner.post(f"/accounts/reauthenticate/?next={path}", {"password": PASSWORD})


BAD: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut short": (lambda good: good[: len(good) // 2], "it cannot be read"),
    "changed by hand": (lambda good: changed(good, altered), "is damaged: milepost.toml"),
    "newer": (lambda good: changed(good, newer), "made by a newer Milepost (9.9)"),
    "climbing": (lambda good: changed(good, climbing), "“../climbed”, which no workspace holds"),
}


def refuse_what_is_no_sound_backup(site: Served, visitor: Visitor, kept: bytes) -> None:
    before = (site.home / "milepost.toml").read_bytes()
    for kind, (make, says) in BAD.items():
        page = checked(visitor, send_backup(visitor, first(site), make(kept), name=f"{kind}.zip"))
        assert says in page, kind
        assert f"What was read: <bdi>{kind}.zip</bdi>. The workspace is as it was." in page
        assert "Choose another backup" in page
        assert (site.home / "milepost.toml").read_bytes() == before
        assert not [path for path in (site.home / "incoming").iterdir() if path.is_dir()], kind
        assert not list(site.home.parent.rglob("climbed"))


def refuse_what_does_not_arrive(visitor: Visitor, path: str, kept: bytes) -> None:
    large = send_backup(visitor, path, b"x" * 1_500_000)
    assert "This file is larger than one upload may be (1 MB)." in large.text
    assert "The upload broke off" in send_backup(visitor, path, kept, whole="").text
    assert "No file was chosen" in visitor.post(path, {"whole": "yes"}).text
    strange = visitor.client.post(path, data={"csrfmiddlewaretoken": "x" * 64}, files={"backup": kept})
    assert strange.status_code == 403
    assert visitor.client.put(path).status_code in {403, 405}


def test_the_first_run_can_begin_with_a_backup_and_refuses_what_is_none(empty: Served, kept: bytes) -> None:
    visitor, path, home = empty.visitor(), first(empty), empty.home
    assert path in visitor.get(empty.first_link).text
    refuse_what_does_not_arrive(visitor, path, kept)
    refuse_what_is_no_sound_backup(empty, visitor, kept)
    assert list((home / "uploads").iterdir()) == []
    answer = send_backup(visitor, path, kept)
    page = checked(visitor, answer)
    for says in (
        "Made on 2026-11-20 09:30 UTC by Milepost",
        "It holds 1 brand: Tin &amp; Twine.",
        "0 imports (0 rows of figures), 0 goals, 0 decisions and 1 account.",
        "every figure was computed again and is the same",
        "It is owned by owner@example.com.",
        "Not in it: what the server is told at its start",
    ):
        assert says in page, says
    assert brands(home) == []
    assert visitor.post(answer.headers["location"]).headers["location"] == "/"
    back = begun_again(empty)
    assert back.sign_in("owner@example.com").status_code == 302
    assert back.get("/b/tin-twine/").status_code == 200
    assert visitor.get(path).status_code == 404
    assert brands(home) == ["Tin & Twine"]
    assert not (home / "incoming" / "done.json").exists()


def test_a_workspace_in_use_goes_back_to_its_backup_and_forth_again(used: Served, kept: bytes) -> None:
    owner = used.owner()
    others = [used.person(role, "Tin & Twine", f"{role.word}@restore.example") for role in SOME]
    assert owner.post("/start/", {"name": "Later", "currency": "EUR", "zone": "UTC"}).status_code == 302
    said_again(owner, RESTORE)
    asked = send_backup(owner, RESTORE, kept, name="<i>monday.zip")
    page, path = checked(owner, asked), asked.headers["location"]
    assert "&lt;i&gt;monday.zip" in page
    assert "The present workspace is set aside whole" in page
    for other in others:
        assert other.get(path).status_code == 404
    assert owner.post(path, {"word": "yes"}).status_code == 422
    assert brands(used.home) == ["Tin & Twine", "Later"]
    assert owner.post(path, {"word": "restore"}).headers["location"] == "/"

    back = begun_again(used)
    for visitor in (owner, *others):
        assert "/accounts/login/" in visitor.get("/workspace/").headers["location"]
    assert back.sign_in("owner@example.com").status_code == 302
    alone = {"Connection": "close"}  # so that each may be answered by the other process
    assert {back.get("/b/later/", headers=alone).status_code for _ in range(6)} == {404}
    log = back.get("/workspace/log/").text
    assert "Every line of the log holds" in log
    assert re.search(r"restored the workspace <span[^>]*><bdi>from “&lt;i&gt;monday.zip”, made 2026", log)
    assert "what was here lies in set-aside/" in log
    (aside,) = (path for path in (used.home / "set-aside").iterdir() if path.is_dir())
    assert brands(aside) == ["Tin & Twine", "Later"]
    said_again(back, RESTORE)
    checked(back, send_backup(back, RESTORE, b"none"))  # by a worker of the new workspace

    state = f"/workspace/keeping/earlier/{aside.name}/"
    assert state in back.get("/workspace/keeping/").text
    assert back.post(state, {"do": "back", "word": "delete"}).status_code == 422
    assert back.post(state, {"do": "back", "word": "Go back"}).headers["location"] == "/"
    forth = begun_again(used)
    assert forth.sign_in("editor@restore.example").status_code == 302
    assert forth.get(state).status_code == 404
    assert brands(used.home) == ["Tin & Twine", "Later"]

    owns = used.visitor()
    assert owns.sign_in("owner@example.com").status_code == 302
    said_again(owns, RESTORE)
    (other,) = (path for path in (used.home / "set-aside").iterdir() if path.is_dir())
    state = f"/workspace/keeping/earlier/{other.name}/"
    assert owns.post(state, {"do": "delete", "word": "delete"}).headers["location"] == "/workspace/keeping/"
    assert list((used.home / "set-aside").iterdir()) == []
    assert owns.get(state).status_code == 404
