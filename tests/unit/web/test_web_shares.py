"""Share links: one page for whoever holds one, behind its password, until it expires or is taken back."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from served_site import Served, Visitor

from milepost.store.database import disconnect
from milepost.workspace.opening import open_workspace

DEMO = "Quillfen"


def made(site: Served, **said: object) -> str:
    """The path of a new link, made on the page by the owner."""
    form = {"page": "board", "says": "the client", "days": "7", "password": ""} | said
    owner = site.owner()
    assert owner.post("/b/quillfen/shares/", form).status_code == 302
    found = re.search(r'value="(http[^"]+/s/[^"]+)"', owner.get("/b/quillfen/shares/").text)
    assert found is not None
    assert found.group(1) not in owner.get("/b/quillfen/shares/").text  # shown once
    return found.group(1).removeprefix(site.url)


@pytest.mark.parametrize("page", ["client", "board", "weekly", "monthly"])
def test_a_link_shows_its_page_and_no_way_on(site: Served, page: str) -> None:
    path = made(site, page=page)
    answer = site.visitor().get(path)
    assert answer.status_code == 200
    assert DEMO in answer.text
    assert "/b/quillfen" not in answer.text
    assert "<script" not in answer.text
    assert "noindex" in answer.headers["x-robots-tag"]
    assert len(path.split("/")[2]) >= 43  # 256 bits


def test_a_password_is_asked_before_anything_is_shown(site: Served) -> None:
    path = made(site, password="otter-harbour")
    reader = site.visitor()
    assert DEMO not in reader.get(path).text
    wrong = reader.post(path, {"password": "otter"})
    assert wrong.status_code == 403
    assert DEMO not in wrong.text
    assert reader.post(path, {"password": "otter-harbour"}).status_code == 302
    assert DEMO in reader.get(path).text
    other = made(site, password="another-word")
    assert DEMO not in reader.get(other).text


def test_guessing_a_password_is_stopped(site: Served) -> None:
    path = made(site, password="otter-harbour")
    guesser = site.visitor()
    token = _token(guesser, path)
    codes = [
        guesser.client.post(path, data=token | {"password": f"guess {n}"}).status_code for n in range(25)
    ]
    assert codes[-1] == 429


def test_a_link_taken_back_or_expired_is_not_there(site: Served, site_home: Path) -> None:
    path = made(site)
    assert site.visitor().get(path).status_code == 200
    page = site.owner().get("/b/quillfen/shares/").text
    newest = re.search(r'action="(/b/quillfen/shares/\d+/take-back/)"', page)
    assert newest is not None
    site.owner().post(newest.group(1), {}, on="/b/quillfen/shares/")
    assert site.visitor().get(path).status_code == 404
    open_workspace(site_home)
    from milepost.workspace.people.shares import share

    late = share(DEMO, "board", days=1, who="test", now=datetime.now(UTC) - timedelta(days=2))
    assert site.visitor().get(f"/s/{late}/").status_code == 404
    assert site.visitor().get(f"/s/{late}/label.css").status_code == 404


@pytest.mark.parametrize(
    "word", [":token", "<str:token>", "..%2f..", "%00", "a" * 500, "1", "None", "label.css"]
)
def test_words_that_are_no_link_open_nothing(site: Served, word: str) -> None:
    assert site.visitor().get(f"/s/{word}/").status_code in {400, 404}


def test_addresses_cannot_be_widened_by_what_stands_behind_them(site: Served) -> None:
    path = made(site, page="board")
    plain = site.visitor().get(path).text
    for more in ("?page=monthly", "?brand=Ostrich", "?as_of=2020-01-01", "monthly/", "../../b/quillfen/"):
        answer = site.visitor().get(path + more)
        assert answer.status_code in {302, 404} or answer.text == plain, more


def test_only_a_hash_of_the_link_is_kept(site: Served, site_home: Path) -> None:
    token = made(site, password="never-in-the-clear").split("/")[2].encode()
    disconnect()  # closing the file that is read would take the locks of our own line to it away
    kept = b"".join(path.read_bytes() for path in site_home.glob("milepost.db*"))
    assert token not in kept
    assert b"never-in-the-clear" not in kept


def _token(visitor: Visitor, path: str) -> dict[str, str]:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', visitor.get(path).text)
    assert found is not None
    return {"csrfmiddlewaretoken": found.group(1)}
