"""The pages of imports over HTTP: files in, their report, questions, mappings, and taking back."""

import re
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from served_site import Served, Visitor, serving
from uploading import METRICS, TIKTOK, UNKNOWN, report_of, send, token_of, words

from milepost.workspace.opening import init_workspace, open_workspace
from milepost.workspace.people.role import Role

HOSTILE = (
    "../../etc/passwd.csv",
    "..\\..\\boot.ini.csv",
    "/absolute/path.csv",
    "nul\x00byte.csv",
    "a" * 300 + ".csv",
    "\u202egnp.vsc.csv",
    "CON.csv",
    "<script>alert(1)</script>.csv",
    '"onerror="alert(1).csv',
    "same.csv",
    "same.csv",
)


@pytest.fixture(scope="module")
def imports_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("imports") / "home"
    init_workspace(home, brand="Quillfen", currency="EUR", zone="Europe/Berlin")
    init_workspace(home, brand="Other")
    with serving(home, MILEPOST_UPLOAD_EACH="2", MILEPOST_UPLOAD_ALL="3") as served:
        served.owner()
        yield served


@pytest.fixture(scope="module")
def editor(imports_site: Served) -> Visitor:
    return imports_site.person(Role.EDITOR, "Quillfen", "eda@example.com")


@pytest.fixture(scope="module")
def viewer(imports_site: Served) -> Visitor:
    return imports_site.person(Role.VIEWER, "Quillfen", "vic@example.com")


def uploads(site: Served) -> list[Path]:
    return sorted((site.home / "uploads").iterdir())


def test_the_page_says_which_exports_to_drop(editor: Visitor) -> None:
    page = words(editor.get("/b/quillfen/imports/").text)
    assert "Meta Business Suite, Insights, Content, Export data" in page


def test_a_file_is_read_told_and_taken_back(imports_site: Served) -> None:
    owner = imports_site.owner()
    page = report_of(owner, send(owner, "other", [("Leads of March.csv", METRICS)]))
    assert "One file imported." in words(page)
    assert "10 rows read = 10 kept." in words(page)
    again = words(report_of(owner, send(owner, "other", [("copy.csv", METRICS)])))
    assert "One file was imported before" in again
    found = re.search(r"/b/other/imports/[0-9a-f]{12}/", page)
    assert found is not None
    listed = words(owner.get("/b/other/imports/").text)
    assert "Leads of March.csv" in listed
    assert "1 file tells of 1 March 2026 to 10 March 2026." in listed
    one = words(owner.get(found.group()).text)
    assert "Its 10 rows stop counting" in one
    without = owner.post(f"{found.group()}undo/", {"why": " "}, on=found.group())
    assert without.status_code == 422
    undone = owner.post(f"{found.group()}undo/", {"why": "the wrong month"}, on=found.group())
    assert "taken back" in words(report_of(owner, undone))
    assert owner.get(found.group()).status_code == 404


def test_a_question_is_answered_on_the_page(imports_site: Served, editor: Visitor) -> None:
    before = uploads(imports_site)
    answer = send(editor, "quillfen", [("one.csv", TIKTOK), ("two.csv", TIKTOK + b"March 8,5,1,1,1,1\n")])
    path = answer.headers["location"]
    page = words(report_of(editor, answer))
    assert "Two files wait for you." in page
    assert "say the year of its last row" in page
    assert "--year" not in page
    (waiting,) = set(uploads(imports_site)) - set(before)
    wrong = editor.post(f"{path}answer/", {"number": "0", "year": "soon"}, on=path)
    assert wrong.status_code == 422
    both = editor.post(f"{path}answer/", {"number": "0", "year": "2026", "same": "yes"}, on=path)
    told = words(report_of(editor, both))
    assert "Two files imported." in told
    assert "1 March to 8 March 2026" in told
    assert editor.post(f"{path}answer/", {"number": "0", "year": "2026"}, on=path).status_code == 404
    assert waiting not in uploads(imports_site)


def test_a_file_can_be_put_aside(imports_site: Served, editor: Visitor) -> None:
    before = uploads(imports_site)
    answer = send(editor, "quillfen", [("odd.csv", UNKNOWN.replace(b"Kursdatum", b"Datum des Kurses"))])
    report_of(editor, answer)
    path = answer.headers["location"]
    assert editor.post(f"{path}dismiss/", {"number": "0"}, on=path).status_code == 302
    assert "It was put aside." in words(editor.get(path).text)
    (folder,) = set(uploads(imports_site)) - set(before)
    assert list(folder.iterdir()) == []


def test_columns_are_chosen_and_kept(imports_site: Served, editor: Visitor) -> None:
    answer = send(editor, "quillfen", [("Kurse.csv", UNKNOWN)])
    assert "Say what its columns are" in words(report_of(editor, answer))
    path = f"{answer.headers['location']}columns/0/"
    assert "What are the columns of this file?" in words(editor.get(path).text)
    said: dict[str, object] = {
        "head": ["Kursdatum", "Kurs", "Teilnehmer"],
        "before": ["day", "", ""],
        "becomes": ["day", "", "leads"],
        "called": "../Kurse",
    }
    look = editor.post(path, said | {"do": "look"})
    assert "14 of 14 rows would be kept." in words(look.text)
    used = editor.post(path, said | {"do": "use"})
    assert "One file imported." in words(report_of(editor, used))
    kept = list((imports_site.home / "knowledge" / "sources").iterdir())
    assert [p.name for p in kept] == ["kurse.toml"]


def test_names_are_data_and_never_paths(imports_site: Served, editor: Visitor) -> None:
    before = uploads(imports_site)
    files = [(name, UNKNOWN + f"2026-04-01,{n},{n}\n".encode()) for n, name in enumerate(HOSTILE)]
    files = [(name, data.replace(b"Kursdatum", b"Wann")) for name, data in files]
    answer = send(editor, "quillfen", files)
    page = report_of(editor, answer)
    (folder,) = set(uploads(imports_site)) - set(before)
    assert sorted(p.name for p in folder.iterdir()) == sorted(str(n) for n in range(len(HOSTILE)))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir()} == {0o600}
    assert "<script>alert" not in page
    assert '"onerror=' not in page
    assert "passwd.csv" in page
    assert "etc/passwd" not in page
    assert "\u202e" not in page
    assert f"{'a' * 195}….csv" in page
    assert page.count("<bdi>same.csv</bdi>") == 2


@pytest.mark.parametrize("size", [2_200_000, 3_400_000, 9_000_000])
def test_too_much_is_refused_with_the_limit(imports_site: Served, editor: Visitor, size: int) -> None:
    before = uploads(imports_site)
    half = size // 2 if size < 3_400_000 * 2 else size
    files = (
        [("big.csv", b"x" * size)] if size == 2_200_000 else [("a.csv", b"x" * half), ("b.csv", b"y" * half)]
    )
    answer = send(editor, "quillfen", files)
    assert answer.status_code == 400
    assert re.search(r"larger than one (file|upload) may be \([23] MB\)", words(answer.text))
    assert set(uploads(imports_site)) <= set(before)


def test_a_broken_line_leaves_nothing(imports_site: Served, editor: Visitor) -> None:
    before = uploads(imports_site)
    assert send(editor, "quillfen", [("a.csv", METRICS)], whole="").status_code == 400
    host, port = imports_site.url.removeprefix("http://").split(":")
    cookies = "; ".join(f"{name}={value}" for name, value in editor.client.cookies.items())
    field = "--xx\r\nContent-Disposition: form-data; name="
    head = [
        "POST /b/quillfen/imports/drop/ HTTP/1.1",
        f"Host: {host}:{port}",
        f"Origin: {imports_site.url}",
        f"Cookie: {cookies}",
        "Content-Type: multipart/form-data; boundary=xx",
        "Content-Length: 900000",
        "",
        f'{field}"csrfmiddlewaretoken"\r\n\r\n{token_of(editor, "quillfen")}',
        f'{field}"files"; filename="a.csv"\r\n\r\ndate,metric,value\n',
    ]
    with socket.create_connection((host, int(port))) as line:
        line.sendall("\r\n".join(head).encode() + b"2026-03-01,leads,1\n" * 1000)
        line.shutdown(socket.SHUT_WR)
        line.recv(10_000)
    assert set(uploads(imports_site)) <= set(before)
    assert send(editor, "quillfen", []).status_code == 400


def test_a_wrong_token_takes_nothing(imports_site: Served, editor: Visitor) -> None:
    before = uploads(imports_site)
    files = {"files": ("a.csv", METRICS)}
    assert editor.client.post("/b/quillfen/imports/drop/", files=files).status_code == 403
    assert set(uploads(imports_site)) <= set(before)


def test_only_editors_of_the_brand_may_bring_files(
    imports_site: Served, editor: Visitor, viewer: Visitor
) -> None:
    client = imports_site.person(Role.CLIENT, "Quillfen", "cleo@example.com")
    answer = send(editor, "quillfen", [("a.csv", METRICS.replace(b"leads", b"orders"))])
    job = answer.headers["location"]
    found = re.search(r"/imports/[0-9a-f]{12}/", report_of(editor, answer))
    assert found is not None
    for path in ("/b/quillfen/imports/", "/b/quillfen/coverage/", job, f"/b/quillfen{found.group()}"):
        assert viewer.get(path).status_code == 200, path
        assert client.get(path).status_code == 404, path
        assert editor.get(path.replace("quillfen", "other")).status_code == 404, path
    owner = imports_site.owner()
    assert owner.get(job.replace("quillfen", "other")).status_code == 404
    assert owner.get(f"/b/other{found.group()}").status_code == 404
    assert "drop" not in viewer.get("/b/quillfen/imports/").text.partition("<main")[2].partition("which")[0]
    for path in (
        "/b/quillfen/imports/drop/",
        f"{job}answer/",
        f"{job}retry/",
        f"/b/quillfen{found.group()}undo/",
    ):
        assert viewer.post(path, {"why": "x"}, on="/account/").status_code in {403, 404}, path
    assert (
        viewer.client.post("/b/quillfen/imports/drop/", files={"files": ("a.csv", METRICS)}).status_code
        == 404
    )


def test_coverage_names_the_weeks_and_the_gaps(imports_site: Served, editor: Visitor) -> None:
    days = [*range(1, 8), *range(20, 28)]
    rows = "".join(f"2026-06-{day:02d},answered,{day}\n" for day in days)
    report_of(
        editor, send(editor, "quillfen", [("s.csv", f"date,metric,value\n{rows}".encode())], account="Desk")
    )
    page = editor.get("/b/quillfen/coverage/").text
    assert 'class="week' in page
    assert "style=" not in page.partition("<main")[2]
    assert "Desk" in words(page)
    assert "nothing is known of 8–19 June 2026 (12 days)" in words(page)


def test_the_log_tells_who_brought_what(imports_site: Served, editor: Visitor) -> None:
    open_workspace(imports_site.home)
    from milepost.workspace.people.audit import lines  # needs the open database

    answer = send(editor, "quillfen", [("log.csv", METRICS.replace(b"leads", b"shares"))])
    assert answer.status_code == 302
    asked = [line for line in lines("Quillfen") if line.action == "import.ask"]
    assert {line.who for line in asked} == {"eda@example.com"}
    assert "log.csv" in {line.what for line in asked}


def test_the_rows_of_a_file_are_shown_as_they_stand_in_it(imports_site: Served, editor: Visitor) -> None:
    answer = send(editor, "quillfen", [("mine.csv", METRICS)])
    report_of(editor, answer)
    listed = editor.get("/b/quillfen/imports/").text
    found = re.search(r'href="(/b/quillfen/imports/[0-9a-f]{12}/)"', listed)
    assert found is not None
    path = f"{found.group(1)}rows/"
    assert path in editor.get(found.group(1)).text
    page = words(editor.get(path).text)
    header, first = METRICS.decode().splitlines()[:2]
    for cell in (*header.split(","), *first.split(",")):
        assert cell in page
    for wrong in ("?page=0", "?page=x", "?table=9", "?table=-1", "?page=1e3", "?table=99999999999"):
        assert editor.get(path + wrong).status_code == 404, wrong
    assert editor.get(path + "?page=50").status_code == 200
