"""A backup made on a page and taken once, and a brand erased there: not a byte of it is left."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from served_site import PASSWORD, Served, Visitor, serving
from waiting import until


@pytest.fixture
def own(copied_home: Path) -> Iterator[Served]:
    """A site over a copy of the two brands."""
    with serving(copied_home) as site:
        site.owner()
        yield site


def _over(owner: Visitor, path: str) -> str:
    return until(lambda: text if "<progress" not in (text := owner.get(path).text) else None)


def test_a_backup_is_made_taken_once_and_then_gone(own: Served) -> None:
    owner = own.owner()
    asked_first = owner.get("/workspace/keeping/backup/").headers["location"]
    assert asked_first.startswith("/accounts/reauthenticate/")
    assert owner.post(asked_first, {"password": PASSWORD}).headers["location"] == "/workspace/keeping/backup/"
    asked = owner.post("/workspace/keeping/backup/")
    page = _over(owner, asked.headers["location"])
    take = re.search(r'action="(/workspace/keeping/backup/\d+/take/)"', page)
    assert take is not None
    assert owner.get(take.group(1)).status_code == 405
    file = owner.post(take.group(1), on=asked.headers["location"])
    assert file.headers["content-disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(file.content)) as held:
        assert {"milepost.db", "milepost.toml", "secret"} <= set(held.namelist())
    assert owner.post(take.group(1), on=asked.headers["location"]).status_code == 302  # gone


def test_a_brand_is_erased_when_its_name_is_typed(own: Served) -> None:
    owner, path = own.owner(), "/workspace/keeping/erase/quillfen/"
    assert owner.get("/b/quillfen/").status_code == 200
    owner.post(f"/accounts/reauthenticate/?next={path}", {"password": PASSWORD})
    assert owner.post(path, {"name": "quillfen"}).status_code == 422
    asked = owner.post(path, {"name": "Quillfen"})
    assert "erased" in _over(owner, asked.headers["location"])
    assert owner.get("/b/quillfen/").status_code == 404
    assert owner.get("/b/ostrich-sohne/").status_code == 200
    assert "Every line of the log holds" in owner.get("/workspace/log/").text
    left = [p for p in own.home.rglob("*") if p.is_file() and b"quillfen" in p.read_bytes().lower()]
    assert [p.relative_to(own.home).as_posix() for p in left] == []
