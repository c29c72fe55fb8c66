"""The log of the site: every code has its phrase, and only what was done is in it."""

import ast
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from served_site import Served, Visitor

import milepost
from milepost.web.log_words import DONE, done_in_words
from milepost.workspace.opening import open_workspace
from milepost.workspace.people.role import Role

HOME = Path(milepost.__file__).parent
_CODE = re.compile(r"[a-z]+(?:[._][a-z]+)+")
_WRITING = {"write_down", "log", "_write"}
_BY_NAME = {"writes", "action"}


def written_codes() -> dict[str, str]:
    """Every code that some part of the program writes into the log, with one file that does."""
    return {
        code: path.relative_to(HOME).as_posix()
        for folder in ("web", "workspace", "cli")
        for path in HOME.joinpath(folder).rglob("*.py")
        for code in _codes_in(ast.parse(path.read_text("utf-8")))
    }


def _codes_in(tree: ast.Module) -> Iterator[str]:
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        said = [
            word.value for word in call.keywords if word.arg in _BY_NAME and "ratelimit" not in ast.dump(call)
        ]
        said += [one for one in call.args if name in _WRITING]
        for one in said:
            value = constants.get(one.id) if isinstance(one, ast.Name) else one
            if isinstance(value, ast.Constant) and _CODE.fullmatch(str(value.value)):
                yield str(value.value)


def test_every_code_that_can_be_written_has_its_phrase_and_no_phrase_is_left_over() -> None:
    codes = written_codes()
    assert {"share.make", "signed_in", "invitation.accept", "workspace.restored", "password.link"} <= set(
        codes
    )
    assert codes.keys() - DONE.keys() == set()
    assert DONE.keys() - codes.keys() == set()


def test_a_code_of_another_version_stands_for_itself() -> None:
    assert done_in_words("kite.fly") == "kite.fly"


@pytest.fixture(scope="module")
def mara(written_site: Served) -> Visitor:
    """An owner of the brand."""
    return written_site.person(Role.OWNER, "Quillfen", "mara@log.example")


def _told(site: Served, who: str) -> list[str]:
    open_workspace(site.home)
    from milepost.workspace.people.audit import lines  # needs the open database

    return [line.action for line in lines() if line.who == who]


NOT_DONE: tuple[tuple[str, dict[str, object]], ...] = (
    ("shares/", {"page": "board", "days": "0"}),
    ("people/", {"email": "nobody", "role": "viewer"}),
    ("settings/", {"colour": "no colour"}),
    ("goals/new/", {"sentence": ""}),
    ("plan/objectives/new/", {"title": ""}),
)


def test_what_was_not_done_is_not_in_the_log(written_site: Served, mara: Visitor) -> None:
    before = _told(written_site, "mara@log.example")
    for path, said in NOT_DONE:
        answer = mara.post(f"/b/quillfen/{path}", said, on="/account/")
        assert answer.status_code in {400, 422}, path
    for path in ("people/999999/", "people/invitations/999999/", "shares/999999/take-back/"):
        assert mara.post(f"/b/quillfen/{path}", {"role": "none"}, on="/account/").status_code == 404, path
    profile = re.search(r"/audience/(?!new)([^/\"]+)/", mara.get("/b/quillfen/audience/").text)
    assert profile is not None
    path = f"/b/quillfen/audience/{profile.group(1)}/"
    assert mara.post(f"{path}drop/", {"why": " "}, on=path).headers["location"] == path
    assert "say why" in mara.get(path).text
    assert _told(written_site, "mara@log.example") == before


def test_owners_of_the_workspace_read_of_it_in_words_of_their_language(
    written_site: Served, mara: Visitor
) -> None:
    assert mara.post("/b/quillfen/shares/", {"page": "board", "days": "3"}).status_code == 302
    owner = written_site.owner()
    assert mara.get("/workspace/log/").status_code == 404
    page = html.unescape(owner.get("/workspace/log/").text)
    assert re.search(r'<td>made a share link <span class="kind"><bdi>board, 3 days', page)
    assert "share.make" not in page
    page = owner.get("/workspace/log/", headers={"Accept-Language": "de"}).text
    assert "Freigabelink erstellt" in page
