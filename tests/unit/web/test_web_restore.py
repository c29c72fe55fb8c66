"""A backup becomes the workspace: at the first run, or over one in use, which is set aside and comes back."""

import os
import re
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from restoring import altered, backup_of, changed, checked, climbing, newer, planted, send_backup
from served_site import PASSWORD, Served, Visitor, serving
from waiting import until

from milepost.store.database import disconnect
from milepost.workspace.keeping.swap import Wanted, finish, want
from milepost.workspace.opening import init_workspace, open_workspace
from milepost.workspace.people.role import Role

RESTORE = "/workspace/keeping/restore/"


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site of two processes over a workspace of one brand, with its owner."""
    home = tmp_path_factory.mktemp("used") / "home"
    init_workspace(home, brand="Tin & Twine")
    disconnect()
    with serving(home, workers=2) as site:
        site.owner()
        yield site


@pytest.fixture(scope="module")
def kept(used: Served, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Its backup."""
    return backup_of(used.home, tmp_path_factory.mktemp("kept") / "b.zip")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site over an empty workspace, in which nobody has an account; an upload may bring one megabyte."""
    home = tmp_path_factory.mktemp("empty") / "home"
    init_workspace(home, brand=None)
    disconnect()
    with serving(home, MILEPOST_UPLOAD_EACH="1") as site:
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


BAD = {
    "no archive": (lambda good: b"hello", "it cannot be read"),
    "cut short": (lambda good: good[: len(good) // 2], "it cannot be read"),
    "changed by hand": (lambda good: changed(good, altered), "is damaged: milepost.toml"),
    "newer": (lambda good: changed(good, newer), "made by a newer Milepost (9.9)"),
    "climbing": (lambda good: changed(good, climbing), "“../climbed”, which no workspace holds"),
    "planted": (lambda good: changed(good, planted), "which no workspace holds"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_sound_backup_is_told_and_changes_nothing(empty: Served, kept: bytes, kind: str) -> None:
    make, says = BAD[kind]
    before = (empty.home / "milepost.toml").read_bytes()
    visitor = empty.visitor()
    page = checked(visitor, send_backup(visitor, first(empty), make(kept), name=f"{kind}.zip"))
    assert says in re.sub(r"\s+", " ", page)
    assert f"What was read: <bdi>{kind}.zip</bdi>. The workspace is as it was." in page
    assert "Choose another backup" in page
    assert (empty.home / "milepost.toml").read_bytes() == before
    assert not [path for path in (empty.home / "incoming").iterdir() if path.is_dir()]
    assert list((empty.home / "uploads").iterdir()) == []
    assert not list(empty.home.parent.rglob("climbed"))


def test_what_does_not_arrive_is_told_and_leaves_nothing(empty: Served, kept: bytes) -> None:
    visitor, path = empty.visitor(), first(empty)
    large = send_backup(visitor, path, b"x" * 1_500_000)
    assert "This file is larger than one upload may be (1 MB)." in large.text
    assert "The upload broke off" in send_backup(visitor, path, kept, whole="").text
    assert "No file was chosen" in visitor.post(path, {"whole": "yes"}).text
    strange = visitor.client.post(path, data={"csrfmiddlewaretoken": "x" * 64}, files={"backup": kept})
    assert strange.status_code == 403
    assert visitor.client.put(path).status_code in {403, 405}
    assert list((empty.home / "uploads").iterdir()) == []


def test_the_first_run_can_begin_with_a_backup(
    used: Served, kept: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("first") / "home"
    init_workspace(home, brand=None)
    disconnect()
    with serving(home) as site:
        visitor, path = site.visitor(), first(site)
        assert path in visitor.get(site.first_link).text
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
        back = begun_again(site)
        assert back.sign_in("owner@example.com").status_code == 302
        assert back.get("/b/tin-twine/").status_code == 200
        assert visitor.get(path).status_code == 404
    assert brands(home) == ["Tin & Twine"]
    assert not (home / "incoming" / "done.json").exists()


def test_a_workspace_in_use_goes_back_to_its_backup_and_forth_again(used: Served, kept: bytes) -> None:
    owner = used.owner()
    others = [used.person(role, "Tin & Twine", f"{role.word}@restore.example") for role in Role]
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
    assert {back.get("/b/later/").status_code for _ in range(6)} == {404}, "in every process"
    assert {back.get("/b/tin-twine/").status_code for _ in range(6)} == {200}
    log = back.get("/workspace/log/").text
    assert "Every line of the log holds" in log
    assert re.search(
        r"workspace\.restored <span[^>]*><bdi>from “&lt;i&gt;monday.zip”, made 2026", log
    )
    assert "what was here lies in set-aside/" in log
    (aside,) = (path for path in (used.home / "set-aside").iterdir() if path.is_dir())
    assert brands(aside) == ["Tin & Twine", "Later"]
    said_again(back, "/workspace/keeping/backup/")
    made = back.post("/workspace/keeping/backup/")
    job = made.headers["location"]
    until(
        lambda: True if "The backup is made" in back.get(job).text else None
    )  # the worker is of the new one
    assert "Check milepost-" in back.get(RESTORE).text

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


def test_a_start_after_a_kill_in_the_middle_serves_the_restored_workspace(tmp_path: Path) -> None:
    home = tmp_path / "home"
    init_workspace(home, brand="Old")
    init_workspace(home / "incoming" / "x" / "workspace", brand="New")
    disconnect()
    (home / "incoming" / "served").touch()
    at = datetime(2026, 11, 22, tzinfo=UTC)
    want(open_workspace(home), Wanted("incoming/x/workspace", "mara", at, "from “monday.zip”", "127.0.0.1"))
    disconnect()
    child = os.fork()
    if child == 0:  # pragma: no cover
        left = [9]

        def count(event: str, _: object) -> None:
            if event == "os.rename":
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        finish(home)
        os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    assert (home / "incoming" / "swap.json").exists()
    assert not (home / "milepost.toml").exists()
    with serving(home) as site:
        assert site.first_link, "nobody has an account in it: the console says how to make one"
        assert brands(home) == ["New"]
        assert "workspace.restored" in site.owner().get("/workspace/log/").text
    assert brands(next(path for path in (home / "set-aside").iterdir() if path.is_dir())) == ["Old"]
